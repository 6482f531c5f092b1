"""One recorded conversation, and the ways to hold it: in the terminal, in a browser, on Telegram polled or called."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import cast

import msgspec

from bot.assemble import library_of, new_id, publish
from bot.authoring.load import load
from bot.service.acts import Act, Arrival, Commanded
from bot.service.reception import Reception
from bot.settings import Settings
from bot.speech.prompt import Prompt
from bot.store.store import SqlStore, open_store
from bot.terminal.hearing import translate
from tests.many.company import KEY, company
from tests.web.guest import Guest
from tests.web.house import served
from tests.whole.acting import SKIPPED, Actor
from tests.whole.house import QUESTIONNAIRES, House
from tests.whole.parts import LEAKING
from tests.whole.reading import label_of, question

AT = 1_795_255_200
NAME = LEAKING.questionnaire
PERSON = "here"


def typed(awaits: str) -> str:
    """Return what the person of the recording types where this is awaited."""
    if awaits.startswith("consent."):
        return "yes" if awaits.removeprefix("consent.") in LEAKING.grants else "no"
    if awaits.endswith("?"):
        return "yes"
    asked, answer = question(NAME, awaits), LEAKING.answers[awaits]
    if answer is SKIPPED:
        return "/skip"
    if isinstance(answer, tuple):
        return ", ".join(label_of(NAME, awaits, choice, "en") for choice in answer)
    return label_of(NAME, awaits, answer, "en") if asked.choices else str(answer)


def answers_in(store: SqlStore) -> bytes:
    """Return the live answers of the one person of a store, in order, without times and ids."""
    kept = [(one.question, one.how, one.value, one.other) for one in store.answers("report")]
    return msgspec.json.encode(kept)


def read_back(database: str) -> bytes:
    """Return the live answers of a database."""
    store = open_store(database, [KEY], new_id)
    try:
        return answers_in(store)
    finally:
        store.close()


async def in_the_terminal(database: str, folder: Path) -> bytes:
    """Type everything at a terminal."""
    store = open_store(database, [KEY], new_id)
    publish(load(QUESTIONNAIRES), store)
    reception = Reception(library_of(store, Settings(questionnaires_dir=QUESTIONNAIRES, data_dir=folder)), new_id)
    numbers, prompt = count(), None

    def does(act: Act) -> Prompt | None:
        arrival = Arrival(channel="terminal", address=PERSON, act=act, key=f"terminal:{next(numbers)}", language="en")
        [reply] = store.work([arrival], reception.step, AT)
        asked = [said for said in (reply.says if reply else ()) if isinstance(said, Prompt) and said.controls]
        return asked[-1] if asked else None

    prompt = does(Commanded("start", NAME))
    prompt = does(translate("1", prompt))
    for line in lines(store):
        prompt = does(translate(line, prompt)) or prompt
    kept = answers_in(store)
    store.close()
    return kept


def lines(store: SqlStore) -> Iterator[str]:
    """Yield what is typed at a terminal, as long as something is awaited."""
    while awaits := awaited(store):
        yield typed(awaits)


def awaited(store: SqlStore) -> str | None:
    """Return what the session of the person at the terminal waits for."""
    session = store.look_up("terminal", PERSON, whole=True).dossier.session
    return session.awaits if session else None


async def in_a_browser(database: str, folder: Path) -> bytes:
    """Fill in forms in a browser."""
    async with served(folder, questionnaires=QUESTIONNAIRES, database=database) as house:
        guest = Guest(house.app)
        await guest.starts(NAME)
        while guest.page.of_class("ask") and guest.kind != "sheet":
            await _fill_in(guest)
        return answers_in(house.house.store)


async def _fill_in(guest: Guest) -> None:
    said = typed(guest.awaits)
    if said in ("yes", "no"):
        await guest.press(said)
    elif said == "/skip":
        await guest.press("skip")
    elif guest.kind == "ticks":
        places = [
            place for place, choice in enumerate(_choices(guest.awaits)) if choice in LEAKING.answers[guest.awaits]
        ]
        await guest.ticks(*map(str, places))
    elif _choices(guest.awaits):
        await guest.press(f"pick:{_choices(guest.awaits).index(LEAKING.answers[guest.awaits])}")
    elif guest.kind == "scale":
        await guest.press(f"pick:{said}")
    else:
        await guest.types(said)


def _choices(awaits: str) -> list[str]:
    return [choice.id for choice in question(NAME, awaits).choices]


async def polled(database: str, _: Path) -> bytes:
    """Press and type on Telegram; the bot fetches its updates."""
    return await _on_telegram(database, WEBHOOK_URL="")


async def called(database: str, _: Path) -> bytes:
    """Press and type on Telegram; the bot is called by its webhook."""
    return await _on_telegram(database)


async def _on_telegram(database: str, **settings: str) -> bytes:
    async with company(1, glance=0.02, database=database, **settings) as at:
        await Actor(cast("House", at), at.api.person("en"), LEAKING).holds()
    return read_back(database)
