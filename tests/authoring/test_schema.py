"""The JSON Schemas say what the readers take: fresh, complete, and true of the samples."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.authoring import keys
from bot.authoring.problem import Problems
from bot.authoring.schema import FILES, json_schema
from bot.authoring.source import Source
from bot.authoring.tree import Mapping, Node, Scalar, Sequence, read_yaml
from tests.authoring.samples import SAMPLE

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
FOLDERS = (QUESTIONNAIRES, SAMPLE)
WRITTEN = sorted(
    path
    for folder in FOLDERS
    for file in FILES
    for path in (*folder.glob(f"{file}.yaml"), *folder.glob(f"*/{file}.yaml"))
)
_NUMBER = re.compile(r"[-+]?(\d+|\d*\.\d+|\d+\.\d*)([eE][-+]?\d+)?")


def named(path: Path) -> str:
    return path.relative_to(path.parents[2]).as_posix()


def validator(file: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads(json_schema(file)))


def as_an_editor_sees(node: Node | None) -> Any:
    """Return what YAML 1.2 makes of a file: plain scalars that look like a number or a truth are one."""
    match node:
        case Mapping(entries=entries):
            return {key: as_an_editor_sees(entry.value) for key, entry in entries.items()}
        case Sequence(items=items):
            return [as_an_editor_sees(item) for item in items]
        case Scalar(text=text, plain=True) if text in ("true", "false"):
            return text == "true"
        case Scalar(plain=True) if node.empty:
            return None
        case Scalar(text=text, plain=True) if _NUMBER.fullmatch(text):
            return float(text) if re.search(r"[.eE]", text) else int(text)
        case Scalar(text=text):
            return text
    raise AssertionError(node)


def mistakes(file: str, text: str) -> list[str]:
    written = as_an_editor_sees(read_yaml(Source(file, text), Problems()))
    return [f"{error.json_path}: {error.message}" for error in validator(file).iter_errors(written)]


@pytest.mark.parametrize("file", FILES)
def test_the_schema_beside_the_questionnaires_is_fresh(file, request):
    path = QUESTIONNAIRES / f"{file}.schema.json"
    if request.config.getoption("--update"):
        path.write_text(json_schema(file), "utf-8")
    assert path.read_text("utf-8") == json_schema(file), "bot schema says something else; run pytest with --update"


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_one_itself(file):
    jsonschema.Draft202012Validator.check_schema(validator(file).schema)


@pytest.mark.parametrize("path", WRITTEN, ids=named)
def test_what_the_check_takes_the_schema_takes(path):
    assert mistakes(path.stem, path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", [path for path in WRITTEN if QUESTIONNAIRES in path.parents], ids=named)
def test_the_first_line_of_a_sample_names_its_schema(path):
    line = LINE.match(path.read_text("utf-8"))
    assert line
    assert (path.parent / line[1]).resolve() == QUESTIONNAIRES / f"{path.stem}.schema.json"


WHOLE = (SAMPLE / "bench" / "questionnaire.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("    type: decimal\n", "    typ: decimal\n", "$.questions.signal: 'type' is a required property"),
        ("type: decimal", "type: desimal", "$.questions.signal.type: 'desimal' is not one of"),
        ("    ask: How many channels?\n", "", "$.questions.channels: 'ask' is a required property"),
        ("at_least: 0.1", "at_least: one", "$.questions.signal.at_least: 'one' is not of type 'number'"),
        ("type: rank\n", "type: rank\n    unit: MHz\n", "'unit' was unexpected"),
        ("{application: power, isolation: yes}", "{application: {most: 3}}", "$.segments.floating"),
        ("weight: 2}", "weight: 9}", "$.needs.good_for.weight"),
        ("expected: 60%", "expected: sixty", "$.questions.application.choices.power"),
    ],
)
def test_a_mistake_is_underlined_at_its_place(right, wrong, said):
    assert WHOLE.count(right) == 1
    assert any(said in mistake for mistake in mistakes("questionnaire", WHOLE.replace(right, wrong)))


def shapes_in(schema: Any, found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return every property of a schema, with its name."""
    if isinstance(schema, dict):
        for key, value in schema.get("properties", {}).items():
            found.append((key, value))
        for value in schema.values():
            shapes_in(value, found)
    elif isinstance(schema, list):
        for value in schema:
            shapes_in(value, found)
    return found


def test_every_word_has_a_meaning_and_no_meaning_is_left_over():
    silent, told = set(), set()
    for file in FILES:
        for name, value in shapes_in(validator(file).schema, []):
            if "const" in value or (
                name in ("zero", "one", "two", "few", "many", "other") and "description" not in value
            ):
                continue
            told.add(value["description"]) if "description" in value else silent.add(name)
    assert silent == set()
    assert {each for meanings in keys.MEANINGS.values() for each in meanings.values()} == told
