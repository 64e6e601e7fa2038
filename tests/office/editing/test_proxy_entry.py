"""代行入力: what a clerk enters becomes the person's submission, is told to them, and not shown."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.actor import Actor
from mcollector.rules.errors import MoveRefused, NotAllowed
from mcollector.rules.letters.kinds import LetterKind
from mcollector.rules.profile.profile import Profile
from mcollector.rules.rights import Right
from mcollector.rules.sealed import Purpose
from mcollector.rules.states import PersonState
from mcollector.services.drafts import drafts
from mcollector.services.employee import record, status
from mcollector.services.letters import queue
from mcollector.services.photographs import photographs
from mcollector.services.submissions import proxy_entry
from mcollector.store.letters import Letter
from mcollector.store.proxy_entries import ProxyEntry
from mcollector.store.submissions import Dependent
from tests import factories
from tests.factories import BACK, PROFILE
from tests.office import desk, pages
from tests.office.editing.editing_page import path_of
from tests.office.editing.entering import NUMBER, OTHER, WHY, Clerk
from tests.portal.pages import Page
from tests.portal.rows import places
from tests.web.visitor import title

KEY = bytes(range(32))


@pytest.fixture
def clerk(app, tools, founded, other_id):
    """A data user with the second person's form."""
    return Clerk(desk.sign_in(app, tools, founded, Right.DATA), other_id)


def lines(tools, founded, action):
    return desk.lines(tools, founded.company_id, action)


def opened(tools, founded, person_id):
    """Return number, profile and the dependents' numbers of the person's newest submission."""
    row = desk.newest(tools, founded, person_id)
    with tools.work(factories.admin_of(founded)) as uow:
        dependents = uow.scalars(select(Dependent).where(Dependent.submission_id == row.id))
        return (
            uow.open(row, "number", Purpose.REVIEW).decode(),
            Profile.from_json(uow.open(row, "profile", Purpose.REVIEW)),
            [uow.open(one, "number", Purpose.REVIEW).decode() for one in dependents],
        )


def test_it_becomes_a_submission_as_the_persons_own_would(clerk, tools, founded, other_id):
    clerk.fill_in()
    clerk.add_dependent()

    answer = clerk.press_update()

    assert answer.location == path_of(other_id)
    found = desk.person(tools, founded, other_id)
    assert (found.state, found.uploaded_at) == (PersonState.SUBMITTED, tools.now())
    assert (found.family, found.reading) == ("山田", "やまだ たろう")
    number, profile, dependents = opened(tools, founded, other_id)
    assert (number, dependents) == (NUMBER, [OTHER])
    assert profile.address == PROFILE["address"]
    papers = desk.papers(tools, founded, other_id)
    assert [row.slot for row in papers] == ["card_back", "card_front"]
    with tools.work(Actor.system("worker", founded.company_id)) as uow:
        assert photographs.open_raw(uow, papers[0].id) == BACK


def test_the_log_names_the_clerk_and_the_reason_and_no_value(clerk, tools, founded, other_id):
    clerk.fill_in().press_update()

    mine = lines(tools, founded, Action.PROXY_BEGUN) + lines(tools, founded, Action.PROXY_ENTERED)
    assert [line.subject_id for line in mine] == [other_id, other_id]
    assert {line.actor.partition(":")[0] for line in mine} == {"staff"}
    assert all(b'"reason":"asked"' in line.body for line in mine)
    [made] = [
        line
        for line in lines(tools, founded, Action.SUBMISSION_MADE)
        if b"receipt" in line.body and line.subject_id == other_id
    ]
    received = lines(tools, founded, Action.DOCUMENT_RECEIVED)[-1]
    assert made.actor == received.actor == mine[0].actor


def test_nothing_entered_lies_open_anywhere(clerk, tools, founded):
    clerk.fill_in()
    clerk.add_dependent()
    half = places(tools)
    clerk.press_update()

    for held in (half, places(tools)):
        for value in (NUMBER, OTHER, PROFILE["address"], PROFILE["phone"], WHY["text"]):
            assert [name for name, rows in held.items() if value.encode() in rows] == []


def test_the_person_is_told_once(clerk, tools, founded, other_id):
    clerk.fill_in()
    key = Page(clerk.get(clerk.at("/entry/check")).text).values["key"]

    answers = [clerk.send(clerk.at("/entry/submit"), {"key": key}) for _ in range(2)]

    assert [answer.location for answer in answers] == [path_of(other_id)] * 2
    with tools.read(factories.admin_of(founded)) as uow:
        told = select(Letter.person_id).where(Letter.kind == LetterKind.PROXY_ENTRY)
        assert list(uow.scalars(told)) == [other_id]
    assert len(lines(tools, founded, Action.PROXY_ENTERED)) == 1


def test_the_employee_reads_that_the_company_entered(clerk, tools, founded, other_id):
    clerk.fill_in().press_update()

    with tools.read(Actor.person(founded.company_id, other_id)) as uow:
        told = [str(event.sentence) for event in record.own_record(uow).events]
        receipt = status.status(uow).receipt.number
    assert told[-1] == f"会社の担当者が、あなたの代わりに入力しました（受付番号 {receipt}）。"


