"""The closed list of what a control can mean, and how a bound press becomes an input of the engine.

Bound to a session and its wait: `pick:<place of the choice>`, `pick:other`, `pick:<number>` (scale), `done`, `skip`,
`refuse`, `back`, `why`, `yes`, `no`. Menus, bound to nothing: `begin:<payload>`, `more:<payload>`,
`language:<code>:<payload>`, `continue`, `restart`, `again:<questionnaire>`, `change` (show the answers),
`change:<question>`, `profile`, `privacy`, `mydata`, `forget`, `forget!`, `keep`, `drop:<trait>`, `correct:<trait>`,
`grant:<purpose>`, `withdraw:<purpose>`, `unshare` (withdraw links to the report). Behind a report, checked against the
newest session: `rate:<product or "report">:<yes|no>`, `grant:<purpose>:<tap>` and `decline:<purpose>` where that was
asked for because of a tap, `unrate:<product or "report">`, `show:<product>` (beside the first). `share` labels the
button that shares a phone number or a place. A payload may end in `:<language>`, chosen before anything is kept.
"""

from bot.conversation.inbound import Confirm, Done, GoBack, Inbound, Picked, Skip
from bot.questionnaire.model import OTHER, Question

BOUND = frozenset(("pick", "done", "skip", "refuse", "back", "why", "yes", "no"))


def inbound(act: str, question: Question | None) -> Inbound | None:
    """Return the input that a bound press means, or None where it can mean nothing (a forged one)."""
    word, _, argument = act.partition(":")
    if word == "pick" and question is not None:
        return _picked(question, argument)
    return _PLAIN.get(act)


_PLAIN: dict[str, Inbound] = {
    "done": Done(),
    "skip": Skip(),
    "refuse": Skip(refuse=True),
    "back": GoBack(),
    "yes": Confirm(yes=True),
    "no": Confirm(yes=False),
}


def _picked(question: Question, argument: str) -> Picked | None:
    if question.type == "scale":
        return Picked(argument) if argument.isascii() and argument.isdecimal() else None
    if argument == OTHER and question.other:
        return Picked(OTHER)
    if argument.isascii() and argument.isdecimal() and int(argument) < len(question.choices):
        return Picked(question.choices[int(argument)].id)
    return None


def session_key(session_id: str) -> str:
    """Return the part of a session's id that is random, short enough to stand in every button."""
    return session_id[-10:]
