"""`bot doctor`, as an operator runs it: what is wrong, unsafe or slow, how to mend it, and nothing else."""

import asyncio
import base64
import email.utils
import json
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.assemble import open_house
from bot.cli import examinations
from bot.settings import read_settings
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.seal import load_or_make_keys
from bot.store.store import open_store
from tests.cli.conftest import SAMPLE, Run
from tests.postgres import server
from tests.standin import StandIn
from tests.standin.process import ROOT
from tests.standin.webhooks import Hook
from tests.standin.world import TOKEN
from tests.store.people import commanded, ids, step

OTHER_KEY = base64.b64encode(bytes(32)).decode()
WAIT = 60.0


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is slow on a machine on which eight suites run is looked at where it is meant."""
    monkeypatch.setattr(examinations, "SLOW_DISK", WAIT)
    monkeypatch.setattr(examinations, "SLOW_DATABASE", WAIT)
    monkeypatch.setattr(examinations, "SLOW_START", WAIT)


@pytest.fixture
def served(folder: Path) -> Path:
    """Return the data folder of a bot that has served somebody and is in order."""
    data = folder.parent / "data"
    house = open_house(read_settings())
    house.store.work([commanded("ann", "start")], step, 100)
    house.store.close()
    return data


def found(bot: Run) -> list[dict[str, Any]]:
    """Run the command and return what it found; its exit code has to agree."""
    done = bot("doctor", "--format", "json")
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    assert done.exit_code == bool(findings)
    return findings


def told(bot: Run) -> list[tuple[str, str]]:
    return [(finding["kind"], finding["says"]) for finding in found(bot)]


def one(bot: Run) -> tuple[str, str]:
    [finding] = told(bot)
    return finding


# Where nothing is wrong ------------------------------------------------------------------------------------


def test_where_all_is_well_it_says_so_and_ends_with_0(bot: Run, served: Path):
    done = bot("doctor")
    assert (done.exit_code, done.output) == (0, "nothing to mend\n")
    assert found(bot) == []
    assert served.is_dir()


def test_before_the_first_start_there_is_nothing_to_mend_and_nothing_is_made(bot: Run, folder: Path):
    assert bot("doctor").output == "nothing to mend\n"
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_it_changes_nothing_not_even_an_old_database(bot: Run, served: Path, monkeypatch: pytest.MonkeyPatch):
    database = Database(f"sqlite:///{served / 'colloquy.sqlite3'}")
    migrate(database, "0001")
    database.close()
    with closing(sqlite3.connect(served / "colloquy.sqlite3")) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    before = contents(served.parent)
    assert told(bot) == [], "a SQLite database is brought up to date by the next start"
    (served.parent / "data.key").rename(served.parent / "kept.key")
    monkeypatch.setenv("DATA_DIR", str(served))
    found(bot)
    (served.parent / "kept.key").rename(served.parent / "data.key")
    assert contents(served.parent) == before


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Keys and files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["data/the.key", "data/deeper/the.key", "questionnaires/the.key"])
def test_a_key_that_lies_where_copies_are_made_is_unsafe(
    bot: Run, folder: Path, place: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ENCRYPTION_KEY_FILE", str(folder.parent / place))
    assert one(bot)[0] == "unsafe"
    assert "gets the key" in one(bot)[1]
    [finding] = found(bot)
    assert "ENCRYPTION_KEY_FILE" in finding["mend"]


def test_so_is_one_beside_the_database(bot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder.parent / 'colloquy.sqlite3'}")
    assert "beside the database" in one(bot)[1]


def test_a_key_in_the_environment_lies_in_no_folder(bot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{folder.parent / 'colloquy.sqlite3'}")
    monkeypatch.setenv("ENCRYPTION_KEY", OTHER_KEY)
    assert told(bot) == []


def test_what_others_may_read_is_unsafe_and_the_mending_mends_it(bot: Run, served: Path):
    key, database = served.parent / "data.key", served / "colloquy.sqlite3"
    key.chmod(0o644)
    database.chmod(0o640)
    findings = found(bot)
    assert [finding["kind"] for finding in findings] == ["unsafe", "unsafe"]
    assert [finding["mend"] for finding in findings] == [f"chmod 600 {key}", f"chmod 600 {database}"]
    key.chmod(0o600)
    database.chmod(0o600)
    assert told(bot) == []


def test_a_lost_key_is_told_and_none_is_made_in_its_place(bot: Run, served: Path):
    (served.parent / "data.key").unlink()
    kind, says = one(bot)
    assert kind == "wrong"
    assert "no key" in says
    assert not (served.parent / "data.key").exists()


def test_a_wrong_key_is_told_before_anything_is_sealed_with_it(bot: Run, served: Path):
    (served.parent / "data.key").write_text(OTHER_KEY)
    kind, says = one(bot)
    assert kind == "wrong"
    assert "the key that the database was sealed with" in says


def test_a_key_file_that_holds_no_key_is_told(bot: Run, served: Path):
    (served.parent / "data.key").write_text("my password\n")
    kind, says = one(bot)
    assert kind == "wrong"
    assert "32 bytes in base64" in says
    assert "my password" not in says


def test_a_disk_without_room_or_that_is_slow_is_told(bot: Run, served: Path, monkeypatch: pytest.MonkeyPatch):
    assert served.is_dir()
    monkeypatch.setattr(examinations, "LEAST_FREE", 2**60)
    monkeypatch.setattr(examinations, "SLOW_DISK", 0.0)
    assert [kind for kind, _ in told(bot)] == ["wrong", "slow"]


def test_a_folder_that_cannot_be_written_to_is_told(bot: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////proc/colloquy.sqlite3")
    assert "wrong" in [kind for kind, says in told(bot) if "/proc cannot be written to" in says]


# Addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "lost"),
    [
        ("PUBLIC_URL", "http://bench.example.com", "what people answer can be read"),
        ("PUBLIC_URL", "http://192.0.2.7:8080", "what people answer can be read"),
        ("BOT_API_BASE", "http://api.example.com", "the token and every message can be read"),
        ("WEB_HOST", "0.0.0.0", "anybody can read answers"),  # noqa: S104
    ],
)
def test_a_way_on_which_others_can_read_is_unsafe(
    bot: Run, name: str, value: str, lost: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(name, value)
    kind, says = one(bot)
    assert kind == "unsafe"
    assert value in says
    assert lost in says


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "https://bench.example.com"),
        ("PUBLIC_URL", "http://localhost:8080"),
        ("BOT_API_BASE", "http://telegram-bot-api:8081"),
    ],
)
def test_a_way_that_is_encrypted_or_stays_inside_is_not(
    bot: Run, name: str, value: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(name, value)
    assert told(bot) == []


@pytest.mark.parametrize(("ending", "unsafe"), [("", True), ("?sslmode=prefer", True), ("?sslmode=verify-full", False)])
def test_a_database_elsewhere_wants_an_encrypted_way(
    bot: Run, ending: str, unsafe: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://bot:passw0rd-x@203.0.113.9:1/bot{ending}")
    monkeypatch.setattr("bot.store.vitals.vitals", lambda *_: unreachable())
    findings = told(bot)
    assert ("unsafe" in dict(findings)) is unsafe
    assert "passw0rd-x" not in str(findings)


def unreachable() -> Any:
    from bot.store.vitals import Vitals

    return Vitals(trouble="The database cannot be reached, or is busy all the time.")


# Databases ---------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_told(bot: Run, served: Path):
    (served / "colloquy.sqlite3").write_bytes(b"a letter to grandmother " * 1000)
    kind, says = one(bot)
    assert kind == "wrong"
    assert "cannot be read (DatabaseError)" in says


def test_a_database_of_a_newer_release_is_told(bot: Run, served: Path):
    with closing(sqlite3.connect(served / "colloquy.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    kind, says = one(bot)
    assert kind == "wrong"
    assert "revision 9999, made by a newer release" in says


def test_an_old_postgresql_wants_to_be_migrated_and_is_not(bot: Run, monkeypatch: pytest.MonkeyPatch):
    url = server().database()
    database = Database(url)
    migrate(database, "0001")
    monkeypatch.setenv("DATABASE_URL", url)
    [finding] = found(bot)
    assert "is at revision 0001; this program wants" in finding["says"]
    assert "bot migrate" in finding["mend"]
    [finding] = found(bot)
    assert "is at revision 0001" in finding["says"]
    bot("migrate")
    assert told(bot) == []
    database.close()


def test_an_empty_postgresql_is_made_ready_by_the_first_start(bot: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", server().empty())
    assert told(bot) == []


def test_a_postgresql_with_a_wrong_key_or_none_is_told(bot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    url = server().database()
    monkeypatch.setenv("DATABASE_URL", url)
    key = folder.parent / "data.key"
    store = open_store(url, load_or_make_keys(key), ids)
    store.work([commanded("ann", "start")], step, 100)
    store.close()
    assert told(bot) == []
    key.write_text(OTHER_KEY)
    assert "the key that the database was sealed with" in one(bot)[1]
    key.unlink()
    assert "no key" in one(bot)[1]
    assert not key.exists()


def test_a_postgresql_that_is_not_there_is_told(bot: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://bot:passw0rd-x@127.0.0.1:9/bot")
    kind, says = one(bot)
    assert kind == "wrong"
    assert "cannot be reached" in says


def test_a_slow_database_is_told(bot: Run, served: Path, monkeypatch: pytest.MonkeyPatch):
    assert served.is_dir()
    monkeypatch.setattr(examinations, "SLOW_DATABASE", 0.0)
    assert one(bot)[0] == "slow"


# Questionnaires ----------------------------------------------------------------------------------------------


def test_a_broken_questionnaire_is_told_with_the_command_that_says_more(bot: Run, folder: Path):
    file = folder / "bench" / "questionnaire.yaml"
    file.write_text(file.read_text().replace("type: ", "tpye: ", 1))
    [finding] = found(bot)
    assert finding["kind"] == "wrong"
    assert "as it was published last" in finding["says"]
    assert finding["mend"] == f"bot check {folder}"
    assert bot("check", str(folder)).exit_code == 1


# Telegram, and the command as a process ------------------------------------------------------------------------


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with StandIn() as api:
        yield api


class Operator:
    """Somebody at a terminal, with the settings of a bot that runs beside a Bot API."""

    def __init__(self, folder: Path, api: str) -> None:
        self.env = {
            "PATH": "",
            "BOT_TOKEN": TOKEN,
            "BOT_API_BASE": api,
            "DATA_DIR": str(folder / "data"),
            "QUESTIONNAIRES_DIR": str(SAMPLE),
        }

    async def types(self, *words: str, **more: str) -> tuple[int | None, str]:
        """Type a command; return how it ended and what was written to both outputs."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *words),
            cwd=ROOT,
            env=self.env | more,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        out, _ = await asyncio.wait_for(process.communicate(), WAIT)
        assert TOKEN.partition(":")[2] not in out.decode()
        return process.returncode, out.decode()

    async def finds(self, **more: str) -> list[dict[str, Any]]:
        """Return what the command finds, but for what this machine is too busy for."""
        code, out = await self.types("doctor", "--format", "json", **more)
        findings = json.loads(out)["findings"]
        assert code == bool(findings)
        return [finding for finding in findings if finding["about"] not in ("disk", "start")]


