"""Why a product is suggested, and what speaks against it."""

import string

import msgspec
import pytest

from bot.questionnaire.catalogue import Saving
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, InSegment, Known, OneOf
from bot.questionnaire.model import AccessoryRule, Need
from bot.questionnaire.wording import Words
from bot.suggestion.behind import answers_behind, names_read
from bot.suggestion.comparing import added, companion, compared
from bot.suggestion.reasons import reasons
from bot.suggestion.steps import gains
from bot.suggestion.suggest import accessories, nearest, suggest
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.words import LANGUAGES, ReasonWords, reason_words
from tests.report.bench import BENCH, COMPILED, KNOWN, PRODUCTS, RICH, t

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
    best, dearer, cheaper = suggest(COMPILED, PRODUCTS, RICH)
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


def judged_by(*needs: Need, product: str = "large", known: Known = KNOWN) -> tuple[list[str], list[str]]:
    compiled = Compiled(msgspec.structs.replace(BENCH, needs=needs, suggest={}))
    found = next(
        each
        for each in (*suggest(compiled, PRODUCTS, known, 9), *nearest(compiled, PRODUCTS, known, 9))
        if each.product == product
    )
    because, against = reasons(found, Words(compiled, "en"), PRODUCTS, known)
    return plain(because), plain(against)


def test_all_that_the_data_do_not_say_stands_in_one_line_and_last():
    needs = (
        Need(id="isolated", attribute="isolated", test="is", operand=True, weight=5.0),
        Need(id="work", attribute="good_for", test="is", operand=("teaching",), weight=4.0),
        Need(id="channels", attribute="channels", test="at_least", operand=4.0),
    )
    _, against = judged_by(*needs, product="probe")
    assert against == ["Our data do not say: Isolated probe, Good for and Channels."]
    _, against = judged_by(*needs, product="small")
    assert against == ["Channels: 2. You need 4.", "Our data do not say: Isolated probe."]


@pytest.mark.parametrize(
    ("test", "operand", "because", "against"),
    [
        ("threshold", 1000.0, "Bandwidth: 1.5 GHz. You need 1 GHz.", None),
        ("threshold", 2000.0, None, "Bandwidth: 1.5 GHz. You need 2 GHz."),
        ("target", 1500.0, "Bandwidth: 1.5 GHz.", None),
        ("target", 2000.0, None, "Bandwidth: 1.5 GHz. You asked for 2 GHz."),
    ],
)
def test_thresholds_and_targets_are_said_in_numbers(test, operand, because, against):
    need = Need(id="n", attribute="bandwidth", test=test, operand=operand, must=True)
    assert judged_by(need) == ([because] if because else [], [against] if against else [])


@pytest.mark.parametrize(
    ("test", "operand", "because", "against"),
    [
        ("all_of", ("power", "teaching"), "Good for: Power conversion and A teaching lab.", None),
        ("none_of", ("power",), None, "Good for: Power conversion, which you did not want."),
    ],
)
def test_what_has_to_be_there_and_what_must_not_be_is_said(test, operand, because, against):
    need = Need(id="n", attribute="good_for", test=test, operand=operand, must=True)
    assert judged_by(need) == ([because] if because else [], [against] if against else [])


def test_what_is_left_out_as_wished_is_a_reason():
    need = Need(id="n", attribute="good_for", test="none_of", operand=("power",), must=True)
    assert judged_by(need, product="small")[0] == ["Good for: without Power conversion."]


def test_a_limit_that_more_would_break_is_said_as_a_limit():
    lighter = msgspec.structs.replace(PRODUCTS.attributes[2], better="lower")
    shop = msgspec.structs.replace(PRODUCTS, attributes=(*PRODUCTS.attributes[:2], lighter, *PRODUCTS.attributes[3:]))
    for operand, said in ((6.0, "Channels: 6. Your limit is 6."), (4.0, "Channels: 6, 50% above your limit of 4.")):
        need = Need(id="n", attribute="channels", test="threshold", operand=operand, must=True)
        compiled = Compiled(msgspec.structs.replace(BENCH, needs=(need,)))
        found = (*suggest(compiled, shop, KNOWN, 9), *nearest(compiled, shop, KNOWN, 9))
        large = next(each for each in found if each.product == "large")
        because, against = reasons(large, Words(compiled, "en"), shop, KNOWN)
        assert [*because, *against] == [said]


def test_an_author_may_say_it_at_the_need_or_once_at_the_attribute():
    attributes = tuple(
        msgspec.structs.replace(
            each,
            because=t("{product.name} costs {need.offered}."),
            but=t("{need.share} over the {need.wanted} you named."),
        )
        if each.id == "price"
        else each
        for each in PRODUCTS.attributes
    )
    shop = msgspec.structs.replace(PRODUCTS, attributes=attributes)
    for budget, said in ((20000, "4 Series B MSO costs $14,000."), (10000, "40% over the $10,000 you named.")):
        known = {**KNOWN, "budget": budget}
        found = next(each for each in suggest(COMPILED, shop, known, 9) if each.product == "large")
        because, against = reasons(found, ENGLISH, shop, known)
        assert said in plain((*because, *against))


# One beside another --------------------------------------------------------------------------------------------


def test_a_step_up_says_what_it_adds():
    best, dearer, cheaper = suggest(COMPILED, PRODUCTS, RICH)
    assert plain((added(dearer, best, ENGLISH, PRODUCTS) or "",)) == [
        "Beyond the 4 Series B MSO: Bandwidth – 10 GHz instead of 1.5 GHz; Channels – 8 instead of 6."
    ]
    assert added(cheaper, best, ENGLISH, PRODUCTS) is None
    assert added(best, best, ENGLISH, PRODUCTS) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_accessory_says_why_by_its_rule_and_what_it_saves(language):
    rule = AccessoryRule("probe", None, t("Because {said.signal}.", "چون {said.signal}.", "لأن {said.signal}."))
    compiled = Compiled(msgspec.structs.replace(BENCH, accessories=(rule,)))
    items = tuple(
        msgspec.structs.replace(each, saves={"probe": Saving(400, "USD")}) if each.id == "large" else each
        for each in PRODUCTS.items
    )
    shop = msgspec.structs.replace(PRODUCTS, items=items)
    [probe] = accessories(compiled, shop, KNOWN, suggest(compiled, shop, KNOWN))
    said = companion(probe, Words(compiled, language), shop, KNOWN)
    assert len(said) == 2
    if language == "en":
        assert plain(said) == [
            "Because the fastest thing you look at runs at 100 MHz.",
            "Together with the 4 Series B MSO you save $400.",
        ]


def test_an_accessory_without_a_rule_and_a_saving_says_nothing():
    [probe] = accessories(COMPILED, PRODUCTS, KNOWN, suggest(COMPILED, PRODUCTS, KNOWN))
    assert companion(probe, ENGLISH, PRODUCTS, KNOWN) == ()


def test_a_set_gains_only_what_is_wanted_and_new():
    need = Need(id="n", attribute="good_for", test="includes", operand=("power", "teaching"))
    compiled = Compiled(msgspec.structs.replace(BENCH, needs=(need,)))
    found = {each.product: each for each in suggest(compiled, PRODUCTS, KNOWN, 9)}
    assert [(gain.attribute, gain.value) for gain in gains(found["large"], found["middle"], PRODUCTS)] == [
        ("good_for", ("power",))
    ]
    assert gains(found["middle"], found["large"], PRODUCTS) == ()
