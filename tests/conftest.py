"""Options of the whole suite: golden files written anew, and every crash and fault point."""

from typing import Any

import pytest

POINTS = "crash and fault points"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("colloquy")
    group.addoption("--update", action="store_true", help="write golden files anew instead of comparing with them")
    group.addoption("--exhaustive", action="store_true", help="do not leave out the tests marked exhaustive")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "exhaustive: runs every crash and fault point; only with --exhaustive")
    # aiohttp's reader of forms warns of aiohttp itself, depending on where the network cut the body.
    config.addinivalue_line("filterwarnings", "ignore:unread_data:DeprecationWarning")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the exhaustive tests unless they are wanted."""
    if config.getoption("--exhaustive"):
        return
    left_out = [item for item in items if item.get_closest_marker("exhaustive")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many crash and fault points were run; tests note theirs with `record_property`."""
    ran = [report for reports in terminalreporter.stats.values() for report in reports]
    noted = [pair for report in ran if getattr(report, "when", "") == "call" for pair in report.user_properties]
    points = sum(value for name, value in noted if name == POINTS)
    if points:
        terminalreporter.write_line(f"{points} {POINTS}")
