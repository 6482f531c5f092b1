"""From what people type to what is kept: three scripts, units, spelling, and kind refusals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.answering import Fits, Guess, Misfit, Reading, clean, read, yes_or_no
from bot.questionnaire.model import QUESTION_TYPES, Choice, DateLimit, Question
from tests.making import choice, question, text

TODAY = "2026-11-21"


def reading(question_: Any, words: str) -> Reading:
    return read(question_, words, today=TODAY)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("500", Fits(500.0)),
        ("۵۰۰", Fits(500.0)),
        ("٥٠٠", Fits(500.0)),
        ("۵۰۰ مگاهرتز", Fits(500.0)),
        ("500 MHz", Fits(500.0)),
        ("500mhz", Fits(500.0)),
        ("1.5 GHz", Fits(1500.0)),
        ("۱٫۵ گیگاهرتز", Fits(1500.0)),
        ("1,500", Fits(1500.0)),
        ("1.500,5", Fits(1500.5)),
        ("12,5", Fits(12.5)),
        ("about 500", Guess(500.0)),
        ("500 or so", Guess(500.0)),
        ("5 V", Misfit("wrong_unit", "MHz")),
        ("5 or 6", Misfit("several_numbers")),
        ("fast", Misfit("not_a_number")),
        ("0.01", Misfit("too_small", "0.1")),
        ("80 GHz", Misfit("too_large", "70000")),
        ("", Misfit("empty")),
    ],
)
def test_a_frequency_is_understood_as_people_write_it(said: str, understood: Reading) -> None:
    signal = question("signal", "decimal", unit="MHz", at_least=0.1, at_most=70000)
    assert reading(signal, said) == understood


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("4", Fits(4)),
        ("چهار", Misfit("not_a_number")),
        ("4.5", Misfit("not_whole")),
        ("٤", Fits(4)),
        ("-1", Misfit("too_small", "0")),
    ],
)
def test_a_whole_number_is_whole(said: str, understood: Reading) -> None:
    assert reading(question("channels", "integer", at_least=0), said) == understood


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("8000", Fits(8000)),
        ("$8,000", Fits(8000)),
        ("8000 dollars", Fits(8000)),
        ("8 000", Fits(8000)),
        ("8k", Fits(8000)),
        ("8.5k", Fits(8500)),
        ("8 thousand dollars", Fits(8000)),
        ("۸ هزار دلار", Fits(8000)),
        ("٨ آلاف دولار", Fits(8000)),
        ("1 million", Misfit("too_large", "500000")),
        ("8 kilo", Guess(8)),
        ("about 8k", Guess(8000)),
        ("~ 8000", Fits(8000)),
        ("€8000", Misfit("wrong_unit", "USD")),
        ("8000 €", Misfit("wrong_unit", "USD")),
        ("8 euros", Misfit("wrong_unit", "USD")),
    ],
)
def test_an_amount_is_understood_as_people_write_it(said: str, understood: Reading) -> None:
    assert reading(question("cost", "integer", unit="USD", at_most=500_000), said) == understood


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("6 signals", Fits(6)),
        ("6 signals.", Fits(6)),
        ("1 signal", Fits(1)),
        ("۶ سیگنال", Fits(6)),
        ("6 sensors", Guess(6)),
        ("not 6", Guess(6)),
        ("6 kHz", Guess(6)),
    ],
)
def test_words_of_the_question_behind_a_number_say_nothing_more(said: str, understood: Reading) -> None:
    asked = text(en="How many signals at once?", fa="چند سیگنال هم‌زمان؟")
    assert reading(Question(id="channels", type="integer", ask=asked), said) == understood


def test_a_unit_is_understood_before_further_words() -> None:
    signal = question("signal", "decimal", unit="MHz")
    assert reading(signal, "1.5 GHz, sometimes more") == Guess(1500.0)


@pytest.mark.parametrize(
    ("said", "understood"),
    [("no", Fits("no")), ("نه", Fits("no")), ("لا", Fits("no")), ("yep", Fits("yes")), ("only measure", Fits("no"))],
)
def test_a_bare_no_is_a_no_whatever_its_label(said: str, understood: Reading) -> None:
    labels = (choice("yes", "Yes"), Choice("no", text(en="No, only measure", fa="نه، فقط بسنجد")))
    assert reading(question("supplies", "yes_no", *labels), said) == understood


FIELDS = (
    Choice("power", text(en="Power conversion", fa="الکترونیک قدرت", ar="تحويل القدرة")),
    Choice("auto", text(en="Automotive networks", fa="شبکه‌های خودرو", ar="شبكات السيارات")),
    Choice("lab", text(en="A teaching lab", fa="آزمایشگاه آموزشی", ar="مختبر تعليمي")),
)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("Power conversion", Fits("power")),
        ("power", Fits("power")),
        ("POWER CONVERSION!", Fits("power")),
        ("powr conversion", Fits("power")),
        ("2", Fits("auto")),
        ("۲", Fits("auto")),
        ("شبكه هاي خودرو", Fits("auto")),
        ("آزمايشگاه آموزشى", Fits("lab")),
        ("مختبر تعليمي", Fits("lab")),
        ("teaching", Fits("lab")),
        ("9", Misfit("not_a_choice")),
        ("a banana", Misfit("not_a_choice")),
        ("!!!", Misfit("not_a_choice")),
    ],
)
def test_free_text_is_a_choice_when_it_clearly_means_one(said: str, understood: Reading) -> None:
    assert reading(question("field", "select_one", *FIELDS), said) == understood


def test_what_may_mean_a_choice_is_asked_not_taken() -> None:
    assert reading(question("field", "select_one", *FIELDS), "automobile nets") == Guess("auto")


def test_own_words_are_kept_where_the_question_takes_them() -> None:
    field = question("field", "select_one", *FIELDS, other=True)
    assert reading(field, "Acoustics of whales") == Fits("other", "Acoustics of whales")


def test_numbers_do_not_count_choices_that_are_numbers_themselves() -> None:
    bits = question("bits", "select_one", choice("b8", "8 bit"), choice("b12", "12 bit"))
    assert reading(bits, "12 bit") == Fits("b12")
    assert reading(bits, "2") != Fits("b12")


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("CAN, LIN", Fits(("can", "lin"))),
        ("lin and can", Fits(("can", "lin"))),
        ("CAN و LIN", Fits(("can", "lin"))),
        ("CAN, tuba", Misfit("not_a_choice", "tuba")),
        ("CAN, none of them", Misfit("too_many", "1")),
    ],
)
def test_several_choices_can_be_typed_in_one_line(said: str, understood: Reading) -> None:
    buses = question(
        "bus",
        "select_multiple",
        choice("can", "CAN"),
        choice("lin", "LIN"),
        choice("none", "None of them", exclusive=True),
    )
    assert reading(buses, said) == understood


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("CAN, I2C", Fits(("can_fd", "i2c_spi"))),
        ("rs-232", Fits(("uart",))),
        ("spi و lin", Fits(("i2c_spi", "lin"))),
        ("or", Fits(("other",), "or")),
        ("CAN, SENT and FlexRay", Fits(("can_fd", "other"), "SENT, FlexRay")),
        ("SENT, FlexRay", Fits(("other",), "SENT, FlexRay")),
        ("none of them, SENT", Misfit("too_many", "1")),
    ],
)
def test_codes_inside_labels_are_understood_and_the_rest_are_own_words(said: str, understood: Reading) -> None:
    buses = question(
        "buses",
        "select_multiple",
        choice("can_fd", "CAN or CAN FD"),
        choice("i2c_spi", "I2C or SPI"),
        choice("uart", "UART or RS-232"),
        choice("lin", "LIN"),
        choice("none", "None of them", exclusive=True),
        other=True,
    )
    assert reading(buses, said) == understood


def test_a_ranking_can_be_typed_and_its_last_place_follows() -> None:
    rank = question("matters", "rank", choice("a", "Accuracy"), choice("d", "Delivery time"), choice("p", "Price"))
    assert reading(rank, "3, 1, 2") == Fits(("p", "a", "d"))
    assert reading(rank, "price, accuracy") == Fits(("p", "a", "d"))
    assert reading(rank, "price") == Misfit("rank_all", "3")


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("2026-12-01", Fits("2026-12-01")),
        ("1.12.2026", Fits("2026-12-01")),
        ("۱۴۰۵/۹/۱۰", Fits("2026-12-01")),
        ("tomorrow", Fits("2026-11-22")),
        ("فردا", Fits("2026-11-22")),
        ("اليوم", Fits("2026-11-21")),
        ("yesterday", Misfit("too_early", "2026-11-21")),
        ("2027-12-01", Misfit("too_late", "2027-11-21")),
        ("31.2.2026", Misfit("not_a_date")),
        ("soon", Misfit("not_a_date")),
    ],
)
def test_a_day_is_read_in_both_calendars(said: str, understood: Reading) -> None:
    when = question("when", "date", earliest=DateLimit(), latest=DateLimit(days_from_today=365))
    assert reading(when, said) == understood


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("1 October 2026", Fits("2026-10-01")),
        ("October 1st, 2026", Fits("2026-10-01")),
        ("3 oct", Fits("2026-10-03")),
        ("October", Guess("2026-10-15")),
        ("December", Guess("2026-12-15")),
        ("۱ مهر ۱۴۰۵", Fits("2026-09-23")),
        ("۱۰ آبان", Fits("2026-11-01")),
        ("مهر", Guess("2026-10-07")),
        ("اکتبر ۲۰۲۶", Guess("2026-10-15")),
        ("early October", Guess("2026-10-05")),
        ("the end of October", Guess("2026-10-25")),
        ("اواخر مهر", Guess("2026-10-17")),
        ("منتصف أكتوبر", Guess("2026-10-15")),
        ("about two weeks ago", Fits("2026-11-07")),
        ("حدود دو هفته پیش", Fits("2026-11-07")),
        ("٣ أكتوبر ٢٠٢٦", Fits("2026-10-03")),
        ("تشرين الأول", Guess("2026-10-15")),
        ("two weeks ago", Fits("2026-11-07")),
        ("3 days ago", Fits("2026-11-18")),
        ("last week", Fits("2026-11-14")),
        ("in 2 weeks", Fits("2026-12-05")),
        ("۲ هفته پیش", Fits("2026-11-07")),
        ("هفتهٔ پیش", Fits("2026-11-14")),
        ("منذ أسبوعين", Fits("2026-11-07")),
        ("قبل ٣ أيام", Fits("2026-11-18")),
        ("الأسبوع الماضي", Fits("2026-11-14")),
        ("31 February", Misfit("not_a_date")),
        ("October or November", Misfit("not_a_date")),
        ("weeks ago and more", Misfit("not_a_date")),
        ("may I say later?", Misfit("not_a_date")),
    ],
)
def test_a_day_is_read_by_the_name_of_its_month_and_counted_from_today(said: str, understood: Reading) -> None:
    assert reading(question("arrived", "date"), said) == understood


@pytest.mark.parametrize("said", ["8", "8/10", "8 of 10", "8 out of 10", "۸ از ۱۰", "٨ من ١٠", "٨/١٠"])
def test_a_mark_is_understood_with_the_highest_one_behind_it(said: str) -> None:
    assert reading(question("liking", "scale", low=0, high=10, nps=True), said) == Fits(8)


@pytest.mark.parametrize(
    ("kind", "said", "understood"),
    [
        ("email", " Ann@Example.COM ", Fits("Ann@example.com")),
        ("email", "ann at example", Misfit("not_an_email")),
        ("phone", "+98 21 5555 0100", Fits("+982155550100")),
        ("phone", "۰۰۹۸ ۲۱ ۵۵۵۵ ۰۱۰۰", Fits("+982155550100")),
        ("phone", "021 5555 0100", Misfit("no_country_code")),
        ("phone", "call me", Misfit("not_a_phone")),
        ("location", "35.6892,51.389", Fits("35.68920,51.38900")),
        ("location", "تهران", Fits("تهران")),
        ("location", "95,200", Misfit("not_a_place")),
        ("text", "as it is", Fits("as it is")),
        ("text", "x" * 201, Misfit("too_long", "200")),
        ("long_text", "x" * 2001, Misfit("too_long", "2000")),
        ("long_text", "x" * 5000, Misfit("too_long", "4096")),
        ("yes_no", "yes", Fits("yes")),
    ],
)
def test_other_kinds_are_read_into_one_form(kind: str, said: str, understood: Reading) -> None:
    assert reading(question("it", kind), said) == understood


@pytest.mark.parametrize(
    ("said", "meant"), [("Yes!", True), ("بله", True), ("نعم", True), ("نه", False), ("لا", False), ("maybe", None)]
)
def test_yes_and_no_are_understood_in_three_languages(said: str, meant: bool | None) -> None:
    assert yes_or_no(said) is meant


def test_control_characters_go_and_half_spaces_stay() -> None:
    assert clean("\x00می‌خواهم\x07\n") == "می‌خواهم"


@given(st.sampled_from([kind for kind in QUESTION_TYPES if kind != "note"]), st.text(max_size=80))
def test_no_text_breaks_any_question(kind: str, said: str) -> None:
    choices = FIELDS if kind in ("select_one", "select_multiple", "rank") else ()
    assert isinstance(reading(question("it", kind, *choices), said), Fits | Guess | Misfit)
