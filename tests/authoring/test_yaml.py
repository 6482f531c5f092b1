"""YAML as authors write it: scalars stay text, traps are told in plain words, limits hold."""

import os
from pathlib import Path

import pytest

from bot.authoring.load import load
from bot.authoring.problem import Problems
from bot.authoring.source import Source, read_source
from bot.authoring.tree import Mapping, Node, Scalar, Sequence, read_yaml
from tests.authoring.samples import BENCH, broken


def read(text: str):
    problems = Problems()
    return read_yaml(Source("f.yaml", text), problems), list(problems)


def told(text: str) -> list[tuple[str, str]]:
    """Return the words pointed at and what is said of them."""
    found = []
    for problem in read(text)[1]:
        place = problem.place
        found.append((place.text[place.column - 1 : place.column - 1 + place.length], problem.message))
    return found


def plain(node: Node | None) -> object:
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {key: plain(entry.value) for key, entry in entries.items()}
    return None


def test_a_scalar_stays_the_text_that_was_written():
    node, problems = read(
        "{a: no, b: 012, c: 1:30, d: yes, e: 2026-01-31, f: 1e3, g: ~, h: What?, i: 'x', j: \"y\\tz\"}"
    )
    assert plain(node) == {
        "a": "no",
        "b": "012",
        "c": "1:30",
        "d": "yes",
        "e": "2026-01-31",
        "f": "1e3",
        "g": "~",
        "h": "What?",
        "i": "x",
        "j": "y\tz",
    }
    assert problems == []


def test_every_key_and_value_knows_where_it_stands():
    text = "# دیباچه\nپرسش: سلام دنیا\nb: [x, 'یک دو', \"z\"]\nc:\n  - {d: 😀 e}\n"
    node, _ = read(text)
    assert isinstance(node, Mapping)
    entry = node.entries["پرسش"]
    assert (entry.key.place().line, entry.key.place().column, entry.key.place().length) == (2, 1, 4)
    assert (entry.value.place().line, entry.value.place().column, entry.value.place().length) == (2, 7, 9)
    listed = node.get("b")
    assert isinstance(listed, Sequence)
    assert [(item.place().column, item.place().length) for item in listed.items] == [(5, 1), (9, 5), (18, 1)]
    listed = node.get("c")
    assert isinstance(listed, Sequence)
    assert isinstance(listed.items[0], Mapping)
    deep = listed.items[0].entries["d"].value
    assert (deep.place().line, deep.place().column, plain(deep)) == (5, 9, "😀 e")


@pytest.mark.parametrize(
    ("text", "word", "line"),
    [
        ("a: before {name} after", "name", 1),
        ("a: 'it''s {name}'", "name", 1),
        ('a: "tab\\t and {name}"', "name", 1),
        ("a: >\n  one\n  two {name} three\n", "name", 3),
        ("a: |\n  یک\n  دو {name} سه\n", "name", 3),
        ("a: name\n  and {name} later", "name", 2),
    ],
)
def test_a_word_inside_a_text_is_found_again_past_quotes_and_breaks(text, word, line):
    node, _ = read(text)
    scalar = node.get("a")
    place = scalar.part(scalar.text.index("{") + 1, len(word))
    assert (place.line, place.text[place.column - 1 : place.column - 1 + place.length]) == (line, word)
    assert place.text[place.column - 2] == "{"


QUOTES = "put the whole text in quotes"


