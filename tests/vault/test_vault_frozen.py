"""What format v1 once sealed must open for ever, byte for byte."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from mcollector.rules.sealed import Place
from mcollector.vault import boxes, drafts, sealing_keys, slots

FROZEN = Path(__file__).parent / "frozen"
BLOBS = json.loads((FROZEN / "blobs_v1.json").read_text(encoding="utf-8"))["blobs"]
ANSWERS = json.loads((FROZEN / "answers_v1.json").read_text(encoding="utf-8"))

OPENERS = {
    "box": lambda blob, *rest: boxes.open_sealed(key_of(blob), *rest),
    "small": lambda blob, *rest: sealing_keys.open_sealed(key_of(blob), *rest),
    "server slot": lambda blob, *rest: slots.unwrap_with_server(key_of(blob), *rest),
    "recovery slot": lambda blob, *rest: slots.unwrap_with_recovery(blob["test_words"], *rest),
    "passphrase slot": lambda blob, *rest: slots.unwrap_with_passphrase(blob["test_words"], *rest),
    "draft": lambda blob, *rest: drafts.open_draft(key_of(blob), UUID(blob["key_id"]), *rest),
}


def key_of(blob):
    return bytes.fromhex(blob["test_key"])


def context_of(blob):
    place = Place(UUID(blob["company"]), blob["table"], UUID(blob["row"]), blob["column"])
    return place.context()


@pytest.mark.parametrize("blob", BLOBS, ids=lambda blob: blob["kind"])
def test_frozen_blob_opens(blob):
    sealed = bytes.fromhex(blob["sealed"])

    assert OPENERS[blob["kind"]](blob, context_of(blob), sealed).hex() == blob["plain"]


def test_there_are_fifty_of_every_kind_of_sealing():
    assert len(BLOBS) == 50
    assert set(Counter(blob["kind"] for blob in BLOBS)) == set(OPENERS)
    assert len({blob["sealed"] for blob in BLOBS}) == 50


def test_frozen_answers_have_not_changed():
    spec = importlib.util.spec_from_file_location("frozen_make", FROZEN / "make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)

    assert {"note_on_keys": make.NOTE, **make.answers()} == ANSWERS
