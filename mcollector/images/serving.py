"""The child's life: warm up, lock the door, answer frames until the worker hangs up."""

import json
import os
from dataclasses import asdict

from mcollector.images import models, probes, sight_wire, wire
from mcollector.images.cleaning import clean
from mcollector.images.confinement import CannotConfine, die_with_parent, lock
from mcollector.images.decoding import be_strict
from mcollector.images.forms import Refused
from mcollector.images.looking import look
from mcollector.images.models import Networks
from mcollector.images.questions import Question
from mcollector.images.results import PrintReading
from mcollector.images.warming import keep_memory, warm_up
from mcollector.images.wire import Kind

_IN, _OUT = 0, 1


def serve(*, reads_print: bool) -> int:
    """Answer until the pipe closes; return the exit code. Nothing foreign precedes the lock.

    Networks that read print are loaded when wanted and installed: behind the lock no file opens.
    """
    die_with_parent()
    be_strict()
    keep_memory()
    state = models.state() if reads_print else PrintReading.NOT_WANTED
    networks = models.load() if state is PrintReading.ON else None
    warm_up(networks)
    os.environ.clear()  # the interpreter and the libraries put their own into an empty one
    try:
        lock()
    except CannotConfine as refusal:
        wire.send(_OUT, wire.frame(Kind.CANNOT_START, str(refusal).encode()))
        return 1
    wire.send(_OUT, wire.frame(Kind.READY, state.encode()))
    _answer_all(networks)
    return 0


def _answer_all(networks: Networks | None) -> None:
    while (question := wire.receive(_IN)) is not None:
        wire.send(_OUT, _answer(*question, networks))


def _answer(kind: int, body: bytes, networks: Networks | None) -> bytes:
    if kind == Kind.PROVE:
        return wire.frame(Kind.PROOF, json.dumps(asdict(probes.look_around())).encode())
    try:
        if kind == Kind.LOOK:
            return _looked(*wire.unpair(body), networks)
        return wire.frame(Kind.CLEANED, wire.pack(clean(body)))
    except Refused as refusal:
        return wire.frame(Kind.REFUSED, refusal.reason.encode())


def _looked(question: bytes, data: bytes, networks: Networks | None) -> bytes:
    cleaned, sight = look(data, Question.from_bytes(question), networks)
    return wire.frame(Kind.LOOKED, wire.pair(sight_wire.to_bytes(sight), wire.pack(cleaned)))
