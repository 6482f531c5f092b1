"""Each form passes the check or is refused with a sentence, asks the same people as before, and loses nothing without a
word."""

import itertools
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.authoring.load import load
from bot.authoring.starting import shared_files
from bot.questionnaire.compiled import Compiled
from tests.authoring.forms import FORMS, command, form, left, passes_or_is_refused, read


@pytest.mark.parametrize("case", FORMS)
def test_a_form_comes_through_and_passes_the_check(case: str, tmp_path: Path) -> None:
    (tmp_path / "form.md").write_text(FORMS[case][0], "utf-8")
    assert passes_or_is_refused(tmp_path / "form.md", tmp_path / "out")


@pytest.mark.parametrize("case", FORMS)
def test_all_that_is_lost_is_told_and_nothing_else(case: str) -> None:
    assert left(read(FORMS[case][0])) == FORMS[case][1]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["type | name | label", "audit | audit | "], "the type 'audit' has no counterpart (row 2)"),
        (["type | name | label", "note | a | Hello"], "no question of this workbook could be carried over"),
        (["type | name | label", *(f"text | q{place} | Who?" for place in range(201))], "at most 200; divide it"),
        (["type | name | label", *(f"text | q{place} | Who?" for place in range(2001))], "2,000 are read; divide it"),
        (["type | name | label", f"text | a | {'x' * 4000}"], "it has 4,000 characters, and a message holds 3,500"),
    ],
    ids=["only audit", "only a note", "too many questions", "too many rows", "a long text"],
)
def test_a_form_of_which_nothing_is_left_is_refused_with_the_reason(rows: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "form.md").write_text(form(*rows), "utf-8")
    done = command(tmp_path / "form.md", tmp_path / "out")
    assert done.exit_code == 2
    assert said in done.stderr


# What a condition means ------------------------------------------------------------------------------------

COMPANY = shared_files(Path("nowhere"), "form", products=False)["company.yaml"]
ANSWERS: dict[str, tuple[Any, ...]] = {
    "a": (None, 0, 3, 5, 9),
    "t": (None, ("scope",), ("scope", "probe"), ("scope", "probe", "meter")),
    "y": (None, "yes", "no"),
}


class They(NamedTuple):
    """What somebody answered, as XLSForm sees it: no answer is no number, no choice, an empty text."""

    a: float
    t: frozenset[str]
    y: str


Meant = Callable[[They], bool]
MEANT: dict[str, Meant] = {
    "${a} > 3": lambda they: they.a > 3,
    "3 >= ${a}": lambda they: they.a <= 3,
    "${a} = 3": lambda they: they.a == 3,
    "${a} != 3": lambda they: they.a != 3,
    "not(${a} > 3)": lambda they: not they.a > 3,
    "not(${a} = 3 or ${a} = 5)": lambda they: they.a not in (3, 5),
    "${a} = ''": lambda they: math.isnan(they.a),
    "${a} > 3 and ${a} < 9": lambda they: 3 < they.a < 9,
    "${a} < 3 or ${y} = 'yes'": lambda they: they.a < 3 or they.y == "yes",
    "${y} != 'yes'": lambda they: they.y != "yes",
    "not(selected(${y}, 'yes'))": lambda they: they.y != "yes",
    "selected(${t}, 'probe')": lambda they: "probe" in they.t,
    "not(selected(${t}, 'probe')) and ${a} < 5": lambda they: "probe" not in they.t and they.a < 5,
    "${t} = 'scope'": lambda they: they.t == {"scope"},
    "${t} != 'scope'": lambda they: they.t != {"scope"},
    "count-selected(${t}) > 1": lambda they: len(they.t) > 1,
    "count-selected(${t}) < 2": lambda they: len(they.t) < 2,
    "count-selected(${t}) = 0": lambda they: not they.t,
    "count-selected(${t}) != 2": lambda they: len(they.t) != 2,
    "not(count-selected(${t}) > 1)": lambda they: len(they.t) <= 1,
    "not(count-selected(${t}) = 0)": lambda they: len(they.t) > 0,
}


@pytest.mark.parametrize("condition", MEANT)
def test_a_condition_asks_the_same_people_as_before(condition: str, tmp_path: Path) -> None:
    rows = ("integer | a | How many? | ", "select_multiple tool | t | Which? | ", "select_one yn | y | Really? | ")
    found = read(form("type | name | label | relevant", *rows, f"text | q | Why? | {condition}"))
    for name, text in (found.files | {"company.yaml": COMPANY}).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    compiled = Compiled(load(tmp_path).scenes[0].questionnaire)
    asked = compiled.asks[compiled.position["q"]]
    for a, t, y in itertools.product(*ANSWERS.values()):
        known = {name: value for name, value in (("a", a), ("t", t), ("y", y)) if value is not None}
        holds = asked is None or asked(known) is True
        meant = MEANT[condition](They(math.nan if a is None else float(a), frozenset(t or ()), str(y or "")))
        assert holds is meant, known
