"""What other rooms may use."""

from naerverk_web.notices.actions import DIGEST, forget_account, forget_notices, mark_read, tell, write_digest
from naerverk_web.notices.again import tried_again
from naerverk_web.notices.clock import tick
from naerverk_web.notices.letters import (
    Message,
    deliver,
    due_letters,
    know_addresses,
    know_writer,
    mail_goes_out,
    put_letter,
    try_again,
)
from naerverk_web.notices.queries import Lost, Told, letters_lost, mail_trouble, notices_for, unread

__all__ = [
    "DIGEST",
    "Lost",
    "Message",
    "Told",
    "deliver",
    "due_letters",
    "forget_account",
    "forget_notices",
    "know_addresses",
    "know_writer",
    "letters_lost",
    "mail_goes_out",
    "mail_trouble",
    "mark_read",
    "notices_for",
    "put_letter",
    "tell",
    "tick",
    "tried_again",
    "try_again",
    "unread",
    "write_digest",
]
