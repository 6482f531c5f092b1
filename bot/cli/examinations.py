"""What `bot doctor` looks at: each examination yields what it finds, and changes nothing."""

import asyncio
import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct

from bot.settings import Settings
from bot.values.errors import WrongSetting

if TYPE_CHECKING:
    from bot.store.vitals import Vitals
    from bot.telegram.inquiry import Inquiry

SLOW_DISK, SLOW_DATABASE, SLOW_TELEGRAM, SLOW_START = 0.010, 0.005, 0.5, 3.0
"""Seconds above which something is slow: a commit, a question to the database, a call, the loading of the program."""
WRONG_CLOCK = 30.0
"""Seconds by which a clock may be wrong."""
LEAST_FREE = 500 * 1024 * 1024
"""Bytes."""
_HERE = ("localhost", "127.0.0.1", "::1")
_SAFE_MODES = ("require", "verify-ca", "verify-full")


class Finding(Struct, frozen=True):
    """Something to mend: what it is about, what is the matter, what to do."""

    kind: Literal["wrong", "unsafe", "slow"]
    about: str
    says: str
    mend: str


# Keys and files ------------------------------------------------------------------------------------------


def keys(settings: Settings) -> Iterator[Finding]:
    """Look where the key lies."""
    if settings.encryption_key is not None:
        return
    file, kept = settings.key_file.resolve(), _sqlite_file(settings)
    places = {settings.data_dir: "the data folder", settings.questionnaires_dir: "the folder of questionnaires"}
    for folder, name in places.items():
        if file.is_relative_to(folder.resolve()):
            says = f"The key {file} lies inside {name}: who gets a copy of that folder gets the key."
            yield Finding("unsafe", "key", says, "Move it to a place of its own, and name that in ENCRYPTION_KEY_FILE.")
            return
    if kept is not None and file.parent == kept.parent:
        says = f"The key {file} lies beside the database: a copy of the folder holds what is sealed and what opens it."
        yield Finding("unsafe", "key", says, "Move it to a place of its own, and name that in ENCRYPTION_KEY_FILE.")


def rights(settings: Settings) -> Iterator[Finding]:
    """Look who may read the files."""
    kept = _sqlite_file(settings)
    beside = [Path(f"{kept}{end}") for end in ("", "-wal", "-shm")] if kept else []
    for file in (*([] if settings.encryption_key else [settings.key_file]), *beside):
        if file.is_file() and file.stat().st_mode & 0o077:
            says = f"{file} can be read by other users of this machine."
            yield Finding("unsafe", "files", says, f"chmod 600 {shlex.quote(str(file))}")


def _sqlite_file(settings: Settings) -> Path | None:
    """Return the file of the database; None where it is no file of ours."""
    scheme, _, path = settings.database.partition(":///")
    return Path(path.partition("?")[0]).resolve() if scheme == "sqlite" and path else None


def disk(settings: Settings) -> Iterator[Finding]:
    """Look for room and speed where the database is a file."""
    kept = _sqlite_file(settings)
    if kept is None or not kept.parent.is_dir():
        return
    folder = kept.parent
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        says = f"Only {free // 2**20} MB are free on the disk of {folder}."
        yield Finding("wrong", "disk", says, "Make room: without any, no answer can be kept.")
    try:
        took = _commit(folder)
    except OSError as error:
        says = f"{folder} cannot be written to ({error.strerror})."
        yield Finding("wrong", "disk", says, "Give it to the user under whom the bot runs.")
        return
    if took > SLOW_DISK:
        says = f"A commit to the disk of {folder} takes {took * 1e3:.0f} ms; every answer waits for one."
        yield Finding("slow", "disk", says, "Keep the data on a local disk, at best an SSD, not on a network drive.")


def _commit(folder: Path) -> float:
    """Return how many seconds it takes until some bytes are on the disk."""
    took = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(20):
            begun = time.perf_counter()
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - begun)
    return median(took)


# Ways out and in -----------------------------------------------------------------------------------------


def addresses(settings: Settings) -> Iterator[Finding]:
    """Look for ways on which others can read."""
    for name, address in (("PUBLIC_URL", settings.public_url), ("BOT_API_BASE", settings.bot_api_base)):
        url = urlsplit(address or "")
        if url.scheme == "http" and not _near(url.hostname):
            what = "what people answer" if name == "PUBLIC_URL" else "the token and every message"
            says = f"{name} is {address}: on the way, {what} can be read by anybody."
            yield Finding("unsafe", "addresses", says, f"Use an address that begins with https in {name}.")
    if settings.public_url is None and settings.web_host not in _HERE:
        says = f"Pages are served at {settings.web_host} without encryption: on the way, anybody can read answers."
        mend = "Set WEB_HOST=127.0.0.1, put a proxy with a certificate in front, and name its address in PUBLIC_URL."
        yield Finding("unsafe", "addresses", says, mend)
    url = urlsplit(settings.database)
    asked = parse_qs(url.query)
    host = url.hostname or asked.get("host", [""])[0]
    if url.scheme.startswith("postgresql") and not _near(host) and asked.get("sslmode", [""])[0] not in _SAFE_MODES:
        says = f"The way to the database at {host} need not be encrypted."
        yield Finding("unsafe", "database", says, "Add ?sslmode=verify-full (or at least require) to DATABASE_URL.")


def _near(host: str | None) -> bool:
    """Tell whether a host is this machine, a socket, or a name that only a network of containers knows."""
    return not host or host in _HERE or host.startswith("/") or not (set(host) & set(".:"))


