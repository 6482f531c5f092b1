"""Prompts and documents laid out for Telegram: HTML escaped in one place, keyboards in rows that a thumb can read."""

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

from msgspec.structs import replace

from bot.report.document import (
    Block,
    Callout,
    Card,
    Cards,
    Chart,
    Document,
    Listing,
    Offers,
    Paragraph,
    Section,
    ShopCard,
    Shops,
    Spans,
    Step,
    Table,
)
from bot.report.plot import Plot
from bot.speech.prompt import Image, Line, Press, Prompt, Settled
from bot.telegram.callback import pack
from bot.telegram.calls import Button, Buttons, Copied, Key, Keys
from bot.values.locale import direction, left_to_right, number

LONGEST_MESSAGE = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
LONGEST_PLACEHOLDER = 64
SHORT_LABEL = 12
"""Characters up to which three labels share a row."""
MIDDLE_LABEL = 20
"""Characters up to which two labels share a row."""
LONGEST_BUTTON = 60
"""Characters of a link's or shop's name on a button; what is longer is cut there, and stands in the text whole."""
FOLDED = 400
"""Characters from which a passage set apart is shown folded."""
SCALE_ROW = 6
BAR_CELLS = 10
_STYLES = {"strong": "b", "emphasis": "i", "code": "code"}
_RIGHT_TO_LEFT_MARK = "\u200f"
_TAG = re.compile("<[^>]*>")


def escaped(text: str) -> str:
    """Return literal text as Telegram HTML; the one place where a person's or author's words meet markup."""
    return escape(text, quote=False)


def text_of(lines: Sequence[Line], language: str) -> str:
    """Return the lines as Telegram HTML, one paragraph each, not longer than a message may be."""
    return _fitted([_line(line, language) for line in lines])


def settled(utterance: Settled, most: int = LONGEST_MESSAGE) -> str:
    """Return the text of a question that has its answer, not longer than `most`."""
    question = [_line(line, utterance.language) for line in utterance.lines]
    return _fitted([*question, _begun(f"<b>{escaped(utterance.answer)}</b>", utterance.language)], most)


def images(prompt: Prompt) -> tuple[Image, ...]:
    """Return the pictures of a prompt: the question's, which its own words name, and those of its choices."""
    choices = tuple(press.image for press in prompt.choices if press.image is not None)
    return choices if prompt.image is None else (replace(prompt.image, label=""), *choices)


def keyboard(prompt: Prompt) -> Buttons | Keys | None:
    """Return the keyboard of a prompt: a reply keyboard only for what no inline button can ask for."""
    if prompt.wants in ("contact", "location"):
        return _reply_keyboard(prompt)
    rows = [*_rows(prompt), *_control_rows(prompt.controls)]
    if not rows:
        return None
    return Buttons([[_button(press, prompt) for press in row] for row in rows])


def link(label: str, address: str) -> Buttons:
    """Return the one button that opens an address."""
    return Buttons([[Button(label, url=address)]])


def _line(line: Line, language: str) -> str:
    text = escaped(line.text)
    match line.role:
        case "title" | "ask":
            text = f"<b>{text}</b>"
        case "hint":
            text = f"<i>{text}</i>"
    return _begun(text, language)


def _begun(text: str, language: str) -> str:
    """Make every line of a right-to-left language begin as one, whatever its first letter is."""
    if direction(language) == "ltr":
        return text
    return "\n".join(_RIGHT_TO_LEFT_MARK + line for line in text.split("\n"))


def fits(text: str, most: int = LONGEST_MESSAGE) -> bool:
    """Tell whether Telegram takes a text: it counts what people see, in UTF-16, and neither tags nor escapes."""
    # No letter counts more than two, so most texts need not be looked at.
    return 2 * len(text) <= most or _length(text) <= most


def _length(text: str) -> int:
    return len(unescape(_TAG.sub("", text)).encode("utf-16-le", "surrogatepass")) // 2


