"""Ten edits made directly in the database, each found and named by its line."""

import pytest
from sqlalchemy import delete, insert, select, text, update

from mcollector.rules import canonical
from mcollector.rules.actor import Actor
from mcollector.rules.merkle import leaf_hash
from mcollector.services import audits
from mcollector.store.audit import AuditLine, AuditLog, Checkpoint
from mcollector.store.boxes import Box
from mcollector.store.submissions import Submission
from tests import factories
from tests.work.test_trail import verdict


@pytest.fixture
def founded(tools):
    """A company with lines, a submission's sealed values, and a checkpoint over it all."""
    founded = factories.company(tools)
    factories.people_in(tools, founded, 3)
    factories.submission_in(tools, founded)
    with tools.work(Actor.system("scheduler", founded.company_id)) as uow:
        assert audits.checkpoint(uow)
    assert verdict(tools, founded).fault is None
    return founded


@pytest.fixture
def thief(tools, founded):
    """The database's owner, with the nets taken down: triggers and row-level security."""
    with tools.engine.begin() as connection:
        if tools.engine.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
            for table in ("audit_lines", "audit_logs", "audit_checkpoints", "boxes", "submissions"):
                connection.execute(text(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"))
        else:
            for table in ("audit_lines", "audit_checkpoints"):
                for verb in ("update", "delete"):
                    connection.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
    connection = tools.engine.connect()
    yield connection
    connection.close()


def line(founded, seq):
    return (AuditLine.company_id == founded.company_id) & (AuditLine.seq == seq)


def steal(thief, *statements):
    if thief.dialect.name == "postgresql":
        thief.execute(text("SET session_replication_role = replica"))
    for statement in statements:
        done = thief.execute(statement)
        assert statement.is_insert or done.rowcount == 1
    thief.commit()


def body_of(thief, founded, seq):
    body = thief.execute(select(AuditLine.body).where(line(founded, seq))).scalar_one()
    thief.commit()
    return body


def test_an_edited_body(tools, founded, thief):
    body = body_of(thief, founded, 4).replace(b'"ok"', b'"no"')
    steal(thief, update(AuditLine).where(line(founded, 4)).values(body=body))

    assert verdict(tools, founded).fault == audits.Fault(4, "edited")


def test_an_edited_body_hashed_again(tools, founded, thief):
    body = body_of(thief, founded, 4).replace(b'"ok"', b'"no"')
    again = update(AuditLine).where(line(founded, 4)).values(body=body, leaf=leaf_hash(body))
    steal(thief, again)

    assert verdict(tools, founded).fault == audits.Fault(4, "edited and hashed again")


@pytest.mark.parametrize("copy", [{"actor": "staff:nobody"}, {"action": "person:add"}])
def test_an_edited_copy_of_a_field(tools, founded, thief, copy):
    steal(thief, update(AuditLine).where(line(founded, 1)).values(**copy))

    assert verdict(tools, founded).fault == audits.Fault(1, "copied fields edited")


def test_a_deleted_line(tools, founded, thief):
    steal(thief, delete(AuditLine).where(line(founded, 3)))

    assert verdict(tools, founded).fault == audits.Fault(3, "missing")


def test_a_cut_off_end(tools, founded, thief):
    size = verdict(tools, founded).size
    steal(thief, delete(AuditLine).where(line(founded, size)))

    assert verdict(tools, founded).fault == audits.Fault(size, "cut off at the end")


def test_two_lines_exchanged(tools, founded, thief):
    moved = [
        update(AuditLine).where(line(founded, old)).values(seq=new)
        for old, new in ((2, 100_000), (3, 2), (100_000, 3))
    ]
    steal(thief, *moved)

    assert verdict(tools, founded).fault == audits.Fault(2, "moved")


def test_an_invented_line(tools, founded, thief):
    size = verdict(tools, founded).size
    last = thief.execute(select(AuditLine.__table__).where(line(founded, size))).mappings().one()
    thief.commit()
    said = canonical.decode(last["body"]) | {"seq": size + 1}
    body = canonical.encode(said)
    row = dict(last) | {"id": founded.account_id, "seq": size + 1, "body": body}
    steal(thief, insert(AuditLine).values(**(row | {"leaf": leaf_hash(body)})))

    assert verdict(tools, founded).fault == audits.Fault(size + 1, "edited and hashed again")


def test_a_rollback_behind_the_checkpoint(tools, founded, thief):
    size = verdict(tools, founded).size
    before = thief.execute(select(AuditLine.root).where(line(founded, size - 1))).scalar_one()
    thief.commit()
    lines = [body_of(thief, founded, seq) for seq in range(1, size)]
    frontier = audits.verify.Frontier()
    for body in lines:
        frontier = frontier.append(leaf_hash(body))
    assert frontier.root() == before
    head = update(AuditLog).where(AuditLog.company_id == founded.company_id)
    steal(
        thief,
        delete(AuditLine).where(line(founded, size)),
        head.values(size=size - 1, frontier=frontier.to_bytes()),
        delete(Checkpoint).where(Checkpoint.company_id == founded.company_id),
    )

    assert verdict(tools, founded).fault == audits.Fault(size, "rolled back behind a checkpoint")


def test_an_edited_checkpoint(tools, founded, thief):
    mine = Checkpoint.company_id == founded.company_id
    note = thief.execute(select(Checkpoint.note).where(mine)).scalar_one()
    thief.commit()
    steal(thief, update(Checkpoint).where(mine).values(note=note.replace("m-coll", "x-coll", 1)))

    assert verdict(tools, founded).fault == audits.Fault(1, "checkpoint edited")


@pytest.mark.parametrize("table", [Submission, Box])
def test_a_swapped_value(tools, founded, thief, table):
    """A ciphertext made by somebody who knows only the public halves is not what was sealed."""
    column = "number" if table is Submission else "public"
    mine = select(table.id).where(table.company_id == founded.company_id).limit(1)
    row_id = thief.execute(mine).scalar_one()
    thief.commit()
    stolen = update(table).where(table.id == row_id).values(**{column: factories.STRANGE})
    steal(thief, stolen)

    fault = verdict(tools, founded).fault
    assert fault.kind == "value swapped"
    assert fault.seq > 0