@pytest.fixture
def operator(tmp_path: Path, api: StandIn) -> Operator:
    return Operator(tmp_path, api.base_url)


async def test_a_bot_that_polls_is_in_order_and_is_not_disturbed(operator: Operator, api: StandIn):
    assert await operator.finds() == []
    assert {call.method for call in api.calls} == {"getMe", "getWebhookInfo"}
    assert api.polls == 0
    assert api.check() == []


async def test_a_wrong_token_is_told_without_being_repeated(operator: Operator):
    [finding] = await operator.finds(BOT_TOKEN="42:not-the-one-that-botfather-gave")
    assert finding["says"] == "Telegram does not accept BOT_TOKEN."
    assert "not-the-one" not in str(finding)


async def test_a_telegram_that_cannot_be_reached_is_told(operator: Operator):
    [finding] = await operator.finds(BOT_API_BASE="http://127.0.0.1:9")
    assert "cannot be reached at http://127.0.0.1:9" in finding["says"]


async def test_a_slow_telegram_is_told(operator: Operator, api: StandIn):
    api.inject("slow", "getMe", times=9, delay=0.8)
    [finding] = await operator.finds()
    assert finding["kind"] == "slow"
    assert "every reply is at least as late" in finding["says"]


@pytest.mark.parametrize(
    ("there", "wanted", "says"),
    [
        ("https://elsewhere.example.com/hook", "https://bot.example.com/telegram", "to elsewhere.example.com, but"),
        ("https://elsewhere.example.com/hook", "", "to elsewhere.example.com, but WEBHOOK_URL is not set"),
        ("", "https://bot.example.com/telegram", "calls nobody, but WEBHOOK_URL is https://bot.example.com/telegram"),
        ("https://bot.example.com/telegram?secret=12345678", "https://bot.example.com/telegram", None),
    ],
)
async def test_a_webhook_that_leads_elsewhere_is_told_and_left_alone(
    operator: Operator, api: StandIn, there: str, wanted: str, says: str | None
):
    hook = Hook(there, "secret", (), 40) if there else None
    api.world.webhook = hook
    findings = await operator.finds(WEBHOOK_URL=wanted, PUBLIC_URL="https://bot.example.com")
    assert [says in finding["says"] for finding in findings if says] == [True] * bool(says)
    assert len(findings) == bool(says)
    assert api.world.webhook == hook


