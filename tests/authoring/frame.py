"""The smallest folder of docs/authoring.md, as a frame around its examples and those of the rules.

An example that does not begin with `format` is a part of a file: its keys take the place of those in the frame. A
report stands around it that names every question and fact, so that examples need not use what they ask. Examples in
another language make the company speak it; what they leave untranslated does not matter.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from bot.authoring.kinds import ID
from bot.authoring.load import load
from bot.authoring.problem import Problem, Problems
from bot.authoring.rulebook import QUESTIONNAIRE, Example, examples_in
from bot.authoring.source import Source
from bot.authoring.tree import Entry, Mapping, Node, Scalar, read_yaml

PAGE = Path(__file__).parents[2] / "docs" / "authoring.md"
SHARED = ("company", "products", "traits", "translated")
FOLDER = "desk-lamp"


@cache
def smallest() -> dict[str, str]:
    """Return the files of the smallest folder, by their paths."""
    files: dict[str, str] = {}
    for example in examples_in(PAGE.read_text("utf-8")):
        files.setdefault(example.file, example.text)
    names = ("company.yaml", f"{FOLDER}/{QUESTIONNAIRE}", f"{FOLDER}/report.md")
    return {name: files[name] for name in names}


def written(folder: Path, examples: Iterable[Example]) -> Path:
    """Write the frame with the examples in it."""
    files = dict(smallest())
    for example in examples:
        path = path_of(example.file)
        files[path] = whole(path, example.text, files.get(path, ""))
    if f"{FOLDER}/report.md" not in {path_of(example.file) for example in examples}:
        head, _, _ = files[f"{FOLDER}/report.md"].rpartition("\n\n")
        named = [f"{{{name}|…}}" for name in names_in(tops(files[f"{FOLDER}/{QUESTIONNAIRE}"]))]
        files[f"{FOLDER}/report.md"] = "\n\n".join([head, *named, ""])
    if any(".fa." in path or path.endswith("fa.yaml") for path in files):
        files["company.yaml"] = files["company.yaml"].replace("languages: [en]", "languages: [en, fa]")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def path_of(file: str) -> str:
    return file if "/" in file or file.startswith(SHARED) else f"{FOLDER}/{file}"


def whole(path: str, part: str, frame: str) -> str:
    """Return a file that has the keys of its part, and those of the frame that the part does not have."""
    if not path.endswith(".yaml") or part.startswith("format:"):
        return part
    if not frame:
        return part if path.endswith("fa.yaml") else f"format: 1\n{part}"
    own, lines = tops(part), frame.splitlines(keepends=True)
    kept, keeping = [], True
    for line in lines:
        if line[:1].isalpha():
            keeping = line.partition(":")[0] not in own
        if keeping:
            kept.append(line)
    return "".join(kept) + part


def tops(text: str) -> dict[str, Node]:
    """Return what stands at the top of a file; of one that is no YAML, the keys at the margin."""
    tree = read_yaml(Source("part", text), Problems())
    if isinstance(tree, Mapping):
        return {key: entry.value for key, entry in tree.entries.items()}
    margin = [line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()]
    return {key: Scalar(Source("part", ""), 0, 0, "") for key in margin}


def names_in(file: dict[str, Node]) -> Iterator[str]:
    """Yield the questions that a report may name, and the facts."""
    for part in ("questions", "facts"):
        found = file.get(part)
        for name, entry in found.entries.items() if isinstance(found, Mapping) else ():
            keys = entry.value.entries if isinstance(entry.value, Mapping) else {}
            answered = said(keys, "type") != "note" and said(keys, "purpose") in ("", "report")
            if ID.fullmatch(name) and answered:
                yield name


def said(keys: dict[str, Entry], key: str) -> str:
    value = keys[key].value if key in keys else None
    return value.text if isinstance(value, Scalar) else ""


def problems_of(folder: Path, examples: Iterable[Example]) -> list[Problem]:
    """Return the problems of the examples in their frame; what is not translated matters only in their own files."""
    examples = list(examples)
    found = load(written(folder, examples)).problems
    own = {(folder / path_of(example.file)).as_posix() for example in examples}
    return [each for each in found if each.code != "missing-translation" or each.place.file in own]
