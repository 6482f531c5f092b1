"""What rules look at: one questionnaire that was read, and the folder as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.authoring.common import Common
from bot.authoring.ends import Ends
from bot.authoring.names import Names
from bot.authoring.problem import Place
from bot.authoring.proofs import Proofs
from bot.authoring.reading import Keys
from bot.authoring.uses import Use, uses
from bot.authoring.writing import Writing
from bot.questionnaire.model import Choice, Question, Questionnaire


@dataclass(frozen=True)
class Scene(Writing):
    """One questionnaire that was read without errors."""

    questionnaire: Questionnaire
    names: Names

    @property
    def common(self) -> Common:
        """What it shares with the others."""
        return self.names.common

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every place at which the answer to a question, or a fact, is used."""
        return tuple(uses(self.questionnaire, self.sheet.named))

    @cached_property
    def proofs(self) -> Proofs:
        """What the paths prove."""
        return Proofs(self.questionnaire, self.names)

    @cached_property
    def ends(self) -> Ends:
        """What it can end in for who answers it."""
        return Ends(self.questionnaire, self.common.range.products, self.proofs.days)

    def way(self, keys: Keys) -> Keys:
        """Return the keys that lead to a condition as its author wrote it: of a segment, perhaps below `if`."""
        return (*keys, "if") if keys[0] == "segments" and self.written(*keys, "if") else keys

    def choices(self) -> Iterator[tuple[Question, Choice]]:
        """Yield every choice of every question."""
        for question in self.questionnaire.questions:
            for choice in question.choices:
                yield question, choice

    def label(self, question: Question, choice: Choice, language: str) -> Place:
        """Return where the label of a choice stands in a language."""
        way = ("questions", question.id, "choices", choice.id)
        found = self.passages.get((*way, "label"), {}).get(language)
        return found.place() if found else self.key(*way)

    def defined(self, question: str) -> str:
        """Return where a question is defined, for a sentence: `'signal' (line 12)`."""
        return f"'{question}' (line {self.names.line(question)})"


@dataclass(frozen=True)
class Folder:
    """A folder of questionnaires in which everything could be read."""

    common: Common
    scenes: tuple[Scene, ...]

    def writing(self, file: str) -> Writing | None:
        """Return a shared file by its name."""
        return next((each for each in self.common.writings if Path(each.tree.source.file).name == file), None)
