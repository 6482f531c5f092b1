"""Every mistake has a rule, and its two examples are its test."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.authoring.printing import printed
from bot.authoring.rulebook import Example, codes, rule
from tests.authoring.frame import problems_of

AUTHORING = Path(__file__).parents[2] / "bot" / "authoring"
SAID = Path(__file__).parent / "rules.txt"
TRANSLATED = "missing-translation"


def codes_of(folder: Path, code: str, examples: Iterable[Example]) -> set[str]:
    """Return what is wrong with examples; they need not be translated as a whole, unless they are about that."""
    return {problem.code for problem in problems_of(folder, examples)} - ({TRANSLATED} - {code})


@pytest.mark.parametrize("code", codes())
def test_the_wrong_example_raises_this_rule_and_no_other(code, tmp_path):
    assert codes_of(tmp_path, code, rule(code).wrong) == {code}


@pytest.mark.parametrize("code", codes())
def test_the_right_example_is_right(code, tmp_path):
    assert codes_of(tmp_path, code, rule(code).right) == set()


def test_what_is_said_of_the_wrong_examples_is_what_was_agreed(tmp_path, request, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = []
    for code in codes():
        found = problems_of(Path(code), rule(code).wrong)
        told.append(printed(problem for problem in found if problem.code == code))
    text = "\n\n".join(told) + "\n"
    if request.config.getoption("--update"):
        SAID.write_text(text, "utf-8")
    assert text == SAID.read_text("utf-8")


@pytest.mark.parametrize("code", codes())
def test_a_rule_says_what_is_wrong_and_why(code):
    said = rule(code)
    assert re.fullmatch(r"[A-Z].*\.", said.headline, re.DOTALL)
    assert len(said.explanation) > 40
    assert said.wrong
    assert said.right


def raised() -> set[str]:
    """Return every code that a module of authoring names, or makes of the kind of an id."""
    found: set[str] = {"yaml", "empty", "circular", "unreadable"}
    modules = [module.read_text("utf-8") for module in AUTHORING.glob("*.py")]
    telling = [text for text in modules if re.search(r"[pP]roblem|\.wrong\(", text)]
    for node in (node for text in telling for node in ast.walk(ast.parse(text))):
        match node:
            case ast.Constant(value=str(text)) if re.fullmatch(r"[a-z]+(-[a-z]+)+", text):
                found.add(text)
            case ast.Call(func=ast.Name(id="defined"), args=[ast.Constant(value=str(kind)), *_]):
                found.add(f"unknown-{kind}")
    return found


def test_there_is_a_rule_for_every_mistake_and_none_without_one():
    modules = {path.stem: path.read_text("utf-8") for path in (AUTHORING / "rules").glob("*.py")}
    checked = {name.replace("_", "-") for name, text in modules.items() if "\ndef check_" in text}
    assert raised() | checked == set(codes())
    assert raised() & checked == set()