def _fitted(paragraphs: Sequence[str], most: int = LONGEST_MESSAGE) -> str:
    """Join paragraphs; leave out one that a message cannot hold (only a person's own text is so long)."""
    text = "\n\n".join(paragraphs)
    if fits(text, most):
        return text
    kept: list[str] = []
    for paragraph in paragraphs:
        if fits("\n\n".join([*kept, paragraph]), most):
            kept.append(paragraph)
    return "\n\n".join(kept)


def _rows(prompt: Prompt) -> Iterator[Sequence[Press]]:
    choices = prompt.choices
    if not choices:
        return
    if prompt.across:
        size = prompt.across
    elif prompt.wants == "scale":
        size = SCALE_ROW if len(choices) > SCALE_ROW + 2 else len(choices)
    else:
        longest = max(len(press.label) for press in choices)
        size = 3 if longest <= SHORT_LABEL else 2 if longest <= MIDDLE_LABEL else 1
    for start in range(0, len(choices), size):
        yield choices[start : start + size]


def _control_rows(controls: Sequence[Press]) -> Iterator[Sequence[Press]]:
    """Yes, no and done stand in their own row; back, skip and why in the last."""
    first = [press for press in controls if press.style != "quiet"]
    quiet = [press for press in controls if press.style == "quiet"]
    size = 2 if all(len(press.label) <= MIDDLE_LABEL for press in first) else 1
    for start in range(0, len(first), size):
        yield first[start : start + size]
    for start in range(0, len(quiet), 3):
        yield quiet[start : start + 3]


def _button(press: Press, prompt: Prompt) -> Button:
    style = press.style if press.style in ("primary", "danger") else None
    return Button(press.label, callback_data=pack(press.act, prompt.session, prompt.question), style=style)


def _reply_keyboard(prompt: Prompt) -> Keys:
    contact, location = prompt.wants == "contact", prompt.wants == "location"
    shares = [Key(press.label, request_contact=contact, request_location=location) for press in prompt.choices]
    quiet = [Key(press.label) for press in prompt.controls]
    return Keys(
        [[share] for share in shares] + ([quiet] if quiet else []),
        resize_keyboard=True,
        one_time_keyboard=True,
        input_field_placeholder=prompt.placeholder[:LONGEST_PLACEHOLDER] if prompt.placeholder else None,
    )


# A report as messages ------------------------------------------------------------------------------------


def messages(document: Document, sections: Sequence[Section]) -> list[str]:
    """Return the sections as Telegram HTML, in as few messages as hold them; a section is cut only between blocks."""
    parts = [_begun(f"<b>{_spans(document.title)}</b>", document.language)]
    for section in sections:
        parts.append(_begun(f"<b>{_spans(section.title)}</b>", document.language))
        for block in section.blocks:
            parts += [_begun(part, document.language) for part in _block(block, document.language)]
    return _packed(parts)


def _packed(parts: Sequence[str]) -> list[str]:
    texts: list[str] = []
    for part in parts:
        if texts and fits(f"{texts[-1]}\n\n{part}"):
            texts[-1] += "\n\n" + part
        elif fits(part):
            texts.append(part)
    return texts


def _spans(spans: Spans) -> str:
    return "".join(_span(span.text, span.style, span.link) for span in spans)


def _span(text: str, style: str, link: str | None) -> str:
    text = escaped(text)
    if tag := _STYLES.get(style):
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(link)}">{text}</a>' if link else text


def _block(block: Block, language: str) -> Iterator[str]:
    match block:
        case Paragraph(spans=spans):
            yield _spans(spans)
        case Listing(items=items, numbered=numbered):
            marks = [f"{number(n, language)}." if numbered else "•" for n, _ in enumerate(items, 1)]
            yield "\n".join(f"{mark} {_spans(item)}" for mark, item in zip(marks, items, strict=True))
        case Table(header=header, rows=rows):
            yield "\n".join(" · ".join(filter(None, map(_spans, row))) for row in (header, *rows))
        case Callout(label=label, paragraphs=paragraphs):
            inside = "\n".join(_spans(paragraph) for paragraph in paragraphs)
            folded = " expandable" if len(inside) > FOLDED else ""
            yield f"<blockquote{folded}><b>{escaped(label)}</b>\n{inside}</blockquote>"
        case Chart() as chart:
            yield _chart(chart)
        case Plot(title=title, header=header, rows=rows):
            yield "\n".join([f"<b>{escaped(title)}</b>", *map(_row, (header, *rows))])
        case Cards() as cards:
            for card in cards.cards:
                yield _card(card, cards)
        case Offers() | Shops():
            yield from _next(block, language)


