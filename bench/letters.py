"""The post's own work beside smtplib, which sends the same bytes without having to write them.

`python -m bench.letters` writes 2,000 invitations from rows of a real house and hands them to an
aiosmtpd of another process, over one connection as the worker does. CPU time of this process, the
middle one of five rounds (or of as many as a word says); exit 1 when a bound is missed. What the
two units of work around each letter cost is told beside it: they are the price of knowing, after
a crash, which letters went.
"""

import multiprocessing
import smtplib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from bench.figures import Report
from bench.sink import listen
from mcollector import jobs
from mcollector.jobs import mail
from mcollector.mail.parcels import Parcel, pack
from mcollector.mail.smtp import SmtpPost
from mcollector.rules.actor import Actor
from mcollector.services.letters import writing
from mcollector.services.letters.writing import WrittenLetter
from mcollector.store.letters import Letter
from mcollector.work.toolbox import Toolbox
from tests import factories

LETTERS = 2_000
TIMES = 5
MOST_MS = 0.3
MOST_RATIO = 1.6


@contextmanager
def sink() -> Iterator[int]:
    """Give the port of a server that takes every letter, in a process of its own."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=listen, args=(there,))
    server.start()
    try:
        yield _port(here)
    finally:
        server.terminate()
        server.join()


def _port(pipe: Connection) -> int:
    return int(pipe.recv())


@contextmanager
def house(port: int) -> Iterator[tuple[Toolbox, Actor, UUID]]:
    """Give a house whose post is the server, its worker, and a batch of invitations that waits."""
    with tempfile.TemporaryDirectory() as folder:
        config = factories.config_for(Path(folder))
        with factories.closing(factories.toolbox_for(config)) as bare:
            tools = replace(bare, post=SmtpPost(f"smtp://127.0.0.1:{port}"))
            founded = factories.company(tools)
            factories.people_in(tools, founded, LETTERS)
            jobs.install(tools)
            actor = Actor.system("worker", founded.company_id)
            with tools.read(actor) as uow:
                batch_id = uow.first(select(Letter.batch_id))
            yield tools, actor, batch_id


def taken(tools: Toolbox, actor: Actor, batch_id: UUID) -> list[WrittenLetter]:
    """Take every letter of the batch, each in a unit, as the worker does before it sends one."""
    letters = []
    while True:
        with tools.work(actor) as uow:
            letter = writing.take_next(uow, batch_id)
        if letter is None:
            return letters
        letters.append(letter)


def noted(tools: Toolbox, actor: Actor, letters: list[WrittenLetter]) -> None:
    """Note that every letter went, each in a unit, as the worker does after it sent one."""
    for letter in letters:
        with tools.work(actor) as uow:
            writing.note_outcome(uow, letter.id, letter.attempt, "sent", "")


def handed_over(tools: Toolbox, letters: list[WrittenLetter]) -> None:
    """Write and send every letter over one connection."""
    with tools.post.connection() as line:
        for letter in letters:
            assert mail.hand_over(line, letter).state == "sent"


def sent_plainly(port: int, parcels: list[Parcel]) -> None:
    """Send bytes that are written already by the standard library, over one connection."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        for parcel in parcels:
            server.sendmail(parcel.sender, [parcel.recipient], parcel.content)


def cost(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds a letter."""
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000 / LETTERS


def main(times: str = str(TIMES)) -> int:
    """Print the figures; 1 when a bound is missed."""
    with sink() as port, house(port) as (tools, actor, batch_id):
        before = time.process_time()
        letters = taken(tools, actor, batch_id)
        units = (time.process_time() - before) * 1000 / LETTERS
        parcels = [pack(mail.message_of(letter)) for letter in letters]
        works = partial(handed_over, tools, letters), partial(sent_plainly, port, parcels)
        pairs = [tuple(map(cost, works)) for _ in range(int(times))]
        units += cost(partial(noted, tools, actor, letters))
    ours, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    size = statistics.mean(len(parcel.content) for parcel in parcels) / 1024
    print(f"{LETTERS} invitations of {size:.1f} KiB, CPU of the worker a letter")
    report = Report()
    report.figure("written and sent, ms", ours, MOST_MS)
    report.figure(
        f"beside smtplib with written bytes, {plain:.2f} ms: ratio", ours / plain, MOST_RATIO
    )
    print(f"   two units of work around it on SQLite, {units:.2f} ms: told, not bound")
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
