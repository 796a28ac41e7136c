"""The queries of the store, each inside a transaction of the caller."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal_column, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement

from qwen_demo.errors import ConversationNotFound
from qwen_demo.history.entries import Entry, body_to_entry, entry_to_body
from qwen_demo.history.schema import conversations, messages, uses
from qwen_demo.history.words import conversation_words, to_words


def entry_words(title: str, entries: Iterable[Entry]) -> str:
    return conversation_words(title, (entry.message for entry in entries))


def live(owner: str) -> tuple[ColumnElement[bool], ...]:
    return conversations.c.owner == owner, conversations.c.deleted_at.is_(None)


def matching(query: str, dialect: str) -> tuple[ColumnElement[bool], ...]:
    """What a search asks for; nothing where the query has no words."""
    words = to_words(query)
    if not words:
        return ()
    if dialect != "sqlite":
        return (conversations.c.words.contains(f" {words}", autoescape=True),)
    found = (
        select(literal_column("rowid"))
        .select_from(func.conversation_words(f'"{words}" *'))
        .scalar_subquery()
    )
    return (conversations.c.number.in_(found),)


def find(connection: Connection, owner: str, conversation_id: str, for_update: bool = False) -> Any:
    """The row of an owner's conversation. Raises: ConversationNotFound."""
    columns = [column for column in conversations.c if column.name != "words"]
    query = select(*columns).where(conversations.c.id == conversation_id, *live(owner))
    row = connection.execute(query.with_for_update() if for_update else query).one_or_none()
    if row is None:
        raise ConversationNotFound("There is no such conversation among yours.")
    return row


def change(connection: Connection, number: int, **values: Any) -> None:
    connection.execute(
        update(conversations).where(conversations.c.number == number).values(**values)
    )


def write_messages(connection: Connection, number: int, entries: Sequence[Entry]) -> None:
    """Write the messages that differ, and which attachments the conversation names now."""
    kept = connection.execute(
        select(messages.c.body)
        .where(messages.c.conversation == number)
        .order_by(messages.c.position)
    ).scalars()
    old, new = [*kept], [entry_to_body(entry) for entry in entries]
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    if len(old) > same:
        connection.execute(
            delete(messages).where(messages.c.conversation == number, messages.c.position >= same)
        )
    rows = [
        {"conversation": number, "position": position, "body": body}
        for position, body in enumerate(new[same:], same)
    ]
    if rows:
        connection.execute(insert(messages), rows)
    _write_uses(connection, number, {sha for entry in entries for sha in entry.attachments()})


def _write_uses(connection: Connection, number: int, named: set[str]) -> None:
    """Raises: ConversationNotFound for an attachment that isn't kept."""
    of_conversation = uses.c.conversation == number
    known = set(connection.execute(select(uses.c.sha256).where(of_conversation)).scalars())
    if known - named:
        connection.execute(delete(uses).where(of_conversation, uses.c.sha256.in_(known - named)))
    rows = [{"conversation": number, "sha256": sha256} for sha256 in sorted(named - known)]
    if not rows:
        return
    try:
        connection.execute(insert(uses), rows)
    except IntegrityError as error:
        raise ConversationNotFound("A picture of this message is not on the server.") from error


def read_messages(connection: Connection, number: int) -> tuple[Entry, ...]:
    """A conversation's messages, in order."""
    bodies = connection.execute(
        select(messages.c.body)
        .where(messages.c.conversation == number)
        .order_by(messages.c.position)
    ).scalars()
    return tuple(body_to_entry(body) for body in bodies)