async def test_a_setting_that_cannot_be_understood_ends_with_2(operator: Operator):
    code, out = await operator.types("doctor", PUBLIC_URL="bench.example.com")
    assert code == 2
    assert out.startswith("bot: PUBLIC_URL wants ")


async def test_for_people_it_writes_what_and_how_to_mend_it(operator: Operator):
    code, out = await operator.types("doctor", PUBLIC_URL="http://bench.example.com")
    assert code == 1
    assert "unsafe  PUBLIC_URL is http://bench.example.com: on the way" in out
    assert "        → Use an address that begins with https in PUBLIC_URL.\n" in out
    assert "to mend\n" in out


async def test_no_secret_is_printed_wherever_it_stands(operator: Operator):
    key = base64.b64encode(b"k" * 32).decode()
    secrets = {"METRICS_TOKEN": "metrics-secret", "WEBHOOK_SECRET": "webhook-secret", "ENCRYPTION_KEY": key}
    url = "postgresql+psycopg://bot:passw0rd-x@127.0.0.1:9/bot"
    # The token where nobody would put it: in an address that has to be named.
    code, out = await operator.types(
        "doctor", **secrets, DATABASE_URL=url, PUBLIC_URL="http://metrics-secret.example.com"
    )
    assert code == 1
    assert "http://….example.com" in out
    assert [secret for secret in (*secrets.values(), url, "passw0rd-x") if secret in out] == []


async def test_a_clock_that_is_wrong_is_told(operator: Operator):
    async def answer(request: web.Request) -> web.Response:
        names = {"getMe": {"id": 42, "is_bot": True, "first_name": "Bot"}}
        hook = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        result = names.get(request.path.rpartition("/")[2], hook)
        late = email.utils.formatdate(time.time() - 3600, usegmt=True)
        return web.json_response({"ok": True, "result": result}, headers={"Date": late})

    served = web.Application()
    served.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(served)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    [finding] = await operator.finds(BOT_API_BASE=f"http://127.0.0.1:{runner.addresses[0][1]}")
    await runner.cleanup()
    assert "s ahead" in finding["says"]
    assert finding["about"] == "clock"
