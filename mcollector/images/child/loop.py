"""What every child does: lock itself in, then answer until the worker hangs up."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from mcollector.images.child import probes
from mcollector.images.child.confinement import CannotConfine, lock
from mcollector.images.talk import wire
from mcollector.images.talk.wire import Kind

_IN, _OUT = 0, 1


@dataclass(frozen=True)
class Trade:
    """What a child can do, once all code for it is loaded.

    `ready` is its first word, `answer` makes a frame of a frame's kind and body.
    """

    ready: bytes
    answer: Callable[[int, bytes], bytes]
    limits: Mapping[str, int]


def answer_all(trade: Trade) -> int:
    """Return the exit code; nothing that came over the pipe is looked at before the lock holds."""
    os.environ.clear()  # the interpreter and the libraries put their own into an empty one
    try:
        lock(trade.limits)
    except CannotConfine as refusal:
        wire.send(_OUT, wire.frame(Kind.CANNOT_START, str(refusal).encode()))
        return 1
    wire.send(_OUT, wire.frame(Kind.READY, trade.ready))
    while (question := wire.receive(_IN)) is not None:
        kind, body = question
        proves = kind == Kind.PROVE
        wire.send(_OUT, _proof() if proves else trade.answer(kind, body))
    return 0


def _proof() -> bytes:
    return wire.frame(Kind.PROOF, json.dumps(asdict(probes.look_around())).encode())
