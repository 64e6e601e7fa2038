"""Adding one person by hand, by the rules of a roster."""

from dataclasses import dataclass
from uuid import UUID

from mcollector.rules.errors import FormRefused
from mcollector.rules.rights import Permission
from mcollector.rules.roster.cells import Record
from mcollector.rules.roster.columns import Column, Layout
from mcollector.rules.roster.rows import Allowance, Row, read_row
from mcollector.rules.sentences import say
from mcollector.rules.text.names import full_of, trim
from mcollector.services.permissions import require
from mcollector.services.rosters import matching, people
from mcollector.services.rosters.people import Adding
from mcollector.work.unit import UnitOfWork

FIELDS = (Column.MAIL, Column.FAMILY, Column.MIDDLE, Column.GIVEN)
EVERYTHING = frozenset(Allowance)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What was typed; without `invite` no letter goes, `shared` takes an address twice."""

    mail: str
    family: str
    middle: str
    given: str
    invite: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Added:
    """The new person; `mail` is empty for who gets paper."""

    id: UUID
    name: str
    mail: str


class AlreadyThere(FormRefused):
    """The address belongs to somebody already; the tick `shared` takes it all the same."""


def add(uow: UnitOfWork, new: NewPerson) -> Added:
    """Add the person, with account, login and, if wished, an invitation.

    Raises FormRefused with every wrong field at once, AlreadyThere for an address in use.
    """
    require(uow, Permission.ROSTER)
    row = _row(new)
    _refuse_known(uow, row, shared=new.shared)
    adding = Adding(None, EVERYTHING, uow.now if new.invite else None)
    _batch_id, ids = people.add_new(uow, [row], adding)
    if not ids:
        raise FormRefused({"family": _THERE})
    return Added(ids[0], full_of(row), row.mail)


_THERE = say("同じ氏名とメールアドレスの人が、すでに登録されています。")


def _row(new: NewPerson) -> Row:
    cells = tuple(trim(getattr(new, column.value)) for column in FIELDS)
    row, errors = read_row(Record(1, 1, cells), Layout(FIELDS), frozenset(), EVERYTHING)
    if row is None:
        raise FormRefused({error.cell: error.cause for error in reversed(errors)})
    return row


def _refuse_known(uow: UnitOfWork, row: Row, *, shared: bool) -> None:
    matched = matching.match_rows(uow, [row])
    if matched.known:
        raise FormRefused({"mail" if row.mail else "family": _THERE})
    if matched.others and not shared:
        name = matched.others[row.line]
        raise AlreadyThere({"mail": say("すでに登録されています（%(name)s）。", name=name)})
