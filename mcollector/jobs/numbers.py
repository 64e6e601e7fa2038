"""Comparing what was read with what was typed: a unit opens both, a unit seals what was found."""

from datetime import datetime

from mcollector.images.look.readings import Reading, Verdict
from mcollector.jobs import places
from mcollector.jobs.runtime import toolbox
from mcollector.rules.actor import Actor
from mcollector.rules.photographs import names_on_paper
from mcollector.rules.photographs.findings import Finding, Trace
from mcollector.rules.photographs.names_to_find import NamesToFind
from mcollector.services.outbox import Claim
from mcollector.services.reviews import comparisons
from mcollector.services.reviews.comparisons import Waiting


def compare_numbers(claim: Claim) -> datetime | None:
    """Compare what was read from a photograph with the typed number; a digit goes no further."""
    tools = toolbox()
    actor = Actor.system("worker", claim.company_id)
    with tools.work(actor) as uow:
        waiting = comparisons.waiting(uow, claim.object_id)
    if waiting is not None:
        finding = _finding(waiting)
        with tools.work(actor) as uow:
            comparisons.store(uow, claim.object_id, finding)
    return None


def _finding(waiting: Waiting) -> Finding:
    reading = Reading.from_bytes(waiting.kept.reading)
    verdict = reading.compare(waiting.digits) if waiting.carries_number else Verdict(None)
    name, birth = _name(reading, waiting.sought), _birth(reading, waiting.sought)
    return Finding(
        answer=verdict.answer,
        place=places.kept(verdict.place),
        flags=tuple(flag.value for flag in reading.flags),
        name=_judge_trace(waiting, name.trace),
        signs=name.signs,
        birth=_judge_trace(waiting, birth),
        twins=waiting.kept.twins,
        crop=waiting.kept.crop,
        reads_print=reading.print_was_read,
        covers=tuple(place for cover in reading.covers if (place := places.kept(cover))),
    )


def _judge_trace(waiting: Waiting, trace: Trace) -> Trace:
    """Return UNREAD for what is missing where only the lines around the number were read."""
    return trace if waiting.kept.has_words or trace is not Trace.MISSING else Trace.UNREAD


def _name(reading: Reading, sought: NamesToFind | None) -> names_on_paper.Found:
    lines = [line.text for line in reading.words]
    return (
        names_on_paper.find_name(lines, sought.names)
        if sought
        else names_on_paper.Found(Trace.UNREAD)
    )


def _birth(reading: Reading, sought: NamesToFind | None) -> Trace:
    if sought is None or not reading.words:
        return Trace.UNREAD
    return Trace.FOUND if reading.shows(sought.birth) else Trace.MISSING
