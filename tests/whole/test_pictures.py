"""Pictures of questions and choices in a chat: in one message with the words, which change while the picture stays."""

from io import BytesIO

import pytest
from PIL import Image

from tests.standin import Message, Person
from tests.whole import parts
from tests.whole.acting import Actor
from tests.whole.house import House
from tests.whole.reading import label_of, open_messages, phrase, question_in

NAME = parts.CONTENT.questionnaire
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def before(house: House, name: str, language: str = "en") -> Person:
    """Give someone who is being asked this question."""
    actor = Actor(house, house.api.person(language), parts.CONTENT)
    await actor.rushes(list(parts.CONTENT.answers).index(name))
    return actor.person


def picture(message: Message) -> tuple[str | None, tuple[int, int]]:
    assert message.file is not None
    assert message.file.photo
    with Image.open(BytesIO(message.file.content)) as shown:
        return shown.format, shown.size


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
async def test_choices_are_shown_in_one_picture_with_the_question_under_it(house: House, language: str):
    ann = await before(house, "machine", language)
    asked = ann.chat.last
    kind, (width, height) = picture(asked)
    assert (kind, width > 1000, height > 300) == ("PNG", True, True)
    assert question_in(asked, NAME, language) == "machine"
    assert label_of(NAME, "machine", "corsa", language) in asked.labels


async def test_the_words_under_a_picture_keep_the_answer_and_lose_the_buttons(house: House):
    ann = await before(house, "machine")
    asked = ann.chat.last
    await ann.presses(label_of(NAME, "machine", "brio"))
    assert asked.text.endswith("✓ Brio (thermoblock)")
    assert asked.rows == []
    picture(asked)
    assert ann.chat.last.file is None, "the next question has no picture"


async def test_a_question_with_its_own_picture_takes_a_typed_answer(house: House):
    ann = await before(house, "dose")
    asked = ann.chat.last
    picture(asked)
    await ann.says("a lot")
    assert ann.chat.last.file is None, "what did not fit is told without the picture"
    assert open_messages(ann) == [ann.chat.last]
    await ann.says("18 g")
    assert ann.chat.from_bot[-2].text.endswith("✓ 18\u00a0g")
    assert len([message for message in ann.chat.from_bot if message.file]) == 2


async def test_back_shows_the_picture_of_an_earlier_question_and_takes_it_from_none(house: House):
    ann = await before(house, "bought")
    first = ann.chat.from_bot[-2]
    await ann.presses(phrase("back"))
    again = ann.chat.last
    assert question_in(again, NAME) == "machine"
    picture(again)
    assert again is not first
    assert open_messages(ann) == [again]
    ann = await before(house, "dose")
    await ann.presses(phrase("back"))
    assert ann.chat.last.file is None
    assert open_messages(ann) == [ann.chat.last]
