"""docs/authoring.md: every example on it passes the check, and its two lists are what the code says."""

import re
from collections.abc import Iterator
from itertools import zip_longest

import pytest

from bot.authoring.rulebook import Example, examples_in
from tests.authoring.frame import PAGE, problems_of
from tests.authoring.lists import lists

CHAPTER = re.compile(r"^## (.+)$", re.MULTILINE)
FENCE = re.compile(r"^(`{3,})(.*?)^\1$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"<!-- generated: (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)


def chapters() -> dict[str, str]:
    """Return the chapters of the page by their headings, without what is generated."""
    text = GENERATED.sub("", PAGE.read_text("utf-8"))
    _, *parts = CHAPTER.split(FENCE.sub(lambda block: block[0].replace("\n## ", "\n\0## "), text))
    return dict(zip(parts[::2], [part.replace("\0", "") for part in parts[1::2]], strict=True))


def shown(chapter: str) -> Iterator[tuple[Example, ...]]:
    """Yield the examples of a chapter, those with nothing between them together, each beside what came before it."""
    files: dict[str, Example] = {}
    blocks = list(FENCE.finditer(chapter))
    for block, after in zip_longest(blocks, blocks[1:]):
        found = examples_in(block[0])
        files |= {example.file: example for example in found}
        follows_at_once = after is not None and not chapter[block.end() : after.start()].strip()
        if found and not follows_at_once:
            yield tuple(files.values())


EXAMPLES = {
    f"{heading} {number}": examples
    for heading, chapter in chapters().items()
    for number, examples in enumerate(shown(chapter), 1)
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_passes_the_check(example, tmp_path):
    assert [f"{problem.place.line}: {problem.message}" for problem in problems_of(tmp_path, EXAMPLES[example])] == []


@pytest.mark.parametrize("name", lists())
def test_the_lists_on_the_page_are_fresh(name, request):
    text = PAGE.read_text("utf-8")
    fresh = GENERATED.sub(lambda found: f"<!-- generated: {found[1]} -->\n{lists()[found[1]]}<!-- end -->", text)
    if request.config.getoption("--update"):
        PAGE.write_text(fresh, "utf-8")
    (written,) = (found[2] for found in GENERATED.finditer(PAGE.read_text("utf-8")) if found[1] == name)
    assert written == lists()[name], "run pytest with --update"


def test_no_example_is_left_out():
    page = set(examples_in(GENERATED.sub("", PAGE.read_text("utf-8"))))
    assert page == {example for examples in EXAMPLES.values() for example in examples}
