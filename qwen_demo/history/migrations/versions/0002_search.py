"""The words of each conversation, and on SQLite a full-text index of them."""

import json

import sqlalchemy as sa
from alembic import op

from qwen_demo.history.words import conversation_words

revision = "0002"
down_revision = "0001"

ADD = "INSERT INTO conversation_words(rowid, words) VALUES (new.number, new.words);"
REMOVE = """
INSERT INTO conversation_words(conversation_words, rowid, words)
VALUES ('delete', old.number, old.words);
"""
INDEX = (
    """
    CREATE VIRTUAL TABLE conversation_words USING fts5(
        words, content='conversations', content_rowid='number',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    f"CREATE TRIGGER words_added AFTER INSERT ON conversations BEGIN {ADD} END",
    f"CREATE TRIGGER words_removed AFTER DELETE ON conversations BEGIN {REMOVE} END",
    f"""
    CREATE TRIGGER words_changed AFTER UPDATE OF words ON conversations
    WHEN old.words <> new.words BEGIN {REMOVE} {ADD} END
    """,
    "INSERT INTO conversation_words(conversation_words) VALUES ('rebuild')",
)


def upgrade() -> None:
    op.add_column("conversations", sa.Column("words", sa.Text, nullable=False, server_default=""))
    connection = op.get_bind()
    select = sa.text("SELECT number, title FROM conversations")
    for number, title in connection.execute(select).all():
        bodies = connection.execute(
            sa.text("SELECT body FROM messages WHERE conversation = :number ORDER BY position"),
            {"number": number},
        )
        entries = [json.loads(body)["message"] for (body,) in bodies]
        connection.execute(
            sa.text("UPDATE conversations SET words = :words WHERE number = :number"),
            {"words": conversation_words(title, entries), "number": number},
        )
    if connection.dialect.name == "sqlite":
        for statement in INDEX:
            connection.exec_driver_sql(statement)
