"""Settings: defaults that work, and one sentence for each wrong value."""

import base64
from pathlib import Path

import pytest

from bot.settings import Settings, read_settings
from bot.values.errors import WrongSetting

NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "questionnaires").mkdir()
    monkeypatch.chdir(tmp_path)


def test_nothing_has_to_be_set() -> None:
    settings = read_settings()
    assert settings.bot_token is None
    assert settings.database == "sqlite:///data/colloquy.sqlite3"
    assert settings.key is None
    assert (settings.send_rate, settings.chat_rate, settings.chat_burst) == (30, 1.0, 5)


def test_the_key_lies_beside_the_data_and_not_inside(tmp_path: Path) -> None:
    assert read_settings().key_file == tmp_path / "data.key"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "no token"),
        ("BOT_API_BASE", "localhost"),
        ("PUBLIC_URL", "bench.example.com"),
        ("PUBLIC_URL", "https://example.com/bench"),
        ("DATABASE_URL", "mysql://x"),
        ("QUESTIONNAIRES_DIR", "nowhere"),
        ("ENCRYPTION_KEY", "short"),
        ("ENCRYPTION_KEY", base64.b64encode(b"x" * 31).decode()),
        ("SEND_RATE", "fast"),
        ("SEND_RATE", "-1"),
        ("CHAT_RATE", "-0.5"),
        ("CHAT_BURST", "0"),
        ("WEB_HOST", "http://x"),
        ("WEB_PORT", "65536"),
        ("WEBHOOK_URL", "http://bot.example.com/telegram"),
        ("WEBHOOK_URL", "https://bot.example.com/"),
        ("WEBHOOK_SECRET", "two words"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("METRICS_TOKEN", "two words"),
        ("PREVIEW_TOKEN", "easy"),
        ("PREVIEW_TOKEN", "many words that are long"),
        ("LOG_FORMAT", "xml"),
        ("RETENTION_DAYS", "-1"),
    ],
)
def test_a_wrong_value_becomes_a_sentence_that_names_the_variable(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as caught:
        read_settings()
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} wants ")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    "name", ["BOT_TOKEN", "DATABASE_URL", "ENCRYPTION_KEY", "WEBHOOK_SECRET", "METRICS_TOKEN", "PREVIEW_TOKEN"]
)
def test_a_wrong_secret_is_not_repeated(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "hunter2 hunter2")
    with pytest.raises(WrongSetting) as caught:
        read_settings()
    assert "hunter2" not in str(caught.value)


def test_secrets_do_not_show_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456:SECRET-TOKEN")
    monkeypatch.setenv("ENCRYPTION_KEY", base64.b64encode(b"k" * 32).decode())
    settings = read_settings()
    assert "SECRET-TOKEN" not in repr(settings)
    assert settings.key == b"k" * 32


def test_the_secrets_are_named_whole_and_in_the_parts_that_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().secrets == ()
    monkeypatch.setenv("BOT_TOKEN", "42:half")
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://bot:pa%2Fss@db/bot")
    monkeypatch.setenv("METRICS_TOKEN", "metrics")
    whole = {"42:half", "postgresql+psycopg://bot:pa%2Fss@db/bot", "metrics"}
    assert set(read_settings().secrets) == {*whole, "half", "pa%2Fss", "pa/ss"}
