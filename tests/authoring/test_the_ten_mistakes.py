"""Somebody used to other tools writes another questionnaire, makes ten mistakes, and mends each by what is said.

`bike` was written with nothing but docs/authoring.md. The one who mends knows what a sentence asks for, and nothing of
what was there before: all that is put in comes from the problem, or is any value that it allows.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.authoring.load import load
from bot.authoring.problem import Problem
from tests.authoring.test_story import as_meant, lines_of, marked, replaced

BIKE = Path(__file__).parent / "bike"
Q, R, P = "city-bike/questionnaire.yaml", "city-bike/report.md", "products.yaml"
BAGS = "    choices: {bag: A bag, crate: A crate, none: {label: Nothing, exclusive: true}}\n"

MISTAKES: dict[str, tuple[str, str, str]] = {
    "a type as another tool calls it": (Q, "    type: select_one\n", "    type: single_choice\n"),
    "a condition as in a spreadsheet": (Q, "    ask_if: {use: kids}\n", "    ask_if: {use == kids}\n"),
    "a limit as in a spreadsheet": (Q, "if: {stairs: yes}", "if: {distance >= 5}"),
    "a label where its id belongs": (Q, "    ask_if: {use: kids}\n", "    ask_if: {use: Take children}\n"),
    "true where yes was offered": (Q, "{any: [{hills: yes},", "{any: [{hills: true},"),
    "a quote left open": (Q, 'weighs {product.weight}."\n', "weighs {product.weight}.\n"),
    "two braces, as in a mail": (R, "You ride {daily} a day", "You ride {{daily}} a day"),
    "one number for two": (Q, "budget: {typical: 9, at_most: 10}", "budget: 10"),
    "choices as a list": (Q, BAGS, "    choices:\n      - A bag\n      - A crate\n"),
    "a digit too many": (P, "weight: 31,", "weight: 310,"),
    "a number in words": (Q, "at_least: 100\n", "at_least: hundred\n"),
}

Mend = Callable[[list[str], Problem], None]


def closed(lines: list[str], problem: Problem) -> None:
    """Close the quote where the marked text ends."""
    replaced(lines, problem, marked(problem) + marked(problem)[0])


def with_one_brace(lines: list[str], problem: Problem) -> None:
    place = problem.place.line - 1
    lines[place] = lines[place].replace(f"{{{{{marked(problem)}}}}}", f"{{{marked(problem)}}}")


def with_the_keys_it_knows(lines: list[str], problem: Problem) -> None:
    keys = (problem.context or "").removeprefix("it knows ").split(", ")
    replaced(lines, problem, f"{{{', '.join(f'{key}: {marked(problem)}' for key in keys)}}}")


def with_ids(lines: list[str], problem: Problem) -> None:
    """Write an id and a colon before each of the list."""
    place = problem.place.line - 1
    while item := re.fullmatch(r"( *)- (\w) ?(\w+)", lines[place]):
        lines[place] = f"{item[1]}{item[3]}: {item[2]} {item[3]}"
        place += 1


def inside(lines: list[str], problem: Problem) -> None:
    """Put the end of the range that is named."""
    ends = re.search(r"is (\S+) to (\S+)", problem.message)
    assert ends
    replaced(lines, problem, ends[2])


def in_digits(lines: list[str], problem: Problem) -> None:
    replaced(lines, problem, "200")


READ: dict[str, Mend] = {
    r"the quote opened here is not closed on this line; close it where the text ends": closed,
    r"for the answer itself write one brace on each side": with_one_brace,
    r"a budget is written as keys and values": with_the_keys_it_knows,
    r"is written as the id of each choice, and behind its colon what it is": with_ids,
    r"the range of '\w+' is ": inside,
    r"must be a whole number, not": in_digits,
}
"""What one does about a sentence where it does not say itself what was meant."""


def test_what_was_written_with_the_page_alone_has_ten_questions_two_products_a_report_and_no_problem() -> None:
    loaded = load(BIKE)
    assert loaded.problems == ()
    assert len(loaded.questionnaires["city-bike"].questions) == 10
    assert len(loaded.products.items) == 2
    assert loaded.questionnaires["city-bike"].report is not None


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_first_problem_says_how_the_mistake_is_mended(mistake: str, tmp_path: Path) -> None:
    file, right, wrong = MISTAKES[mistake]
    folder = tmp_path / "bike"
    shutil.copytree(BIKE, folder)
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(right) == 1 or mistake == "a type as another tool calls it"
    path.write_text(text.replace(right, wrong, 1), "utf-8")

    first, *_ = load(folder).problems
    assert first.place.file == path.as_posix()
    [mend] = [as_meant] if first.suggestion else [do for said, do in READ.items() if re.search(said, first.message)]
    lines = lines_of(path)
    mend(lines, first)
    path.write_text("\n".join(lines), "utf-8")
    assert [problem.message for problem in load(folder).problems if problem.code != "unused-answer"] == []
