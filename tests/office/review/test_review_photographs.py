"""The photographs of a review: each sending has its line, and its headers."""

from uuid import uuid4

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.services.photographs import photographs
from mcollector.store.documents import Document
from tests import factories
from tests.office import desk
from tests.office.review.reviewing import opened_of


class TestPhotographs:
    """One photograph, after its line, for our own page only."""

    def test_how_it_is_sent(self, admin, papers):
        answer = admin.get(f"/admin/reviews/photographs/{papers[0].id}/large")

        assert (answer.data, answer.mimetype) == (b"large", "image/jpeg")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'none'; sandbox; frame-ancestors 'none'"
        )
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Content-Disposition"] == 'inline; filename="photograph.jpg"'

    @pytest.mark.parametrize("size", ["large", "small"])
    def test_each_sending_has_its_line(self, admin, tools, founded, papers, size):
        admin.get(f"/admin/reviews/photographs/{papers[0].id}/{size}")

        seen = desk.lines(tools, founded.company_id, Action.DOCUMENT_SEEN)
        assert opened_of(tools, founded, papers) == [papers[0].id]
        assert len(seen) == (1 if size == "large" else 0)

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"},
            {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "image"},
            {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "script"},
            {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "iframe"},
        ],
    )
    def test_for_another_site_or_use_it_is_not_there(self, admin, tools, founded, papers, headers):
        answer = admin.get(f"/admin/reviews/photographs/{papers[0].id}/large", headers=headers)

        assert answer.status_code == 404
        assert desk.lines(tools, founded.company_id, Action.DOCUMENT_SEEN) == []

    def test_what_is_not_there(self, admin, tools, founded, other, person_id, papers):
        foreign = desk.papers(tools, other, factories.people_ids(tools, other)[0])[0]
        draft_of = factories.people_ids(tools, founded)[1]
        with tools.work(Actor.person(founded.company_id, draft_of)) as uow:
            unbound = photographs.receive(uow, "card_back", factories.BACK)
        with tools.work(Actor.system("worker", founded.company_id)) as uow:
            photographs.store_clean(uow, unbound, b"large", b"small", (4, 3))
        with tools.work(Actor.system("worker", founded.company_id)) as uow:
            row = uow.get(Document, papers[1].id)
            photographs.replace(uow, row)

        gone = [foreign.id, unbound, papers[1].id, uuid4()]
        answers = [admin.get(f"/admin/reviews/photographs/{one}/large") for one in gone]

        assert [answer.status_code for answer in answers] == [404] * 4
        assert desk.lines(tools, founded.company_id, Action.DOCUMENT_SEEN) == []

    @pytest.mark.parametrize("size", ["huge", "intake", "large/..", ""])
    def test_another_size_is_not_there(self, admin, papers, size):
        answer = admin.get(f"/admin/reviews/photographs/{papers[0].id}/{size}")

        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("query", "place"),
    [("", 0), ("?paper=1", 1), ("?paper=9", 1), ("?paper=-1", 0), ("?paper=x", 0)],
)
def test_without_a_script_the_address_chooses_the_photograph(
    admin, person_id, papers, query, place
):
    page = admin.get(f"/admin/reviews/{person_id}{query}")

    assert f'<img src="/admin/reviews/photographs/{papers[place].id}/large"' in page.text
