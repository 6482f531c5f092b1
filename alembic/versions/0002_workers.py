"""Let several workers share the work: who is there, and which of them works for whom."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("lane IS NOT NULL")


def upgrade() -> None:
    op.add_column("inbox", sa.Column("lane", sa.String(), nullable=True))
    op.create_index("ix_inbox_lane", "inbox", ["lane"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.add_column("turn", sa.Column("lane", sa.String(), nullable=True))
    op.create_index("ix_turn_lane", "turn", ["lane"])
    op.create_table(
        "lane",
        sa.Column("lookup", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("lookup", name="pk_lane"),
    )
    op.create_table(
        "worker",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
    )


def downgrade() -> None:
    op.drop_table("worker")
    op.drop_table("lane")
    op.drop_index("ix_turn_lane", table_name="turn")
    op.drop_column("turn", "lane")
    op.drop_index("ix_inbox_lane", table_name="inbox")
    op.drop_column("inbox", "lane")
