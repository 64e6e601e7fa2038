"""Makes the frozen blobs and answers of format v1.

`PYTHONPATH=. python tests/vault/frozen/make.py`, run once; it refuses to
overwrite. A new format gets new files beside these, and the old ones go on being opened. Every key
in them is a test key, computed from its own name.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid5

from mcollector.rules.sealed import Place
from mcollector.vault import (
    boxes,
    drafts,
    hashes,
    intake,
    keyfiles,
    number_marks,
    sealing_keys,
    signing,
    slots,
)

HERE = Path(__file__).parent
NAMES = UUID("00000000-0000-4000-8000-00000000beef")
NOTE = "TEST KEYS ONLY. They are computed from their names and guard nothing."
PLAINS = (b"", b"123456789012", "髙橋 𠮷子 東京都千代田区".encode(), bytes(range(256)) * 4)
COUNTS = {"box": 24, "small": 10, "server slot": 5, "recovery slot": 4, "passphrase slot": 2}
DRAFTS = 5


def named_key(name: str, size: int = 32) -> bytes:
    return hashlib.shake_256(f"m-collector TEST KEY {name}".encode()).digest(size)


def an_id(name: str) -> UUID:
    return uuid5(NAMES, name)


def place(number: int) -> Place:
    columns = ("number", "profile", "seed", "private")
    company, row = an_id(f"company {number % 3}"), an_id(f"row {number}")
    return Place(company, f"table_{number % 5}", row, columns[number % 4])


def sealed(kind: str, number: int, plain: bytes) -> dict[str, str]:
    context, half = place(number).context(), named_key(f"private half {number}", 96)
    key, key_id = named_key(f"{kind} {number}"), an_id(f"key {number}")
    words = "1234-5678-9ABC-DEFG-HJKM-NPQR-STVW" if kind.startswith("recovery") else "合言葉 ﾃｽﾄ"
    made = {
        "box": lambda: boxes.seal(boxes.public_of(half), key_id, context, plain),
        "small": lambda: sealing_keys.seal(key, context, plain),
        "server slot": lambda: slots.wrap_with_server(key, context, half),
        "recovery slot": lambda: slots.wrap_with_recovery(words, context, half),
        "passphrase slot": lambda: slots.wrap_with_passphrase(words, context, half),
        "draft": lambda: drafts.seal_draft(key, key_id, context, plain),
    }[kind]()
    opener = {"test_key": (half if kind == "box" else key).hex(), "key_id": str(key_id)}
    if kind in ("recovery slot", "passphrase slot"):
        opener = {"test_words": words}
    opened = half if kind.endswith("slot") else plain
    return {"kind": kind, **opener, "plain": opened.hex(), "sealed": made.hex()}


def blobs() -> Iterator[dict[str, str]]:
    kinds = [kind for kind, count in {**COUNTS, "draft": DRAFTS}.items() for _ in range(count)]
    for number, kind in enumerate(kinds):
        at = place(number)
        where = {"company": str(at.company_id), "table": at.table, "row": str(at.row_id)}
        yield {**sealed(kind, number, PLAINS[number % 4]), **where, "column": at.column}


def answers() -> dict[str, object]:
    half, seed = named_key("intake", 96), named_key("audit")
    letter_key = intake.letter_key(half)
    return {
        "public_of": boxes.public_of(half).hex(),
        "letter_secrets": [intake.letter_secret(letter_key, an_id(f"letter {n}")) for n in (1, 2)],
        "fingerprints": [number_marks.number_mark(half, an_id("company"), "123456789012")],
        "check_value": keyfiles.check_value(named_key("server"), "server").hex(),
        "mail_digest": hashes.mail_digest("Taro.Yamada@Example.com").hex(),
        "note": signing.sign_note(seed, "m-collector.test/log", 7, named_key("root")),
    }


def write(name: str, content: object) -> None:
    with (HERE / name).open("x", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")


if __name__ == "__main__":
    write("blobs_v1.json", {"note": NOTE, "blobs": list(blobs())})
    write("answers_v1.json", {"note_on_keys": NOTE, **answers()})
