"""The tables; each column of text or bytes says how it is kept at rest, and when it is erased.

Times are Unix seconds. Rows of a respondent carry `respondent_id`, by which everything of a person is erased.
Autoincremented ids keep the order in which rows were written.
"""

from typing import Any

from sqlalchemy import BigInteger, Index, Integer, text
from sqlmodel import Field, SQLModel

WITH_RESPONDENT = "with_respondent"
WHEN_DONE = "erased_when_done"
"""The content is erased as soon as its update is worked off, or its turn delivered."""

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def never(reason: str) -> str:
    """Return the rule of a column that is never erased for a person, with the reason."""
    return f"never: {reason}"


def plain(erasure: str, **more: Any) -> Any:
    """Declare a column that is kept readable."""
    return Field(sa_column_kwargs={"info": {"at_rest": "plain", "erasure": erasure}}, **more)


def sealed(erasure: str, **more: Any) -> Any:
    """Declare a column whose bytes are sealed."""
    return Field(sa_column_kwargs={"info": {"at_rest": "sealed", "erasure": erasure}}, **more)


def number(**more: Any) -> Any:
    """Declare a column for a time, or for a number that a channel gives: 32 bits would end in 2038."""
    return Field(sa_type=BigInteger, **more)


def serial() -> Any:
    """Declare an id that counts up; SQLite counts up plain integers only."""
    return Field(default=None, primary_key=True, sa_type=BigInteger().with_variant(Integer, "sqlite"))


def owner(**more: Any) -> Any:
    """Declare the respondent to whom a row belongs."""
    return plain(WITH_RESPONDENT, foreign_key="respondent.id", **more)


class Inbox(SQLModel, table=True):
    """An update as it arrived; done, it stays for a while without its body, so that a redelivery is known.

    `lane` is the keyed hash of the chat, where several workers share the work and until it is done.
    """

    __table_args__ = (
        Index(
            "ix_inbox_lane", "lane", sqlite_where=text("lane IS NOT NULL"), postgresql_where=text("lane IS NOT NULL")
        ),
    )

    id: int | None = serial()
    key: str = plain(never("names an update of a channel, not a person"), unique=True)
    lane: str | None = plain(WHEN_DONE)
    body: bytes | None = sealed(WHEN_DONE)
    received_at: int = number()
    done_at: int | None = number(index=True)


class Respondent(SQLModel, table=True):
    """A person who answers, and their newest session."""

    id: str = plain(WITH_RESPONDENT, primary_key=True)
    language: str = plain(WITH_RESPONDENT)
    session_id: str | None = plain(WITH_RESPONDENT)
    created_at: int = number()


class Identity(SQLModel, table=True):
    """Where a person is reached; found by `lookup`, the keyed hash of channel and address."""

    lookup: str = plain(WITH_RESPONDENT, primary_key=True)
    respondent_id: str = owner(index=True)
    channel: str = plain(WITH_RESPONDENT)
    address: bytes = sealed(WITH_RESPONDENT)
    open_message: int | None = number()
    unreachable_since: int | None = number()


class Session(SQLModel, table=True):
    """One respondent going through one questionnaire version; `kind` is `real` or `test`."""

    id: str = plain(WITH_RESPONDENT, primary_key=True)
    respondent_id: str = owner(index=True)
    questionnaire: str = plain(WITH_RESPONDENT)
    version: str = plain(WITH_RESPONDENT)
    kind: str = plain(WITH_RESPONDENT)
    status: str = plain(WITH_RESPONDENT)
    channel: str = plain(WITH_RESPONDENT)
    campaign: str | None = plain(WITH_RESPONDENT)
    language: str = plain(WITH_RESPONDENT)
    started_at: int = number()
    updated_at: int = number()
    finished_at: int | None = number()
    body: bytes = sealed(WITH_RESPONDENT)


class Answer(SQLModel, table=True):
    """The log of answers: only ever added to; what no longer counts has `voided_at`. `turn` counts in the session."""

    __table_args__ = (Index(None, "respondent_id", "session_id"),)

    id: int | None = serial()
    respondent_id: str = owner()
    session_id: str = plain(WITH_RESPONDENT)
    turn: int
    question: str = plain(WITH_RESPONDENT)
    how: str = plain(WITH_RESPONDENT)
    value: bytes = sealed(WITH_RESPONDENT)
    at: int = number()
    voided_at: int | None = number()


