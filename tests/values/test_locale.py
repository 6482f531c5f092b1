"""How each language writes."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.values import locale
from bot.values.script import ascii_digits
from bot.values.units import convert

LANGUAGES = ("en", "fa", "ar")
languages = st.sampled_from(LANGUAGES)
numbers = st.one_of(
    st.integers(-(10**12), 10**12), st.decimals(-(10**6), 10**6, places=4).map(float), st.just(0.1 + 0.2)
)


def read(written: str) -> float:
    """Read a number back: no isolates, no grouping, ASCII digits."""
    return float(re.sub("[\u2066-\u2069,\u00a0]", "", ascii_digits(written)))


@given(numbers, languages)
def test_a_written_number_reads_back_as_the_same_number(value, language):
    assert read(locale.number(value, language)) == pytest.approx(value, rel=1e-11)


@given(st.text(st.characters(codec="ascii")), languages)
def test_digits_change_and_nothing_else_does(text, language):
    written = locale.digits(text, language)
    assert ascii_digits(written) == text
    assert [a for a, b in zip(text, written, strict=True) if a != b and not a.isdigit()] == []


def test_numbers_have_the_digits_grouping_and_separators_of_the_language():
    assert [locale.number(1234567.25, language) for language in LANGUAGES] == [
        "1,234,567.25",
        "۱٬۲۳۴٬۵۶۷٫۲۵",
        "١٬٢٣٤٬٥٦٧٫٢٥",
    ]
    assert locale.number(0.1 + 0.2, "en") == "0.3"
    assert locale.number(5.0, "fa") == "۵"


def test_a_negative_number_keeps_its_sign_in_front_from_right_to_left():
    assert locale.number(-3, "en") == "-3"
    assert locale.number(-3, "fa") == "\u2066-۳\u2069"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (1500, "MHz", "1.5 GHz"),
        (0.5, "GHz", "500 MHz"),
        (70000, "MHz", "70 GHz"),
        (0.02, "s", "20 ms"),
        (2000, "s", "2,000 s"),
        (1500, "m", "1,500 m"),
        (20, "ms", "20 ms"),
        (0, "MHz", "0 MHz"),
        (-5, "dBm", "-5 dBm"),
        (35, "%", "35%"),
        (12.5, "%", "12.5%"),
        (90, "°", "90°"),
        (10000, "USD", "$10,000"),
        (4, None, "4"),
    ],
)
def test_a_quantity_is_written_as_an_engineer_would(value, unit, written):
    assert locale.quantity(value, unit, "en").replace("\u00a0", " ") == written


def test_a_unit_is_isolated_from_right_to_left_and_never_torn_from_its_number():
    assert locale.quantity(1500, "MHz", "fa") == "۱٫۵\u00a0\u2068GHz\u2069"
    assert locale.quantity(1500, "MHz", "ar") == "١٫٥\u00a0\u2068GHz\u2069"


def test_a_quantity_can_be_asked_for_in_its_own_unit():
    assert locale.quantity(70000, "MHz", "en", scaled=False) == "70,000\u00a0MHz"


@given(st.floats(1e-2, 1e4), st.sampled_from(("kHz", "MHz", "V", "mV", "ms")))
def test_another_prefix_never_changes_the_amount(value, unit):
    number, shown_unit = locale.quantity(value, unit, "en").split("\u00a0")
    assert convert(read(number), shown_unit, unit) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("written", ["m", "metres", "متر"])
@pytest.mark.parametrize("into", ["cm", "centimetres", "سانتی‌متر", "سنتيمتر"])
def test_a_length_in_metres_is_understood_where_centimetres_are_asked(written, into):
    assert convert(1.6, written, into) == 160


def test_money_carries_a_symbol_in_latin_script_and_a_name_in_the_others():
    assert [locale.money(12500, "EUR", language) for language in LANGUAGES] == [
        "€12,500",
        "۱۲٬۵۰۰\u00a0یورو",
        "١٢٬٥٠٠\u00a0يورو",
    ]
    assert locale.money(99.5, "USD", "en") == "$99.50"
    assert locale.money(99.5, "USD", "ar") == "٩٩٫٥٠\u00a0دولار أمريكي"
    assert locale.money(250000, "IRR", "fa") == "۲۵۰٬۰۰۰\u00a0ریال"
    assert locale.money(-5, "USD", "en") == "-$5"
    assert locale.money(300, "AED", "en") == "AED\u00a0300", "what is spelt in letters stands apart from the figure"


@pytest.mark.parametrize(
    ("iso", "english", "persian", "arabic"),
    [
        ("2026-11-21", "21 November 2026", "۳۰ آبان ۱۴۰۵", "٢١ نوفمبر ٢٠٢٦"),
        ("2026-03-20", "20 March 2026", "۲۹ اسفند ۱۴۰۴", "٢٠ مارس ٢٠٢٦"),
        ("2026-03-21", "21 March 2026", "۱ فروردین ۱۴۰۵", "٢١ مارس ٢٠٢٦"),
    ],
)
def test_a_day_is_written_in_the_calendar_of_the_language(iso, english, persian, arabic):
    assert [locale.day(iso, language) for language in LANGUAGES] == [english, persian, arabic]


@given(st.dates(date(1930, 1, 1), date(2090, 1, 1)), languages)
def test_two_days_are_never_written_alike(when, language):
    assert locale.day(when.isoformat(), language) != locale.day((when + timedelta(1)).isoformat(), language)


def test_plural_categories_are_those_of_the_language():
    assert [locale.plural_category(count, "ar") for count in (0, 1, 2, 3, 11, 100)] == [
        "zero",
        "one",
        "two",
        "few",
        "many",
        "other",
    ]
    assert [locale.plural_category(count, "en") for count in (0, 1, 1.5, 2)] == ["other", "one", "other", "other"]
    assert [set(locale.plural_categories(language)) for language in LANGUAGES] == [
        {"one", "other"},
        {"one", "other"},
        {"zero", "one", "two", "few", "many", "other"},
    ]


@given(st.integers(0, 10**6), languages)
def test_every_count_falls_into_a_category_that_the_language_has(count, language):
    assert locale.plural_category(count, language) in locale.plural_categories(language)


def test_lists_read_as_sentences_do():
    assert [locale.listing(("a", "b", "c"), language) for language in LANGUAGES] == [
        "a, b and c",
        "a، b و c",
        "a وb وc",
    ]
    assert {locale.listing(("a",), language) for language in LANGUAGES} == {"a"}
    assert {locale.listing((), language) for language in LANGUAGES} == {""}


@given(st.floats(0, 1), languages)
def test_only_a_whole_share_is_a_hundred_per_cent_and_only_nothing_is_none(share, language):
    written = read(locale.percent(share, language).rstrip("%٪"))
    assert (written == 100) == (share == 1)
    assert (written == 0) == (share == 0)
    assert abs(written - 100 * share) <= 1


def test_per_cent_has_the_sign_of_the_language():
    assert [locale.percent(0.2, language) for language in LANGUAGES] == ["20%", "۲۰٪", "٢٠٪"]


def test_only_letters_of_the_other_direction_are_isolated():
    assert locale.isolate("دستگاه", "fa") == "دستگاه"
    assert locale.isolate("MSO 4", "fa") == "\u2068MSO 4\u2069"
    assert locale.isolate("MSO 4", "en") == "MSO 4"
    assert locale.isolate("دستگاه", "en") == "\u2068دستگاه\u2069"
    assert locale.isolate("100 + 2", "ar") == "100 + 2"


def test_a_passage_is_isolated_as_a_whole_only_where_it_is_foreign_as_a_whole():
    assert locale.isolate_foreign("12 Things", "fa") == "\u206812 Things\u2069"
    assert locale.isolate_foreign("USB را وصل کنید", "fa") == "USB را وصل کنید"
    assert locale.isolate_foreign("12 Things", "en") == "12 Things"
    assert locale.isolate_foreign("12", "fa") == "12"


@given(st.text(st.sampled_from("ab دس12\u202e\u202d\u2066\u2067\u2068\u2069")), languages)
def test_no_text_can_turn_the_sentence_around_it(text, language):
    isolated = locale.isolate(text, language)
    depth = 0
    for character in isolated:
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        assert depth >= 0
    assert depth == 0
    assert not set(isolated) & set("\u202a\u202b\u202d\u202e")


def test_a_phone_number_keeps_its_order_from_right_to_left():
    assert locale.left_to_right("+98 912 345", "fa") == "\u2066+98 912 345\u2069"
    assert locale.left_to_right("+98 912 345", "en") == "+98 912 345"
