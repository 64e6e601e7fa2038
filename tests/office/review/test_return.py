"""差し戻し: which photographs, why, and a comment that carries no number."""

import email
import re
from email.policy import default

import pytest
from sqlalchemy import select

from mcollector import jobs
from mcollector.rules.letters.kinds import LetterKind
from mcollector.store.letters import Letter
from mcollector.store.reviews import Return
from tests import factories
from tests.office import desk
from tests.office.pages import wrong
from tests.office.review.reviewing import state_of

NO_PAPER = {"document": "差し戻す写真を選択してください。"}
NO_REASON = {"document": "差し戻す写真ごとに理由を選択してください。"}
NUMBER = {"comment": "12桁の数字は書けません。番号を消してください。"}
LONG = {"comment": "500文字以内で入力してください。"}
EMPTY = {"comment": "コメントを入力してください。"}
STRANGE = {"comment": "使えない文字があります。コメントを入力し直してください。"}


@pytest.fixture
def send(admin, tools, founded, person_id, papers):
    """Send papers back as the form does; `marks` are places in the list of papers."""

    def send(marks=(0,), reason="blur", comment="", **changed):
        chosen = [papers[place].id for place in marks]
        values = {
            "submission_id": str(papers[0].submission_id),
            "document": [str(one) for one in chosen],
            **{f"reason-{one}": reason for one in chosen},
            "comment": comment,
            **changed,
        }
        return admin.post(f"/admin/reviews/{person_id}/return", values)

    return send


def marks_of(tools, founded):
    with tools.read(factories.admin_of(founded)) as uow:
        return list(uow.scalars(select(Return).order_by(Return.slot)))


def test_two_photographs_one_letter(send, tools, founded, person_id):
    before = desk.size(tools, founded.company_id, Letter)

    answer = send((0, 1), comment="裏面も\r\nお願いします。")

    assert answer.status_code == 302
    assert [(one.reason, one.comment) for one in marks_of(tools, founded)] == [
        ("blur", "裏面も\nお願いします。")
    ] * 2
    assert desk.size(tools, founded.company_id, Letter) == before + 1
    row = desk.person(tools, founded, person_id)
    assert (row.state.value, row.due_on, row.uploaded_at) == (
        "returned",
        desk.TODAY.replace(day=27),
        None,
    )


@pytest.mark.parametrize(
    ("marks", "reason", "comment", "refused"),
    [
        ((), "blur", "", NO_PAPER),
        ((0,), "", "", NO_REASON),
        ((0,), "junk", "", NO_REASON),
        ((0, 1), "", "x" * 501, NO_REASON | LONG),
        ((0,), "other", "  \n ", EMPTY),
        ((0,), "blur", "あ" * 501, LONG),
        ((0,), "blur", "番号は123456789012です。", NUMBER),
        ((0,), "blur", "No123456789012x", NUMBER),
        ((0,), "blur", "1234 5678 9012", NUMBER),
        ((0,), "blur", "1234-5678-9012", NUMBER),
        ((0,), "blur", "1234ー5678ー9012", NUMBER),
        ((0,), "blur", "１２３４　５６７８　９０１２", NUMBER),
        ((0,), "blur", "1 2 3 4 5 6 7 8 9 0 1 2", NUMBER),
        ((0,), "blur", "1234\n5678\n9012", NUMBER),
        ((0,), "blur", "a\0b", STRANGE),
        ((0,), "blur", "a\x1bb", STRANGE),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(
    send, tools, founded, person_id, papers, marks, reason, comment, refused
):
    answer = send(marks, reason, comment)

    assert (answer.status_code, wrong(answer)) == (422, refused)
    ticked = re.findall(r'name="document" value="[\w-]+" checked>', answer.text)
    assert len(ticked) == len(marks)
    assert state_of(tools, founded, person_id) == "submitted"
    assert marks_of(tools, founded) == []


@pytest.mark.parametrize(
    "comment",
    [
        "あ" * 500,
        ("あ" * 249 + "\r\n") * 2,
        "03-1234-5678 か 090-1234-5678 にお電話ください。",
        "2026年11月30日 17:00 までにお願いします。",
        "1枚目と2枚目です。🙏",
    ],
)
def test_what_may_be_written(send, comment):
    assert send(comment=comment).status_code == 302


def test_a_photograph_of_another_company_or_person_cannot_be_marked(
    send, tools, founded, other, person_id
):
    desk.submitted(tools, founded, 1)
    second = factories.people_ids(tools, founded)[1]
    foreign = factories.people_ids(tools, other)[0]
    strangers = [
        desk.papers(tools, founded, second)[0].id,
        desk.papers(tools, other, foreign)[0].id,
    ]

    answers = [send((), document=[str(one)], **{f"reason-{one}": "blur"}) for one in strangers]

    assert [(answer.status_code, wrong(answer)) for answer in answers] == [(422, NO_PAPER)] * 2
    assert marks_of(tools, founded) == []


def test_the_same_photograph_marked_twice_is_one_mark(send, tools, founded):
    assert send((0, 0)).status_code == 302
    assert len(marks_of(tools, founded)) == 1


def test_the_letter_names_reason_and_comment_and_no_number(send, tools, founded, clock):
    tools.doorbell.rung.clear()
    send(comment="裏面をとりなおしてください。")
    clock.move(minutes=5)
    jobs.install(tools)
    for _task, outbox_id in tools.doorbell.rung:
        jobs.run(str(outbox_id))

    with tools.read(factories.admin_of(founded)) as uow:
        letter = uow.first(select(Letter).where(Letter.kind == LetterKind.RETURN))
    paths = list((tools.config.home / "mail" / "new").iterdir())
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    text = mails[0].get_body(("plain",)).get_content()

    assert (letter.state.value, len(mails)) == ("sent", 1)
    assert "ぼやけていて文字が読めません。" in text
    assert "裏面をとりなおしてください。" in text
    assert factories.number() not in text
