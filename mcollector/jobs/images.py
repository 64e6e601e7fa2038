"""Cleaning a photograph: a unit opens it, the key-less child cleans it, a unit seals it."""

from datetime import datetime

from mcollector.images.refusals import PictureRefused
from mcollector.jobs.runtime import cleaner, toolbox
from mcollector.rules.actor import Actor
from mcollector.services import documents
from mcollector.services.outbox import Claim


def clean_document(claim: Claim) -> datetime | None:
    """Clean the photograph and seal both sizes; one that is none is refused with a reason."""
    tools = toolbox()
    actor = Actor.system("worker", claim.company_id)
    with tools.work(actor) as uow:
        raw = documents.open_raw(uow, claim.object_id)
    if raw is None:
        return None
    try:
        tools.reach("child:before-clean")
        cleaned = cleaner().clean(raw)
        tools.reach("child:after-clean")
    except PictureRefused as refused:
        with tools.work(actor) as uow:
            documents.refuse(uow, claim.object_id, refused.reason.value)
        return None
    with tools.work(actor) as uow:
        size = (cleaned.width, cleaned.height)
        documents.store_clean(uow, claim.object_id, cleaned.large, cleaned.small, size)
    return None
