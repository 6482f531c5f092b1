"""What authors write of offers, shops and regions, and every mistake in it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.authoring.load import Loaded, load
from bot.authoring.problem import Problem
from bot.questionnaire.report import OffersText, ShopsText
from bot.values.places import Place
from tests.next_steps import FILES, written

LAMP, REPORT = "lamp/questionnaire.yaml", "lamp/report.md"
Edit = tuple[str, str, str]


def changed(folder: Path, *edits: Edit) -> Loaded:
    """Read the folder with changes: in a file, what stands in it once, and what is to stand there."""
    written(folder)
    for file, old, new in edits:
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), "utf-8")
    return load(folder)


def told(problems: Sequence[Problem]) -> list[str]:
    aside = ("missing-translation", "label-too-long")
    return [f"{each.severity}: {each.message} [{each.code}]" for each in problems if each.code not in aside]


def test_shops_offers_and_their_blocks_are_read_as_they_stand(tmp_path: Path):
    found = changed(tmp_path)
    assert told(found.problems) == []
    assert found.company is not None
    vienna, dubai = found.company.shops
    assert (vienna.place, vienna.region, vienna.phone) == (Place(48.214, 16.387), "europe", "+1 (206) 555-0134")
    assert {language: "".join(map(str, said)) for language, said in dubai.address.by_language.items()} == {
        "en": "Al Quoz, Dubai",
        "fa": "دبی، القوز",
    }
    visit, write, third = found.questionnaires["lamp"].offers
    assert (visit.regions, write.coupon, third.label) == (("europe",), "<CODE>-10%&x", None)
    report = found.questionnaires["lamp"].report
    assert report is not None
    blocks = [block for section in report.sections for block in section.blocks["en"]]
    assert ShopsText(near="home") in blocks
    assert OffersText() in blocks


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (("company.yaml", "region: gulf", "region: golf"), "company.yaml has no region 'golf' [unknown-region]"),
        (("company.yaml", "    place: 48.2140,16.3870\n", ""), "'vienna' needs 'place' [missing-key]"),
        (("company.yaml", "48.2140,16.3870", "98.2140,16.3870"), "not '98.2140,16.3870' [wrong-value]"),
        (("company.yaml", "48.2140,16.3870", "48.2140,186.3870"), "not '48.2140,186.3870' [wrong-value]"),
        (("company.yaml", "48.2140,16.3870", "Vienna"), "not 'Vienna' [wrong-value]"),
        (("company.yaml", "+1 (206) 555-0134", "555-0134"), "such as \"+43 1 234 5678\", not '555-0134' [wrong-value]"),
        (("company.yaml", "https://brightdesk.example/vienna?a=1&b=2", "mailto:a@b.example"), "[wrong-value]"),
        ((LAMP, "regions: [europe]", "regions: [eurpoe]"), "company.yaml has no region 'eurpoe' [unknown-region]"),
        ((LAMP, "coupon: '<CODE>-10%&x'", f"coupon: {'x' * 257}"), "a code of 1 to 256 characters on one line, not"),
        ((LAMP, "https://brightdesk.example/third", "javascript:alert(1)"), "[wrong-value]"),
        ((LAMP, "https://brightdesk.example/third", "tel:+123"), "not 'tel:+123' [wrong-value]"),
        ((LAMP, "    label: 'Ask us", "    lable: 'Ask us"), "'lable' is not a word an offer knows [unknown-key]"),
        ((REPORT, "near: home", "near: hoem"), "no question is called 'hoem' [unknown-question]"),
        ((REPORT, "near: home", "near: spend"), "'spend' is of type integer, and a shop is near to a location"),
        ((REPORT, "near: home", "at_most: 0"), "'at_most' must be a whole number from 1 to 10, not '0' [wrong-value]"),
        ((REPORT, "```offers\n", "```offers\nfirst: 2\n"), "the block of offers takes no settings"),
    ],
    ids=lambda value: value[2][:24] if isinstance(value, tuple) else "",
)
def test_a_mistake_is_told(edit: Edit, message: str, tmp_path: Path):
    [found] = [each for each in told(changed(tmp_path, edit).problems) if each.startswith("error")]
    assert message in found


def test_a_coupon_of_256_signs_and_links_to_mail_and_telegram_are_fine(tmp_path: Path):
    longest = (LAMP, "coupon: '<CODE>-10%&x'", f"coupon: {'x' * 256}")
    telegram = (LAMP, "https://brightdesk.example/third", "tg://resolve?domain=brightdesk")
    assert told(changed(tmp_path, longest, telegram).problems) == []


def test_a_place_given_for_another_purpose_is_not_used_for_shops(tmp_path: Path):
    edit = (LAMP, "    type: location\n", "    type: location\n    purpose: contact\n")
    purpose = (
        "company.yaml",
        "regions:\n",
        "  contact: {label: A call, wording: Somebody may call., ask: with_question}\nregions:\n",
    )
    [found] = told(changed(tmp_path, edit, purpose).problems)
    assert found == "error: 'home' is asked under the purpose 'contact', and this is not it [beyond-purpose]"


# Asked in vain -----------------------------------------------------------------------------------------------

UNPRICED = (
    ("products.yaml", ", prices: {europe: 80, gulf: 300}", ""),
    ("products.yaml", ", prices: {europe: 220}", ""),
)
ONLY_HERE = (LAMP, "    text: 'We come", "    if: {spend: {at_least: 100}}\n    text: 'We come")
ELSEWHERE = (("company.yaml", "    region: europe\n", ""), ("company.yaml", ", region: gulf", ""))
NO_GULF = ("company.yaml", "  gulf: {label: The Gulf, currency: AED}\n", "")
AFTER = (
    LAMP,
    "  region:\n    ask: Where does your desk stand?\n    type: select_one\n"
    "    choices: {europe: In Europe, gulf: In the Gulf, elsewhere: Elsewhere}\n",
    "",
)
BEHIND = (
    LAMP,
    "needs:\n",
    "  region:\n    ask: Where does your desk stand?\n    type: select_one\n    ask_if: {spend: {at_least: 100}}\n"
    "    choices: {europe: In Europe, gulf: In the Gulf, elsewhere: Elsewhere}\nneeds:\n",
)


def in_vain(folder: Path, *edits: Edit) -> list[str]:
    return [each for each in told(changed(folder, *edits).problems) if "needless-place" in each]


def test_where_prices_go_by_the_region_nobody_is_asked_in_vain(tmp_path: Path):
    assert in_vain(tmp_path, ONLY_HERE, *ELSEWHERE) == []


def test_an_answer_that_is_still_to_come_may_yet_make_a_difference(tmp_path: Path):
    # The region is asked before the question on which the offer depends.
    assert in_vain(tmp_path, *UNPRICED, ONLY_HERE, *ELSEWHERE, NO_GULF) == []


def test_who_can_no_longer_be_made_the_offer_is_named(tmp_path: Path):
    everybody = (BEHIND[0], BEHIND[1], BEHIND[2].replace("    ask_if: {spend: {at_least: 100}}\n", ""))
    [found] = in_vain(tmp_path, *UNPRICED, ONLY_HERE, *ELSEWHERE, NO_GULF, AFTER, everybody)
    assert "nothing depends on the answer to 'region' for somebody with " in found


def test_who_is_asked_only_where_it_matters_is_not_asked_in_vain(tmp_path: Path):
    assert in_vain(tmp_path, *UNPRICED, ONLY_HERE, *ELSEWHERE, NO_GULF, AFTER, BEHIND) == []


def test_a_location_is_needless_for_those_who_never_see_the_shops(tmp_path: Path):
    hidden = (REPORT, "<!-- id: shops; in_message: yes -->", "<!-- id: shops; show_if: {spend: {above: 50}} -->")
    [found] = in_vain(tmp_path, hidden)
    assert "'home' for somebody with spend" in found
    asked = (LAMP, "    type: location\n", "    type: location\n    ask_if: {spend: {above: 50}}\n")
    assert in_vain(tmp_path / "asked", hidden, asked) == []


def test_a_region_that_nobody_can_choose_is_told(tmp_path: Path):
    found = changed(tmp_path, (LAMP, "gulf: In the Gulf, ", ""))
    assert told(found.problems) == ["warning: nobody can be in 'gulf': no question has this choice [unused-region]"]


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        (((LAMP, FILES[LAMP][FILES[LAMP].index("offers:\n") :], ""),), "the questionnaire has none"),
        (((LAMP, "    type: location\n", "    type: location\n    sensitive: true\n    why: So.\n"),), "is delicate"),
        (((REPORT, "near: home\n", ""), AFTER, *UNPRICED), "nothing says where a person is"),
    ],
)
def test_a_block_that_stays_empty_is_told(edits: tuple[Edit, ...], why: str, tmp_path: Path):
    assert any(why in each and "[nothing-to-show]" in each for each in told(changed(tmp_path, *edits).problems))
