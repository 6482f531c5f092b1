"""What a submitted form means: its token checked, its fields read as acts."""

import hashlib
from collections.abc import Container
from urllib.parse import parse_qsl

from fastapi import Request
from msgspec import Struct

from bot.conversation.inbound import Picked
from bot.conversation.session import Asking
from bot.questionnaire.model import OTHER, Question
from bot.service.acts import Act, Pressed, Typed
from bot.speech.acts import inbound
from bot.web import days
from bot.web.links import DAY
from bot.web.site import ADDRESS_BYTES, HereSite, HereVisitor, Site, Visitor
from bot.web.views import bound

FORM_SECONDS = DAY
MOST_BYTES = 64 * 1024
"""Of a submitted form: 2,000 Persian letters need a fifth of that."""
MOST_FIELDS = 100
DONE = "done"


class TooLarge(Exception):
    """A form is larger than any that a page shows."""


class Stale(Exception):
    """A form was not shown to this visitor, or too long ago; nothing was changed."""


class Submitted(Struct, frozen=True):
    """A form as it came in; `nonce` is its own and names it once and for all."""

    nonce: bytes
    fields: dict[str, list[str]]

    def one(self, name: str) -> str:
        """Return a field, or nothing."""
        return self.fields.get(name, [""])[0]

    def key(self, act: Act, place: int = 0) -> str:
        """Return the key of an act of this form: the same press twice is one act, another press is another."""
        words = repr((place, act)).encode()
        return f"web:{hashlib.blake2b(words, key=self.nonce, digest_size=16).hexdigest()}"


async def submitted(request: Request, site: HereSite, visitor: HereVisitor) -> Submitted:
    """Read a form; raise `TooLarge`, or `Stale` where its token is not this visitor's."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise TooLarge
    fields: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Stale from None
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    token = site.tokens.read("form", fields.get("token", [""])[0], at=visitor.at)
    if not visitor.known or token is None or token[ADDRESS_BYTES:] != _owner(visitor):
        raise Stale
    return Submitted(token[:ADDRESS_BYTES], fields)


def form_token(site: Site, visitor: Visitor, nonce: bytes) -> str:
    """Return the token of a form that is shown to a visitor."""
    return site.tokens.make("form", nonce + _owner(visitor), until=visitor.at + FORM_SECONDS)


def _owner(visitor: Visitor) -> bytes:
    return hashlib.blake2b(visitor.address.encode(), digest_size=8).digest()


# From fields to acts ----------------------------------------------------------------------------------------


def act_of(form: Submitted) -> Act:
    """Return the one act that a form means; one of ticks means more, see `ticking`."""
    session, awaits = form.one("session") or None, form.one("awaits") or None
    act = form.one("act")
    if act and act != "say":
        return Pressed(act, session, awaits) if bound(act) else Pressed(act)
    return Typed(typed(form), session or "", awaits)


def typed(form: Submitted) -> str:
    """Return what was typed, or chosen part by part."""
    return form.one("text") or days.written(form.one)


class Ticking(Struct, frozen=True):
    """What brings the draft of the open question to what is ticked in a form, and whether that can be the answer."""

    acts: tuple[Act, ...]
    alone: str | None = None
    """A choice that goes with nothing else, where it was ticked beside others: what was meant has to be asked."""
    complete: bool = True


def ticking(form: Submitted, question: Question, asking: Asking) -> Ticking:
    """Read the ticks of a form as presses: a page sends them together, a chat one by one."""
    picked = (inbound(tick, question) for tick in form.fields.get("tick", ()))
    wanted = {pick.choice: None for pick in picked if isinstance(pick, Picked)}
    exclusive = next((one.id for one in question.choices if one.exclusive and one.id in wanted), None)
    words, opens = _own_words(form, wanted, asking)
    plain = [one.id for one in question.choices if (one.id in wanted) != (one.id in asking.draft)]
    plain.sort(key=lambda choice: choice in wanted)
    acts = [*words, *(_press(form, _place(question, choice)) for choice in plain)]
    return Ticking(
        acts=(*acts, _press(form, OTHER)) if opens else tuple(acts),
        alone=exclusive if len(wanted) > 1 else None,
        complete=not opens and len(wanted) <= (question.at_most or MOST_FIELDS),
    )


def _own_words(form: Submitted, wanted: Container[str], asking: Asking) -> tuple[list[Act], bool]:
    """Return what keeps, changes or drops the own words beside ticks, and whether they still have to be asked for."""
    other, text = _press(form, OTHER), form.one("other").strip()
    if OTHER not in wanted:
        return ([other] if OTHER in asking.draft else []), False
    if not text or (text == asking.other and OTHER in asking.draft):
        return [], OTHER not in asking.draft
    said = Typed(text, form.one("session"), form.one("awaits"))
    if asking.writing:
        return [said], False
    return ([other, other, said] if OTHER in asking.draft else [other, said]), False


def _press(form: Submitted, place: str) -> Pressed:
    return Pressed(f"pick:{place}", form.one("session"), form.one("awaits"))


def _place(question: Question, choice: str) -> str:
    return str(next(place for place, one in enumerate(question.choices) if one.id == choice))