SUBMITTED = ("1-2-3", "09000000000", "1988", NUMBER, NUMBER[-4:], OTHER, "山田 一")


def test_what_was_entered_is_not_shown_back(clerk, other_id):
    clerk.fill_in()
    clerk.add_dependent()
    before = clerk.get(clerk.at("/entry/check")).text
    clerk.press_update()

    shown = [
        clerk.get(clerk.at(rest), follow_redirects=True).text
        for rest in ("", "/entry", "/entry/profile", "/entry/photos", "/entry/check")
    ]

    assert [value in before for value in SUBMITTED] == [
        True,
        True,
        True,
        False,
        True,
        False,
        True,
    ]
    assert [value for value in SUBMITTED for page in shown if value in page] == []


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"reason": ""}, {"reason": "代行の理由を選択してください。"}),
        ({"reason": "other", "text": " "}, {"text": "理由を入力してください。"}),
        (
            {"text": "番号は１２３４ 5678 9012です"},
            {"text": "12桁の数字は書けません。番号を消してください。"},
        ),
        ({"told": ""}, {"told": "利用目的を本人に伝えてから、チェックを入れてください。"}),
        ({"notice": "x"}, {"told": "利用目的が変わりました。もう一度確認してください。"}),
    ],
)
def test_without_a_good_reason_nothing_begins(clerk, tools, founded, changed, wrong):
    answer = clerk.begin(**changed)

    assert (answer.status_code, pages.wrong(answer)) == (422, wrong)
    assert ("5678" in answer.text) is False
    assert desk.size(tools, founded.company_id, ProxyEntry) == 0
    assert clerk.get(clerk.at("/entry/profile")).status_code == 409


def test_a_wrong_page_keeps_what_was_typed(clerk):
    clerk.begin()

    answer = clerk.fill_profile(phone="x", address="見本町9")

    assert answer.status_code == 422
    assert pages.wrong(answer) == {"phone": "電話番号は数字10〜12桁で入力してください。"}
    assert "見本町9" in answer.text
    assert "見本町9" in clerk.get(clerk.at("/entry/profile")).text
    refused = clerk.send_photographs({"card_back": BACK}, number="123456789012")
    assert refused.status_code == 422
    assert "123456789012" not in refused.text
    assert "受け取り済み" in refused.text


@pytest.mark.parametrize("right", [Right.UPLOAD, Right.DOWNLOAD, Right.AUDITOR, Right.MEMBER])
def test_the_services_ask_for_the_right_themselves(tools, founded, other_id, right):
    actor = Actor.staff(founded.company_id, uuid4(), right).entering_for(other_id)
    deeds = (
        lambda uow: proxy_entry.begin(uow, None, WHY),
        lambda uow: proxy_entry.submit(uow, KEY, None),
        proxy_entry.history,
        proxy_entry.give_up,
        drafts.author,
        lambda uow: drafts.load(uow, KEY),
        lambda uow: photographs.receive(uow, "card_back", BACK),
    )

    for deed in deeds:
        with tools.work(actor) as uow, pytest.raises(NotAllowed):
            deed(uow)


def test_nobody_enters_for_themselves_nor_without_an_entry(tools, founded, other_id):
    mine = Actor.staff(founded.company_id, uuid4(), Right.DATA, other_id).entering_for(other_id)
    without = Actor.staff(founded.company_id, uuid4(), Right.DATA).entering_for(other_id)

    for actor, refusal in ((mine, NotAllowed), (without, MoveRefused)):
        with tools.work(actor) as uow, pytest.raises(refusal):
            photographs.receive(uow, "card_back", BACK)


def test_the_page_tells_who_entered_and_why(clerk, tools, founded):
    clerk.fill_in().press_update()

    page = clerk.get(clerk.at()).text

    told = re.findall(r'data-l="(?:担当者|理由|結果)"><div class="cell-flow">([^<]*\S) *<', page)
    receipt = desk.newest(tools, founded, clerk.person_id).receipt
    assert told == ["高橋 担当", "本人の依頼", f"提出（受付番号 {receipt}）"]


def test_the_letters_name_follows_the_name_that_was_entered(clerk, tools, founded, other_id):
    clerk.fill_in()
    clerk.fill_profile(family="髙橋", family_reading="たかはし")

    clerk.press_update()

    with tools.read(factories.admin_of(founded)) as uow:
        assert queue.account_of(uow, other_id).name == "髙橋 太郎"
    named = [line.object_id for line in lines(tools, founded, Action.PERSON_NAMED)]
    assert named.count(other_id) == 1


def test_a_body_too_large_names_what_was_lost_and_the_page_stays(clerk):
    clerk.begin()
    large = {f"passport_{n}": BACK + bytes(16 << 20) for n in range(4)}

    answer = clerk.post_files(clerk.at("/entry/photos"), large, {})

    assert (answer.status_code, title(answer)) == (413, "マイナンバーと写真")
    assert pages.wrong(answer)["number"].startswith("写真が大きすぎます。")
