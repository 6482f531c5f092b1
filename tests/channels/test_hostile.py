"""Whatever anybody writes, person or author, comes out letter by letter in every face, and is markup in none."""

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from aiogram import methods
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from bot.conversation.answering import LONGEST_LONG_TEXT, clean, read
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.report.compose import compose
from bot.report.document import Document
from bot.suggestion.suggest import accessories, suggest
from bot.telegram.layout import messages
from bot.telegram.rich import SendRichMessage, rich_message
from bot.terminal.reports import report_plain
from bot.typeset.typesetter import TypstTypesetter
from bot.values.text import Text
from bot.web.rendering import _ENVIRONMENT
from tests.report.bench import KNOWN, LANGUAGES
from tests.report.charted import BRANDED, CHARTED, PICTURED, pictures
from tests.standin.blocks import read_blocks
from tests.standin.markup import read_html, utf16_length
from tests.typeset.test_typesetter import words_of

HOSTILE = (
    "<b>bold</b> <script>alert(1)</script> &amp; &#60; \"quoted\" 'so'",
    '"><img src=x onerror=alert(1)> </p></td></svg></title><style>',
    r"#emph[x] #eval(\"1\") $x^2$ @ref <label> `raw` /* c */ // c \ ~",
    "**strong** _em_ [link](javascript:alert(1)) | a | # h > q ``` ---",
    "{signal} {{budget}} {product.price} {count: signal, one: x, other: y} {said.application}",
    '"},"title":[{"text":"x"}] </script> {% raw %} {{ 7*7 }} ${7*7} %s %(a)s',
    "\u202eright to left\u202c \u2066isolated \u200fmarked\u200e",
    "a\0b \x1b[31mred\x1b[0m \x07 \r\n tab\there",
    "/start https://example.com/?a=1&b=2 @someone #tag a@b.example +98 21 1234",
    "سلام <b>دنیا</b> ۱۲۳ # عنوان",
    "=cmd|' /C calc'!A0 --- ... -- ~",
)
DIRECTIONS = re.compile("[\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
TEMPLATE = _ENVIRONMENT.from_string(
    '{% import "blocks.html" as blocks %}<h1>{{ blocks.spans(report.title) }}</h1>{% for section in report.sections %}'
    "<h2>{{ blocks.spans(section.title) }}</h2>{% for block in section.blocks %}{{ blocks.block(block) }}{% endfor %}"
    "{% endfor %}"
)
TYPESETTER = TypstTypesetter(pictures)


def plain(text: str) -> str:
    """Return a text as it is compared: no marks of direction, every gap one space."""
    return " ".join(DIRECTIONS.sub("", text).split())


def kept(typed: str) -> str:
    """Return what is kept of what a person types."""
    reading: Any = read(CHARTED.question("remarks"), clean(typed), today="2026-11-21")
    return str(reading.value)


def answered(typed: str, language: str = "en") -> Document:
    """Compose the report of somebody who typed this as a choice of their own and as a remark."""
    said = kept(typed)
    known: dict[str, Value] = {**KNOWN, "remarks": said, "application": "other", "application.other": said}
    return made(CHARTED, known, language)


def made(compiled: Compiled, known: dict[str, Value], language: str = "en", products: Any = PICTURED) -> Document:
    found = suggest(compiled, products, known)
    found += accessories(compiled, products, known, found)
    return compose(compiled, known, found, products, BRANDED, language, day="2026-11-21")


class Page(HTMLParser):
    """What a browser makes of a page: its words, and its elements with the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: Counter[tuple[str, ...]] = Counter()
        self.links: set[str] = set()
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[(tag, *(name for name, _ in attrs))] += 1
        self.links |= {str(value) for name, value in attrs if name in ("href", "src")}


def page(document: Document) -> Page:
    return Page(TEMPLATE.render(report=document))


def rich(document: Document) -> str:
    call = SendRichMessage(7, rich_message(document, document.sections))
    model: Any = methods.SendRichMessage.model_validate(to_builtins(call))
    return "\n".join(read_blocks(model.rich_message.blocks))


def chat(document: Document) -> str:
    return "\n".join(read_html(text).text for text in messages(document, document.sections))


FACES: dict[str, Callable[[Document], str]] = {
    "in the chat": chat,
    "as a rich message": rich,
    "on the page": lambda document: "".join(page(document).words),
    "in the terminal": lambda document: report_plain(document, document.sections),
    "in the file": lambda document: words_of(TYPESETTER.pdf(document)),
}


def holds(face: str, shown: str, written: str) -> bool:
    """Tell whether a face shows what was written; a file breaks lines, and gives Persian back word by word."""
    if face != "in the file":
        return plain(written) in plain(shown)
    words = re.findall("[\u0600-\u06ff]+", written) or [plain(written)]
    return all(tight(word) in tight(plain(shown)) for word in words)


def tight(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_types_comes_out_letter_by_letter(face, typed):
    assert holds(face, FACES[face](answered(typed)), kept(typed))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_types_adds_no_element_to_a_page(typed, language):
    usual, hostile = page(answered("something", language)), page(answered(typed, language))
    assert hostile.elements == usual.elements
    assert hostile.links == usual.links


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_types_is_no_entity_in_a_chat(typed):
    usual, hostile = (messages(answered(each), answered(each).sections) for each in ("something", typed))
    count = [sum(len(read_html(text).entities) for text in texts) for texts in (usual, hostile)]
    assert count[0] == count[1]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("written", HOSTILE[:6])
def test_what_an_author_writes_comes_out_letter_by_letter(face, written):
    text = Text("en", {"en": (written,)})
    items = tuple(replace(each, name=text, summary=text) if each.id == "large" else each for each in PICTURED.items)
    questionnaire = CHARTED.questionnaire
    offers = tuple(replace(offer, text=text, link="https://example.com/?a=1&b=<2>") for offer in questionnaire.offers)
    compiled = Compiled(replace(questionnaire, offers=offers))
    shown = FACES[face](made(compiled, KNOWN, products=replace(PICTURED, items=items)))
    # The name on its card, its summary, the offer, the charts and their keys.
    assert holds(face, shown, written)
    assert tight(plain(shown)).count(tight(plain(written))) >= 3


LETTERS = st.text(
    st.sampled_from("<>&\"'#$@*_`~{}[]()|\\/=-:; \nabcZ019.,!?%^+\u202e\u2066\u200f\0\x1b👩é"), min_size=1, max_size=80
).filter(lambda text: plain(clean(text)) != "")


@settings(deadline=None, max_examples=60)
@given(LETTERS)
@example("x" * LONGEST_LONG_TEXT)
@example("<" * LONGEST_LONG_TEXT)
@example("#" * LONGEST_LONG_TEXT)
def test_any_letters_at_all_come_out_as_they_are(typed):
    document, wanted = answered(typed), plain(kept(typed))
    for face in ("on the page", "in the terminal", "as a rich message"):
        assert wanted in plain(FACES[face](document)), face
    assert page(document).elements == page(answered("something")).elements
    assert TYPESETTER.pdf(document).startswith(b"%PDF")


@pytest.mark.parametrize("letter", ["x", "<", "#", "👩", "ی"])
def test_thousands_of_letters_break_no_face(letter):
    document = answered(letter * LONGEST_LONG_TEXT)
    long = Text("en", {"en": (letter * 4096,)})
    items = tuple(replace(each, summary=long) if each.id == "large" else each for each in PICTURED.items)
    for one in (document, made(CHARTED, KNOWN, products=replace(PICTURED, items=items))):
        for face, show in FACES.items():
            assert "What you told us" in plain(show(one)), face
        assert all(utf16_length(read_html(text).text) <= 4096 for text in messages(one, one.sections))


def test_the_faces_show_nothing_of_controls():
    for show in FACES.values():
        assert not re.search("[\x00\x07\x1b]", show(answered("a\0b\x07c\x1b[31md")))
