"""The law library's questions and answers as plain data: `{"id", "rule", "input"}` in, `{"id", "result"}` out.

Words are those of the command `naerverk law`; what cannot be read is refused with the word and the value.
"""

from naerverk.law.questions.answering import answer_of, result_of
from naerverk.law.questions.reading import Given
from naerverk.law.questions.rules import RULES
from naerverk.law.questions.writing import to_words

__all__ = ["RULES", "Given", "answer_of", "result_of", "to_words"]