@pytest.mark.parametrize(
    ("text", "words", "message"),
    [
        ("a: b: c", ":", f"': ' inside a text ends it for YAML; {QUOTES}"),
        ("a: {ask: Is it: yes}", ":", f"': ' inside a text ends it for YAML; {QUOTES}"),
        ("a:b\nc: d", ":", "a blank is missing after ':'"),
        ("a: 1\nb:c\nd: 2", ":", "a blank is missing after ':'"),
        ("a: 1\n b: 2", "b", "this line is indented deeper than the line above it allows"),
        ("a:\n  b: 1\n c: 2", "c:", "this line does not stand under the lines it belongs to; indent it as they are"),
        ("a:\n\tb: 1", "\t", "a tab stands here; indent with blanks"),
        ("a: @x", "@", f"a text cannot begin with '@'; {QUOTES}"),
        ("a: `x`", "`", f"a text cannot begin with '`'; {QUOTES}"),
        ("a: %x", "%", f"a text cannot begin with '%'; {QUOTES}"),
        ("a: ? x", "?", f"a text cannot begin with '?'; {QUOTES}"),
        ("a: *bold* x", "*bold*", f"a text cannot begin with '*'; {QUOTES}"),
        ("a: - x", "-", "a list begins on a line of its own; a text that begins with '-' stands in quotes"),
        ("a: {b: 1", "{", "the bracket { opened here is never closed"),
        ("a: [1, 2\nb: 3", "[", "the bracket [ opened here is never closed"),
        (
            "a: {b: #0b5fa5}",
            "{",
            "the bracket { opened here is never closed; what follows # is a comment, unless it stands in quotes",
        ),
        ("a: {b: 1 }}", "}", f"the text ended before this; {QUOTES}"),
        ("a: {'b' c}", "c", "a comma or } is missing before this"),
        ("a: {signal} is high", "is", f"the text ended before this; {QUOTES}"),
        ('a: "Hi" there', "there", f"the text ended before this; {QUOTES}"),
        ("a: 'it's'", "s'", f"the text ended before this; {QUOTES}"),
        ("a: 'x", "'x", "the quote opened here is never closed"),
        ('a: "c:\\d"', "\\d", "\\d means nothing inside double quotes; use single quotes"),
        ('a: "\\u12"', "\\u", "\\u means nothing inside double quotes; use single quotes"),
        ("a: 1\nfoo\nb: 2", "foo", "this line has no ':'; if it continues the text above, indent it deeper"),
        ("- a\nb: 1", "b:", "the lines above are a list, and this one does not begin with '-'"),
        ("a: |x\n  d", "x", "the text after | or > begins on the next line"),
        ("a: 1\n---\nb: 2", "---", "one file holds one document; delete what begins here"),
        ("a: }", "}", "a value was expected here; a text that begins with this sign stands in quotes"),
        ("%FOO\n---\na: 1", "", "this cannot be read as YAML: found unknown directive name"),
        ("a: 1\nb: 2\na: 3", "a", "'a' is already defined"),
        ("? [a]\n: b", "[a]", "before : stands one word, and no brackets"),
        ("<<: {a: 1}", "<<", "a merge key (<<) is not understood here; write the entries out"),
    ],
)
def test_a_trap_of_yaml_is_told_in_plain_words(text, words, message):
    assert told(text) == [(words, message)]


@pytest.mark.parametrize(
    ("text", "words", "what"),
    [
        ("a: &x 1", "&x", "an anchor (&)"),
        ("a: &x [1]\nb: [*x, *x]", "&x", "an anchor (&)"),
        ("a: !!int 1", "!!int", "a tag (!)"),
        ("&a [*a]", "&a", "an anchor (&)"),
    ],
)
def test_the_magic_of_yaml_is_refused(text, words, what):
    ((pointed_at, message),) = told(text)
    assert (pointed_at, message.startswith(f"{what} is not understood here")) == (words, True)


