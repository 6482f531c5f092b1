"""Texts with places for answers, read into templates."""

import pytest

from bot.authoring.template import parse
from bot.values.text import Placeholder, Plural

CHANNELS = Plural("channels", {"one": ("one channel",), "other": (Placeholder("channels"), " channels, all of them")})


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("plain", ("plain",)),
        ("up to {signal}", ("up to ", Placeholder("signal"))),
        ("{ signal }", (Placeholder("signal"),)),
        ("dear {company|your company}!", ("dear ", Placeholder("company", "your company"), "!")),
        ("{signal|}", (Placeholder("signal", ""),)),
        (
            "because {said.signal}: {product.bandwidth}",
            ("because ", Placeholder("said.signal"), ": ", Placeholder("product.bandwidth")),
        ),
        ("a {{brace}} and {{", ("a {brace} and {",)),
        ("{count: channels, one: one channel, other: {channels} channels, all of them}!", (CHANNELS, "!")),
        ("سلام {name}، خوبی؟", ("سلام ", Placeholder("name"), "، خوبی؟")),
    ],
)
def test_a_text_becomes_a_template(text, template):
    parsed = parse(text)
    assert (parsed.template, parsed.faults) == (template, ())


@pytest.mark.parametrize(
    ("text", "words", "beginning"),
    [
        ("a {signal", "{", "this { is never closed"),
        ("a signal}", "}", "this } closes nothing"),
        ("{}", "{}", "between { and } stands"),
        ("{the signal}", "{the signal}", "between { and } stands"),
        ("{Signal}", "{Signal}", "between { and } stands"),
        ("{a{b}}", "{a{b}}", "between { and } stands"),
        ("{count: , one: x}", "{count: , one: x}", "a plural is written"),
        ("{count: n}", "{count: n}", "a plural is written"),
        ("{count: n, other: {count: m, other: x}}", "{count: m, other: x}", "a plural cannot stand inside"),
        ("{a}" * 51, "{", "this text has more than 50 places"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(text, words, beginning):
    fault = parse(text).faults[0]
    assert text[fault.offset : fault.offset + fault.length] == words
    assert fault.message.startswith(beginning)


def test_every_name_is_told_with_its_place():
    text = "{ a|x} and {said.b}, {count: c, one: {d}, other: e}"
    uses = parse(text).uses
    assert [text[use.offset : use.offset + len(use.name)] for use in uses] == ["a", "said.b", "c", "d"]
    assert [(use.fallback, use.counted) for use in uses] == [
        (True, False),
        (False, False),
        (False, True),
        (False, False),
    ]
