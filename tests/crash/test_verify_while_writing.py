"""A log that grows while it is verified is sound: no false alarm, every checkpoint is signed."""

import threading

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.services.audit import checkpoints, notes
from tests import factories


@pytest.fixture
def tools(tmp_path, database_url):
    config = factories.config_for(tmp_path / "home", database_url)
    with factories.closing(factories.toolbox_for(config)) as tools:
        yield tools


def test_a_growing_log_is_sound(tools):
    founded = factories.company(tools)
    scheduler, enough = Actor.system("scheduler", founded.company_id), threading.Event()

    def write():
        while not enough.is_set():
            with tools.work(factories.admin_of(founded)) as uow:
                uow.record(Action.REVIEW_OPENED)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    with tools.read(Actor.system("cli")) as uow:
        public = notes.audit_key(uow)
    verdicts = []
    try:
        while len({verdict.size for verdict in verdicts}) < 3:
            checkpoints.checkpoint(tools, scheduler)
            with tools.read(scheduler) as uow:
                verdicts.append(checkpoints.verify_log(uow, public))
    finally:
        enough.set()
        for writer in writers:
            writer.join()

    assert {verdict.fault for verdict in verdicts} == {None}