def test_a_bomb_of_aliases_is_not_gone_into():
    levels = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    levels += [
        f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    node, problems = read("\n".join(levels))
    assert {problem.code for problem in problems} == {"no-yaml-magic"}
    assert isinstance(node, Mapping)


@pytest.mark.parametrize(
    "text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "a:\n" + "".join(" " * i + "b:\n" for i in range(1, 60))]
)
def test_deep_nesting_is_refused(text):
    ((_, message),) = told(text)
    assert message == "this is nested more than 32 levels deep"


def test_thirty_levels_are_fine():
    assert told("{a: " * 30 + "x" + "}" * 30) == []


def test_a_file_with_too_many_entries_is_refused():
    ((_, message),) = told("a: [" + "x, " * 21_000 + "]")
    assert message == "this file has more than 20,000 entries"


def test_a_value_that_is_too_long_is_told():
    ((_, message),) = told("a: |\n" + "  some words\n" * 1000)
    assert message == "this is longer than 10,000 characters"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"x" * 1_100_000, "this file is larger than 1,024 KB; nobody writes that much by hand"),
        (b"a: \x00\x01\x02", "an invisible character (U+0000) stands here; delete it"),
        ("title: a\u2028b".encode(), "an invisible character (U+2028) stands here; delete it"),
        ("title: سلام".encode("utf-16"), "this file is saved as UTF-16; save it as UTF-8"),
        ("title: café".encode("latin-1"), "from here on this is not UTF-8 text; save the file as UTF-8"),
        (b"title: " + b"x" * 10_001, "this line is longer than 10,000 characters"),
        (b"", "nothing is written in this file"),
        (b"just words", "questionnaire.yaml is written as keys and values, not as 'just words'"),
        (b"[1, 2]", "questionnaire.yaml is written as keys and values, not as a list"),
    ],
)
def test_a_file_that_is_no_questionnaire_ends_in_a_sentence(body, message, tmp_path):
    folder = broken(tmp_path)
    (folder / BENCH).write_bytes(body)
    found = load(folder)
    assert [problem.message for problem in found.problems] == [message]
    assert found.questionnaires == {}


def test_the_first_bad_byte_is_pointed_at(tmp_path):
    folder = broken(tmp_path)
    (folder / BENCH).write_bytes("title: سلام\nask: caf".encode() + b"\xe9\n")
    (problem,) = load(folder).problems
    assert (problem.place.line, problem.place.column) == (2, 9)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path):
    folder = broken(tmp_path)
    before = load(folder).questionnaires
    text = (folder / BENCH).read_text("utf-8")
    (folder / BENCH).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    after = load(folder)
    assert after.problems == ()
    assert after.questionnaires == before


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "secret.yaml"
    outside.write_text("format: 1\nsecret: yes\n")
    folder = broken(tmp_path)
    (folder / "traits.yaml").unlink()
    (folder / "traits.yaml").symlink_to(outside)
    messages = [problem.message for problem in load(folder).problems]
    assert messages == ["this leads out of the folder; copy the file into it"]


def test_what_is_no_file_is_told(tmp_path):
    folder = broken(tmp_path)
    (folder / "traits.yaml").unlink()
    os.mkfifo(folder / "traits.yaml")
    (folder / "odd" / "questionnaire.yaml").mkdir(parents=True)
    messages = {problem.message for problem in load(folder).problems}
    assert messages == {"this is not a file"}


def test_a_loop_of_links_is_told(tmp_path):
    folder = broken(tmp_path)
    (folder / "traits.yaml").unlink()
    (folder / "traits.yaml").symlink_to("traits.yaml")
    (problem,) = load(folder).problems
    assert problem.code == "unreadable"


@pytest.mark.parametrize("name", ["nowhere", "x" * 5000, "a\0b"])
def test_no_folder_is_told(name, tmp_path):
    folder = broken(tmp_path) / name
    (problem,) = load(folder).problems
    assert problem.message == "there is no such folder"


def test_a_file_instead_of_a_folder_is_told(tmp_path):
    (problem,) = load(broken(tmp_path) / "company.yaml").problems
    assert problem.message == "this is a file; name the folder it is in"


def test_the_folder_of_one_questionnaire_is_told_from_all_of_them(tmp_path):
    (problem,) = load(broken(tmp_path) / "bench").problems
    assert problem.context == "this is the folder of one questionnaire; check the folder above it"


def test_an_empty_folder_says_what_is_missing(tmp_path):
    (problem,) = load(tmp_path).problems
    assert (Path(problem.place.file).name, problem.code) == ("company.yaml", "missing-file")


def test_a_source_tells_lines_and_columns_of_characters(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text("سلام\nدنیا: خوب\n", "utf-8")
    source = read_source(path, tmp_path, Problems())
    place = source.place(source.text.index("خوب"), len(source.text))  # type: ignore[union-attr]
    assert (place.line, place.column, place.length, place.text) == (2, 7, 3, "دنیا: خوب")
