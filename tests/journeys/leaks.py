"""The leak scan: every form a value could have, in every file of a house."""

import base64
import email
from collections.abc import Iterator
from email.policy import default
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import MetaData, select

from mcollector.store.database.engine import open_database

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def forms(value: str) -> dict[str, bytes]:
    """Return the encodings of a value by name; base64 in its three offsets, without its edges."""
    plain = value.encode()
    groups = [value[start : start + 4] for start in range(0, len(value), 4)]
    found = {
        "plain": plain,
        "spaced": " ".join(groups).encode(),
        "hyphens": "-".join(groups).encode(),
        "full width": value.translate(FULL_WIDTH).encode(),
        "utf-16-le": value.encode("utf-16-le"),
        "utf-16-be": value.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "url": quote(value.translate(FULL_WIDTH)).encode(),
    }
    for offset in range(3):
        text = base64.b64encode(bytes(offset) + plain)
        start = -(-8 * offset // 6)
        end = (8 * (offset + len(plain))) // 6
        found[f"base64+{offset}"] = text[start:end]
    return found


def scan(places: dict[str, bytes], values: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (place, value's name, form) of everything found."""
    wanted = [(name, form, b) for name, value in values.items() for form, b in forms(value).items()]
    return [
        (place, name, form)
        for place, content in places.items()
        for name, form, needle in wanted
        if needle in content
    ]


def places_of(*folders: Path, since: float = 0.0) -> dict[str, bytes]:
    """Return the content of every file below the folders, and mails decoded as well.

    What was last written before `since` (seconds since 1970) is left out: a server's log of changes
    keeps the files of the databases before.
    """
    found: dict[str, bytes] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.stat().st_mtime >= since:
                content = path.read_bytes()
                found[str(path)] = content
                if path.parent.name == "new":
                    found[f"{path} (decoded)"] = b"\n".join(_decoded(content))
    return found


def rows_of(url: str) -> dict[str, bytes]:
    """Return every row of every table as bytes: files may hold values split or compressed."""
    engine = open_database(url.replace("postgresql://", "postgresql+psycopg://"))
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {
            f"rows of {table.name}": b"\n".join(
                b"\x00".join(map(_as_bytes, row)) for row in connection.execute(select(table))
            )
            for table in tables.sorted_tables
        }
    engine.dispose()
    return found


def _as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _decoded(content: bytes) -> Iterator[bytes]:
    mail = email.message_from_bytes(content, policy=default)
    yield from (str(value).encode() for value in mail.values())
    for part in mail.walk():
        if not part.is_multipart():
            yield part.get_payload(decode=True) or b""
