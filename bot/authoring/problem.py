"""An author's mistake as data: its place, a sentence, and what was probably meant."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import OSA

Severity = Literal["error", "warning"]
MOST = 500
"""How many problems are told at once."""
_STEM = 4
"""The letters that two words have to begin with alike for one to have been meant by the other."""
_CLOSE = 0.4
"""The share of a word's letters that may differ for another word to have been meant."""


class Place(Struct, frozen=True, order=True, omit_defaults=True):
    """Where something stands; line and column count from 1 in characters, line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 1
    text: str = ""
    """The whole line, for showing it."""


class Problem(Struct, frozen=True, omit_defaults=True):
    """One mistake. An error keeps the questionnaire from being published, a warning does not."""

    place: Place
    severity: Severity
    code: str
    message: str
    suggestion: str | None = None
    """The word that was probably meant."""
    context: str | None = None
    """One more fact that helps: what there is to choose from, where the other one stands."""


class Finding(Struct, frozen=True):
    """What a rule found; the code of the problem is the name of the rule."""

    place: Place
    message: str
    severity: Severity = "error"
    context: str | None = None
    near: str | None = None


def warning(place: Place, message: str, *, context: str | None = None, near: str | None = None) -> Finding:
    """Return a finding that keeps nobody from publishing."""
    return Finding(place, message, "warning", context, near)


class Problems:
    """Gathers problems while files are read, so that an author sees all of them at once."""

    def __init__(self) -> None:
        # A dictionary, because one mistake can be met on several ways and is to be told once.
        self._found: dict[Problem, None] = {}
        self.errors = 0
        """How many of the problems are errors."""

    def error(
        self, place: Place, code: str, message: str, *, near: str | None = None, context: str | None = None
    ) -> None:
        """Note a mistake that keeps the file from being used; `near` is the word that was probably meant."""
        self.errors += 1
        self._add(Problem(place, "error", code, message, near, context))

    def warning(self, place: Place, code: str, message: str, *, context: str | None = None) -> None:
        """Note something that works, but hardly as it was meant."""
        self._add(Problem(place, "warning", code, message, None, context))

    def note(self, code: str, found: Finding) -> None:
        """Note what a rule found."""
        self.errors += found.severity == "error"
        self._add(Problem(found.place, found.severity, code, found.message, found.near, found.context))

    def _add(self, problem: Problem) -> None:
        if len(self._found) < MOST:
            self._found[problem] = None
        elif len(self._found) == MOST:
            self._found[Problem(problem.place, "error", "unreadable", "there is more; mend what is shown first")] = None

    def __iter__(self) -> Iterator[Problem]:
        """Yield the problems in the order of their places."""
        return iter(sorted(self._found, key=lambda problem: (problem.place, problem.severity, problem.code)))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, or None when none is close."""
    written = word.casefold().replace("-", "_").replace(" ", "_")
    known = tuple(known)
    distances = [(_distance(written, candidate), candidate) for candidate in known]
    share, candidate = min(distances, default=(1.0, ""))
    if share <= _CLOSE:
        return candidate
    # Of `drawing` and `draw` one begins with the other; where several do, nobody knows which was meant.
    begun = [each for each in known if len(each) >= _STEM and written.startswith(each.casefold())]
    begun += [each for each in known if len(written) >= _STEM and each.casefold().startswith(written)]
    return begun[0] if len(begun) == 1 else None


def _distance(written: str, candidate: str) -> float:
    plain = candidate.casefold().replace("-", "_")
    longer = max(len(written), len(plain), 1)
    # A transposition is one slip of the fingers; in a word of two letters even one slip leaves little.
    return OSA.distance(written, plain) / max(longer, 3)
