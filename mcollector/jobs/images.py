"""A look at a photograph: a unit opens it, the key-less child cleans and reads it, a unit seals."""

from datetime import datetime

from mcollector.images.looked import Looked
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
        looked = _looked(raw) if claim.attempts <= _LOOKS else None
        cleaned = cleaner().clean(raw.data) if looked is None else looked.cleaned
        tools.reach("child:after-clean")
    except PictureRefused as refused:
        with tools.work(actor) as uow:
            photographs.refuse(uow, claim.object_id, refused.reason.value)
        return None
    with tools.work(actor) as uow:
        if looked is None:
            size = (cleaned.width, cleaned.height)
            photographs.store_clean(uow, claim.object_id, cleaned.large, cleaned.small, size)
        else:
            examinations.store(uow, claim.object_id, _seen(looked, raw))
    return None


def _looked(raw: Raw) -> Looked:
    return cleaner().look(raw.data, Question(raw.slot, raw.today, words=raw.reads_words))


def _seen(looked: Looked, raw: Raw) -> Seen:
    cleaned = looked.cleaned
    return Seen(
        large=cleaned.large,
        small=cleaned.small,
        size=(cleaned.width, cleaned.height),
        turn=looked.turn,
        hints=(*(hint.code.value for hint in looked.hints), *_same(looked, raw)),
        look=looked.fingerprint.looks[0],
        pixels=looked.fingerprint.pixels,
        crop=places.kept(looked.crop),
        has_words=raw.reads_words,
        reading=looked.reading.to_bytes(),
    )


def _same(looked: Looked, raw: Raw) -> tuple[str, ...]:
    """Tell the same photograph in two places, or sent once more for the place it was sent for."""
    if any(map(looked.looks_like, raw.beside)):
        return (hints.SAME_AS_OTHER,)
    return (hints.SAME_AS_BEFORE,) if any(map(looked.looks_like, raw.before)) else ()
