"""A review as the browser sends it."""

from tests.office import desk


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
