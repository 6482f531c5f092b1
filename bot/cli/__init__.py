"""The command `bot`: run, check, play, export. Each command imports what it needs when it is called."""

import sys

from bot.values.errors import ColloquyError, NotUnderstood, WrongSetting, place_of

FAILED, WRONG_USE = 1, 2


def main() -> None:
    """Run the command line; whatever happens, the operator reads a sentence and the exit code is honest."""
    from bot.cli.commands import app  # noqa: PLC0415

    try:
        app()
    except (WrongSetting, NotUnderstood) as error:
        # What a command cannot understand is what it was given: a name, or a file.
        _end(str(error), WRONG_USE)
    except ColloquyError as error:
        _end(str(error), FAILED)
    except Exception as error:  # noqa: BLE001 - the last place where a bug can become a sentence
        _end(f"this is a mistake of the program, not yours ({place_of(error)}); please report it", FAILED)


def _end(sentence: str, code: int) -> None:
    sys.stderr.write(f"bot: {sentence}\n")
    sys.exit(code)
