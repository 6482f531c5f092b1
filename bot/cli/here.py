"""`bot run` without a token: one person, here in the terminal, kept like everybody else."""

import sys
from pathlib import Path

from rich.console import Console

from bot.assemble import copy_of, new_id, now, open_house
from bot.cli.screen import Screen
from bot.report.document import Document
from bot.service.acts import Act, Arrival, Commanded
from bot.service.ports import Delivered
from bot.service.reward import reward
from bot.settings import Settings
from bot.speech.prompt import Handout, Prompt, Reward, Utterance
from bot.terminal.hearing import translate
from bot.typeset.typesetter import TypstTypesetter

CHANNEL, ADDRESS = "terminal", "here"


class Here:
    """The conversation with the person at this terminal."""

    def __init__(self, settings: Settings) -> None:
        self._house = open_house(settings)
        if self._house.problems:
            sys.stderr.write(self._house.problems + "\n\n")
        self._screen = Screen(Console())
        self._prompt: Prompt | None = None
        self._delivered: list[Delivered] = []

    def converse(self) -> None:
        """Talk until the end of the input."""
        act: Act = Commanded("start")
        try:
            while True:
                self._do(act)
                line = self._screen.ask()
                if line is None:
                    break
                act = translate(line, self._prompt)
        finally:
            self._house.store.deliver(self._delivered)
            self._house.store.close()

    def _do(self, act: Act) -> None:
        arrival = Arrival(channel=CHANNEL, address=ADDRESS, act=act, key=f"{CHANNEL}:{new_id()}")
        [reply] = self._house.store.work([arrival], self._house.reception.step, now(), self._delivered)
        self._delivered = []
        if reply is None:
            return
        for utterance in reply.says:
            self._say(utterance)
        self._delivered.append(Delivered(reply))

    def _say(self, utterance: Utterance) -> None:
        if isinstance(utterance, Prompt) and (utterance.choices or utterance.controls or utterance.question):
            self._prompt = utterance
        self._screen.show(utterance, lambda: self._report(utterance))
        if isinstance(utterance, Handout):
            Path(utterance.name).write_bytes(copy_of(self._house.store, CHANNEL, ADDRESS))

    def _report(self, utterance: Utterance) -> Document | None:
        """Compose the report and put its PDF where the person is; None where the session is gone."""
        session = self._house.store.session(utterance.session) if isinstance(utterance, Reward) else None
        if session is None:
            return None
        document = reward(session, self._house.library, utterance.language)
        file = Path(f"{session.questionnaire}.pdf")
        file.write_bytes(TypstTypesetter().pdf(document))
        self._screen.remark(f"your report as a file: {file.resolve()}")
        return document


def converse(settings: Settings) -> None:
    """Hold the conversation here."""
    Here(settings).converse()
