"""Every address of the office, filled with the ids of one company's things."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from mcollector.services.rosters import upload
from mcollector.store.letters import Letter
from mcollector.web import policies
from mcollector.web.policies import Access
from tests import factories
from tests.office import desk


@dataclass(frozen=True)
class Things:
    """What an address of the office can name."""

    person_id: UUID
    document_id: UUID
    roster_id: UUID
    submission_id: UUID
    letter_id: UUID
    account_id: UUID

    @property
    def fields(self) -> dict[str, str]:
        """Return what a form naming these things sends; nothing is ticked in it."""
        submission = str(self.submission_id)
        named = dict.fromkeys(("submission_id", "number_of", "compare_of", "memo_key"), submission)
        photograph = dict.fromkeys(("turned", "uncovered"), str(self.document_id))
        return named | photograph | {"status": "done"}


NOTHING = Things(*(uuid4() for _ in range(6)))
"""Ids of nothing that was ever there."""


def things_of(tools, founded, place=0):
    """Return a person who has submitted, a photograph of theirs, and a roster that waits."""
    person_id = factories.people_ids(tools, founded)[place]
    with tools.work(factories.admin_of(founded)) as uow:
        roster_id = upload.upload(uow, b"new@example.com,x\n")
    paper = desk.papers(tools, founded, person_id)[0]
    with tools.read(factories.admin_of(founded)) as uow:
        letter_id = uow.first(select(Letter.id).where(Letter.person_id == person_id))
    mine = founded.account_id
    return Things(person_id, paper.id, roster_id, paper.submission_id, letter_id, mine)


def of(app: Flask, access: Access) -> list[tuple[str, str, str, bool]]:
    """Return endpoint, method, rule and "names a thing" of every address with this access."""
    table = policies.table(app)
    return sorted(
        (rule.endpoint, method, rule.rule, bool(rule.arguments))
        for rule in app.url_map.iter_rules()
        if table[rule.endpoint].access is access
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def filled(app: Flask, endpoint: str, method: str, things: Things) -> str:
    """Return the address of the endpoint for these things."""
    ways = [way for way in app.url_map.iter_rules(endpoint) if method in (way.methods or ())]
    known = {**vars(things), "size": "large", "way": "right", "position": 0, "key": "nobody"}
    values = {name: known[name] for name in ways[0].arguments}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(endpoint, values, method)
