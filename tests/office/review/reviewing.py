"""A review as the browser sends it."""

from mcollector.rules.actor import Actor
from mcollector.rules.papers.choices import Choice
from mcollector.services.drafts import drafts, notices
from mcollector.services.photographs import dependents, photographs
from mcollector.services.submissions import submit
from tests import factories
from tests.office import desk

SPOUSE = {"relation": "wife", "given": "花子", "birth_year": "1990", "third_insured": "1"}


def form(tools, founded, person_id, **changed):
    """Return what the form of 本人性確認 sends when all is well."""
    return {
        "submission_id": str(desk.newest(tools, founded, person_id).id),
        "check": list(desk.ALL_CHECKS),
        "status": "done",
        "verified_on_year": "2026",
        "verified_on_month": "11",
        "verified_on_day": "24",
        **changed,
    }


def look(visitor, papers, size="large"):
    """Load every photograph."""
    for paper in papers:
        assert visitor.get(f"/admin/reviews/photographs/{paper.id}/{size}").status_code == 200


def opened_of(tools, founded, rows):
    """Return the ids of those rows of which a sealed value was opened, once a line."""
    ids = {row.id for row in rows}
    lines = desk.lines(tools, founded.company_id, desk.Action.VALUE_OPENED)
    return [line.object_id for line in lines if line.object_id in ids]


def state_of(tools, founded, person_id):
    """Return the word of the person's state."""
    return desk.person(tools, founded, person_id).state.value


def with_spouse(tools, founded, place=0):
    """Let one of the people submit with a spouse whose number the company checks."""
    person_id = factories.people_ids(tools, founded)[place]
    actor, key = Actor.person(founded.company_id, person_id), bytes(32)
    with tools.work(actor) as uow:
        notices.note_read(uow, notices.current(uow).id, "ja")
        drafts.save_profile(uow, key, factories.PROFILE)
    with tools.work(actor) as uow:
        drafts.save_number(uow, key, Choice("card"), factories.number())
        number = factories.number("98765432109")
        drafts.put_dependent(uow, key, None, factories.DEPENDENT | SPOUSE | {"number": number})
        form = dependents.choose(uow, key, 1, {"paper_number": "card"})
        of_spouse = [place.code for place in dependents.load_papers(uow, form, 1).places]
    for slot in ("card_back", "card_front", *of_spouse):
        with tools.work(actor) as uow:
            photographs.keep(uow, slot, factories.BACK)
    with tools.work(actor) as uow:
        submit.submit(uow, key, form.key)
    return clean(tools, founded, person_id)


def clean(tools, founded, person_id):
    """Let the worker put photographs a browser can draw; return the person's id."""
    for paper in desk.papers(tools, founded, person_id):
        picture = factories.FRONT if paper.slot == "card_front" else factories.BACK
        with tools.work(Actor.system("worker", founded.company_id)) as uow:
            photographs.store_clean(uow, paper.id, picture, picture, (4, 3))
    return person_id


def pictured(tools, founded, place=0):
    """Let one of the people submit, with photographs a browser can draw; return the person's id."""
    return clean(tools, founded, factories.submission_in(tools, founded, place))
