"""What a page shows of a conversation: its prompt as a form, its history, its progress; pure."""

import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from bot.conversation import dates
from bot.conversation.answering import LONGEST_LONG_TEXT, LONGEST_TEXT
from bot.conversation.session import Asking, Session
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import Question
from bot.service.ports import Reply
from bot.speech.acts import BOUND, session_key
from bot.speech.history import Entry
from bot.speech.progress import EMPTY, FULL
from bot.speech.prompt import Image, Line, Press, Prompt, Settled, Toast
from bot.speech.waiting import open_question
from bot.web import days

_SIGN = re.compile(r"^(?:[☐☑✎🗑←→✓]|\d+ ·) ")
"""Signs that stand for a mark or an icon; a page draws its own, because not every font has them."""
_RANK = re.compile(r"^(\d+) · ")
_TELLING = ("remark", "said")
"""Roles of lines that only say what happened; what is asked now shows the rest."""


class Option(Struct, frozen=True):
    """A press as a page lays it out: its label without a mark, what it sends, and the mark."""

    label: str
    act: str
    leads: str = ""
    """The address of the page that it opens, where it changes nothing; else it is a button."""
    style: str = "choice"
    on: bool = False
    rank: str = ""
    exclusive: bool = False
    image: str = ""
    """The file of its picture."""


class Input(Struct, frozen=True, kw_only=True):
    """One line (or more) to be typed, with what helps to type it."""

    label: str
    kind: str = "text"
    mode: str = "text"
    autocomplete: str = "off"
    longest: int = LONGEST_TEXT
    tall: bool = False
    ltr: bool = False
    earliest: str = ""
    latest: str = ""
    parts: tuple[days.Part, ...] = ()
    """What it is chosen from, part by part, where it is not typed."""
    locates: str = ""
    """Label of the button that fills in where one is; needs a script."""


class Progress(Struct, frozen=True):
    """How far it is: steps that are full, of how many, and the words for it."""

    full: int
    whole: int
    words: str


class Form(Struct, frozen=True, kw_only=True):
    """A prompt as a page lays it out; `kind` names the macro that does."""

    kind: str
    session: str = ""
    awaits: str = ""
    lines: tuple[Line, ...] = ()
    options: tuple[Option, ...] = ()
    first: tuple[Option, ...] = ()
    """Controls that decide: yes, no, done, start."""
    quiet: tuple[Option, ...] = ()
    """Back and skip."""
    why: tuple[str, str] | None = None
    """What unfolds the reason for the question, and the reason."""
    input: Input | None = None
    image: Image | None = None
    other: str | None = None
    """The person's own words so far, where there is a place for them beside ticks."""

    @property
    def heading(self) -> Line | None:
        """The line that stands above all others: a title, else the question, else what the choices are about."""
        for role in ("title", "ask"):
            for line in self.lines:
                if line.role == role:
                    return line
        return self.lines[0] if self.options and self.lines else None


def bound(act: str) -> bool:
    """Tell whether an act is bound to a session and its wait."""
    return act.partition(":")[0] in BOUND


def progress(prompt: Prompt) -> Progress | None:
    """Return how far the conversation is, where the prompt says so."""
    line = next((line.text for line in prompt.lines if line.role == "progress"), None)
    if line is None:
        return None
    dots, _, words = line.partition(" · ")
    full, empty = dots.count(FULL), dots.count(EMPTY)
    return Progress(full, full + empty, words if full + empty else line)


