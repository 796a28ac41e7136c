"""Conversations, their messages, and the attachments that they name."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("owner", sa.String(100), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.Column("deleted_at", sa.Float),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("conversations_of_owner", "conversations", ["owner", "updated_at"])
    conversation = sa.ForeignKey("conversations.number", ondelete="CASCADE")
    op.create_table(
        "messages",
        sa.Column("conversation", sa.Integer, conversation, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "attachments",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("suffix", sa.String(8), nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("kept_at", sa.Float, nullable=False),
    )
    conversation = sa.ForeignKey("conversations.number", ondelete="CASCADE")
    sha256 = sa.ForeignKey("attachments.sha256")
    op.create_table(
        "attachment_uses",
        sa.Column("conversation", sa.Integer, conversation, primary_key=True),
        sa.Column("sha256", sa.String(64), sha256, primary_key=True),
    )
    op.create_index("uses_of_attachment", "attachment_uses", ["sha256"])
