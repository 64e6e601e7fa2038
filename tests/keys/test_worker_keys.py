"""The intake and the audit key: without them work waits, and nothing is lost."""

import logging
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from mcollector import jobs
from mcollector.jobs import timetable
from mcollector.rules.letters.kinds import LetterState
from mcollector.rules.states import DocumentState
from mcollector.services import outbox
from mcollector.services.audit import checkpoints, notes
from mcollector.services.photographs import photographs
from mcollector.store.audit import Checkpoint
from mcollector.store.letters import Letter
from mcollector.store.outbox import OutboxRow, OutboxState
from tests import factories
from tests.keys.conftest import ONE_OF_EACH_KIND
from tests.office import desk


def work(tools):
    """Let a worker do everything that waits, as the sweep rings for it."""
    jobs.install(tools)
    with tools.read(timetable.SYSTEM) as uow:
        waiting = outbox.due(uow)
    for _task, outbox_id in waiting:
        jobs.run(str(outbox_id))
    return len(waiting)


def waiting(house):
    with house.build("cli").read(factories.admin_of(house.founded)) as uow:
        rows = uow.scalars(select(OutboxRow).where(OutboxRow.state != OutboxState.DONE))
        return [(row.state.value, row.attempts) for row in rows]


def letters_of(house):
    with house.build("cli").read(factories.admin_of(house.founded)) as uow:
        return [letter.state for letter in uow.scalars(select(Letter))]


def another(house):
    """Return somebody who has not submitted yet, as an actor."""
    person_id = factories.people_ids(house.build("cli"), house.founded)[1]
    return factories.Actor.person(house.founded.company_id, person_id)


@pytest.mark.parametrize("fault", ONE_OF_EACH_KIND)
def test_a_worker_without_the_intake_key_leaves_everything_waiting(house, spoil, fault):
    house.clock.move(minutes=10)
    person = another(house)
    with house.build("portal").work(person) as uow:
        document_id = photographs.receive(uow, "card_back", factories.BACK)
    repair = spoil(house.config.intake_key_file, fault)

    for _ in range(12):
        assert work(house.build("worker")) > 1
        house.clock.move(minutes=2)

    assert waiting(house) == [("waiting", 0)] * 2
    assert set(letters_of(house)) == {LetterState.READY}
    row = desk.document(house.build("cli"), house.founded, document_id)
    assert (row.state, row.intake is not None) == (DocumentState.RECEIVED, True)

    repair()
    work(house.build("worker"))

    assert waiting(house) == []
    assert set(letters_of(house)) == {LetterState.SENT}
    assert desk.document(house.build("cli"), house.founded, document_id).state is (
        DocumentState.CLEAN
    )


def test_what_the_worker_cleaned_is_a_picture_of_ours(house):
    house.clock.move(minutes=10)
    person = another(house)
    with house.build("portal").work(person) as uow:
        document_id = photographs.receive(uow, "card_back", factories.BACK)

    work(house.build("worker"))

    tools = house.build("admin")
    with tools.work(factories.admin_of(house.founded)) as uow:
        row = uow.get(photographs.Document, document_id)
        content = uow.open_file(row, "large", photographs.Purpose.REVIEW)
    assert Image.open(BytesIO(content)).format == "JPEG"


@pytest.mark.parametrize("fault", ONE_OF_EACH_KIND)
def test_a_scheduler_without_the_audit_key_signs_nothing_and_goes_on(house, spoil, fault, caplog):
    repair = spoil(house.config.audit_key_file, fault)
    caplog.set_level(logging.ERROR)

    timetable.tick(house.build("scheduler"))
    unsigned = count_notes(house)
    repair()
    timetable.sign_checkpoints(house.build("scheduler"))

    assert unsigned == 0
    assert count_notes(house) == 1
    assert "鍵ファイル" in caplog.text


def count_notes(house):
    with house.build("cli").read(factories.admin_of(house.founded)) as uow:
        return uow.count(select(Checkpoint.id))


def test_a_log_is_verified_without_any_private_key(house, spoil):
    spoil(house.config.audit_key_file, "missing")
    tools = house.build("cli")

    with tools.read(timetable.SYSTEM) as uow:
        public = notes.audit_key(uow)
    with tools.read(factories.admin_of(house.founded)) as uow:
        verdict = checkpoints.verify_log(uow, public)

    assert verdict.fault is None