class Trait(SQLModel, table=True):
    """What is known of a respondent beyond one session."""

    respondent_id: str = owner(primary_key=True)
    name: str = plain(WITH_RESPONDENT, primary_key=True)
    provenance: str = plain(WITH_RESPONDENT, primary_key=True)
    value: bytes = sealed(WITH_RESPONDENT)
    source: str = plain(WITH_RESPONDENT)
    question: str = plain(WITH_RESPONDENT)
    at: int = number()
    until: int | None = number()


class Wording(SQLModel, table=True):
    """A sentence to which persons agreed or not, by its hash."""

    hash: str = plain(never("the company's own words"), primary_key=True)
    text: str = plain(never("the company's own words"))


class Consent(SQLModel, table=True):
    """The log of purposes granted, refused or withdrawn: only ever added to."""

    __table_args__ = (Index(None, "respondent_id", "purpose"),)

    id: int | None = serial()
    respondent_id: str = owner()
    purpose: str = plain(WITH_RESPONDENT)
    action: str = plain(WITH_RESPONDENT)
    wording_hash: str = plain(WITH_RESPONDENT, foreign_key="wording.hash")
    language: str = plain(WITH_RESPONDENT)
    channel: str = plain(WITH_RESPONDENT)
    at: int = number()


class Rating(SQLModel, table=True):
    """Whether something fits, as a person tapped: one verdict about one thing in one session."""

    respondent_id: str = owner(primary_key=True)
    session_id: str = plain(WITH_RESPONDENT, primary_key=True)
    about: str = plain(WITH_RESPONDENT, primary_key=True)
    fits: bool
    source: str = plain(WITH_RESPONDENT)
    at: int = number()


class Event(SQLModel, table=True):
    """What happened in a conversation, without its content: `about` is the id of a question or a purpose."""

    id: int | None = serial()
    respondent_id: str = owner(index=True)
    session_id: str | None = plain(WITH_RESPONDENT)
    turn: int | None
    kind: str = plain(WITH_RESPONDENT)
    about: str | None = plain(WITH_RESPONDENT)
    at: int = number()


class Turn(SQLModel, table=True):
    """A turn that was decided and is still to be delivered; a goodbye belongs to nobody any more."""

    id: str = plain(WHEN_DONE, primary_key=True)
    respondent_id: str | None = owner(index=True)
    lane: str | None = plain(WHEN_DONE, index=True)
    body: bytes = sealed(WHEN_DONE)
    created_at: int = number()


class Lane(SQLModel, table=True):
    """A chat for which a worker works now: nobody else takes up what comes from there. Gone when nothing is left."""

    lookup: str = plain(WHEN_DONE, primary_key=True)
    worker: str = plain(never("names a process"))


class Worker(SQLModel, table=True):
    """A process that serves, when it was last seen, and among how many it shares the limits of sending."""

    id: str = plain(never("names a process"), primary_key=True)
    seen_at: int = number()
    shares: int


class Published(SQLModel, table=True):
    """A version of what the company publishes; one of each name is current."""

    __table_args__ = (
        Index(
            "ix_published_current",
            "kind",
            "name",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )

    version: str = plain(never("the company's own words"), primary_key=True)
    kind: str = plain(never("the company's own words"), primary_key=True)
    name: str = plain(never("the company's own words"), primary_key=True)
    body: bytes = Field(sa_column_kwargs={"info": {"at_rest": "plain", "erasure": never("the company's own words")}})
    current: bool
    at: int = number()


inbox = SQLModel.metadata.tables["inbox"]
respondent = SQLModel.metadata.tables["respondent"]
identity = SQLModel.metadata.tables["identity"]
session = SQLModel.metadata.tables["session"]
answer = SQLModel.metadata.tables["answer"]
trait = SQLModel.metadata.tables["trait"]
wording = SQLModel.metadata.tables["wording"]
consent = SQLModel.metadata.tables["consent"]
rating = SQLModel.metadata.tables["rating"]
event = SQLModel.metadata.tables["event"]
turn = SQLModel.metadata.tables["turn"]
lane = SQLModel.metadata.tables["lane"]
worker = SQLModel.metadata.tables["worker"]
published = SQLModel.metadata.tables["published"]
