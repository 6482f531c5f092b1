"""What speed is promised: ratios to a bare aiogram echo bot of the same run, since machines differ and are busy."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.benchmarks.process import ROOT
from tests.benchmarks.speed import ECHO, FROZEN, POSTGRES, SQLITE, Figures, table, under_limits

pytestmark = pytest.mark.exhaustive
MOST_LATER = 20.0
"""Milliseconds."""


@pytest.fixture(scope="module")
def measured() -> dict[str, Figures]:
    """Measure everything once, in a process of its own, so that nothing of the tests stands in the way."""
    command = [sys.executable, "-m", "tests.benchmarks.speed", "--postgres", "--json"]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    figures = {name: Figures(**one) for name, one in json.loads(run.stdout).items()}
    print(f"\n{table(figures)}")
    return figures


@pytest.mark.parametrize(
    ("ours", "figure", "theirs", "most"),
    [
        (SQLITE, "cpu", ECHO, 1.0),
        (SQLITE, "slow", ECHO, 0.4),
        (SQLITE, "slow", FROZEN, 1.5),
        (SQLITE, "cold", ECHO, 1.1),
        (SQLITE, "memory", ECHO, 1.3),
        (POSTGRES, "cpu", ECHO, 1.3),
    ],
)
def test_an_answer_is_as_quick_as_promised(
    measured: dict[str, Figures],
    ours: str,
    figure: str,
    theirs: str,
    most: float,
    record_property: Callable[[str, Any], None],
):
    ratio = getattr(measured[ours], figure) / getattr(measured[theirs], figure)
    record_property(figure, ratio)
    assert ratio <= most


def test_with_the_limits_on_the_first_call_is_not_later_at_25_messages_a_second():
    rest, busy = asyncio.run(under_limits())
    print(f"\np95 to the first call: {rest:.1f} ms at rest, {busy:.1f} ms at 25 messages a second")
    assert busy <= rest + MOST_LATER
