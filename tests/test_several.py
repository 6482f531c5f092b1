"""The files for several processes say what the program says: settings, commands, paths that stay inside."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli.commands import app
from bot.cli.examinations import addresses, keys, rights
from bot.serving.metrics import Metrics
from bot.serving.probes import probes
from bot.settings import Settings

FILES = Path(__file__).parents[1] / "docs" / "several"


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FILES / "compose.yaml").read_text())["services"]
    return found


def set_as_in_the_compose_file(monkeypatch: pytest.MonkeyPatch) -> Settings:
    given = services()["worker"]["environment"]
    assert {name.lower() for name in given} <= Settings.model_fields.keys()
    filled = {
        "BOT_TOKEN": "42:token",
        "DATABASE_PASSWORD": "secret",
        "ENCRYPTION_KEY": "A" * 43 + "=",
        "SITE": "bot.example.com",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, re.sub(r"\$\{(\w+):\?\}", lambda found: filled[found[1]], value))
    return Settings()


def test_the_compose_file_sets_settings_that_there_are_and_the_program_takes(monkeypatch):
    assert set_as_in_the_compose_file(monkeypatch).webhook_url == "https://bot.example.com/telegram"


def test_the_compose_file_leaves_nothing_unsafe(monkeypatch):
    settings = set_as_in_the_compose_file(monkeypatch)
    assert [finding for look in (keys, rights, addresses) for finding in look(settings)] == []


def test_the_compose_file_runs_commands_that_there_are():
    commands = {service["command"][1] for service in services().values() if "command" in service}
    assert commands == {"migrate", "run"}
    assert commands <= get_command(app).commands.keys()  # type: ignore[attr-defined]


def test_the_proxy_keeps_inside_what_is_for_operators():
    async def ready() -> bool:
        return True

    inside = re.search(r"@inside path (.*)", (FILES / "Caddyfile").read_text())
    assert inside is not None
    assert set(inside[1].split()) == set(probes(ready, Metrics(list), None))
