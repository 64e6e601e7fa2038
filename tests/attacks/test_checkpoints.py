"""Who writes the database without a key can neither silence nor imitate the checkpointer."""

import pytest
from sqlalchemy import delete, insert, select, update

from mcollector.jobs import timetable
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.audit.merkle import Frontier
from mcollector.services.audit import checkpoints, notes
from mcollector.services.audit.checkpoints import CheckpointForged
from mcollector.services.audit.standing import standing
from mcollector.services.upkeep import metrics
from mcollector.store.audit import AuditLine, AuditLog, Checkpoint
from tests import factories
from tests.work.edits import thief_of
from tests.work.test_trail import verdict

HUGE = 10**9


@pytest.fixture
def founded(tools, founded_house):
    """A company with two checkpoints; returned after something more was written."""
    timetable.sign_checkpoints(tools)
    write(tools, founded_house)
    timetable.sign_checkpoints(tools)
    write(tools, founded_house)
    assert verdict(tools, founded_house).fault is None
    return founded_house


def write(tools, founded):
    with tools.work(factories.admin_of(founded)) as uow:
        uow.record(Action.REVIEW_OPENED)


def note_of(tools, founded):
    """Return the text and the size of the note outside the database."""
    path = tools.config.home / "checkpoints" / f"{founded.company_id.hex}.note"
    text = path.read_text()
    return text, int(text.splitlines()[1])


def plant(tools, founded, **more):
    """Insert a checkpoint as the role of the house may: an old note, and columns as wished."""
    with thief_of(tools.engine, founded.company_id) as thief:
        rows = select(Checkpoint.__table__).where(Checkpoint.company_id == founded.company_id)
        old = dict(thief.connection.execute(rows.order_by(Checkpoint.size)).mappings().first())
        thief.connection.execute(
            insert(Checkpoint).values(**old | {"id": founded.account_id, "size": HUGE} | more)
        )
    return old


def change_newest(tools, founded, **columns):
    with thief_of(tools.engine, founded.company_id) as thief:
        _text, size = note_of(tools, founded)
        at = (Checkpoint.company_id == founded.company_id) & (Checkpoint.size == size)
        thief.steal(update(Checkpoint).where(at).values(**columns))


def fault_kind(tools, founded):
    fault = verdict(tools, founded).fault
    return fault and fault.kind


def test_an_old_note_in_a_row_with_a_huge_size_is_found_and_silences_nothing(tools, founded):
    plant(tools, founded)
    size = verdict(tools, founded).size

    with pytest.raises(CheckpointForged):
        checkpoints.checkpoint(tools, Actor.system("scheduler", founded.company_id))

    assert note_of(tools, founded)[1] == size
    assert verdict(tools, founded).fault.kind == checkpoints.FORGED


def test_what_was_planted_stands_on_the_page_of_the_log_until_all_is_in_order(tools, founded):
    plant(tools, founded)

    timetable.sign_checkpoints(tools)

    with tools.read(factories.admin_of(founded)) as uow:
        assert standing(uow).fault == note_of(tools, founded)[1] + 1
    with thief_of(tools.engine, founded.company_id) as thief:
        thief.steal(delete(Checkpoint).where(Checkpoint.size == HUGE))
    timetable.sign_checkpoints(tools)
    with tools.read(factories.admin_of(founded)) as uow:
        assert standing(uow).fault is not None
    timetable.verify_logs(tools)
    with tools.read(factories.admin_of(founded)) as uow:
        assert standing(uow).fault is None


def test_a_planted_size_hides_no_unsigned_line_from_the_monitoring(tools, founded):
    with tools.read(Actor.system("test")) as uow:
        before = metrics.load_metrics(uow)
    plant(tools, founded)

    with tools.read(Actor.system("test")) as uow:
        assert metrics.load_metrics(uow) == before
    assert before.unsigned == 1


