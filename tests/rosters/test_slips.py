"""紙の招待状: one code, shown once, good for fourteen days, void when another is printed."""

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import MoveRefused, NotAllowed
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.login import one_time
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.deliveries import slips
from mcollector.services.letters import queue
from mcollector.services.login import entry, one_time_secrets, typed
from mcollector.services.reminders import by_hand
from mcollector.services.reminders.by_hand import NoAddress
from mcollector.store.accounts import Account
from mcollector.store.letters import Letter, Secret
from mcollector.store.people import Person
from mcollector.vault import hashes
from tests import factories
from tests.office import desk
from tests.rosters import lists

DOORS = frozenset({"portal"})


@pytest.fixture
def person(tools, founded):
    lists.add(tools, founded, ",阮,文雄\n", "paper")
    return lists.rows(tools, founded, Person)[0]


@pytest.fixture
def account(tools, founded, person):
    return next(one for one in lists.rows(tools, founded, Account) if one.person_id == person.id)


def printed(tools, founded, person):
    with tools.work(factories.admin_of(founded)) as uow:
        return slips.print_slips(uow, [person.id])[0]


def worth(tools, founded, account, slip):
    with tools.work(Actor.visitor(founded.company_id)) as uow:
        return one_time_secrets.check_secret(uow, account.id, slip.code).word


def choose(tools, founded, account, slip):
    with tools.work(Actor.visitor(founded.company_id)) as uow:
        secret = slip.code.lower().replace("-", " ")
        wanted = factories.new_password(factories.PASSWORD)
        return one_time_secrets.set_first_password(uow, account.id, secret, wanted)


def test_a_slip_opens_one_screen_once(tools, founded, person, account):
    slip = printed(tools, founded, person)

    before = worth(tools, founded, account, slip)
    result = choose(tools, founded, account, slip)

    assert (before, result.outcome, worth(tools, founded, account, slip)) == ("good", "ok", "used")
    assert one_time.is_well_formed(one_time.plain(slip.code))
    assert slip.link == f"{tools.config.base_url}/first/{account.user_id}/{slip.code}"


def test_its_code_is_the_temporary_password_too(tools, founded, person, account):
    slip = printed(tools, founded, person)

    with tools.work(Actor.visitor(founded.company_id)) as uow:
        result = entry.log_in(uow, account.id, typed.compare(None, slip.code), doors=DOORS)

    assert result.outcome == "set_password"


def test_only_its_digest_is_stored_and_a_line_names_the_person(tools, founded, person):
    slip = printed(tools, founded, person)

    row = lists.rows(tools, founded, Secret)[0]
    lines = desk.lines(tools, founded.company_id, Action.SLIP_PRINTED)
    assert row.digest == hashes.sha256(one_time.plain(slip.code).encode())
    assert [line.subject_id for line in lines] == [person.id]
    assert one_time.plain(slip.code).encode() not in b"".join(line.body for line in lines)
    assert slip.code not in repr(slip)


def test_fourteen_days_and_not_a_second_more(tools, founded, person, account, clock):
    slip = printed(tools, founded, person)
    clock.move(days=13, hours=23, minutes=59, seconds=59)
    last = worth(tools, founded, account, slip)
    clock.move(seconds=1)

    assert (last, worth(tools, founded, account, slip)) == ("good", "expired")


def test_printing_again_voids_the_older_slip(tools, founded, person, account):
    first, second = printed(tools, founded, person), printed(tools, founded, person)

    words = [worth(tools, founded, account, slip) for slip in (first, second)]

    assert words == ["unknown", "good"]


def test_a_slip_voids_the_letter_that_has_not_gone(tools, founded):
    lists.add(tools, founded, "taro@example.com,山田,太郎\n")

    printed(tools, founded, lists.rows(tools, founded, Person)[0])

    assert [row.state for row in lists.rows(tools, founded, Letter)] == [LetterState.VOID]


def test_from_then_on_we_wait_for_them(tools, founded, person):
    printed(tools, founded, person)
    printed(tools, founded, person)

    lines = desk.lines(tools, founded.company_id, Action.PERSON_INVITED)
    assert lists.rows(tools, founded, Person)[0].state is PersonState.WAITING
    assert [line.object_id for line in lines] == [person.id]


def test_who_has_a_password_gets_a_way_to_a_new_one(tools, founded, person, account):
    choose(tools, founded, account, printed(tools, founded, person))
    slip = printed(tools, founded, person)

    assert slip.link == f"{tools.config.base_url}/reset/{account.user_id}/{slip.code}"
    assert choose(tools, founded, account, slip).outcome == "ok"


def test_no_letter_goes_to_nobody_and_a_slip_stays_good(tools, founded, person, account):
    slip = printed(tools, founded, person)
    with tools.work(factories.admin_of(founded)) as uow:
        queue.queue_one(uow, queue.account_of(uow, person.id), LetterKind.INVITATION)
    before = lists.counts(tools, founded)

    with pytest.raises(NoAddress), tools.work(factories.admin_of(founded)) as uow:
        by_hand.remind(uow, person.id)

    assert [row.state for row in lists.rows(tools, founded, Letter)] == [LetterState.VOID]
    assert before[-1] == 0
    assert worth(tools, founded, account, slip) == "good"


@pytest.mark.parametrize("state", ["offered", "refused", "retired"])
def test_who_is_not_collected_from_gets_none(tools, founded, person, state):
    desk.put(tools, founded, person.id, state=state)

    with pytest.raises(MoveRefused):
        printed(tools, founded, person)


@pytest.mark.parametrize("right", [Right.DATA, Right.DOWNLOAD, Right.AUDITOR])
def test_another_right_prints_none(tools, founded, person, right):
    actor = Actor.staff(founded.company_id, founded.account_id, right)

    with pytest.raises(NotAllowed), tools.work(actor) as uow:
        slips.print_slips(uow, [person.id])


def test_the_list_of_who_waits_ends_with_the_password(tools, founded, person, account):
    lists.add(tools, founded, lists.TWO)

    with tools.read(factories.admin_of(founded)) as uow:
        before = [asked.name for asked in slips.find_waiting(uow)]
    choose(tools, founded, account, printed(tools, founded, person))

    with tools.read(factories.admin_of(founded)) as uow:
        after = slips.find_waiting(uow)
    assert (before, after) == (["阮 文雄"], ())