def _row(cells: Sequence[str]) -> str:
    """Return what a row is about, and its figures."""
    return escaped(f"{cells[0]}: {' · '.join(cells[1:])}")


def _chart(chart: Chart) -> str:
    longest = max((bar.value for bar in chart.bars), default=0) or 1
    lines = [f"<b>{escaped(chart.title)}</b>"]
    for bar in chart.bars:
        cells = round(BAR_CELLS * max(bar.value, 0) / longest)
        label = escaped(f"{bar.label} · {bar.shown}")
        lines.append(f"{'▰' * cells}{'▱' * (BAR_CELLS - cells)} {label}")
    return "\n".join(lines)


def _card(card: Card, cards: Cards) -> str:
    role = f"{escaped(card.role)}: " if card.role else ""
    price = f" · {escaped(card.price)}" if card.price else ""
    lines = [role + _span(card.name, "strong", card.link) + price]
    lines += [escaped(card.summary)] if card.summary and not cards.short else []
    lines += [f"• {escaped(reason)}" for reason in card.reasons]
    lines += [f"– {escaped(doubt)}" for doubt in card.against]
    return "\n".join(lines)


# What comes after the report, with buttons of its own ---------------------------------------------------


def after_report(block: Offers | Shops, language: str) -> tuple[str, Buttons | None]:
    """Return offers or shops as a message, with the buttons that lead there and those that copy a code."""
    title = [f"<b>{escaped(block.title)}</b>"] if block.title else []
    text = _fitted([_begun(part, language) for part in (*title, *_next(block, language))])
    if isinstance(block, Shops):
        rows = [[Button(_label(f"{block.map}: {shop.name}"), url=shop.map)] for shop in block.shops]
    else:
        rows = [row for step in block.steps if (row := list(_ways(step)))]
    return text, Buttons(rows) if rows else None


def _next(block: Offers | Shops, language: str) -> Iterator[str]:
    if isinstance(block, Shops):
        return map(_shop, block.shops)
    return (_step(step, block, language) for step in block.steps)


def _ways(step: Step) -> Iterator[Button]:
    if step.link is not None and _opens(step.link):
        yield Button(_label(step.label), url=step.link)
    if step.coupon is not None:
        yield Button(step.copy, copy_text=Copied(step.coupon))


def _opens(address: str) -> bool:
    """Tell whether a button can open an address: Telegram takes no mail there."""
    return address.startswith(("https:", "http:", "tg:"))


def _label(text: str) -> str:
    return text if len(text) <= LONGEST_BUTTON else text[: LONGEST_BUTTON - 1] + "…"


def _step(step: Step, offers: Offers, language: str) -> str:
    lines = [escaped(step.text)]
    if step.link is not None and not _opens(step.link):
        # Telegram itself makes an address that stands in a text one that can be pressed.
        lines.append(escaped(step.link.removeprefix("mailto:")))
    if step.coupon is not None:
        # What is copied by a tap on it holds no marks of direction.
        code = left_to_right(f"<code>{escaped(step.coupon)}</code>", language)
        lines.append(f"{escaped(offers.code)}: {code}")
    return "\n".join(lines)


def _shop(shop: ShopCard) -> str:
    away = f" · {escaped(shop.distance)}" if shop.distance else ""
    lines = [_span(shop.name, "strong", shop.link) + away, *map(escaped, (shop.address, shop.hours, shop.phone_shown))]
    return "\n".join(filter(None, lines))
