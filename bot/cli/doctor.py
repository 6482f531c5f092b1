"""`bot doctor`: what is wrong, unsafe or slow where the bot runs, each with how to mend it."""

import sys
from typing import Literal

import msgspec
from msgspec.structs import replace

from bot.cli.examinations import EXAMINATIONS
from bot.cli.log import hidden
from bot.settings import read_settings

NOTHING_TO_MEND, SOMETHING_TO_MEND = 0, 1


def examined(form: Literal["text", "json"]) -> int:
    """Look at everything, print what is to be mended; return 0 where that is nothing, else 1."""
    settings = read_settings()
    found = [one for examine in EXAMINATIONS for one in examine(settings)]
    findings = [replace(one, says=hidden(one.says, settings.secrets)) for one in found]
    if form == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode({"findings": findings})).decode() + "\n")
    else:
        sys.stdout.write("".join(f"{one.kind:6}  {one.says}\n        → {one.mend}\n\n" for one in findings))
        count = len(findings)
        sys.stdout.write(f"{count} thing{'s' * (count > 1)} to mend\n" if count else "nothing to mend\n")
    return SOMETHING_TO_MEND if findings else NOTHING_TO_MEND
