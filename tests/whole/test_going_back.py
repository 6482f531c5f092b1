"""Going back: a changed answer, and a warning before later answers become void."""

import pytest

from tests.whole import parts
from tests.whole.acting import Actor
from tests.whole.house import House
from tests.whole.reading import asked, phrase, question, words

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def at_flavour(house: House) -> Actor:
    """Give someone who ranked wishes and counted cups, because they would recommend it with an 8."""
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.rushes(5)
    for _ in range(3):
        await actor.person.presses(phrase("back"))
    assert asked(actor.person) == "recommend"
    return actor


async def test_a_change_that_makes_later_answers_void_says_which_and_asks(house: House):
    ann = (await at_flavour(house)).person
    await ann.presses("10")
    warning = ann.chat.last
    assert words(question("after-purchase", "wishes").ask) in warning.text
    assert warning.labels == [phrase("change_it"), phrase("leave_it")]
    await ann.presses(phrase("change_it"))
    assert asked(ann) == "praise"
    await house.rest(ann)
    assert [answer[:3] for answer in house.files.of(ann.id).answers] == [
        ("machine", "given", "alba"),
        ("bought", "skipped", None),
        ("cups", "given", 4),
        ("recommend", "given", 10),
    ]


async def test_a_change_thought_better_of_leaves_everything_as_it_was(house: House):
    actor = await at_flavour(house)
    before = house.files.of(actor.person.id)
    await actor.person.presses("10")
    await actor.person.presses(phrase("leave_it"))
    assert asked(actor.person) == "flavour"
    await house.rest(actor.person)
    assert house.files.of(actor.person.id) == before


async def test_the_same_answer_again_changes_nothing_and_goes_on_where_one_was(house: House):
    actor = await at_flavour(house)
    before = house.files.of(actor.person.id)
    await actor.person.presses("8")
    assert asked(actor.person) == "flavour"
    await house.rest(actor.person)
    assert house.files.of(actor.person.id) == before


async def test_going_back_asks_again_and_the_rest_stays(house: House):
    actor = Actor(house, house.api.person(), parts.UNHAPPY)
    await actor.holds(4)
    ann = actor.person
    assert asked(ann) == "story"
    await ann.says("/back")
    ticked = ann.chat.last
    assert "☑ It leaks" in ticked.labels
    assert "☑ the lever squeaks" in ticked.labels
    await ann.presses("☑ It leaks")
    await ann.presses("Done (1)")
    await house.rest(ann)
    assert house.files.of(ann.id).answers[-1] == ("trouble", "given", ("other",), "the lever squeaks")
