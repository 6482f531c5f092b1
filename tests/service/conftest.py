"""A small house in memory: one company, one questionnaire, one person."""

from itertools import count
from typing import Any

import pytest

from bot.questionnaire.catalogue import Company, Products, Purpose, TraitKind
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import OneOf
from bot.service.acts import Act, Commanded, Pressed, Typed
from bot.service.dossier import Outcome
from bot.service.library import Library
from bot.service.reception import Reception
from bot.service.rehearsal import Circumstances, Rehearsal
from bot.speech.acts import session_key
from bot.speech.prompt import Prompt, Toast
from tests.making import choice, compiled, question, text

BENCH = compiled(
    question("field", "select_one", choice("power", "Power"), choice("cars", "Cars"), trait="field", required=True),
    question(
        "bus", "select_one", choice("can", "CAN"), choice("lin", "LIN"), ask_if=OneOf("field", ("cars",)), trait="bus"
    ),
    question("mail", "email", purpose="contact", trait="mail"),
    question("wish", "text"),
    id="bench",
    consents=("remember",),
)
OTHER = Compiled(compiled(question("taste", "text"), id="other").questionnaire, "f" * 16)


def purpose(name: str, moment: Any) -> Purpose:
    return Purpose(name, text(en=name.capitalize()), text(en=f"We use it for {name}."), moment)


@pytest.fixture
def library() -> Library:
    company = Company(
        name=text(en="Colloquy"),
        languages=("en", "fa", "ar"),
        start="bench",
        purposes=(
            purpose("report", "at_start"),
            purpose("contact", "with_question"),
            purpose("remember", "at_end"),
            purpose("crm", "never"),
        ),
        privacy=text(en="We keep little."),
        contact=text(en="hello@example.com"),
    )
    kinds = (TraitKind("field", text(en="Field")), TraitKind("bus", text(en="Bus")), TraitKind("mail", text(en="Mail")))
    return Library(
        company=company,
        products=Products(),
        traits=kinds,
        current={"bench": BENCH, "other": OTHER},
        fetch=lambda _: None,
    )


class Visitor:
    """One person who does things; `says` and the rest return the outcome."""

    def __init__(self, library: Library, language: str = "en") -> None:
        numbers = count(1)
        self.talk = Rehearsal(
            Reception(library, lambda: f"{next(numbers):026d}"), Circumstances(language, at=1_795_000_000)
        )

    def does(self, act: Act) -> Outcome:
        return self.talk.give(act)

    def says(self, words: str) -> Outcome:
        return self.does(Typed(words))

    def commands(self, command: Any, argument: str = "") -> Outcome:
        return self.does(Commanded(command, argument))

    def menu(self, act: str) -> Outcome:
        return self.does(Pressed(act))

    def presses(self, act: str) -> Outcome:
        session = self.talk.session
        assert session is not None
        return self.does(Pressed(act, session_key(session.id), session.awaits))

    def finishes(self, *, remember: bool) -> Outcome:
        self.menu("begin:bench")
        self.says("cars")
        self.says("can")
        self.presses("no")
        self.says("nothing")
        return self.presses("yes" if remember else "no")

    @property
    def traits(self) -> dict[str, Any]:
        return {trait.name: trait.value for trait in self.talk.dossier.traits}

    @property
    def awaits(self) -> str | None:
        return self.talk.session.awaits if self.talk.session else None


@pytest.fixture
def ann(library: Library) -> Visitor:
    return Visitor(library)


def words(outcome: Outcome) -> str:
    """Everything that was said, toasts too."""
    said = []
    for utterance in outcome.says:
        if isinstance(utterance, Prompt):
            said += [line.text for line in utterance.lines]
            said += [press.label for press in (*utterance.choices, *utterance.controls)]
        elif isinstance(utterance, Toast):
            said.append(utterance.text)
    return "\n".join(said)
