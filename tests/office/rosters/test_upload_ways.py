"""アップロード: pasted lines, one person, good lines only, the wrong ones saved, a time, undo."""

import re

import pytest

from mcollector.store.letters import Letter
from mcollector.store.people import Person
from tests import factories
from tests.factories import number
from tests.office import desk
from tests.office.desk import names, stored
from tests.office.pages import roster_of, upload, wrong
from tests.web.visitor import title

TARO = "taro@example.com,山田,太郎"
SUCCESS = "ファイルアップロードに成功しました。"
MIXED = f"{TARO}\nbad,佐藤,花子\nc@example.com,林,\n"


def paste(admin, text, **more):
    fields = {"pasted": text, **more}
    return admin.post("/admin/rosters/", fields, follow_redirects=True)


def add(admin, **fields):
    return admin.post("/admin/rosters/add", fields, follow_redirects=True)


def test_pasted_lines_are_read_as_a_file_is(admin, tools, founded):
    shown = paste(admin, "氏名\tメール\r\n山田　太郎\ttaro@example.com\r\n")
    admin.post(f"{roster_of(shown)}/run")

    assert title(shown) == SUCCESS
    assert names(tools, founded) == [("taro@example.com", "山田", "", "太郎")]


def test_pasted_words_come_back_after_a_refusal_but_no_number(admin):
    text = "メール,氏名"
    refused = paste(admin, text)
    with_number = paste(admin, f"メール,{number()}")

    assert (refused.status_code, list(wrong(refused))) == (422, ["pasted"])
    assert f"{text}</textarea>" in refused.text
    assert number() not in with_number.text


def test_a_file_and_pasted_lines_at_once_are_refused(admin, tools, founded):
    answer = upload(admin, TARO.encode(), pasted=TARO)

    assert wrong(answer) == {"file": "ファイルか貼り付けの、どちらか1つにしてください。"}
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_the_good_lines_alone_are_an_explicit_choice(admin, tools, founded):
    shown = upload(admin, MIXED.encode())
    roster = roster_of(shown)

    refused = admin.post(f"{roster}/run")
    asked = admin.get(f"{roster}/confirm?good=1")
    admin.post(f"{roster}/run", {"good": "1"})

    assert "正しい2行だけ登録" in shown.text
    assert (refused.location, title(asked)) == (roster, "招待メールの送信")
    assert "誤りのある1行は登録しません。" in asked.text
    assert [row[0] for row in names(tools, founded)] == ["c@example.com", "taro@example.com"]


def test_the_wrong_lines_are_saved_in_the_files_encoding(admin):
    roster = roster_of(upload(admin, MIXED.encode("cp932")))

    answer = admin.get(f"{roster}/wrong")

    assert answer.data == "bad,佐藤,花子\n".encode("cp932")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="roster-errors.csv"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_tick_takes_a_family_with_one_address(admin, tools, founded):
    family = f"{TARO}\ntaro@example.com,山田,花子\n,阮,文雄\n"
    roster = roster_of(upload(admin, family.encode()))

    shown = admin.post(f"{roster}/allow", {"allow": ["shared", "paper"]}, follow_redirects=True)
    answer = admin.post(f"{roster}/run", follow_redirects=True)

    assert (title(shown), "新規 3名" in shown.text) == (SUCCESS, True)
    assert "メールアドレスのない人が1名います。" in answer.text
    assert stored(tools, founded) == (3, 3, 2, 1)


def test_a_time_that_cannot_be_is_asked_for_again(admin, tools, founded):
    roster = roster_of(upload(admin, TARO.encode()))
    past = {"send": "later", "send_at": "2020-01-01T09:00"}

    answer = admin.post(f"{roster}/run", past)

    assert (answer.status_code, list(wrong(answer))) == (422, ["send_at"])
    assert 'value="2020-01-01T09:00"' in answer.text
    assert re.search(r'value="later"\s+checked', answer.text)
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_letters_that_wait_are_shown_and_sent_sooner_or_called_back(admin, tools, founded):
    roster = roster_of(upload(admin, TARO.encode()))
    later = {"send": "later", "send_at": "2026-11-30T09:00"}

    shown = admin.post(f"{roster}/run", later, follow_redirects=True)
    sooner = admin.post(f"{roster}/now", follow_redirects=True)
    undone = admin.post(f"{roster}/undo", follow_redirects=True)
    again = admin.get(f"{roster}/progress", follow_redirects=True)

    assert "に送信する予約です。それまでは取り消せます。" in shown.text
    assert "予約です" not in sooner.text
    assert "この名簿の登録は取り消しました。" in undone.text
    assert "この名簿の登録は取り消しました。" in again.text
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_what_was_sent_cannot_be_undone_and_a_sentence_says_so(admin, tools, founded):
    roster = roster_of(upload(admin, TARO.encode()))
    offered = admin.post(f"{roster}/run", follow_redirects=True)
    with tools.work(factories.admin_of(founded)) as uow:
        letter = uow.scalars(desk.select(Letter))[0]
        letter.sending_at, letter.state = uow.now, "sending"
        uow.record(desk.Action.LETTER_WRITTEN, row=letter)

    answer = admin.post(f"{roster}/undo", follow_redirects=True)

    assert "この登録を取り消す" in offered.text
    assert "招待メールの送信が始まったため、取り消せません。" in answer.text
    assert "この登録を取り消す" not in answer.text
    assert stored(tools, founded) == (1, 1, 1, 1)


@pytest.mark.parametrize(("invite", "letters"), [({"invite": "1"}, 1), ({}, 0)])
def test_one_person_with_or_without_a_letter(admin, tools, founded, invite, letters):
    form = {"mail": "Taro@EXAMPLE.com", "family": " 山田 ", "middle": "", "given": "太郎"}

    answer = add(admin, **form, **invite)

    assert "山田 太郎さんを登録しました。" in answer.text
    assert names(tools, founded) == [("Taro@example.com", "山田", "", "太郎")]
    assert stored(tools, founded) == (1, 1, letters, letters)


def test_everything_wrong_with_one_person_at_once_and_nothing_lost(admin, tools, founded):
    answer = add(admin, mail="bad", family="", middle="=1+1", given="")

    assert answer.status_code == 422
    assert wrong(answer) == {
        "family": "姓が入力されていません。",
        "middle": "表計算ソフトの式や記号になっています。",
        "mail": "メールアドレスに「@」がありません。",
    }
    assert 'value="=1+1"' in answer.text
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_an_address_in_use_names_its_holder_and_is_taken_with_a_tick(admin, tools, founded):
    add(admin, mail="home@example.com", family="山田", given="太郎")
    again = {"mail": "HOME@example.com", "family": "山田", "given": "花子"}

    first = add(admin, **again)
    second = add(admin, **again, shared="1")
    same = add(admin, **again, shared="1")

    assert wrong(first) == {"mail": "すでに登録されています（山田 太郎）。"}
    assert 'name="shared"' in first.text
    assert "山田 花子さんを登録しました。" in second.text
    assert wrong(same) == {"mail": "同じ氏名とメールアドレスの人が、すでに登録されています。"}
    assert desk.size(tools, founded.company_id, Person) == 2
