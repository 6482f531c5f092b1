"""Why a product is suggested, and what speaks against it."""

import string

import msgspec
import pytest

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, InSegment, Known, OneOf
from bot.questionnaire.model import Need
from bot.questionnaire.wording import Words
from bot.suggestion.behind import answers_behind, names_read
from bot.suggestion.comparing import compared
from bot.suggestion.reasons import reasons
from bot.suggestion.suggest import suggest
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.words import LANGUAGES, ReasonWords, reason_words
from tests.report.bench import BENCH, COMPILED, KNOWN, PRODUCTS

ENGLISH = Words(COMPILED, "en")


def suggestion(product: str, known: Known = KNOWN) -> Suggestion:
    return next(each for each in suggest(COMPILED, PRODUCTS, known, 9) if each.product == product)


def plain(sentences: tuple[str, ...]) -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in sentences]


def test_the_authors_reason_comes_first_and_the_others_by_weight():
    because, _ = reasons(suggestion("large"), ENGLISH, PRODUCTS, KNOWN)
    assert plain(because) == [
        "Because the fastest thing you look at runs at 100 MHz, you need about 500 MHz. It has 1.5 GHz.",
        "Channels: 6. You need 4.",
        "Because your probe floats above 600 V: Isolated probe – Yes.",
        "Because you work on power conversion: Good for – Power conversion.",
    ]


def test_what_is_not_met_says_how_far():
    _, against = reasons(suggestion("large"), ENGLISH, PRODUCTS, KNOWN)
    assert plain(against) == ["It costs $14,000, 40% over your budget of $10,000."]


def test_far_over_the_budget_is_said_without_mocking():
    _, against = reasons(suggestion("huge"), ENGLISH, PRODUCTS, KNOWN)
    assert plain(against) == ["Price: $60,000. Your limit is $10,000."]


def test_what_the_data_do_not_say_and_what_is_missing_is_told():
    _, against = reasons(suggestion("middle"), ENGLISH, PRODUCTS, KNOWN)
    assert plain(against) == ["Good for: without Power conversion.", "Our data do not say: Isolated probe."]


def test_another_choice_of_what_already_serves_is_not_held_against_a_product():
    needs = (
        Need(id="one", attribute="kind", test="is", operand="instrument"),
        Need(id="two", attribute="kind", test="is", operand="accessory"),
    )
    both = Compiled(msgspec.structs.replace(BENCH, needs=needs))
    found = suggest(both, PRODUCTS, KNOWN)[0]
    assert reasons(found, Words(both, "en"), PRODUCTS, KNOWN) == (("Kind: Instrument.",), ())
    alone = Compiled(msgspec.structs.replace(BENCH, needs=needs[1:], suggest={}))
    verdicts = tuple(verdict for verdict in found.verdicts if verdict.need == "two")
    missed = msgspec.structs.replace(found, verdicts=verdicts)
    assert reasons(missed, Words(alone, "en"), PRODUCTS, KNOWN) == ((), ("Kind: Instrument. You asked for Accessory.",))


def test_a_must_that_only_names_the_kind_is_no_reason_beside_others():
    kind = Need(id="kind", attribute="kind", test="is", operand="instrument", must=True)
    for needs, said in (((kind, *BENCH.needs), False), ((kind,), True)):
        compiled = Compiled(msgspec.structs.replace(BENCH, needs=needs))
        because, _ = reasons(suggest(compiled, PRODUCTS, KNOWN)[0], Words(compiled, "en"), PRODUCTS, KNOWN)
        assert ("Kind: Instrument." in because) is said


def test_a_must_that_is_not_met_takes_the_authors_words():
    known = {**KNOWN, "signal": 9000.0}
    missed = Suggestion("middle", 0.0, "nearest", suggestion("middle").verdicts)
    bandwidth = msgspec.structs.replace(missed.verdicts[0], met=0.1)
    _, against = reasons(
        msgspec.structs.replace(missed, verdicts=(bandwidth, *missed.verdicts[1:])), ENGLISH, PRODUCTS, known
    )
    assert plain(against)[0] == "It ends at 1 GHz; you need 45 GHz."


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_written_in_the_language_of_the_person(language):
    because, against = reasons(suggestion("large"), Words(COMPILED, language), PRODUCTS, KNOWN)
    assert len(because) == 4
    assert len(against) == 1
    latin = [word for word in " ".join(because).split() if word.isalpha() and word.isascii()]
    assert (latin == []) == (language != "en")


def test_cheaper_and_dearer_are_compared_with_the_best():
    best, cheaper, dearer = suggest(COMPILED, PRODUCTS, KNOWN)
    assert compared(cheaper, best, ENGLISH, PRODUCTS, KNOWN) == "It costs 43% less than the 4 Series B MSO."
    assert compared(dearer, best, ENGLISH, PRODUCTS, KNOWN) == "It costs about 4.3 times as much as the 4 Series B MSO."
    assert compared(best, best, ENGLISH, PRODUCTS, KNOWN) is None
    assert compared(cheaper, best, Words(COMPILED, "fa"), PRODUCTS, KNOWN) == (
        "۴۳٪ ارزان‌تر از \u20684 Series B MSO\u2069 است."
    )


def test_the_answers_behind_a_need_are_found_through_segments_and_facts():
    condition = All((InSegment(("floating_power",)), OneOf("application", ("power",))))
    assert list(names_read(condition, COMPILED)) == ["application", "floating"]
    assert list(answers_behind(("needed", "campaign"), COMPILED)) == ["signal"]


def test_a_reason_without_anything_said_states_the_value():
    silent = Compiled(
        msgspec.structs.replace(
            BENCH, questions=tuple(msgspec.structs.replace(each, said=None, choices=()) for each in BENCH.questions)
        )
    )
    because, _ = reasons(suggestion("large"), Words(silent, "en"), PRODUCTS, KNOWN)
    assert plain(because)[-1] == "Good for: Power conversion."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_names_the_same_places_in_every_language(language):
    def places(pattern: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}

    for field in msgspec.structs.fields(ReasonWords):
        english, own = (getattr(reason_words(each), field.name) for each in ("en", language))
        assert places(own) == places(english), field.name
