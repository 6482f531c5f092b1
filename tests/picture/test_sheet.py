"""Where everything stands in a picture: nothing over anything else, and mirrored when read from right to left."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from bot.picture.lettering import cut, lines, width
from bot.picture.model import Arrow, Box, Label, Link, Node, Picture
from bot.picture.sheet import laid_out
from bot.picture.sizes import HEAD, SLIDE
from bot.picture.stacking import stacked
from bot.questionnaire.compiled import Compiled
from bot.service.mapping import mapped
from tests.paths.building import TODAY
from tests.paths.strategies import questionnaires


def node(name: str, *, everybody: bool = False, text: str = "What do you measure most?") -> Node:
    return Node(id=name, kind="question", text=text, mark="1", share=0.5, shown="50 %", everybody=everybody)


def link(source: str | None, target: str, text: str = "") -> Link:
    return Link(source=source, target=target, text=text, afar=f"{source}: {text}", share=0.5)


FORK = (
    [node("a", everybody=True), node("b"), node("c"), node("d"), node("end", everybody=True), node("late")],
    [
        link("a", "b", "Power conversion"),
        link("a", "c", "Radio"),
        link("b", "d"),
        link("c", "d", "Yes"),
        link("b", "late"),
    ],
)


def overlap(one: Box | Label, other: Box | Label) -> bool:
    apart = (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )
    return not apart


def check(picture: Picture) -> None:
    shapes: list[Box | Label] = [*picture.boxes, *picture.labels]
    for one, other in combinations(shapes, 2):
        assert not overlap(one, other), (one, other)
    for shape in shapes:
        assert 0 <= shape.x <= picture.width - shape.width
        assert HEAD - 0.01 <= shape.y <= picture.legend - shape.height
    for arrow in picture.arrows:
        assert any(touches(arrow, box) for box in picture.boxes)


def touches(arrow: Arrow, box: Box) -> bool:
    x, y = arrow.pieces[-1][2]
    return min(abs(x - box.x), abs(x - box.x - box.width)) < 0.01 and box.y <= y <= box.y + box.height


def test_a_question_stands_right_of_what_it_hangs_on() -> None:
    at = {box.node.id: box for box in laid_out(*FORK).boxes}
    assert at["a"].x < at["b"].x < at["d"].x
    assert at["b"].x == at["c"].x
    assert at["b"].y < at["c"].y
    check(laid_out(*FORK))


def test_an_arrow_begins_at_its_source_and_words_stand_at_its_end() -> None:
    picture = laid_out(*FORK)
    boxes = {box.node.id: box for box in picture.boxes}
    assert {label.text for label in picture.labels} >= {"Power conversion", "Radio", "Yes"}
    starts = {arrow.start for arrow in picture.arrows}
    a = boxes["a"]
    assert (a.x + a.width, a.y + a.height / 2) in starts


def test_from_right_to_left_everything_is_mirrored() -> None:
    plain, mirrored = laid_out(*FORK), laid_out(*FORK, mirrored=True)
    assert [box.x for box in mirrored.boxes] == pytest.approx([plain.width - box.x - box.width for box in plain.boxes])
    assert [arrow.start[0] for arrow in mirrored.arrows] == pytest.approx(
        [plain.width - arrow.start[0] for arrow in plain.arrows]
    )
    assert [label.y for label in mirrored.labels] == [label.y for label in plain.labels]
    check(mirrored)


def test_a_long_questionnaire_is_folded_where_everybody_meets_and_far_arrows_say_where_they_come_from() -> None:
    chain = [node(f"q{place}", everybody=place % 6 == 0) for place in range(24)]
    links = [link(f"q{place - 1}", f"q{place}", "Yes") for place in range(24) if place % 6]
    far = [*links[:-1], link("q1", "q23", "No")]
    picture = laid_out(chain, far)
    assert max(box.y for box in picture.boxes) > HEAD + 100
    assert picture.width < 2 * SLIDE[0]
    assert "q1: No" in {label.text for label in picture.labels}
    check(picture)


def test_twenty_five_questions_for_everybody_fill_a_slide_and_stay_legible() -> None:
    picture = laid_out([node(f"q{place}", everybody=True) for place in range(25)], [])
    check(picture)
    assert max(picture.width / SLIDE[0], picture.height / SLIDE[1]) < 2


def test_what_looks_at_a_later_question_gets_an_arrow_from_outside() -> None:
    picture = laid_out([node("a"), node("b")], [link("b", "a", "Yes"), link("nobody", "b", "No")])
    assert len(picture.arrows) == 2
    check(picture)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(questionnaires())
def test_whatever_the_questionnaire_nothing_stands_over_anything_else(bench: Compiled) -> None:
    for language in ("en", "fa"):
        check(mapped(bench, language, TODAY).picture)


# Words and heights ------------------------------------------------------------------------------------------


def test_words_are_cut_behind_a_word_to_as_many_lines_as_there_is_room_for() -> None:
    text = "One thing before we go on. Please never lift the protective earth of the oscilloscope"
    short = cut(text, 10, 130, 3)
    assert short.endswith("…")
    assert text.startswith(short.rstrip("…"))
    assert lines(short, 10, 130) <= 3 < lines(text, 10, 130)
    assert cut("Short", 10, 130, 1) == "Short"
    assert lines("a" * 100, 10, 130) == -(-width("a" * 100, 10) // 130)


def test_things_come_as_near_as_can_be_to_where_they_are_wanted() -> None:
    assert stacked([50, 50], [20, 20], 10, 200) == [35, 65]
    assert stacked([10, 150], [20, 20], 10, 200) == [10, 150]
    assert stacked([0, 0], [20, 20], 10, 200) == [10, 40]
    assert stacked([500, 500], [20, 20], 10, 100) == [60, 90]
