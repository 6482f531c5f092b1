"""Begin: inbox, respondents with everything that is kept of them, pending turns, published versions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "inbox",
    "published",
    "respondent",
    "wording",
    "identity",
    "session",
    "answer",
    "trait",
    "consent",
    "event",
    "turn",
)


def text(name: str, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=more.pop("nullable", False), **more)


def content(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def serial() -> sa.Column[Any]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def owner(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["respondent_id"], ["respondent.id"], name=f"fk_{table}_respondent_id")


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    updates_and_versions()
    people()
    conversations()
    profile()
    op.create_table(
        "turn",
        text("id"),
        text("respondent_id", nullable=True),
        content("body"),
        number("created_at"),
        key("turn", "id"),
        owner("turn"),
    )
    index("turn", "respondent_id")


def updates_and_versions() -> None:
    op.create_table(
        "inbox",
        serial(),
        text("key"),
        content("body", nullable=True),
        number("received_at"),
        number("done_at", nullable=True),
        key("inbox", "id"),
        sa.UniqueConstraint("key", name="uq_inbox_key"),
    )
    index("inbox", "done_at")
    op.create_table(
        "published",
        text("version"),
        text("kind"),
        text("name"),
        content("body"),
        sa.Column("current", sa.Boolean(), nullable=False),
        number("at"),
        key("published", "version", "kind", "name"),
    )
    op.create_index(
        "ix_published_current",
        "published",
        ["kind", "name"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )


def people() -> None:
    op.create_table(
        "respondent",
        text("id"),
        text("language"),
        text("session_id", nullable=True),
        number("created_at"),
        key("respondent", "id"),
    )
    op.create_table(
        "identity",
        text("lookup"),
        text("respondent_id"),
        text("channel"),
        content("address"),
        number("open_message", nullable=True),
        number("unreachable_since", nullable=True),
        key("identity", "lookup"),
        owner("identity"),
    )
    index("identity", "respondent_id")


def conversations() -> None:
    op.create_table(
        "session",
        text("id"),
        text("respondent_id"),
        text("questionnaire"),
        text("version"),
        text("kind"),
        text("status"),
        text("channel"),
        text("campaign", nullable=True),
        text("language"),
        number("started_at"),
        number("updated_at"),
        number("finished_at", nullable=True),
        content("body"),
        key("session", "id"),
        owner("session"),
    )
    index("session", "respondent_id")
    op.create_table(
        "answer",
        serial(),
        text("respondent_id"),
        text("session_id"),
        sa.Column("turn", sa.Integer(), nullable=False),
        text("question"),
        text("how"),
        content("value"),
        number("at"),
        number("voided_at", nullable=True),
        key("answer", "id"),
        owner("answer"),
    )
    index("answer", "respondent_id", "session_id")
    op.create_table(
        "event",
        serial(),
        text("respondent_id"),
        text("session_id", nullable=True),
        sa.Column("turn", sa.Integer(), nullable=True),
        text("kind"),
        text("about", nullable=True),
        number("at"),
        key("event", "id"),
        owner("event"),
    )
    index("event", "respondent_id")


def profile() -> None:
    op.create_table(
        "trait",
        text("respondent_id"),
        text("name"),
        text("provenance"),
        content("value"),
        text("source"),
        text("question"),
        number("at"),
        number("until", nullable=True),
        key("trait", "respondent_id", "name", "provenance"),
        owner("trait"),
    )
    op.create_table("wording", text("hash"), text("text"), key("wording", "hash"))
    op.create_table(
        "consent",
        serial(),
        text("respondent_id"),
        text("purpose"),
        text("action"),
        text("wording_hash"),
        text("language"),
        text("channel"),
        number("at"),
        key("consent", "id"),
        owner("consent"),
        sa.ForeignKeyConstraint(["wording_hash"], ["wording.hash"], name="fk_consent_wording_hash"),
    )
    index("consent", "respondent_id", "purpose")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
