"""When letters go: now, at the time that was set, or sooner after all."""

from datetime import UTC, date, datetime

import pytest

from mcollector.rules.errors import FieldRefused
from mcollector.services import outbox
from mcollector.services.letters import writing
from mcollector.services.rosters import sending, undo
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow
from mcollector.store.people import Person
from tests import factories
from tests.office import desk
from tests.rosters import lists

MONDAY_NINE = "2026-11-30T09:00"
AT = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


def test_a_time_is_meant_in_japan():
    assert sending.time_of(MONDAY_NINE, desk.NOON) == AT
    assert sending.time_of(None, desk.NOON) == desk.NOON


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "送信する日時を、年月日と時刻で入力してください。"),
        ("明日", "送信する日時を、年月日と時刻で入力してください。"),
        ("9999-99-99T99:99", "送信する日時を、年月日と時刻で入力してください。"),
        ("0001-01-01T00:00", "送信する日時を、年月日と時刻で入力してください。"),
        ("2026-11-24T12:00", "過ぎた日時です。これからの日時を入力してください。"),
        ("2026-12-24T12:01", "予約できるのは30日後までです。日時を選び直してください。"),
    ],
)
def test_another_time_is_refused_with_a_sentence(text, why):
    with pytest.raises(FieldRefused) as refused:
        sending.time_of(text, desk.NOON)

    assert str(refused.value.sentence) == why


@pytest.fixture
def roster_id(tools, founded):
    return lists.add(tools, founded, send_at=AT)


def state(tools, founded, roster_id):
    """Return when the list's letters go, the letters' and the task's times, and the due days."""
    batch_id = lists.rows(tools, founded, Letter)[0].batch_id
    with tools.read(factories.admin_of(founded)) as uow:
        waits = sending.waits_until(uow, batch_id)
    times = {
        row.next_at for table in (Letter, OutboxRow) for row in lists.rows(tools, founded, table)
    }
    return waits, times, {person.due_on for person in lists.rows(tools, founded, Person)}


def test_letters_wait_for_their_time_and_days_count_from_it(tools, founded, roster_id):
    task = lists.rows(tools, founded, OutboxRow)[0]

    with tools.work(factories.admin_of(founded)) as uow:
        claim, letter = outbox.claim(uow, task.id), writing.take_next(uow, task.object_id)

    assert (claim, letter) == (None, None)
    assert state(tools, founded, roster_id) == (AT, {AT}, {date(2026, 12, 3)})


def test_they_go_when_it_has_come(tools, founded, roster_id, clock):
    task = lists.rows(tools, founded, OutboxRow)[0]
    clock.moment = AT

    with tools.work(factories.admin_of(founded)) as uow:
        claim = outbox.claim(uow, task.id)
        waits = sending.waits_until(uow, task.object_id)

    assert (claim.object_id, waits) == (task.object_id, None)


def test_they_go_at_once_after_all(tools, founded, roster_id):
    with tools.work(factories.admin_of(founded)) as uow:
        sending.send_now(uow, roster_id)

    assert state(tools, founded, roster_id) == (None, {desk.NOON}, {date(2026, 11, 27)})


def test_until_then_the_list_can_be_undone(tools, founded, roster_id):
    with tools.work(factories.admin_of(founded)) as uow:
        undo.undo(uow, roster_id)

    assert lists.counts(tools, founded) == (0, 0, 0, 0, 0)
