"""What `argparse` says of a command line it does not understand, word for word as it says it (Python 3.11 to 3.14)."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "usage": "usage: ",
    "error": "%(prog)s: error: %(message)s\n",
    "argument": "argument %(argument_name)s: %(message)s",
    "required": "the following arguments are required: %s",
    "one_required": "one of the arguments %s is required",
    "unrecognized": "unrecognized arguments: %s",
    "not_allowed_with": "not allowed with argument %s",
    "ambiguous": "ambiguous option: %(option)s could match %(matches)s",
    "unexpected": "unexpected option string: %s",
    "ignored": "ignored explicit argument %r",
    "one_expected": "expected one argument",
    "at_most_one_expected": "expected at most one argument",
    "at_least_one_expected": "expected at least one argument",
    "expected": ("expected %s argument", "expected %s arguments"),
    "value": "invalid %(type)s value: %(value)r",
    "choice": "invalid choice: %(value)r (choose from %(choices)s)",
    "meant": "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)",
    "command": "unknown parser %(parser_name)r (choices: %(choices)s)",
    "cannot_open": "can't open '%(filename)s': %(error)s",
}
