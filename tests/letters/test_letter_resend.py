"""「再送」 and 「不達にする」: a fresh secret, the old one void, nothing for who has finished."""

import re

import pytest
from mailroom import deliver, letters_of, mails, rows, text_of

from mcollector.rules.actions import Action
from mcollector.rules.errors import NotAllowed
from mcollector.rules.letters.kinds import LetterKind, LetterState
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.deliveries import resend
from mcollector.services.deliveries.resend import kind_now
from mcollector.services.letters import queue
from mcollector.services.login import one_time_secrets
from mcollector.store.letters import Letter
from tests import factories
from tests.office import desk


def again(admin, letter, **fields):
    return admin.post(f"/admin/letters/{letter.id}/again", fields, follow_redirects=True)


def worth(tools, founded, letter, secret):
    with tools.read(factories.admin_of(founded)) as uow:
        return one_time_secrets.check_secret(uow, letter.account_id, secret).word


def secret_in(mail):
    return re.search(r"/first/\w+/(\S+)", text_of(mail)).group(1).replace("-", "")


@pytest.fixture
def failed(tools, founded, person_id, script, clock):
    """The person's invitation, refused by the server."""
    script.answers["RCPT"] = ["550 5.1.1 nobody here"]
    deliver(tools)
    clock.move(minutes=1)
    return letters_of(tools, founded, person_id)[0]


def test_a_failed_letter_is_sent_again(admin, tools, founded, person_id, failed, script):
    answer = again(admin, failed)
    deliver(tools)

    old, new = letters_of(tools, founded, person_id)
    assert "再送しました。" in answer.text
    assert (old.state, new.state, new.kind) == (
        LetterState.FAILED,
        LetterState.SENT,
        LetterKind.INVITATION,
    )
    assert [mail["Message-ID"] for mail in mails(script)] == [
        f"<{new.id.hex}@{tools.config.mail_domain}>"
    ]
    assert not desk.person(tools, founded, person_id).bounced


def test_the_new_letter_voids_the_secret_of_one_that_came_after_all(
    app, tools, founded, person_id, script, clock
):
    """A bounce taken over by hand: the first letter lies somewhere, its secret opens nothing."""
    deliver(tools)
    clock.move(minutes=1)
    (first,) = letters_of(tools, founded, person_id)
    admin = desk.sign_in(app, tools, founded)
    admin.post(f"/admin/letters/{first.id}/bounced")
    before = worth(tools, founded, first, secret_in(mails(script)[0]))

    again(admin, first)
    deliver(tools)

    old, new = map(secret_in, mails(script))
    assert (before, old != new) == ("good", True)
    assert [worth(tools, founded, first, one) for one in (old, new)] == ["unknown", "good"]


def test_two_presses_send_one_letter(admin, tools, founded, person_id, failed):
    answers = [again(admin, failed), again(admin, failed)]

    assert ["再送しました。" in answer.text for answer in answers] == [True, False]
    assert "画面を開き直して確認してください。" in answers[1].text
    assert len(letters_of(tools, founded, person_id)) == 2


def test_the_button_stands_where_it_would_do_something(admin, tools, founded, person_id, failed):
    before = rows(admin.get("/admin/letters/"))
    again(admin, failed)
    deliver(tools)

    after = rows(admin.get("/admin/letters/"))

    assert [row[4] for row in before] == [["再送", "アドレスを直す"]]
    assert [row[4] for row in after] == [["不達にする"], ["アドレスを直す"]]


@pytest.mark.parametrize("only", ["", "failed"])
def test_the_press_returns_to_the_page_it_was_made_on(admin, person_id, failed, only):
    to_list = admin.post(f"/admin/letters/{failed.id}/again", {"only": only})
    to_person = admin.post(f"/admin/letters/{failed.id}/again", {"person_id": str(person_id)})

    assert to_list.location == "/admin/letters/" + ("?only=failed" if only else "")
    assert to_person.location == f"/admin/letters/person/{person_id}"


@pytest.mark.parametrize("ending", ["submitted", "verified", "refused", "offered", "retired"])
def test_somebody_who_has_finished_gets_nothing(admin, tools, founded, person_id, failed, ending):
    desk.put(tools, founded, person_id, state=ending)

    shown = rows(admin.get("/admin/letters/"))
    answer = again(admin, failed)

    assert [row[4] for row in shown] == [["アドレスを直す"]]
    assert "この操作は、今の状態ではできません。" in answer.text
    assert len(letters_of(tools, founded, person_id)) == 1


