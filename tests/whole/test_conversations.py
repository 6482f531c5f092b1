"""Whole conversations in three languages: to the report in hand, with nothing that Telegram would refuse."""

import asyncio
import re
from io import BytesIO

import pytest
import pytest_asyncio
from pypdf import PdfReader

from tests.standin import Chat
from tests.whole import parts
from tests.whole.acting import Actor
from tests.whole.house import House

pytestmark = pytest.mark.asyncio(loop_scope="session")
LANGUAGES = ("en", "fa", "ar")
PARTS = {"unhappy": parts.UNHAPPY, "content": parts.CONTENT, "power": parts.POWER}
RAW = re.compile(r"</?(b|i|code|a|blockquote)\b|&(amp|lt|gt|quot|#\d+);|\*\*|\{|\}|\bNone\b|\bnull\b")
Held = dict[tuple[str, str], Actor]

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_part = pytest.mark.parametrize("part", PARTS)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def held(shared_house: House) -> Held:
    """Hold every part in every language, all at the same time."""
    actors = {
        (name, language): Actor(shared_house, shared_house.api.person(language=language), part)
        for name, part in PARTS.items()
        for language in LANGUAGES
    }
    await asyncio.gather(*(actor.holds() for actor in actors.values()))
    assert shared_house.api.check() == []
    return actors


@every_language
@every_part
async def test_a_conversation_asks_what_it_should_and_ends_with_a_report(held: Held, part: str, language: str):
    actor = held[part, language]
    assert actor.asked == list(PARTS[part].answers)
    (report,) = actor.person.chat.files
    assert report.name.endswith(".pdf")
    assert PdfReader(BytesIO(report.content)).pages[0].extract_text().strip()


@every_language
@every_part
async def test_afterwards_the_chat_reads_like_a_chat(held: Held, part: str, language: str):
    chat = held[part, language].person.chat
    buttons = [button for message in chat.from_bot for row in message.rows for button in row]
    # What is bound to nothing stays: what the report offers, whether it fits, what can be done next.
    assert [button.text for button in buttons if button.data and not button.data.startswith("//")] == []
    assert chat.last.rows
    assert chat.keyboard is None
    for text in spoken(chat):
        assert not RAW.search(text), text


@every_part
async def test_the_same_answers_in_three_languages_are_kept_alike(house: House, held: Held, part: str):
    english, persian, arabic = [house.files.of(held[part, language].person.id) for language in LANGUAGES]
    assert [question for question, *_ in english.answers] == list(PARTS[part].answers)
    assert english == persian == arabic


async def test_what_two_people_answered_differently_their_reports_show(held: Held):
    unhappy, content = held["unhappy", "en"].person.chat, held["content", "en"].person.chat
    assert unhappy.files[0].content != content.files[0].content
    assert len(set(spoken(unhappy)) ^ set(spoken(content))) > 2


async def test_a_language_nobody_here_speaks_is_answered_in_the_first(house: House):
    ann = house.api.person(language="pt-br")
    await ann.says("/start")
    assert "By choosing Start you agree" in ann.chat.last.text


def spoken(chat: Chat) -> list[str]:
    """Return what the bot said, without the person's own words in it."""
    own = sorted((message.text for message in chat.messages if not message.by_bot and message.text), key=len)
    texts = [message.text for message in chat.from_bot]
    for words in reversed(own):
        texts = [text.replace(words, "") for text in texts]
    return texts
