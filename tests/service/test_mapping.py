"""What a picture of a questionnaire says: shares, conditions in the words of labels, segments, and what is in vain."""

from bot.picture.model import Box
from bot.questionnaire.condition import All, Any, InRange, InSegment, Not, OneOf, Range
from bot.questionnaire.model import Choice, Segment
from bot.service.mapping import Map, mapped
from bot.values.locale import NBSP
from tests.making import compiled, question, text
from tests.paths.building import TODAY

FIELD = question(
    "field",
    "select_one",
    Choice("power", text(en="Power conversion (SiC, GaN)", fa="الکترونیک قدرت"), expected=0.6),
    Choice("radio", text(en="Radio", fa="رادیو"), expected=0.4),
)
POWER = OneOf("field", ("power",))


def bench(*more, **rest) -> Map:
    language = rest.pop("language", "en")
    return mapped(compiled(FIELD, *more, **rest), language, TODAY, company="Acme")


def box(drawn: Map, name: str) -> Box:
    return next(each for each in drawn.picture.boxes if each.node.id == name)


def words(drawn: Map) -> list[str]:
    return sorted(label.text.replace(NBSP, " ") for label in drawn.picture.labels)


def test_cards_carry_their_number_and_the_share_of_people_who_see_them() -> None:
    drawn = bench(question("hint", "note", ask_if=POWER), question("volts", "integer", ask_if=POWER, unit="V"))
    assert [each.node.mark for each in drawn.picture.boxes] == ["1", "", "2"]
    assert [each.node.shown for each in drawn.picture.boxes] == ["100%", "60%", "60%"]
    assert box(drawn, "hint").node.kind == "note"
    assert drawn.length == "A typical visitor sees 1.6 of 2 questions; nobody fewer than 1 or more than 2."


def test_conditions_stand_on_the_arrows_in_the_words_of_labels_with_units() -> None:
    drawn = bench(
        question("volts", "integer", ask_if=POWER, unit="V"),
        question("probe", "yes_no", ask_if=InRange("volts", Range(at_least=60, below=1000))),
        question("end", "text", ask_if=Any((OneOf("probe", ("yes",)), OneOf("field", ("radio",))))),
    )
    assert words(drawn) == ["Power conversion", "Radio", "Yes", "from 60 V below 1 kV"]


def test_what_goes_without_saying_is_left_out() -> None:
    drawn = bench(
        question("volts", "integer", ask_if=POWER, unit="V"),
        question("probe", "yes_no", ask_if=All((POWER, InRange("volts", Range(at_least=60))))),
    )
    assert words(drawn) == ["Power conversion", "from 60 V"]


def test_segments_that_decide_stand_as_shapes_and_the_others_below() -> None:
    segments = (Segment("strong", POWER), Segment("weak", Not(POWER), text(en="Weak ones")))
    drawn = bench(question("volts", "integer", ask_if=InSegment(("strong",))), segments=segments)
    assert box(drawn, "?strong").node.kind == "segment"
    assert box(drawn, "?strong").x < box(drawn, "volts").x
    assert words(drawn) == ["Power conversion"]
    assert drawn.legend[1] == "Weak ones 40%: not Power conversion"


def test_what_nobody_can_reach_is_marked_with_the_arrows_into_it() -> None:
    lost = question("lost", "yes_no", ask_if=All((POWER, OneOf("field", ("radio",)))))
    drawn = bench(lost, question("end", "text", ask_if=Any((POWER, OneOf("lost", ("yes",))))))
    assert box(drawn, "lost").node.never
    assert box(drawn, "lost").node.shown == "nobody"
    # Into `lost`, and from there to the end; power leads to the end all the same.
    assert [arrow.never for arrow in drawn.picture.arrows] == [True, True, False]
    assert "Red" in drawn.legend[0]
    assert "Red" not in bench().legend[0]


def test_a_campaign_comes_from_outside() -> None:
    drawn = bench(question("spring", "text", ask_if=OneOf("campaign", ("spring",))))
    assert words(drawn) == ["campaign: spring"]


def test_in_persian_it_runs_from_right_to_left_in_its_own_words_and_digits() -> None:
    drawn = bench(question("volts", "integer", ask_if=POWER), language="fa")
    assert drawn.direction == "rtl"
    assert box(drawn, "field").x > box(drawn, "volts").x
    assert words(drawn) == ["الکترونیک قدرت"]
    assert [each.node.shown for each in drawn.picture.boxes] == ["۱۰۰٪", "۶۰٪"]
    assert "۱٫۶" in drawn.length
