"""Photographs whose number the worker has read: drawn papers, cleaned as the worker does."""

from functools import cache
from io import BytesIO

from PIL import Image

from mcollector.images.decoding import cleaning
from mcollector.images.specimens import Paper
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.photographs.findings import Answer, Finding
from mcollector.services.photographs import photographs
from mcollector.store.documents import Document
from tests import factories
from tests.office import desk
from tests.samples import photograph

PLACE = (400, 6000, 5000, 7200)
"""Where the drawn card has its number."""

MATCH = Finding(Answer.MATCH, place=PLACE, covers=(PLACE,))
GREY = ((128, 128),) * 3


def submitted(tools, founded, place=0):
    """Let one of the people submit photographs as the worker cleans them; return their id."""
    person_id = factories.submission_in(tools, founded, place)
    for row in desk.papers(tools, founded, person_id):
        paper = Paper.CARD_BACK if row.slot == "card_back" else Paper.CARD_FRONT
        cleaned = _cleaned(paper)
        size = (cleaned.width, cleaned.height)
        with tools.work(Actor.system("worker", founded.company_id)) as uow:
            photographs.store_clean(uow, row.id, cleaned.large, cleaned.small, size)
    return person_id


@cache
def _cleaned(paper):
    return cleaning.clean(photograph(paper, factories.number()))


def found(tools, founded, person_id, finding=MATCH):
    """Let the worker have found this on the back of the card; return the photograph's id."""
    (back,) = (row for row in desk.papers(tools, founded, person_id) if row.slot == "card_back")
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Document, back.id)
        uow.seal(row, "finding", finding.to_bytes())
        uow.record(Action.DOCUMENT_COMPARED, row=row)
    return back.id


def is_covered(jpeg):
    """Tell whether the number's place in the picture is grey and the rest is not."""
    picture = Image.open(BytesIO(jpeg))
    x = [share * picture.width // 10_000 for share in (PLACE[0], PLACE[2])]
    y = [share * picture.height // 10_000 for share in (PLACE[1], PLACE[3])]
    assert picture.getextrema() != GREY
    return picture.crop((x[0], y[0], x[1], y[1])).getextrema() == GREY
