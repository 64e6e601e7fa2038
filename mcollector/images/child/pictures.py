"""The child that opens pictures: it loads all code and locks itself in before it takes any."""

from functools import partial

from mcollector.images.child.confinement import LIMITS
from mcollector.images.child.loop import Trade
from mcollector.images.child.warming import warm_up
from mcollector.images.decoding.cleaning import clean
from mcollector.images.decoding.decoding import be_strict
from mcollector.images.decoding.formats import Refused
from mcollector.images.digits import models
from mcollector.images.digits.models import Networks
from mcollector.images.look.examining import examine
from mcollector.images.memory import keep_memory
from mcollector.images.questions import Question
from mcollector.images.results import PrintReading
from mcollector.images.talk import examination_wire, wire
from mcollector.images.talk.wire import Kind


def trade(*, reads_print: bool) -> Trade:
    """Return the trade, warmed up.

    Networks that read print are loaded when wanted and installed: behind the lock no file opens.
    """
    be_strict()
    keep_memory()
    state = models.print_reading() if reads_print else PrintReading.NOT_WANTED
    networks = models.load_networks() if state is PrintReading.ON else None
    warm_up(networks)
    return Trade(state.encode(), partial(_answer, networks), LIMITS)


def _answer(networks: Networks | None, kind: int, body: bytes) -> bytes:
    try:
        if kind == Kind.EXAMINE:
            return _examined(*wire.unpair(body), networks)
        return wire.frame(Kind.CLEANED, wire.pack(clean(body)))
    except Refused as refusal:
        return wire.frame(Kind.REFUSED, refusal.reason.encode())


def _examined(question: bytes, data: bytes, networks: Networks | None) -> bytes:
    cleaned, examination = examine(data, Question.from_bytes(question), networks)
    return wire.frame(
        Kind.EXAMINED, wire.pair(examination_wire.to_bytes(examination), wire.pack(cleaned))
    )
