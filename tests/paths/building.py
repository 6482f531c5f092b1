"""Short ways to write a questionnaire in a test."""

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, OneOf
from bot.questionnaire.formula import parse
from bot.questionnaire.model import Choice, Fact, Question, Questionnaire, QuestionType, Segment
from bot.values.text import Text

TODAY = "2026-11-21"
WORDS = Text("en", {"en": ("…",)})


def ask(question_id: str, kind: QuestionType = "yes_no", ask_if: Condition | None = None, **keys) -> Question:
    """Return a question; `choices` may be ids, or ids with their expected shares."""
    choices = keys.pop("choices", ())
    if isinstance(choices, dict):
        keys["choices"] = tuple(Choice(id=name, label=WORDS, expected=share) for name, share in choices.items())
    else:
        keys["choices"] = tuple(each if isinstance(each, Choice) else Choice(each, WORDS) for each in choices)
    return Question(id=question_id, type=kind, ask=WORDS, ask_if=ask_if, **keys)


def yes(name: str) -> Condition:
    """Return "this was answered with yes"."""
    return OneOf(name, ("yes",))


def compiled(*questions: Question, facts: dict[str, str] | None = None, segments=None) -> Compiled:
    """Return a questionnaire ready to run."""
    return Compiled(
        Questionnaire(
            id="small",
            title=WORDS,
            promise=WORDS,
            language="en",
            languages=("en", "fa"),
            questions=questions,
            facts=tuple(Fact(name, parse(formula)) for name, formula in (facts or {}).items()),
            segments=tuple(Segment(name, condition) for name, condition in (segments or {}).items()),
        )
    )
