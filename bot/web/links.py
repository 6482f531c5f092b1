"""Links that carry a token: to a report, and to go on as the same person elsewhere; and the names they read."""

from msgspec import Struct
from msgspec.structs import replace
from ulid import ULID

from bot.conversation.session import Session
from bot.service.acts import Arrival, Commanded
from bot.service.beginning import day
from bot.service.dossier import Respondent
from bot.values.locale import day as written_day
from bot.web.tokens import Tokens

DAY = 24 * 3600
REPORT_SECONDS = 90 * DAY
RESUME_SECONDS = 7 * DAY
PASSAGE_SECONDS = DAY
"""Links from one channel to another lie in chats for ever; they are good for a day."""
_COUNT_BYTES = 2
_MOST_COUNTED = 65_535
_ID_BYTES = 16


class Link(Struct, frozen=True):
    """A link, and the last day on which it works, as the language writes it."""

    address: str
    until: str


class Links:
    """Makes links, and says whom or what a token names; `base` is the site's address without a slash at its end."""

    def __init__(self, tokens: Tokens, base: str) -> None:
        self._tokens = tokens
        self._base = base

    def report(self, session: Session, language: str, at: int) -> Link:
        """Return the link to the report of a session, for whoever it is passed on to."""
        token = self._tokens.make("report", _report(session), until=at + REPORT_SECONDS)
        return Link(f"{self._base}/report/{token}?lang={language}", _until(at + REPORT_SECONDS, language))

    def resume(self, respondent: str, language: str, at: int, seconds: int = RESUME_SECONDS) -> Link:
        """Return the link by which a respondent goes on in another browser."""
        token = self._tokens.make("continue", _bytes(respondent), until=at + seconds)
        return Link(f"{self._base}/r/{token}", _until(at + seconds, language))

    def passage(self, who: Respondent, at: int) -> str:
        """Return the link by which a respondent comes from a chat into a browser."""
        return self.resume(who.id, who.language, at, PASSAGE_SECONDS).address

    @property
    def start(self) -> str:
        """The link for who is nobody yet."""
        return f"{self._base}/"

    def chat(self, respondent: str, bot: str, at: int) -> str:
        """Return the link by which a respondent goes on in a chat with the bot on Telegram."""
        token = self._tokens.make("continue", _bytes(respondent), until=at + PASSAGE_SECONDS)
        return f"https://t.me/{bot}?start={token}"


def respondent_in(tokens: Tokens, token: str, at: int) -> str | None:
    """Return the respondent whom a token names, or None where it is not good."""
    content = tokens.read("continue", token, at=at)
    return _text(content) if content is not None and len(content) == _ID_BYTES else None


def session_in(tokens: Tokens, token: str, at: int) -> tuple[str, bytes] | None:
    """Return the session that a token to a report names, with all that it says of it; None where it is not good."""
    content = tokens.read("report", token, at=at)
    if content is None or len(content) != _ID_BYTES + _COUNT_BYTES:
        return None
    return _text(content[:_ID_BYTES]), content


def is_shared(session: Session, content: bytes) -> bool:
    """Tell whether a link that was made for a report still leads there: its owner may have withdrawn it."""
    return session.finished and content == _report(session)


def named(tokens: Tokens, arrival: Arrival, at: int) -> Arrival:
    """Put into an arrival the person whom the token behind a /start names."""
    act = arrival.act
    if not isinstance(act, Commanded) or act.command != "start" or not act.argument:
        return arrival
    return replace(arrival, continues=respondent_in(tokens, act.argument, at))


def _report(session: Session) -> bytes:
    count = min(session.unshared, _MOST_COUNTED)
    return _bytes(session.id) + count.to_bytes(_COUNT_BYTES, "big")


def _bytes(ulid: str) -> bytes:
    """Return an id as the 16 bytes that a token carries."""
    return ULID.from_str(ulid).bytes


def _text(content: bytes) -> str:
    return str(ULID.from_bytes(content))


def _until(moment: int, language: str) -> str:
    return written_day(day(moment), language)