def database(settings: Settings) -> Iterator[Finding]:
    """Look at the database, and whether the key is the one that it was sealed with."""
    from bot.store.vitals import vitals  # noqa: PLC0415

    file = _sqlite_file(settings)
    if file is not None and not file.exists():
        return
    try:
        known = _known_keys(settings)
    except (WrongSetting, OSError) as error:
        says = f"The key cannot be read: {error}."
        yield Finding("wrong", "key", says, "Put the right file back from where you keep its copy.")
        known = None
    found = vitals(settings.database, known or ())
    if found.trouble:
        mend = "Look whether it runs, at DATABASE_URL, at the rights, and at what else uses it; else restore a backup."
        yield Finding("wrong", "database", found.trouble, mend)
        return
    yield from _revision(found, own=file is not None)
    if found.keyless and known is not None:
        says = f"There is a database, but no key at {settings.key_file}: nothing that is sealed can be read."
        mend = "Put the key back from where you keep its copy; do not let the bot make a new one."
        yield Finding("wrong", "key", says, mend)
    if found.wrong_key:
        mend = "Put the right key back, before anything is sealed with another."
        yield Finding("wrong", "key", f"{found.wrong_key}.", mend)
    if found.seconds > SLOW_DATABASE:
        says = f"The shortest question to the database takes {found.seconds * 1e3:.0f} ms; an answer asks about ten."
        yield Finding("slow", "database", says, "Let the bot run near its database.")


def _revision(found: "Vitals", *, own: bool) -> Iterator[Finding]:
    """Compare revisions; one that is the bot's `own`, and an empty one, are brought up to date at the next start."""
    if found.revision is None:
        return
    if found.revision > found.head:
        says = f"The database is at revision {found.revision}, made by a newer release; this one knows {found.head}."
        yield Finding("wrong", "database", says, "Update the program, or go back to a backup made before.")
    elif found.revision < found.head and not own:
        says = f"The database is at revision {found.revision}; this program wants {found.head}."
        yield Finding("wrong", "database", says, "Make a backup, then run: bot migrate")


def _known_keys(settings: Settings) -> tuple[bytes, ...]:
    """Return the keys, without making one."""
    from bot.store.seal import load_or_make_keys  # noqa: PLC0415

    if settings.key is not None:
        return (settings.key,)
    return load_or_make_keys(settings.key_file) if settings.key_file.exists() else ()


def telegram(settings: Settings) -> Iterator[Finding]:
    """Ask Telegram whether all is as it is set."""
    from bot.telegram.inquiry import inquire  # noqa: PLC0415

    if settings.bot_token is None:
        return
    found = asyncio.run(inquire(settings.bot_token.get_secret_value(), settings.bot_api_base))
    if found.refused:
        yield Finding("wrong", "telegram", "Telegram does not accept BOT_TOKEN.", "Ask @BotFather for the right one.")
    elif found.unreachable is not None:
        says = f"Telegram cannot be reached at {settings.bot_api_base}: {found.unreachable}"
        yield Finding("wrong", "telegram", says, "Look at the network, the firewall, and BOT_API_BASE.")
    else:
        yield from _webhook(found, settings.webhook_url or "")
        yield from _times(found)


def _webhook(found: "Inquiry", wanted: str) -> Iterator[Finding]:
    if found.webhook.partition("?")[0] != wanted.partition("?")[0]:
        there = f"brings updates to {urlsplit(found.webhook).hostname}" if found.webhook else "calls nobody"
        says = f"Telegram {there}, but WEBHOOK_URL is {wanted or 'not set'}."
        mend = "Start the bot, which sets it right. If another program answers for it, give that one its own token."
        yield Finding("wrong", "telegram", says, mend)
    elif found.failing and found.waiting:
        says = f"{found.waiting} updates wait: Telegram could not bring the last one ({found.failing})."
        yield Finding("wrong", "telegram", says, "See that WEBHOOK_URL leads to the bot, with a valid certificate.")


def _times(found: "Inquiry") -> Iterator[Finding]:
    from bot.assemble import now  # noqa: PLC0415

    if found.seconds > SLOW_TELEGRAM:
        says = f"A call to Telegram takes {found.seconds * 1e3:.0f} ms; every reply is at least as late."
        yield Finding("slow", "telegram", says, "Let the bot run nearer to Telegram's servers, which are in Europe.")
    ahead = now() - found.clock if found.clock is not None else 0.0
    if abs(ahead) > WRONG_CLOCK:
        says = f"The clock here is {abs(ahead):.0f} s {'ahead' if ahead > 0 else 'behind'}."
        mend = "Have it set by the network (timedatectl set-ntp true): links expire by it, and consents carry its time."
        yield Finding("wrong", "clock", says, mend)


# What is served, and how quickly it starts -----------------------------------------------------------------


def questionnaires(settings: Settings) -> Iterator[Finding]:
    """Look for errors that keep what is served from being renewed."""
    from bot.authoring.load import load  # noqa: PLC0415

    folder = settings.questionnaires_dir
    errors = sum(problem.severity == "error" for problem in load(folder).problems)
    if errors:
        says = (
            f"{folder} has {errors} error{'s' * (errors > 1)}: what does not pass is served as it was published last."
        )
        yield Finding("wrong", "questionnaires", says, f"bot check {folder}")


def start(_settings: Settings) -> Iterator[Finding]:
    """Load the program, and see how long it takes."""
    begun = time.perf_counter()
    import bot.assemble  # noqa: PLC0415
    import bot.telegram.app  # noqa: F401, PLC0415

    took = time.perf_counter() - begun
    if took > SLOW_START:
        says = f"Loading the program takes {took:.1f} s."
        yield Finding("slow", "start", says, "Keep it on a local disk, and let Python keep its bytecode beside it.")


EXAMINATIONS = (start, keys, rights, disk, addresses, database, telegram, questionnaires)
"""The start comes first: what the others load would make it look quick."""
