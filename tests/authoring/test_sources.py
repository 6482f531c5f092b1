"""What the reports of our own questionnaires teach, and who says so: every such section names its source."""

from pathlib import Path

import pytest

QUESTIONNAIRES = Path("questionnaires")
SOURCE = {"report.md": "Source:", "report.fa.md": "منبع:", "report.ar.md": "المصدر:"}
TEACHING = {
    "test-bench": (
        *("digits", "beyond", "common_mode", "ripple", "buses", "harmonics", "bursts", "prescan"),
        *("envelope", "four_wires", "guard", "points"),
    ),
    "after-purchase": ("sour", "bitter", "bag"),
}
GUIDES = {"number_bandwidth": "XYZs of Oscilloscopes", "five_times": "12 Things to Consider When Choosing"}


def sections(report: Path) -> dict[str, str]:
    """Return the text of each section by its id."""
    parts = report.read_text("utf-8").split("<!-- id: ")[1:]
    return {part.split(" -->")[0].split(";")[0]: part for part in parts}


@pytest.mark.parametrize("language", SOURCE)
@pytest.mark.parametrize("questionnaire", TEACHING)
def test_every_section_that_teaches_names_its_source(questionnaire, language):
    found = sections(QUESTIONNAIRES / questionnaire / language)
    assert [each for each in TEACHING[questionnaire] if SOURCE[language] not in found[each]] == []


@pytest.mark.parametrize("language", SOURCE)
def test_the_five_times_rule_names_the_guides_it_is_from(language):
    found = sections(QUESTIONNAIRES / "test-bench" / language)
    assert [each for each, guide in GUIDES.items() if guide not in found[each]] == []
