"""The library: what is live (company, products, traits), and every version that a session may need."""

from collections.abc import Callable
from typing import Self

from bot.paths.bounds import Remaining
from bot.paths.distribution import distribution
from bot.questionnaire.catalogue import Company, Products, Shared, TraitKind
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import Question
from bot.questionnaire.version import restored
from bot.speech.speaker import Speaker
from bot.suggestion.shelf import Shelf
from bot.values.errors import ColloquyError

MOST_VERSIONS = 64
"""Old versions kept ready at once; the current ones always are."""


class UnknownVersion(ColloquyError):
    """A session belongs to a version that was never published here."""


class Library:
    """Gives questionnaires ready to run; `fetch` returns the body of a published version.

    Nobody begins what is `closed`; who is in the middle of it goes on.
    """

    def __init__(
        self,
        *,
        company: Company,
        products: Products,
        traits: tuple[TraitKind, ...],
        current: dict[str, Compiled],
        fetch: Callable[[str], bytes | None],
        closed: frozenset[str] = frozenset(),
    ) -> None:
        self.company = company
        self.products = products
        self.traits = traits
        self._current = current
        self._closed = closed
        self._fetch = fetch
        self._ready = {compiled.version: compiled for compiled in current.values()}
        self._speakers: dict[str, Speaker] = {}
        self._typical: dict[str, float] = {}
        self._shelves: dict[str, Shelf] = {}

    @classmethod
    def of(
        cls,
        shared: Shared,
        current: dict[str, Compiled],
        fetch: Callable[[str], bytes | None] = lambda _: None,
        closed: frozenset[str] = frozenset(),
    ) -> Self:
        """Return the library of what is shared by all questionnaires, and of the current ones."""
        return cls(
            company=shared.company,
            products=shared.products,
            traits=shared.traits,
            current=current,
            fetch=fetch,
            closed=closed,
        )

    def names(self) -> tuple[str, ...]:
        """Return the ids of the questionnaires that can be started, the company's first one first."""
        return tuple(sorted(self._current.keys() - self._closed, key=lambda name: (name != self.company.start, name)))

    @property
    def start(self) -> str:
        """The questionnaire that a bare /start opens: the company's, or another where that one is closed."""
        return next(iter(self.names()), self.company.start)

    def published(self) -> tuple[str, ...]:
        """Return the ids of all questionnaires, closed ones too."""
        return tuple(sorted(self._current))

    def current(self, questionnaire: str) -> Compiled | None:
        """Return the newest version of a questionnaire, closed or not."""
        return self._current.get(questionnaire)

    def to_begin(self, questionnaire: str) -> Compiled | None:
        """Return the version of a questionnaire that a new session gets; None where none can begin."""
        return None if questionnaire in self._closed else self._current.get(questionnaire)

    def at_hand(self) -> tuple[Compiled, ...]:
        """Return the versions that are ready: the current ones, and those of sessions that were seen lately."""
        return tuple(self._ready.values())

    def compiled(self, version: str) -> Compiled:
        """Return a version, current or old; raise `UnknownVersion`."""
        if version not in self._ready:
            body = self._fetch(version)
            if body is None:
                raise UnknownVersion(f"version {version} was never published here")
            self._make_room()
            self._ready[version] = Compiled(restored(body), version)
        return self._ready[version]

    def speaker(self, compiled: Compiled) -> Speaker:
        """Return the one who says what happens in this version."""
        if compiled.version not in self._speakers:
            self._speakers[compiled.version] = Speaker(compiled, self.company, self.traits, Remaining(compiled))
        return self._speakers[compiled.version]

    def shelf(self, compiled: Compiled) -> Shelf:
        """Return the products made ready for this version."""
        shelf = self._shelves.get(compiled.version)
        if shelf is None or shelf.compiled is not compiled:
            shelf = self._shelves[compiled.version] = Shelf(compiled, self.products)
        return shelf

    def typical(self, compiled: Compiled) -> float:
        """Return how many questions a person sees on average."""
        if compiled.version not in self._typical:
            self._typical[compiled.version] = distribution(compiled).mean
        return self._typical[compiled.version]

    def language(self, wanted: str | None) -> str:
        """Return the language nearest to the wanted one (`fa-IR` is `fa`) that the company speaks."""
        code = (wanted or "").partition("-")[0].casefold()
        return code if code in self.company.languages else self.company.languages[0]

    def asking(self, trait: str) -> tuple[Compiled, Question] | None:
        """Return a current questionnaire and its question that asks for a trait."""
        for name in self.names():
            compiled = self._current[name]
            for question in compiled.questions:
                if question.trait == trait:
                    return compiled, question
        return None

    def _make_room(self) -> None:
        live = {compiled.version for compiled in self._current.values()}
        old = [version for version in self._ready if version not in live]
        if len(old) >= MOST_VERSIONS:
            del self._ready[old[0]]
            self._speakers.pop(old[0], None)
            self._shelves.pop(old[0], None)
