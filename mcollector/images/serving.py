"""The child's life: warm up, lock the door, answer frames until the worker hangs up."""

import json
import os
from dataclasses import asdict

from mcollector.images import probes, wire
from mcollector.images.cleaning import clean
from mcollector.images.confinement import CannotConfine, die_with_parent, lock
from mcollector.images.decoding import be_strict
from mcollector.images.forms import Refused
from mcollector.images.warming import keep_memory, warm_up
from mcollector.images.wire import Kind

_IN, _OUT = 0, 1


def serve() -> int:
    """Answer until the pipe closes; return the exit code. Nothing foreign precedes the lock."""
    die_with_parent()
    os.environ.clear()  # the interpreter itself puts LC_CTYPE into an empty environment
    be_strict()
    keep_memory()
    warm_up()
    try:
        lock()
    except CannotConfine as refusal:
        wire.send(_OUT, wire.frame(Kind.CANNOT_START, str(refusal).encode()))
        return 1
    wire.send(_OUT, wire.frame(Kind.READY))
    _answer_all()
    return 0


def _answer_all() -> None:
    while (question := wire.receive(_IN)) is not None:
        wire.send(_OUT, _answer(*question))


def _answer(kind: int, body: bytes) -> bytes:
    if kind == Kind.PROVE:
        return wire.frame(Kind.PROOF, json.dumps(asdict(probes.look_around())).encode())
    try:
        return wire.frame(Kind.CLEANED, wire.pack(clean(body)))
    except Refused as refusal:
        return wire.frame(Kind.REFUSED, refusal.reason.encode())
