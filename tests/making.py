"""Short ways to write questionnaires in tests."""

from typing import Any

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import Choice, Question, Questionnaire
from bot.values.text import Text


def text(**by_language: str) -> Text:
    """`text(en="Yes", fa="بله")`."""
    return Text(next(iter(by_language)), {language: (words,) for language, words in by_language.items()})


def choice(choice_id: str, label: str = "", **rest: Any) -> Choice:
    return Choice(choice_id, text(en=label or choice_id), **rest)


def question(question_id: str, kind: Any = "text", *choices: str | Choice, **rest: Any) -> Question:
    made = tuple(one if isinstance(one, Choice) else choice(one) for one in choices)
    if kind == "yes_no" and not made:
        made = (choice("yes", "Yes"), choice("no", "No"))
    return Question(id=question_id, type=kind, ask=text(en=f"What about {question_id}?"), choices=made, **rest)


def questionnaire(*questions: Question, **rest: Any) -> Questionnaire:
    return Questionnaire(
        id=rest.pop("id", "sample"),
        title=text(en="A sample"),
        promise=text(en="A report."),
        language="en",
        languages=("en", "fa", "ar"),
        questions=questions,
        **rest,
    )


def compiled(*questions: Question, **rest: Any) -> Compiled:
    return Compiled(questionnaire(*questions, **rest), "0123456789abcdef")
