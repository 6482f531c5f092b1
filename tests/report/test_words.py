"""The report's own words, in every language of the house."""

import string

import msgspec
import pytest

from bot.report.words import LANGUAGES, ReportWords, report_words

FIELDS = [field.name for field in msgspec.structs.fields(ReportWords)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_with_the_same_places(language):
    for field in FIELDS:
        english, own = (getattr(report_words(each), field) for each in ("en", language))
        assert own.strip() == own != ""
        assert {name for _, name, _, _ in string.Formatter().parse(own)} == {
            name for _, name, _, _ in string.Formatter().parse(english)
        }, field


def test_the_house_speaks_three_languages_and_no_two_say_the_same():
    assert set(LANGUAGES) == {"en", "fa", "ar"}
    for field in FIELDS:
        if field != "chart":
            assert len({getattr(report_words(language), field) for language in LANGUAGES}) == len(LANGUAGES), field


def test_a_language_that_the_house_does_not_speak_is_served_in_english():
    assert report_words("de") == report_words("en")
