"""Translations: texts only, at the same places, with the plural forms of their language."""

from bot.values.text import Placeholder, Plural
from tests.authoring.samples import BENCH, loaded, problems

F = "bench/fa.yaml"
ASK = "ask: Do you like our list?"
COUNTED = "ask: {count: channels, one: Is one channel enough?, other: 'Are {channels|so many} channels enough?'}"
TRANSLATED = "{ask: فهرست ما را می‌پسندید؟, ends"


def test_a_plural_is_read_in_every_language(tmp_path):
    found = loaded(
        tmp_path,
        (BENCH, ASK, COUNTED),
        (F, TRANSLATED, '{ask: "{count: channels, one: یک کانال, other: {channels|چند} کانال} بس است؟", ends'),
    )
    (question,) = [each for each in found.questionnaires["bench"].questions if each.id == "liking"]
    assert question.ask.by_language == {
        "en": (
            Plural(
                "channels",
                {
                    "one": ("Is one channel enough?",),
                    "other": ("Are ", Placeholder("channels", "so many"), " channels enough?"),
                },
            ),
        ),
        "fa": (
            Plural("channels", {"one": ("یک کانال",), "other": (Placeholder("channels", "چند"), " کانال")}),
            " بس است؟",
        ),
    }


def test_arabic_wants_its_six_forms(tmp_path):
    told = problems(
        tmp_path,
        ("company.yaml", "languages: [en, fa]", "languages: [ar, en, fa]"),
        (BENCH, "language: en", "language: ar"),
        (BENCH, ASK, COUNTED),
    )
    (line,) = [line for line in told if "[plural-forms]" in line]
    assert "Arabic counts with few, many, one, two, zero, other; few, many, two, zero is missing here" in line


def test_a_label_alone_and_a_label_with_more_may_stand_for_each_other(tmp_path):
    assert problems(tmp_path, (F, "lin: لین", "lin: {label: لین}"), (F, "{can: {label: کن}", "{can: کن")) == []


def test_a_choice_that_is_a_label_alone_has_nothing_else_to_translate(tmp_path):
    (line,) = problems(tmp_path, (F, "lin: لین", "lin: {label: لین, said: می‌گویید}"))
    assert line == "bench/fa.yaml:13:76 'said' there is no 'said' here to translate [unknown-key]"


def test_what_reads_the_same_everywhere_need_not_be_translated(tmp_path):
    assert problems(tmp_path, (BENCH, "lin: LIN", 'lin: "485"'), (F, "lin: لین, ", "")) == []


def test_an_empty_place_in_a_translation_counts_as_missing(tmp_path):
    (line,) = problems(tmp_path, (F, "{ask: چند کانال؟}", "{ask: }"))
    assert line == (
        "bench/fa.yaml warning: 96 % translated: 1 of 31 texts stand in the base language [missing-translation]"
        " = missing: questions.channels.ask"
    )


def test_a_translation_that_is_no_yaml_says_only_that(tmp_path):
    (line,) = problems(tmp_path, (F, "title: برنامهٔ میز من", "title: {برنامهٔ میز من"))
    assert line == "bench/fa.yaml:1:8 '{' the bracket { opened here is never closed [yaml]"


def test_without_a_file_the_base_language_stands_in(tmp_path):
    found = loaded(tmp_path, ("company.yaml", "languages: [en, fa]", "languages: [en, fa, de]"))
    assert found.questionnaires["bench"].languages == ("en", "fa")
    assert "de.yaml" in "".join(problem.place.file for problem in found.problems)
    assert {problem.code for problem in found.problems} == {"missing-translation", "unspoken-language"}