def form(prompt: Prompt, session: Session | None, compiled: Compiled | None, why: str = "") -> Form:
    """Return a prompt as a form; `session` and `compiled` are those of a prompt that waits for something."""
    question = _asked(session, compiled)
    kind, entry = _kind(prompt, question), None
    if kind in ("words", "choices") and prompt.wants in ("text", "contact", "location") and question is not None:
        entry = _input(prompt, question, session)
    ticked = session.state if session is not None and isinstance(session.state, Asking) else None
    return Form(
        kind=kind,
        session=session_key(prompt.session) if prompt.session else "",
        awaits=prompt.question or "",
        lines=tuple(line for line in prompt.lines if line.role != "progress"),
        options=tuple(_option(press, question) for press in prompt.choices if press.act != "share"),
        first=tuple(_option(press, None) for press in prompt.controls if _decides(press)),
        quiet=tuple(_option(press, None) for press in prompt.controls if not _decides(press) and press.act != "why"),
        why=next(((press.label, why) for press in prompt.controls if press.act == "why" and why), None),
        input=entry,
        image=prompt.image,
        other=(ticked.other or "") if ticked is not None and question is not None and question.other else None,
    )


def _asked(session: Session | None, compiled: Compiled | None) -> Question | None:
    asked = open_question(session) if session is not None else None
    return compiled.question(asked) if compiled is not None and asked is not None else None


def _kind(prompt: Prompt, question: Question | None) -> str:
    if prompt.question is None:
        return "sheet"
    if question is None or question.id != prompt.question:
        return "decision"
    kinds = {"select_multiple": "ticks", "rank": "ranks", "scale": "scale"}
    return kinds.get(question.type) or ("choices" if prompt.choices and prompt.wants in ("press", "text") else "words")


def _decides(press: Press) -> bool:
    """Tell whether a control stands for itself: back, skip and why never do, whatever their style."""
    return press.act not in ("back", "skip", "refuse", "why")


def _option(press: Press, question: Question | None) -> Option:
    rank = _RANK.match(press.label)
    label = bare(press.label) if press.ticked is not None or press.act == "back" else press.label
    place = press.act.partition(":")[2]
    listed = question.choices if question is not None and press.act.startswith("pick:") else ()
    exclusive = place.isdecimal() and int(place) < len(listed) and listed[int(place)].exclusive
    return Option(
        label=label,
        act=press.act,
        leads=leads(press.act),
        style=press.style,
        on=bool(press.ticked),
        rank=rank[1] if rank else "",
        exclusive=exclusive,
        image=press.image.file if press.image is not None else "",
    )


def leads(act: str) -> str:
    """Return the address of the page that an act opens, or nothing where the act changes something."""
    word, _, argument = act.partition(":")
    if word in ("profile", "privacy", "mydata", "forget"):
        return f"/{word}"
    if word == "change" and not argument:
        return "/back"
    return {"continue": "/continue", "keep": "/continue", "again": f"/c/{argument}?again=yes"}.get(word, "")


def _input(prompt: Prompt, question: Question, session: Session | None) -> Input:
    label, share = prompt.placeholder or "", next((press.label for press in prompt.choices if press.act == "share"), "")
    today = date.fromisoformat(str(session.start.known.get("today", "1970-01-01"))) if session else date.min
    match question.type:
        case "integer" | "decimal":
            mode = "numeric" if question.type == "integer" else "decimal"
            return Input(label=label, mode=mode, longest=40)
        case "long_text":
            return Input(label=label, longest=int(question.at_most or LONGEST_LONG_TEXT), tall=True)
        case "text":
            return Input(label=label, longest=int(question.at_most or LONGEST_TEXT))
        case "email":
            return Input(label=label, kind="email", mode="email", autocomplete="email", ltr=True)
        case "phone":
            return Input(label=label, kind="tel", mode="tel", autocomplete="tel", ltr=True)
        case "location":
            return Input(label=label, autocomplete="address-level2", locates=share)
        case "date":
            limits = (dates.limit(question.earliest, today), dates.limit(question.latest, today))
            if prompt.language == "fa":
                return Input(label=label, parts=days.parts(*limits, today))
            earliest, latest = (limit.isoformat() if limit else "" for limit in limits)
            return Input(label=label, kind="date", earliest=earliest, latest=latest)
    return Input(label=label)


class Clause(Struct, frozen=True):
    """One thing that a person controls: what it is, what is said of it, and what can be done about it."""

    label: str
    said: tuple[tuple[str, str], ...]
    """What stands behind the label, and the sentences below it."""
    options: tuple[Option, ...]


