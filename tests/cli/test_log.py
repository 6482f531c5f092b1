"""The log: readable for people and for programs, and silent about secrets and about what persons said."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.cli import log

SECRET = 'AAsecret"secret\\secret'
"""JSON would write it in another way."""


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(params=["text", "json"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    log.begin(request.param, [SECRET, "bot"])
    return stream


def test_a_secret_is_hidden_wherever_it_stands(written: io.StringIO):
    logging.getLogger("bot").warning("at %s: %s", f"https://x/bot42:{SECRET}/getMe", "the key is " + SECRET)
    assert "secret" not in written.getvalue()
    assert f"https://x/bot42:{log.HIDDEN}/getMe" in written.getvalue()


def test_an_error_is_told_by_its_kind_and_place_not_by_its_words(written: io.StringIO):
    try:
        int("what a person said")
    except ValueError:
        logging.getLogger("asyncio").exception("Task exception was never retrieved")
    assert "what a person said" not in written.getvalue()
    assert "ValueError in test_an_error_is_told" in written.getvalue()


def test_an_entry_that_cannot_be_written_does_not_take_its_values_along(written: io.StringIO):
    root = logging.getLogger()
    root.handlers[:] = [handler for handler in root.handlers if isinstance(handler.formatter, log._Text)]
    logging.getLogger("bot.store").warning("%d people", "what a person said")
    assert "what a person said" not in written.getvalue()
    assert "an entry of bot.store could not be written: TypeError in getMessage" in written.getvalue()


def test_others_are_heard_only_when_something_is_wrong(written: io.StringIO):
    logging.getLogger("aiogram").info("their address")
    logging.getLogger("bot.telegram").info("ours")
    assert "their address" not in written.getvalue()
    assert "ours" in written.getvalue()


def test_json_entries_are_objects_that_programs_can_count(monkeypatch: pytest.MonkeyPatch):
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    log.begin("json", [])
    logging.getLogger("bot.store").warning("%d acts\nwere not kept: %s", 2, "«سلام»")
    logging.getLogger("bot.store").info("100 %")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first["at"].endswith("Z")
    assert {name: first[name] for name in first.keys() - {"at"}} == {
        "level": "warning",
        "part": "bot.store",
        "message": "2 acts\nwere not kept: «سلام»",
        "template": "%d acts\nwere not kept: %s",
    }
    assert second["message"] == second["template"] == "100 %"
