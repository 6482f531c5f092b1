"""The screen of a conversation in the terminal: shows what is said, and asks for a line."""

from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from bot.report.document import Document
from bot.speech.prompt import Prompt, Reward, Sequel, Utterance
from bot.terminal.reports import report_rich
from bot.terminal.styled import render_menu, render_rich


class Screen:
    """Shows utterances, and a report where one is due."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._before: Prompt | None = None

    def show(
        self, utterance: Utterance, report: Callable[[], Document | None], menu: Callable[[], Prompt | None]
    ) -> None:
        """Show one utterance; for a reward the report that `report` makes, and what `menu` says can be done with it."""
        if isinstance(utterance, Reward):
            document = report()
            if document is not None:
                self._console.print()
                self._console.print(report_rich(document))
        if isinstance(utterance, Reward | Sequel):
            found = menu()
            if found is not None:
                self._console.print(render_menu(found))
            return
        if utterance is menu():
            self._console.print(render_menu(utterance))
            return
        self._console.print(render_rich(utterance, self._before))
        self._before = utterance if isinstance(utterance, Prompt) else self._before

    def remark(self, text: str) -> None:
        """Show something that is not part of the conversation."""
        self._console.print(Text(f"  {text}", style="dim cyan"))

    def ask(self) -> str | None:
        """Return the next line that is typed; None at the end of the input."""
        try:
            return self._console.input("\n› ")
        except (EOFError, KeyboardInterrupt):
            return None
