"""What is done with a roster has a line of its own: the log tells an upload from a choice."""

from sqlalchemy import select

from mcollector.services.rosters import upload
from mcollector.store.audit import AuditLine
from tests import factories
from tests.rosters import lists

ONE = "taro@example.com,山田,太郎\n"


def test_each_step_of_a_roster_has_an_action_of_its_own(tools, founded):
    roster_id = lists.upload(tools, founded, ONE, "shared")
    with tools.work(factories.admin_of(founded)) as uow:
        upload.choose(uow, roster_id, columns=["mail", "family", "given"], encoding="", header="no")
    lists.run(tools, founded, roster_id)

    with tools.read(factories.admin_of(founded)) as uow:
        of_roster = select(AuditLine.action).where(AuditLine.object_id == roster_id)
        actions = list(uow.scalars(of_roster.order_by(AuditLine.seq)))
    assert [action for action in actions if action.startswith("roster:")] == [
        "roster:upload",
        "roster:allow",
        "roster:choose",
        "roster:run",
    ]
