"""The errors of the house, as one tree.

    ColloquyError
    ├── WrongCall        a caller asked for something that this state does not allow; nothing was changed
    ├── WrongSetting     an operator has to set something; the sentence names the variable
    ├── NotUnderstood    data from outside cannot be read; the sentence says what was expected
    └── WrongFormula     an author's arithmetic cannot be read; `offset` says where

A misfit (an answer that does not fit its question) and a problem (an author's mistake) are data, not errors.
Everything else that is raised is a bug.
"""


def place_of(error: BaseException) -> str:
    """Return what kind of error it is and where it was raised, without its words: they may be somebody's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    return f"{type(error).__name__} in {code.co_name}, {code.co_filename}:{trace.tb_lineno}"


class ColloquyError(Exception):
    """Anything that the house raises on purpose; its text is a sentence for the person who meets it."""


class WrongCall(ColloquyError):
    """The session's state does not allow this input; the session is as it was."""


class WrongSetting(ColloquyError):
    """A setting is missing or wrong."""


class NotUnderstood(ColloquyError):
    """Data that came from outside could not be read."""


class WrongFormula(ColloquyError):
    """A formula could not be read; `offset` counts characters from its start, `length` those that are wrong."""

    def __init__(self, sentence: str, offset: int, length: int = 1) -> None:
        super().__init__(sentence)
        self.offset = offset
        self.length = length
