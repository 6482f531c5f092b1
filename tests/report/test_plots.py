"""Drawings of what is suggested: what they say, where their marks stand, and when there is none."""

from itertools import combinations
from typing import TypeGuard

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.picture.lettering import width
from bot.questionnaire.catalogue import Product
from bot.questionnaire.condition import Value
from bot.questionnaire.wording import Words
from bot.report.document import Block, Cards, Image
from bot.report.placing import Spot, placed
from bot.report.plot import LEADING, LETTER, Dot, Label, Line, Plot
from bot.report.scatter import scatter
from bot.suggestion.market import Price
from bot.suggestion.suggest import ranked, suggest
from tests.report.bench import KNOWN, LANGUAGES
from tests.report.charted import CHARTED, PICTURED, charted, drawn


def radar(language: str = "en") -> Plot:
    return drawn(language)[0]


def dots(language: str = "en") -> Plot:
    return drawn(language)[1]


def is_full(block: Block) -> TypeGuard[Cards]:
    return isinstance(block, Cards) and not block.short


def price_of(product: Product) -> float:
    price = product.values["price"]
    assert isinstance(price, float | int)
    return price


def box(label: Label) -> tuple[float, float, float, float]:
    wide = max(width(line, LETTER) for line in label.lines)
    left = label.x - {"left": 0.0, "middle": wide / 2, "right": wide}[label.side]
    high = LEADING * len(label.lines)
    return left, label.y - high / 2, left + wide, label.y + high / 2


def overlap(one: Label, other: Label) -> float:
    a, b = box(one), box(other)
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return across * down if across > 0 and down > 0 else 0.0


def test_a_wheel_has_a_spoke_for_each_wish_the_weightiest_first_and_no_musts():
    assert [row[0] for row in radar().rows] == ["Channels", "Isolated probe", "Price", "Good for"]
    assert "Bandwidth" not in str(radar().rows), "it is a must: every suggestion meets it"


def test_a_wheel_says_of_each_suggestion_where_it_is_weakest():
    assert [(key.label, key.note) for key in radar().key] == [
        ("4 Series B MSO", "Weakest: Price, 60% met"),
        ("3 Series MDO", "Weakest: Good for, 0% met"),
        ("6 Series B MSO", "Weakest: Price, 0% met"),
    ]
    assert radar().alt.startswith("Radar chart: Each is strong elsewhere. 4 Series B MSO: Weakest: Price, 60% met.")


def test_what_the_data_do_not_say_is_no_figure():
    rows = {row[0]: row[1:] for row in radar().rows}
    assert rows["Isolated probe"] == ("100%", "–", "100%")


def test_too_few_wishes_make_no_wheel():
    asked: dict[str, Value] = {name: value for name, value in KNOWN.items() if name in ("signal", "budget")}
    assert [plot.header[0] for plot in drawn(known=asked)] == ["Product"]


def test_every_product_that_meets_the_musts_is_a_dot_and_no_other():
    fits = [each for each in ranked(CHARTED, PICTURED, KNOWN) if each.fits]
    assert len([mark for mark in dots().marks if isinstance(mark, Dot)]) == len(fits)
    assert len(fits) < len([each for each in PICTURED.items if each.values["kind"] == "instrument"])


def test_a_dot_stands_further_where_it_costs_more_and_higher_where_it_fits_better():
    places = {mark.role: mark for mark in dots().marks if isinstance(mark, Dot)}
    assert places["second"].x < places["best"].x < places["third"].x
    assert places["best"].y < min(places["second"].y, places["third"].y)


def test_the_limit_of_the_person_is_a_line_with_their_amount():
    words = [line for mark in dots().marks if isinstance(mark, Label) for line in mark.lines]
    assert any(line.startswith("Your limit: $") for line in words)
    assert [mark.role for mark in dots().marks if isinstance(mark, Line)].count("limit") == 1
    without = {name: value for name, value in KNOWN.items() if name != "budget"}
    assert "limit" not in {mark.role for mark in drawn(known=without)[1].marks if isinstance(mark, Line)}


def test_a_limit_in_another_currency_is_no_line():
    found = suggest(CHARTED, PICTURED, KNOWN)
    words = Words(CHARTED, "en")
    in_euro = scatter("Title", words, PICTURED, KNOWN, found, Price(9000, "EUR"))
    assert in_euro is not None
    assert "limit" not in {mark.role for mark in in_euro.marks if isinstance(mark, Line)}


