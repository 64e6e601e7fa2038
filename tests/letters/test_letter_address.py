"""「アドレスを直す」: four places, both owners told, and no secret left at the old address."""

import threading

import pytest
from mailroom import deliver, letters_of, mails, rows, text_of
from sqlalchemy import select

from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused, NotAllowed, NotFound
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.rights import Right
from mcollector.services.editing import addresses
from mcollector.services.editing.addresses import AddressHeld
from mcollector.services.letters import queue
from mcollector.store.accounts import Login
from mcollector.vault import hashes
from tests import factories
from tests.office import desk, pages
from tests.web.visitor import Visitor

OLD, NEW = "taro0@example.com", "Taro.Yamada@example.org"


def correct(admin, person_id, mail=NEW, known=OLD, **fields):
    return admin.post(
        f"/admin/letters/person/{person_id}/address",
        {"mail": mail, "known": known, **fields},
        follow_redirects=True,
    )


def places(tools, founded, person_id):
    """Return the address in each of its four places."""
    with tools.read(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        login = uow.first(select(Login).where(Login.account_id == account.id))
    person = desk.person(tools, founded, person_id)
    return (person.mail, person.mail_key, account.mail, login.mail_digest)


def set_password(tools, founded, person_id):
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        account.password_hash = factories.hash_password(factories.PASSWORD)
        uow.record(Action.PASSWORD_SET, row=account)


def test_the_address_is_corrected_in_its_four_places(admin, tools, founded, person_id):
    answer = correct(admin, person_id)

    assert "メールアドレスを直しました。" in answer.text
    assert places(tools, founded, person_id) == (
        NEW,
        NEW.lower(),
        NEW,
        hashes.mail_digest(NEW),
    )


@pytest.mark.parametrize(
    "typed", [f"  {NEW} ", f"mailto:{NEW}", "Ｔａｒｏ．Ｙａｍａｄａ＠example.org"]
)
def test_it_is_read_as_a_roster_would_read_it(admin, tools, founded, person_id, typed):
    correct(admin, person_id, typed)

    assert places(tools, founded, person_id)[0] == NEW


def test_the_old_and_the_new_address_are_told(app, tools, founded, person_id, script, clock):
    deliver(tools)
    set_password(tools, founded, person_id)
    clock.move(minutes=1)

    correct(desk.sign_in(app, tools, founded), person_id)
    deliver(tools)

    told = mails(script)[1:]
    assert sorted(mail["To"].addresses[0].addr_spec for mail in told) == sorted([OLD, NEW])
    assert {mail["Subject"].partition("｜")[0] for mail in told} == {"メールアドレスを変更しました"}
    assert [NEW in text_of(mail) or OLD in text_of(mail) for mail in told] == [False, False]
    assert all("2026年11月24日（火） 12:01に、" in text_of(mail) for mail in told)


def test_a_secret_that_went_to_the_old_address_opens_nothing(
    app, tools, founded, person_id, script, clock
):
    deliver(tools)
    link = next(word for word in text_of(mails(script)[0]).split() if "/first/" in word)
    clock.move(minutes=1)

    correct(desk.sign_in(app, tools, founded), person_id)
    deliver(tools)

    old, new = (Visitor(app.test_client()).get(one) for one in (link, link_to(script, NEW)))
    assert ["山田 太郎0" in page.text for page in (old, new)] == [False, True]


def link_to(script, mail):
    texts = [text_of(one) for one in mails(script) if one["To"].addresses[0].addr_spec == mail]
    return next(word for text in texts for word in text.split() if "/first/" in word)


def test_an_invitation_that_waited_goes_to_the_new_address_only(
    admin, tools, founded, person_id, script
):
    correct(admin, person_id)
    deliver(tools)

    went = [(one.kind, one.state, one.mail) for one in letters_of(tools, founded, person_id)]
    assert sorted(went, key=str) == sorted(
        [
            (LetterKind.INVITATION, LetterState.VOID, None),
            (LetterKind.INVITATION, LetterState.SENT, NEW),
            (LetterKind.ADDRESS_CHANGED, LetterState.SENT, OLD),
            (LetterKind.ADDRESS_CHANGED, LetterState.SENT, NEW),
        ],
        key=str,
    )


@pytest.mark.parametrize("state", ["submitted", "verified", "retired"])
def test_somebody_who_has_finished_gets_the_notice_alone(admin, tools, founded, person_id, state):
    desk.put(tools, founded, person_id, state=state)

    correct(admin, person_id)

    kinds = [one.kind for one in letters_of(tools, founded, person_id)]
    assert sorted(kinds) == ["address_changed", "address_changed", "invitation"]


def test_the_chip_goes_and_a_dead_old_address_does_not_bring_it_back(
    app, tools, founded, person_id, script, clock
):
    """The notice to the old address fails as everything before it; that says nothing here."""
    script.answers["RCPT"] = ["550 5.1.1 nobody", "550 5.1.1 nobody"]
    deliver(tools)
    before = desk.person(tools, founded, person_id).bounced
    clock.move(minutes=1)
    admin = desk.sign_in(app, tools, founded)

    correct(admin, person_id)
    deliver(tools)

    shown = {(row[1], row[2]): row[3] for row in rows(admin.get("/admin/letters/"))}
    assert (before, desk.person(tools, founded, person_id).bounced) == (True, False)
    assert list(shown.values()).count("不達（宛先なし）") == 2


def test_the_screen_keeps_where_each_letter_went(app, tools, founded, person_id, clock):
    deliver(tools)
    clock.move(minutes=1)
    admin = desk.sign_in(app, tools, founded)

    correct(admin, person_id)
    deliver(tools)

    shown = rows(admin.get(f"/admin/letters/person/{person_id}"))
    assert sorted((row[2], row[1]) for row in shown) == sorted(
        [
            ("招待", OLD),
            ("招待", NEW),
            ("アドレス変更", OLD),
            ("アドレス変更", NEW),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "known", "sentence"),
    [
        ("", OLD, "メールアドレスを入力してください。"),
        ("taro", OLD, "メールアドレスに「@」がありません。"),
        ("a@b", OLD, "メールアドレスが正しくありません。「@」の後ろを確認してください。"),
        (f"{NEW}\r\nBcc: x@example.com", OLD, "メールアドレスの「@」は1つだけにしてください。"),
        (OLD, OLD, "今のメールアドレスと同じです。正しいアドレスを入力してください。"),
        (NEW, "x@example.com", "ほかの人が先に直しました。今のメールアドレスを確認してください。"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(
    admin, tools, founded, person_id, typed, known, sentence
):
    answer = correct(admin, person_id, typed, known)

    assert answer.status_code == 422
    assert pages.wrong(answer) == {"mail": sentence}
    assert f'value="{typed.replace(chr(13), "").splitlines()[0] if typed else ""}' in answer.text
    assert places(tools, founded, person_id)[0] == OLD
    assert len(letters_of(tools, founded, person_id)) == 1


@pytest.mark.parametrize("held", ["jiro0@example.com", "JIRO0@example.com", "admin@example.com"])
def test_an_address_somebody_else_has_needs_a_tick(admin, tools, founded, person_id, held):
    factories.people_in(tools, founded, 1, "jiro")

    refused = correct(admin, person_id, held)
    before = places(tools, founded, person_id)[0]
    taken = correct(admin, person_id, held, shared="1")

    assert (refused.status_code, 'name="shared"' in refused.text) == (422, True)
    assert str(AddressHeld().sentence) in refused.text
    assert (before, taken.status_code) == (OLD, 200)
    assert places(tools, founded, person_id)[0] == held


def test_an_address_of_another_company_is_nobodys_here(admin, tools, founded, person_id):
    other = factories.company(tools, "株式会社よその会社")
    factories.people_in(tools, other, 1, "foreign")

    assert correct(admin, person_id, "foreign0@example.com").status_code == 200


def test_the_new_address_opens_the_door_and_the_old_one_does_not(
    app, admin, tools, founded, person_id
):
    set_password(tools, founded, person_id)

    correct(admin, person_id)

    answers = {mail: Visitor(app.test_client()).log_in(mail).status_code for mail in (OLD, NEW)}
    assert answers == {OLD: 401, NEW: 302}


def test_somebody_of_the_office_is_not_corrected_here(admin, tools, founded, person_id):
    """A clerk's address is the way to a new password: a clerk must not be able to turn it."""
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        account.right = Right.ADMIN
        uow.record(Action.STAFF_ADDED, row=account)

    answer = correct(admin, person_id)

    assert answer.status_code == 404
    assert desk.person(tools, founded, person_id).mail == OLD


@pytest.mark.both
def test_two_clerks_at_once_are_told_of_each_other(tools, founded, person_id):
    start, outcomes = threading.Barrier(2), []

    def work(mail):
        start.wait()
        try:
            with tools.work(factories.admin_of(founded)) as uow:
                addresses.correct(uow, person_id, mail, known=OLD, shared=False)
        except FieldRefused:
            outcomes.append("refused")
        else:
            outcomes.append(mail)

    threads = [threading.Thread(target=work, args=(f"{n}@example.com",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    won = desk.person(tools, founded, person_id).mail
    assert sorted(outcomes) == sorted([won, "refused"])


def test_it_leaves_one_line_about_the_person_without_an_address(admin, tools, founded, person_id):
    correct(admin, person_id)

    (line,) = desk.lines(tools, founded.company_id, Action.ADDRESS_CHANGED)
    assert (line.subject_id, line.actor) == (person_id, f"staff:{founded.account_id.hex}")
    assert b"example" not in bytes(line.body)


@pytest.mark.parametrize("right", [Right.DATA, Right.DOWNLOAD, Right.AUDITOR, Right.MEMBER])
def test_the_service_asks_for_the_right_itself(tools, founded, person_id, right):
    actor = factories.Actor.staff(founded.company_id, founded.account_id, right)

    for deed in (
        lambda uow: addresses.correct(uow, person_id, NEW, known=OLD, shared=False),
        lambda uow: addresses.find_addressee(uow, person_id),
    ):
        with pytest.raises(NotAllowed), tools.work(actor) as uow:
            deed(uow)


def test_a_person_without_an_account_of_their_own_is_not_found(tools, founded):
    with pytest.raises(NotFound), tools.work(factories.admin_of(founded)) as uow:
        addresses.find_addressee(uow, founded.account_id)
