"""A look at a photograph: a unit opens it, the key-less child cleans and reads it, a unit seals."""

from datetime import datetime

from mcollector.images.examined import Examined
from mcollector.images.questions import Question
from mcollector.images.refusals import PictureRefused
from mcollector.jobs import places
from mcollector.jobs.runtime import cleaner, toolbox
from mcollector.rules.actor import Actor
from mcollector.rules.photographs import hints
from mcollector.services.outbox import Claim
from mcollector.services.photographs import examinations, photographs
from mcollector.services.photographs.examinations import Raw, Seen

_LOOKS = 2


def clean_document(claim: Claim) -> datetime | None:
    """Clean the photograph, read it and seal both; one that is none is refused with a reason.

    A look that twice was the end of the child is not tried again: then it is cleaned and not read.
    """
    tools = toolbox()
    actor = Actor.system("worker", claim.company_id)
    with tools.work(actor) as uow:
        raw = examinations.open_raw(uow, claim.object_id)
    if raw is None:
        return None
    try:
        tools.reach("child:before-clean")
        examined = _examine(raw) if claim.attempts <= _LOOKS else None
        cleaned = cleaner().clean(raw.data) if examined is None else examined.cleaned
        tools.reach("child:after-clean")
    except PictureRefused as refused:
        with tools.work(actor) as uow:
            photographs.refuse(uow, claim.object_id, refused.reason.value)
        return None
    with tools.work(actor) as uow:
        if examined is None:
            size = (cleaned.width, cleaned.height)
            photographs.store_clean(uow, claim.object_id, cleaned.large, cleaned.small, size)
        else:
            examinations.store(uow, claim.object_id, _seen(examined, raw))
    return None


def _examine(raw: Raw) -> Examined:
    return cleaner().examine(raw.data, Question(raw.slot, raw.today, words=raw.reads_words))


def _seen(examined: Examined, raw: Raw) -> Seen:
    cleaned = examined.cleaned
    return Seen(
        large=cleaned.large,
        small=cleaned.small,
        size=(cleaned.width, cleaned.height),
        turn=examined.turn,
        hints=(*(hint.code.value for hint in examined.hints), *_same(examined, raw)),
        look=examined.fingerprint.looks[0],
        pixels=examined.fingerprint.pixels,
        crop=places.kept(examined.crop),
        has_words=raw.reads_words,
        reading=examined.reading.to_bytes(),
    )


def _same(examined: Examined, raw: Raw) -> tuple[str, ...]:
    """Tell the same photograph in two places, or sent once more for the place it was sent for."""
    if any(map(examined.looks_like, raw.beside)):
        return (hints.SAME_AS_OTHER,)
    return (hints.SAME_AS_BEFORE,) if any(map(examined.looks_like, raw.before)) else ()
