"""Somebody who has only the page writes a questionnaire, breaks it in many ways, and mends each from the message alone.

The one who mends reads nothing but the problem: its place, its sentence, what was meant, its context.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.authoring.load import load
from bot.authoring.printing import printed
from bot.authoring.problem import Problem
from tests.authoring.frame import path_of
from tests.authoring.test_page import EXAMPLES

Q, R, P = "desk-lamp/questionnaire.yaml", "desk-lamp/report.md", "products.yaml"


def written(folder: Path) -> Path:
    """Copy the files of the last chapter, as the page says."""
    (files,) = (examples for heading, examples in EXAMPLES.items() if heading.startswith("A whole questionnaire"))
    for example in files:
        path = folder / path_of(example.file)
        path.parent.mkdir(exist_ok=True)
        path.write_text(example.text, "utf-8")
    return folder


def test_the_questionnaire_of_the_page_has_ten_questions_two_products_and_a_report(tmp_path):
    loaded = load(written(tmp_path))
    assert loaded.problems == ()
    questionnaire = loaded.questionnaires["desk-lamp"]
    assert len(questionnaire.questions) == 10
    assert len(loaded.products.items) == 2
    assert questionnaire.report is not None


Mend = Callable[[list[str], Problem], None]
"""Changes the lines of a file by what a problem says of it."""


def as_meant(lines: list[str], problem: Problem) -> None:
    """Put what was probably meant in the place of the marked words."""
    assert problem.suggestion
    replaced(lines, problem, problem.suggestion)


def in_quotes(lines: list[str], problem: Problem) -> None:
    assert "put the whole text in quotes" in problem.message
    line = lines[problem.place.line - 1]
    key, text = re.match(r"(\s*\w+: )(.*)", line).groups()  # type: ignore[union-attr]
    lines[problem.place.line - 1] = f'{key}"{text}"'


def with_blanks(lines: list[str], problem: Problem) -> None:
    assert "a tab stands here; indent with blanks" in problem.message
    replaced(lines, problem, "    ")


def the_word_that_is_missing(lines: list[str], problem: Problem) -> None:
    subject, key = re.findall(r"'(\w+)' needs '(\w+)'", problem.message)[0]
    assert subject in problem.place.text
    lines.insert(problem.place.line, f"    {key}: A text about {subject}?")


def what_stands_there_then(lines: list[str], problem: Problem) -> None:
    assert "say what stands there then" in problem.message
    name = marked(problem)
    replaced(lines, problem, f"{name}|so far")


def the_number_it_names(lines: list[str], problem: Problem) -> None:
    number = re.search(r"see (\d+) questions", problem.message)
    assert number
    replaced(lines, problem, re.sub(r"\d+", number[1], marked(problem)))


def another_id(lines: list[str], problem: Problem) -> None:
    first = re.search(r"first defined at line (\d+)", problem.context or "")
    assert first
    assert int(first[1]) < problem.place.line
    replaced(lines, problem, f"{marked(problem)}_again")


def the_line_moved_up(lines: list[str], problem: Problem) -> None:
    """Move the question that is named before the one whose condition looks at it."""
    later, line = re.findall(r"'(\w+)' is asked later, at line (\d+)", problem.message)[0]
    start = int(line) - 1
    assert lines[start].strip() == f"{later}:"
    end = next(place for place in range(start + 1, len(lines)) if not lines[place].startswith("    "))
    block = lines[start:end]
    del lines[start:end]
    above = next(place for place in range(problem.place.line - 1, 0, -1) if re.match(r"  \w", lines[place]))
    lines[above:above] = block


def the_part_that_excludes(lines: list[str], problem: Problem) -> None:
    """Take the marked part out of a condition that never holds, with the comma before it."""
    assert "never hold together" in problem.message
    line = lines[problem.place.line - 1]
    lines[problem.place.line - 1] = line.replace(", " + marked(problem), "")


def the_bracket_closed(lines: list[str], problem: Problem) -> None:
    assert "is never closed" in problem.message
    lines[problem.place.line - 1] += {"{": "}", "[": "]"}[marked(problem)]


def its_use(lines: list[str], problem: Problem) -> None:
    """Take out the line that uses an answer for something else than it was given for."""
    assert "and this is not it" in problem.message
    del lines[problem.place.line - 1]


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


def marked(problem: Problem) -> str:
    place = problem.place
    return place.text[place.column - 1 : place.column - 1 + place.length]


def replaced(lines: list[str], problem: Problem, words: str) -> None:
    place = problem.place
    line = lines[place.line - 1]
    lines[place.line - 1] = line[: place.column - 1] + words + line[place.column - 1 + place.length :]


BREAKAGES: dict[str, tuple[str, str, str, str, Mend]] = {
    "a word misspelt": (Q, "    type: rank\n", "    typ: rank\n", "unknown-key", as_meant),
    "a type misspelt": (Q, "    type: rank\n", "    type: ranc\n", "wrong-value", as_meant),
    "a question misspelt in a condition": (Q, "{window: yes}", "{windw: yes}", "unknown-question", as_meant),
    "a choice misspelt in a condition": (Q, "if: {work: draw}", "if: {work: drow}", "unknown-choice", as_meant),
    "a segment misspelt": (Q, "    if: {segment: owls}\n", "    if: {segment: owl}\n", "unknown-segment", as_meant),
    "a name misspelt in the report": (R, "You write {hand}", "You write {hnad}", "unknown-question", as_meant),
    "a name misspelt in a formula": (Q, "width / 3", "widht / 3", "unknown-question", as_meant),
    "an attribute misspelt": (Q, "{product.light}", "{product.ligth}", "unknown-attribute", as_meant),
    "a value of a product misspelt": (P, "dims: true", "dimms: true", "unknown-key", as_meant),
    "an id with a capital": (Q, "  hand:\n", "  Hand:\n", "wrong-name", as_meant),
    "a colon in a text": (Q, "ask: How wide is", "ask: One thing: how wide is", "yaml", in_quotes),
    "a tab": (Q, "    ask: With which hand", "\task: With which hand", "yaml", with_blanks),
    "a bracket left open": (Q, "price: A low price}", "price: A low price", "yaml", the_bracket_closed),
    "a question without its text": (
        Q,
        "    ask: How wide is your desk?\n",
        "",
        "missing-key",
        the_word_that_is_missing,
    ),
    "the same id twice": (
        Q,
        "  window:\n",
        "  hand:\n    ask: One more thing.\n    type: note\n  window:\n",
        "duplicate-key",
        another_id,
    ),
    "an answer that may be missing": (
        R,
        "You write {hand}.",
        "You write {hand}, {spend}.",
        "may-be-missing",
        what_stands_there_then,
    ),
    "a condition that looks forward": (Q, "{window: yes}", "{evenings: {above: 2}}", "asked-later", the_line_moved_up),
    "a condition that cannot hold": (
        Q,
        "{work: screen}",
        "{window: no, side: left}",
        "never-asked",
        the_part_that_excludes,
    ),
    "more questions than the budget": (Q, "at_most: 10}", "at_most: 9}", "over-budget", the_number_it_names),
    "an address where it does not belong": (
        R,
        "Turn the desk",
        "Write to {email}.\nTurn the desk",
        "beyond-purpose",
        its_use,
    ),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_what_is_broken_is_mended_from_the_message_alone(breakage, tmp_path):
    file, right, wrong, code, mend = BREAKAGES[breakage]
    path = written(tmp_path) / file
    text = path.read_text("utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), "utf-8")
    line = path.read_text("utf-8")[: text.index(right)].count("\n") + 1

    first, *_ = (problem for problem in load(tmp_path).problems if problem.code == code)
    assert first.place.file == path.as_posix()
    assert abs(first.place.line - line) <= 2, "the place is where it was broken"
    assert re.search(
        rf"{re.escape(path.as_posix())}:{first.place.line}:\d+: (error|warning): .+\n.*\n +\| +\^", printed([first])
    )

    lines = lines_of(path)
    mend(lines, first)
    path.write_text("\n".join(lines), "utf-8")
    # A word that is right again leaves nothing to say; other mends may leave something to tidy up.
    left = [problem for problem in load(tmp_path).problems if mend is as_meant or problem.severity == "error"]
    assert [problem.message for problem in left] == []
