"""「取り消す」: all of a list goes as if it had never been, or all of it stays."""

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.errors import MoveRefused
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.services.deliveries import slips
from mcollector.services.letters import queue
from mcollector.services.login import sessions
from mcollector.services.rosters import undo as roster_undo
from mcollector.services.rosters.undo import IN_USE, SENDING, UndoRefused
from mcollector.store.accounts import Account, AccountState
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.rosters import RosterFile, RosterState
from tests import factories
from tests.office import desk
from tests.rosters import lists


def undo(tools, founded, roster_id):
    with tools.work(factories.admin_of(founded)) as uow:
        return roster_undo.undo(uow, roster_id)


def test_everything_the_list_made_goes_with_a_line_for_each_person(tools, founded):
    kept = lists.add(tools, founded, "old@example.com,林,一\n")
    before = lists.counts(tools, founded)
    roster_id = lists.add(tools, founded, lists.TWO + ",阮,文雄\n", "paper")
    gone = {p.id for p in lists.rows(tools, founded, Person) if p.roster_id == roster_id}

    removed = undo(tools, founded, roster_id)

    assert (removed, lists.counts(tools, founded)) == (3, before)
    assert [p.roster_id for p in lists.rows(tools, founded, Person)] == [kept]
    told = desk.lines(tools, founded.company_id, Action.PERSON_REMOVED)
    assert {line.subject_id for line in told} == gone
    assert len(desk.lines(tools, founded.company_id, Action.ROSTER_UNDONE)) == 1


def test_a_second_time_changes_nothing_and_the_list_can_come_again(tools, founded):
    roster_id = lists.add(tools, founded)
    undo(tools, founded, roster_id)

    assert undo(tools, founded, roster_id) == 0
    lists.add(tools, founded)
    assert lists.counts(tools, founded) == (2, 2, 2, 2, 1)


def test_a_list_that_was_not_run_is_not_undone(tools, founded):
    with pytest.raises(MoveRefused):
        undo(tools, founded, lists.upload(tools, founded, lists.TWO))


@pytest.mark.parametrize("state", ["sending", "sent", "retry", "failed", "unknown"])
def test_from_the_first_letter_on_its_way_all_stay(tools, founded, state):
    roster_id = lists.add(tools, founded)
    first = lists.rows(tools, founded, Letter)[0]
    with tools.work(factories.admin_of(founded)) as uow:
        letter = uow.get(Letter, first.id)
        letter.state = LetterState(state)
        uow.record(Action.LETTER_ENDED, row=letter)
    before = lists.counts(tools, founded)

    with pytest.raises(UndoRefused) as refused:
        undo(tools, founded, roster_id)

    assert refused.value.sentence == SENDING
    assert lists.counts(tools, founded) == before


def remind(uow, person, account):
    queue.queue_one(uow, account, LetterKind.REMINDER)


def print_slip(uow, person, account):
    slips.print_slips(uow, [person.id])


def come_in(uow, person, account):
    sessions.open_for(uow, account.id)


def rename(uow, person, account):
    person.reading = "やまだ"
    uow.record(Action.DRAFT_SAVED, row=person)


def suspend(uow, person, account):
    account.state = AccountState.SUSPENDED
    uow.record(Action.STAFF_SUSPENDED, row=account)


@pytest.mark.parametrize("touch", [remind, print_slip, come_in, rename, suspend])
def test_what_anything_refers_to_is_never_removed(tools, founded, touch):
    roster_id = lists.add(tools, founded)
    row = lists.rows(tools, founded, Person)[0]
    with tools.work(factories.admin_of(founded)) as uow:
        person = uow.get(Person, row.id)
        touch(uow, person, queue.account_of(uow, person.id))
    before = lists.counts(tools, founded)

    with pytest.raises(UndoRefused) as refused:
        undo(tools, founded, roster_id)

    assert refused.value.sentence == IN_USE
    assert lists.counts(tools, founded) == before
    assert lists.rows(tools, founded, RosterFile)[0].state is RosterState.RUN


def test_every_table_that_can_refer_to_a_person_is_asked(tools):
    asked = {query.selected_columns[0].table.name for query in roster_undo._references(None)}

    assert asked >= {"boxes", "documents", "submissions", "drafts", "sessions", "secrets"}
    assert not asked & {"letters", "accounts", "people"}


def test_nobody_of_another_company_can_undo(tools, founded):
    roster_id = lists.add(tools, founded)
    other = factories.company(tools, "株式会社よその会社")

    with pytest.raises(Exception, match="ページが見つかりません"):
        undo(tools, other, roster_id)

    assert lists.counts(tools, founded)[0] == 2
    assert len(lists.rows(tools, founded, Account)) == 3
