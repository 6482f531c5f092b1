"""Whatever stands in a file: problems with true places come out, never an exception."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.authoring.load import Loaded, load
from bot.authoring.printing import as_github, as_json, printed
from tests.authoring.samples import SAMPLE

FILES = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file())
LINES = sorted({line for file in FILES for line in (SAMPLE / file).read_text("utf-8").splitlines()})
WORDS = ("- ", ": ", "<!--", "-->", "```", "## ", "\u200c", "\u2028", "\ufeff", "\x00", "😀")
SIGNS = st.sampled_from([*"{}[]:,|>#-&*!%@`'\"?=~<\\\t \n\r0a؟", *WORDS])


def loaded_with(file: str, body: bytes) -> tuple[Loaded, dict[str, list[str]]]:
    """Return the sample with one file put anew, and the lines of all files as they stand on the disk."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "questionnaires"
        shutil.copytree(SAMPLE, copy)
        (copy / file).write_bytes(body)
        return load(copy), {path.as_posix(): lines_of(path) for path in copy.rglob("*") if path.is_file()}


def lines_of(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8", "replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def check(found: Loaded, files: dict[str, list[str]]) -> None:
    for problem in found.problems:
        place = problem.place
        if place.line:
            line = files[place.file][place.line - 1]
            assert line.startswith(place.text)
            assert 1 <= place.column <= len(place.text) + 1
            assert place.length >= 1
    assert printed(found.problems).count("[") >= len(found.problems)
    assert as_json(found.problems)
    assert isinstance(as_github(found.problems), str)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(FILES), st.one_of(st.binary(max_size=200), st.text(max_size=300).map(str.encode)))
def test_any_bytes_in_any_file_end_in_sentences(file, body):
    check(*loaded_with(file, body))


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(FILES), st.lists(SIGNS, max_size=80).map("".join))
def test_any_mixture_of_signs_ends_in_sentences(file, text):
    check(*loaded_with(file, text.encode()))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a file of the sample with some lines left out, doubled, moved in from elsewhere or cut in the middle."""
    file = draw(st.sampled_from(FILES))
    return file, "\n".join(_damaged(draw, (SAMPLE / file).read_text("utf-8").splitlines())).encode()


def _damaged(draw: st.DrawFn, lines: list[str]) -> Iterator[str]:
    places = set(draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=4)))
    for place, line in enumerate(lines):
        if place not in places:
            yield line
            continue
        match draw(st.sampled_from(["leave out", "double", "other", "cut", "sign", "indent"])):
            case "double":
                yield from (line, line)
            case "other":
                yield draw(st.sampled_from(LINES))
            case "cut":
                yield line[: draw(st.integers(0, len(line)))]
            case "sign":
                at = draw(st.integers(0, len(line)))
                yield line[:at] + draw(SIGNS) + line[at:]
            case "indent":
                yield "  " + line


PRODUCTS = (SAMPLE / "products.yaml").read_text("utf-8")


@settings(max_examples=120, deadline=None)
@given(damaged())
@example(("products.yaml", PRODUCTS.replace("type: choice", "t:ype: choice").encode()))
def test_a_damaged_file_ends_in_sentences(damage):
    check(*loaded_with(*damage))