def test_somebody_with_a_password_gets_no_secret(admin, tools, founded, person_id, failed, script):
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        account.password_hash = factories.hash_password(factories.PASSWORD)
        uow.record(Action.PASSWORD_SET, row=account)

    again(admin, failed)
    deliver(tools)

    assert letters_of(tools, founded, person_id)[1].secret_digest is None
    assert "仮パスワード" not in text_of(mails(script)[0])


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        ("invitation", "waiting", "invitation"),
        ("invitation", "returned", "return"),
        ("reminder", "drafting", "reminder"),
        ("return", "returned", "return"),
        ("return", "waiting", "reminder"),
        ("return", "submitted", None),
        ("completion", "verified", "completion"),
        ("completion", "submitted", None),
        ("reset", "waiting", None),
        ("password_changed", "waiting", None),
        ("address_changed", "waiting", None),
        ("staff_invitation", None, "staff_invitation"),
    ],
)
def test_the_letter_says_what_is_true_today(kind, state, expected):
    found = kind_now(LetterKind(kind), state and PersonState(state), has_password=False)

    assert found == (expected and LetterKind(expected))


def test_somebody_of_the_office_who_works_already_is_not_invited_again():
    assert kind_now(LetterKind.STAFF_INVITATION, None, has_password=True) is None


def test_a_suspended_account_gets_nothing(admin, tools, founded, person_id, failed):
    with tools.work(factories.admin_of(founded)) as uow:
        account = queue.account_of(uow, person_id)
        account.state = "suspended"
        uow.record(Action.STAFF_ADDED, row=account)

    assert "この操作は、今の状態ではできません。" in again(admin, failed).text
    assert len(letters_of(tools, founded, person_id)) == 1


class TestBounces:
    """「不達にする」."""

    @pytest.fixture
    def sent(self, tools, founded, person_id, clock):
        deliver(tools)
        clock.move(days=1)
        return letters_of(tools, founded, person_id)[0]

    @pytest.fixture
    def admin(self, app, tools, founded, sent):
        return desk.sign_in(app, tools, founded)

    def bounce(self, admin, letter):
        return admin.post(f"/admin/letters/{letter.id}/bounced", follow_redirects=True)

    def test_the_letter_failed_and_the_person_has_a_chip(
        self, admin, tools, founded, person_id, sent
    ):
        answer = self.bounce(admin, sent)

        letter = letters_of(tools, founded, person_id)[0]
        assert (letter.state, letter.code) == (LetterState.FAILED, "by-hand")
        assert desk.person(tools, founded, person_id).bounced
        assert [row[3:] for row in rows(answer)] == [
            ("不達（あとから戻ってきた）", ["再送", "アドレスを直す"])
        ]

    def test_it_leaves_a_line_about_the_person(self, admin, tools, founded, person_id, sent):
        before = len(desk.lines(tools, founded.company_id, Action.LETTER_ENDED))

        self.bounce(admin, sent)

        lines = desk.lines(tools, founded.company_id, Action.LETTER_ENDED)[before:]
        assert [line.subject_id for line in lines] == [founded.company_id, person_id]
        assert {line.actor for line in lines} == {f"staff:{founded.account_id.hex}"}

    @pytest.mark.parametrize("state", [one for one in LetterState if one is not LetterState.SENT])
    def test_only_a_sent_letter_can_have_come_back(
        self, admin, tools, founded, person_id, sent, state
    ):
        with tools.work(factories.admin_of(founded)) as uow:
            uow.get(Letter, sent.id).state = state
            uow.record(Action.LETTER_ENDED, row=sent)

        answer = self.bounce(admin, sent)

        assert "この操作は、今の状態ではできません。" in answer.text
        assert letters_of(tools, founded, person_id)[0].state is state
        assert not desk.person(tools, founded, person_id).bounced

    def test_a_letter_to_an_address_they_have_no_more_gives_no_chip(
        self, admin, tools, founded, person_id, sent
    ):
        desk.put(tools, founded, person_id, mail="new@example.com")

        self.bounce(admin, sent)

        assert letters_of(tools, founded, person_id)[0].state is LetterState.FAILED
        assert not desk.person(tools, founded, person_id).bounced


@pytest.mark.parametrize("deed", [resend.resend, resend.bounce])
@pytest.mark.parametrize("right", [Right.DATA, Right.DOWNLOAD, Right.AUDITOR, Right.MEMBER])
def test_the_services_ask_for_the_right_themselves(tools, founded, person_id, deed, right):
    letter = letters_of(tools, founded, person_id)[0]
    actor = factories.Actor.staff(founded.company_id, founded.account_id, right)

    with pytest.raises(NotAllowed), tools.work(actor) as uow:
        deed(uow, letter.id)
