"""本人の申し出: the office sees that something was said, and opens the words with a line before."""

import html
import re
from uuid import uuid4

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import NotAllowed
from mcollector.rules.rights import Right
from mcollector.services.employee import record
from mcollector.services.statements import change_requests, inbox, refusals
from mcollector.store.change_requests import ChangeRequest
from tests import factories
from tests.office import desk
from tests.web.visitor import title

WHY, WISH = "家族に相談しています。", "引っこしました。"


@pytest.fixture
def refuser(tools, founded, person_id):
    """The second person of the company, who will not submit."""
    other = next(one for one in factories.people_ids(tools, founded) if one != person_id)
    with tools.work(Actor.person(founded.company_id, other)) as uow:
        refusals.tell(uow, {"reason": "unwilling", "text": WHY})
    return other


@pytest.fixture
def asker(tools, founded, person_id):
    """Somebody who has submitted and wants something changed."""
    with tools.work(Actor.person(founded.company_id, person_id)) as uow:
        change_requests.ask(uow, uuid4(), WISH)
    return person_id


def buttons(answer):
    return re.findall(r'name="statement" value="([^"]+)"', answer.text)


def opened(tools, founded):
    """Return which tables' words were opened, and for which purpose."""
    found = desk.lines(tools, founded.company_id, Action.VALUE_OPENED)
    return [
        line.body.partition(b'"purpose":"')[2].partition(b'"')[0].decode()
        for line in found
        if b'"column":"text"' in line.body
    ]


def test_the_words_of_a_refusal_open_by_a_press_with_a_line(admin, tools, founded, refuser):
    path = f"/admin/statements/{refuser}"
    shown = admin.get(path)
    before = opened(tools, founded)

    answer = admin.post(path, {"statement": buttons(shown)[0]})

    assert (WHY in shown.text, before) == (False, [])
    assert WHY in answer.text
    assert opened(tools, founded) == ["statement"]
    assert WHY not in admin.get(path).text


def test_the_list_leads_from_the_chip_to_the_words(admin, refuser):
    page = admin.get("/admin/people/").text

    assert f'<a href="/admin/statements/{refuser}"><span class="chip chip-grey">提出拒否' in page


def test_a_change_stands_in_todays_work_until_it_is_dealt_with(admin, tools, founded, asker):
    menu = admin.get("/admin/").text
    admin.post(f"/admin/statements/{asker}/settle")

    again = admin.post(f"/admin/statements/{asker}/settle")

    assert "変更の申し出 1件" in menu
    assert again.status_code == 302
    assert "変更の申し出 1件" not in admin.get("/admin/").text
    assert len(desk.lines(tools, founded.company_id, Action.CHANGE_SETTLED)) == 1
    with tools.read(Actor.person(founded.company_id, asker)) as uow:
        told = [str(event.sentence) for event in record.own_record(uow).events]
    assert told[-1] == "会社が変更の申し出に対応しました。"


def test_everything_that_stands_is_listed_the_oldest_first(admin, refuser, clock, request):
    clock.move(minutes=1)
    request.getfixturevalue("asker")

    page = html.unescape(admin.get("/admin/statements/").text)

    assert re.findall(r'class="chip chip-\w+">([^<]+)<', page) == ["提出したくない", "変更の申し出"]


def test_without_any_the_page_says_so(admin, person_id):
    assert "申し出はありません。" in admin.get("/admin/statements/").text
    assert "申し出はありません。" in admin.get(f"/admin/statements/{person_id}").text


@pytest.mark.parametrize("statement", [{}, {"statement": "x"}])
def test_a_press_without_a_statement_opens_nothing(admin, tools, founded, refuser, statement):
    answer = admin.post(f"/admin/statements/{refuser}", statement)

    assert (answer.status_code, opened(tools, founded)) == (422, [])


def test_one_persons_words_are_not_found_under_another(admin, tools, founded, refuser, asker):
    of_another = buttons(admin.get(f"/admin/statements/{refuser}"))[0]

    answer = admin.post(f"/admin/statements/{asker}", {"statement": of_another})

    assert (answer.status_code, opened(tools, founded)) == (404, [])


def test_the_employee_sees_that_they_were_read(admin, tools, founded, refuser):
    path = f"/admin/statements/{refuser}"
    admin.post(path, {"statement": buttons(admin.get(path))[0]})

    with tools.read(Actor.person(founded.company_id, refuser)) as uow:
        looks = record.own_record(uow).opened_by

    assert [(look.right, str(look.what)) for look in looks] == [("組織管理者", "提出できない理由")]


def test_nobody_opens_their_own(app, tools, founded, asker):
    clerk = desk.sign_in(app, tools, founded, Right.DATA, person_id=asker)

    answers = [clerk.get(f"/admin/statements/{asker}"), clerk.post(f"/admin/statements/{asker}")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert title(clerk.get("/admin/statements/")) == "本人の申し出"
    assert str(asker) not in clerk.get("/admin/statements/").text


@pytest.mark.parametrize("right", [Right.UPLOAD, Right.DOWNLOAD, Right.AUDITOR, Right.MEMBER])
def test_the_service_asks_for_the_right_itself(tools, founded, asker, right):
    actor = Actor.staff(founded.company_id, uuid4(), right)
    deeds = (
        inbox.waiting,
        lambda uow: inbox.load_statements(uow, asker),
        lambda uow: inbox.open_statement(uow, asker, uuid4()),
        lambda uow: change_requests.settle(uow, asker),
    )

    for deed in deeds:
        with tools.work(actor) as uow, pytest.raises(NotAllowed):
            deed(uow)
    assert desk.size(tools, founded.company_id, ChangeRequest) == 1