def test_prices_are_those_of_the_persons_region():
    items = tuple(replace(each, prices={"europe": {"EUR": 2 * price_of(each)}}) for each in PICTURED.items)
    there = replace(PICTURED, items=items)
    known = {**KNOWN, "region": "europe"}
    made = scatter("Title", Words(CHARTED, "en"), there, known, suggest(CHARTED, there, known), None)
    assert made is not None
    assert {row[0]: row[1] for row in made.rows}["4 Series B MSO"] == "€28,000"


@pytest.mark.parametrize("which", [0, 1], ids=["radar", "scatter"])
@pytest.mark.parametrize("language", ["fa", "ar"])
def test_from_right_to_left_a_drawing_is_mirrored(language, which):
    left, right = drawn("en")[which], drawn(language)[which]
    seen = [point for mark in left.marks if isinstance(mark, Line) for point in mark.points]
    mirrored = [point for mark in right.marks if isinstance(mark, Line) for point in mark.points]
    assert [right.width - x for x, _ in mirrored] == pytest.approx([x for x, _ in seen])
    assert [y for _, y in mirrored] == [y for _, y in seen]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_stay_on_the_canvas_and_names_clear_of_each_other(language):
    for plot in drawn(language):
        labels = [mark for mark in plot.marks if isinstance(mark, Label)]
        for label in labels:
            left, top, right, bottom = box(label)
            assert left >= -1, label
            assert right <= plot.width + 1, label
            assert top >= -6, label
            assert bottom <= plot.height + 6, label
        named = [label for label in labels if label.strong]
        assert all(overlap(one, other) == 0 for one, other in combinations(named, 2))


@given(
    st.fixed_dictionaries(
        {
            "application": st.sampled_from(["power", "teaching"]),
            "signal": st.floats(0.1, 4000),
            "budget": st.integers(1, 200_000),
            "priorities": st.permutations(["quality", "delivery", "price"]).map(tuple),
        },
        optional={"floating": st.sampled_from(["yes", "no"])},
    ),
    st.sampled_from(LANGUAGES),
)
def test_whoever_answers_whatever_every_mark_is_on_the_canvas(known, language):
    for plot in drawn(language, known):
        points = [(mark.x, mark.y) for mark in plot.marks if isinstance(mark, Dot)]
        points += [point for mark in plot.marks if isinstance(mark, Line) for point in mark.points]
        assert all(0 <= x <= plot.width and 0 <= y <= plot.height for x, y in points)
        assert len({len(row) for row in (plot.header, *plot.rows)}) == 1
        named = [mark for mark in plot.marks if isinstance(mark, Label) and mark.strong]
        assert all(overlap(one, other) < 2 for one, other in combinations(named, 2)), "less than the edge of a letter"


def test_words_of_dots_in_one_place_stand_apart_and_are_led_to_them():
    spots = [Spot(100 + place, 60, (f"Product {place}", "$1"), 60.0) for place in range(3)]
    marks = [*placed(spots, [(95, 55, 107, 65)], (0, 0, 360, 160))]
    labels = [mark for mark in marks if isinstance(mark, Label)]
    assert [label.lines[0] for label in labels] == ["Product 0", "Product 1", "Product 2"]
    assert all(overlap(one, other) == 0 for one, other in combinations(labels, 2))


def test_words_that_had_to_stand_far_away_are_led_to_their_dot():
    spot = Spot(100, 60, ("Product", "$1"), 60.0)
    around = [(0.0, 30.0, 360.0, 90.0)]
    (line, label) = placed([spot], around, (0, 0, 360, 160))
    assert isinstance(line, Line)
    assert isinstance(label, Label)
    assert line.points[0] == (100, 60)
    assert abs(label.y - 60) > 30


def test_who_has_no_wish_unmet_is_told_so():
    known: dict[str, Value] = {**KNOWN, "budget": 40000}
    assert drawn(known=known)[0].key[0].note == "Meets all of it"


def test_a_card_and_the_head_name_their_pictures():
    document = charted()
    assert document.logo is not None
    assert (document.logo.file, document.logo.alt) == ("logo.svg", "Colloquy Instruments")
    (full,) = (block for section in document.sections for block in section.blocks if is_full(block))
    assert [card.image.file if card.image else None for card in full.cards] == ["scope.svg", "scope.svg", None, None]
    assert full.cards[0].image == Image("scope.svg", "4 Series B MSO")
