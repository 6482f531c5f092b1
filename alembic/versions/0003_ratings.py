"""Keep what people tap about reports and suggestions: whether they fit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("respondent_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("fits", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondent.id"], name="fk_rating_respondent_id_respondent"),
        sa.PrimaryKeyConstraint("respondent_id", "session_id", "about", name="pk_rating"),
    )


def downgrade() -> None:
    op.drop_table("rating")