def test_a_row_in_the_place_of_the_next_checkpoint_keeps_the_note_from_nobody(tools, founded):
    size = verdict(tools, founded).size
    plant(tools, founded, size=size)

    with pytest.raises(CheckpointForged):
        checkpoints.checkpoint(tools, Actor.system("scheduler", founded.company_id))

    assert note_of(tools, founded)[1] == size


@pytest.mark.parametrize(
    "columns", [{"size": HUGE}, {"root": bytes(32)}, {"frontier": Frontier().to_bytes()}]
)
def test_a_column_that_says_something_else_than_its_note_is_found(tools, founded, columns):
    change_newest(tools, founded, **columns)

    assert fault_kind(tools, founded) == checkpoints.FORGED
    with pytest.raises(CheckpointForged):
        checkpoints.checkpoint(tools, Actor.system("scheduler", founded.company_id))


def test_a_note_of_another_log_is_none_of_this_one(tools, founded):
    other = factories.company(tools)
    for _ in range(30):
        write(tools, other)
    timetable.sign_checkpoints(tools)
    text, size = note_of(tools, other)
    with tools.read(Actor.system("test")) as uow:
        note = notes.open_note(notes.audit_key(uow), other.company_id, text)

    plant(tools, founded, note=text, size=size, root=note.root, frontier=None)

    assert fault_kind(tools, founded) == checkpoints.FORGED
    write(tools, founded)
    with pytest.raises(CheckpointForged):
        checkpoints.checkpoint(tools, Actor.system("scheduler", founded.company_id))


def test_a_note_outside_that_is_none_of_ours_is_found_and_nothing_is_signed(tools, founded):
    path = tools.config.home / "checkpoints" / f"{founded.company_id.hex}.note"
    path.write_text("nothing")

    timetable.sign_checkpoints(tools)

    assert path.read_text() == "nothing"
    assert fault_kind(tools, founded) == checkpoints.FORGED


def test_a_house_whose_notes_outside_are_gone_goes_on_from_the_newest_inside(tools, founded):
    text, _size = note_of(tools, founded)
    for path in (tools.config.home / "checkpoints").iterdir():
        path.unlink()

    timetable.sign_checkpoints(tools)

    assert note_of(tools, founded)[0] != text
    assert fault_kind(tools, founded) is None


class TestWhatACheckpointCosts:
    """It reads what is new, and holds no lock while it compares."""

    @pytest.fixture
    def cut_off(self, tools, founded):
        """A log whose signed lines cannot be read any more."""
        size = note_of(tools, founded)[1]
        with thief_of(tools.engine, founded.company_id) as thief:
            mine = AuditLine.company_id == founded.company_id
            thief.connection.execute(delete(AuditLine).where(mine, AuditLine.seq <= size))
        return founded

    def test_nothing_in_front_of_the_newest_note_is_read(self, tools, cut_off):
        scheduler = Actor.system("scheduler", cut_off.company_id)

        assert checkpoints.checkpoint(tools, scheduler)

        assert not checkpoints.checkpoint(tools, scheduler)
        assert fault_kind(tools, cut_off) == "missing"

    def test_it_goes_on_without_what_was_kept_as_houses_before_it_have_none(self, tools, founded):
        change_newest(tools, founded, frontier=None)

        assert checkpoints.checkpoint(tools, Actor.system("scheduler", founded.company_id))

        assert fault_kind(tools, founded) is None

    def test_it_compares_while_somebody_else_writes(self, tools, founded):
        with tools.engine.connect() as writer, writer.begin():
            head = AuditLog.company_id == founded.company_id
            writer.execute(update(AuditLog).where(head).values(size=AuditLog.size))
            with tools.read(Actor.system("scheduler", founded.company_id)) as uow:
                signed = checkpoints.sign(uow)

        assert signed.frontier.size == verdict(tools, founded).size

    def test_an_edit_of_what_was_signed_is_found_by_the_daily_verification(self, tools, cut_off):
        timetable.verify_logs(tools)

        with tools.read(factories.admin_of(cut_off)) as uow:
            assert standing(uow).fault == 1
