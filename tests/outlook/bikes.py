"""A shop of bicycles in three languages, where nothing fits who wants a motor for little money, and its visitors."""

from functools import cache
from itertools import count
from pathlib import Path

from bot.cli.play import draft_library
from bot.service.acts import Pressed, Typed
from bot.service.dossier import Outcome
from bot.service.library import Library
from bot.service.reception import Reception
from bot.service.rehearsal import Circumstances, Rehearsal
from bot.service.reward import outlook
from bot.speech.acts import session_key
from bot.speech.outlook import Outlook
from bot.speech.prompt import Prompt, Toast

SAMPLE = Path(__file__).parent / "sample"
TRANSCRIPTS = sorted(SAMPLE.glob("*/transcripts/*.txt"))
AT = 1_795_249_800


@cache
def library() -> Library:
    return draft_library(SAMPLE)


class Rider:
    """One person who looks for a bicycle."""

    def __init__(self, language: str = "en") -> None:
        numbers = count(1)
        self.language = language
        self.talk = Rehearsal(Reception(library(), lambda: f"{next(numbers):026d}"), Circumstances(language, at=AT))

    def rides(self, *, budget: int, distance: int = 50, stairs: bool = False) -> "Rider":
        """Hold the conversation to its end."""
        self.menu("begin:bike")
        self.presses("pick:0")
        self.says(str(distance))
        self.presses("pick:0" if stairs else "pick:1")
        self.says(str(budget))
        self.presses("no")
        return self

    def menu(self, act: str) -> Outcome:
        return self.talk.give(Pressed(act))

    def says(self, words: str) -> Outcome:
        return self.talk.give(Typed(words))

    def presses(self, act: str) -> Outcome:
        session = self.talk.session
        assert session is not None
        return self.talk.give(Pressed(act, session_key(session.id), session.awaits))

    @property
    def outlook(self) -> Outlook:
        assert self.talk.session is not None
        return outlook(self.talk.session, library(), self.language, self.talk.dossier.ratings)

    @property
    def ways(self) -> dict[str, str]:
        """What the ways are called, by what they do."""
        return {press.act: press.label.replace("\u00a0", " ") for press in self.outlook.ways}

    @property
    def rated(self) -> dict[str, bool]:
        return {rating.about: rating.fits for rating in self.talk.dossier.ratings}


def toast(outcome: Outcome) -> str:
    return next((said.text for said in outcome.says if isinstance(said, Toast)), "")


def prompt(outcome: Outcome) -> Prompt:
    [said] = [said for said in outcome.says if isinstance(said, Prompt)]
    return said