class Sheet(Struct, frozen=True):
    """What a person controls, thing by thing, between what is said before and after."""

    heading: str
    before: tuple[Line, ...]
    clauses: tuple[Clause, ...]
    after: tuple[Line, ...]


def sheet(prompt: Prompt) -> Sheet:
    """Return a prompt as a sheet: a line that begins with the name of a choice goes with it, and so do those below."""
    heading, *lines = prompt.lines
    names: dict[str, list[Option]] = {}
    for press in prompt.choices:
        names.setdefault(bare(press.label), []).append(_option(press, None))
    clauses: dict[str, list[Line]] = {name: [] for name in names}
    before, after, current = [], [], ""
    for line in lines:
        current = next((name for name in names if line.text.startswith(f"{name}:")), current)
        if line.role == "hint":
            after.append(line)
        elif current:
            clauses[current].append(line)
        else:
            before.append(line)
    told = (Clause(name, tuple(_parts(line, name) for line in clauses[name]), tuple(names[name])) for name in names)
    return Sheet(heading.text, tuple(before), tuple(told), tuple(after))


def _parts(line: Line, name: str) -> tuple[str, str]:
    head, _, rest = line.text.partition("\n")
    return (head.removeprefix(f"{name}:").strip(), rest) if line.role != "remark" else ("", line.text)


def bare(label: str) -> str:
    """Return a label without the sign before it: a tick, a rank, a pencil, a bin."""
    return _SIGN.sub("", label)


# History and what was just said ----------------------------------------------------------------------------


class History(Struct, frozen=True):
    """What was said before the place where the conversation is, and what was said further on."""

    earlier: tuple[Entry, ...] = ()
    last: tuple[Entry, ...] = ()
    """The last answer, with the notes that were shown after it."""
    behind: tuple[Entry, ...] = ()


def split(entries: Sequence[Entry], session: Session, compiled: Compiled) -> History:
    """Return the history, split at the open question, which itself is in neither part."""
    order, here = compiled.position, open_question(session)
    place = len(order) if here is None else order[here]
    before = [entry for entry in entries if order[entry.question] < place]
    answered = [number for number, entry in enumerate(before) if entry.answer is not None]
    cut = answered[-1] if answered else 0
    behind = tuple(entry for entry in entries if order[entry.question] > place)
    return History(tuple(before[:cut]), tuple(before[cut:]), behind)


def news(replies: Sequence[Reply], shown: Prompt | None, language: str) -> tuple[Line, ...]:
    """Return what turns said that the page itself does not show: toasts, misfits, what became of a consent.

    What an earlier turn asked is over; only the last one's prompt can say something that still holds.
    """
    known = {line.text for line in shown.lines} if shown is not None else set()
    lines = [*_words(replies, language), *(_asked_last(replies[-1], language) if replies else ())]
    return tuple({line.text: line for line in lines if line.text not in known}.values())


def is_over(reply: Reply, *, last: bool) -> bool:
    """Tell whether a turn says nothing but what the next page shows anyway."""
    return not _words([reply], None) and not (last and _asked_last(reply, None))


def _words(replies: Sequence[Reply], language: str | None) -> list[Line]:
    """Return what was said in passing."""
    lines = []
    for said in (said for reply in replies for said in reply.says if language in (None, said.language)):
        match said:
            case Toast(text=text):
                lines.append(Line("remark", text))
            case Settled(question=question, answer=answer) if question.startswith("consent."):
                lines.append(Line("said", bare(answer)))
    return lines


def _asked_last(reply: Reply, language: str | None) -> list[Line]:
    """Return what stood around what was asked: why something did not fit, a word of thanks."""
    lines: list[Line] = []
    for said in reply.says:
        if isinstance(said, Prompt) and language in (None, said.language):
            missed = any(line.role == "remark" for line in said.lines)
            lines += (line for line in said.lines if line.role in _TELLING or (missed and line.role == "hint"))
    return lines
