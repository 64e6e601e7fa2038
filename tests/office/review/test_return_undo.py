"""差し戻し can be undone until its letter goes; then nothing was ever sent."""

import pytest
from sqlalchemy import select

from mcollector import jobs
from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.letters.kinds import LetterKind
from mcollector.services.letters import queue
from mcollector.services.photographs import photographs, returns
from mcollector.services.submissions import resubmit
from mcollector.store.letters import Letter
from mcollector.store.people import Person
from mcollector.store.reviews import Return
from tests import factories
from tests.office import desk
from tests.office.review.reviewing import form, look, state_of


@pytest.fixture
def returned(tools, founded, person_id, papers):
    desk.send_back(tools, founded, person_id)
    return f"/admin/reviews/{person_id}"


@pytest.fixture
def work(tools):
    """Let the worker do what it was rung for, as often as it comes."""

    def work():
        jobs.install(tools)
        for _task, outbox_id in tools.doorbell.rung:
            jobs.run(str(outbox_id))

    tools.doorbell.rung.clear()
    return work


def letter_of(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return uow.first(select(Letter).where(Letter.kind == LetterKind.RETURN))


def test_the_letter_waits_five_minutes_and_the_page_says_so(
    tools, founded, work, admin, returned, clock
):
    work()
    page = admin.get(returned).text
    before = letter_of(tools, founded).state.value
    clock.move(minutes=5)
    work()

    assert "メールは11月24日 12:05に送信します。それまでは取り消せます。" in page
    assert (before, letter_of(tools, founded).state.value) == ("ready", "sent")


def test_without_an_address_the_page_does_not_speak_of_a_letter_that_goes(
    tools, founded, person_id, admin
):
    with tools.work(factories.admin_of(founded)) as uow:
        person, account = uow.get(Person, person_id), queue.account_of(uow, person_id)
        person.mail = person.mail_key = account.mail = ""
        uow.record(Action.ADDRESS_CHANGED, row=person)
        uow.record(Action.ADDRESS_CHANGED, row=account)
    desk.send_back(tools, founded, person_id)

    page = admin.get(f"/admin/reviews/{person_id}").text

    assert (
        "メールは送信されません。本人に知らせてください。11月24日 12:05までは取り消せます。" in page
    )
    assert ("取り消す</button>" in page, "今すぐ送信" in page) == (True, False)


def test_undone_everything_is_as_before_and_no_letter_goes(
    admin, tools, founded, person_id, papers, work, clock
):
    before = desk.person(tools, founded, person_id)
    desk.send_back(tools, founded, person_id)

    answer = admin.post(f"/admin/reviews/{person_id}/return/undo")
    clock.move(minutes=5)
    work()

    row = desk.person(tools, founded, person_id)
    assert answer.status_code == 302
    assert (row.state, row.uploaded_at, row.due_on, row.returned_at) == (
        before.state,
        before.uploaded_at,
        before.due_on,
        None,
    )
    assert [desk.document(tools, founded, one.id).state.value for one in papers] == ["clean"] * 2
    assert desk.size(tools, founded.company_id, Return) == 0
    assert letter_of(tools, founded).state.value == "void"
    assert not any((tools.config.home / "mail" / "new").glob("*"))
    assert len(desk.lines(tools, founded.company_id, Action.RETURN_UNDONE)) == 2


def test_after_undoing_the_review_goes_on(admin, tools, founded, person_id, papers, returned):
    admin.post(f"{returned}/return/undo")
    look(admin, papers)

    assert admin.post(returned, form(tools, founded, person_id)).status_code == 302
    assert state_of(tools, founded, person_id) == "verified"


def test_at_once_after_all(admin, tools, founded, work, returned):
    admin.post(f"{returned}/return/now")
    work()

    page = admin.get(returned).text
    assert letter_of(tools, founded).state.value == "sent"
    assert "取り消せます" not in page


@pytest.mark.parametrize("way", ["undo", "now"])
def test_once_it_went_nothing_can_be_undone(
    admin, tools, founded, person_id, work, returned, clock, way
):
    clock.move(minutes=5)
    work()

    answer = admin.post(f"{returned}/return/{way}")

    assert answer.status_code == 409
    assert state_of(tools, founded, person_id) == "returned"
    assert desk.size(tools, founded.company_id, Return) == 1


def test_a_new_photograph_was_faster(admin, tools, founded, person_id, papers, returned):
    employee = Actor.person(founded.company_id, person_id)
    with tools.work(employee) as uow:
        fresh = photographs.receive(uow, papers[0].slot, factories.BACK)
    with tools.work(Actor.system("worker", founded.company_id)) as uow:
        photographs.store_clean(uow, fresh, b"large", b"small", (4, 3))
    with tools.work(employee) as uow:
        resubmit.resubmit(uow)

    answer = admin.post(f"{returned}/return/undo")

    assert answer.status_code == 409
    assert state_of(tools, founded, person_id) == "submitted"
    assert desk.document(tools, founded, papers[0].id).state.value == "replaced"


def test_a_second_return_can_be_undone_alone(admin, tools, founded, person_id, returned, clock):
    admin.post(f"{returned}/return/undo")
    clock.move(minutes=1)
    desk.send_back(tools, founded, person_id, "glare")

    admin.post(f"{returned}/return/undo")

    assert state_of(tools, founded, person_id) == "submitted"
    assert desk.size(tools, founded.company_id, Return) == 0


def test_only_what_was_returned_can_be_sent_again(tools, founded, person_id, papers, returned):
    employee = Actor.person(founded.company_id, person_id)

    with tools.work(employee) as uow:
        allowed = returns.open_marks(uow, person_id)

    assert [mark.slot for mark in allowed] == [papers[0].slot]
