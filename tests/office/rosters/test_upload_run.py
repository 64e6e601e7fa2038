"""「実行」: nothing before it, once however often it is pressed, and how a file is read."""

import re
from uuid import uuid4

import pytest

from mcollector.jobs import timetable
from tests import factories
from tests.office import desk
from tests.office.desk import names, stored
from tests.office.pages import roster_of, sentence, upload
from tests.web.visitor import title

TARO = "taro@example.com,山田,太郎\n"
SUCCESS = "ファイルアップロードに成功しました。"
WRONG = "ファイルに誤りがあります"


def test_nothing_is_saved_or_queued_before_run(admin, tools, founded):
    shown = upload(admin, TARO.encode())
    asked = admin.get(f"{roster_of(shown)}/confirm")
    before = stored(tools, founded)

    answer = admin.post(f"{roster_of(shown)}/run", follow_redirects=True)

    assert (title(shown), title(asked)) == (SUCCESS, "招待メールの送信")
    assert before == (0, 0, 0, 0)
    assert stored(tools, founded) == (1, 1, 1, 1)
    assert "1名中0名に送信しました。" in answer.text


def test_the_same_file_again_changes_nothing(admin, tools, founded):
    first = upload(admin, TARO.encode())
    admin.post(f"{roster_of(first)}/run")
    before = (stored(tools, founded), names(tools, founded))

    again = upload(admin, TARO.upper().encode())
    run = admin.post(f"{roster_of(again)}/run", follow_redirects=True)

    assert "追加されるユーザーはいません（1名すべて登録済み）。" in again.text
    assert "追加されたユーザーはいません" in run.text
    assert (stored(tools, founded), names(tools, founded)) == before


def test_run_twice_and_back_to_the_preview_lead_to_the_progress(admin, tools, founded):
    roster = roster_of(upload(admin, TARO.encode()))
    answers = [admin.post(f"{roster}/run") for _ in range(2)]
    back = [admin.get(f"{roster}{page}") for page in ("", "/confirm")]

    assert {answer.location for answer in answers} == {f"{roster}/progress"}
    assert [answer.status_code for answer in back] == [302, 302]
    assert stored(tools, founded) == (1, 1, 1, 1)


def test_a_roster_of_another_company_is_not_there(admin, app, tools, other):
    stranger = desk.sign_in(app, tools, other)
    roster = roster_of(upload(stranger, TARO.encode()))

    gets = [admin.get(f"{roster}{page}").status_code for page in ("", "/confirm", "/progress")]
    posts = [admin.post(f"{roster}{page}").status_code for page in ("/run", "/columns")]
    nobody = admin.get(f"/admin/rosters/{uuid4()}")

    assert (gets, posts, nobody.status_code) == ([404] * 3, [404] * 2, 404)
    assert admin.get(roster).text[:200] == nobody.text[:200]


GONE = (
    "この名簿は、アップロードから24時間が過ぎたため消しました。"
    "1名も登録していません。もう一度アップロードしてください。"
)


@pytest.mark.parametrize("swept", [True, False])
def test_a_roster_is_forgotten_after_a_day(app, tools, founded, clock, swept):
    roster = roster_of(upload(desk.sign_in(app, tools, founded), TARO.encode()))
    clock.move(hours=24)
    if swept:
        timetable.forget(tools)
    admin = desk.sign_in(app, tools, founded)

    answers = [
        admin.post(f"{roster}/run"),
        admin.get(roster),
        admin.get(f"{roster}/confirm"),
        admin.post(f"{roster}/columns"),
    ]

    assert [(answer.status_code, sentence(answer)) for answer in answers] == [(410, GONE)] * 4
    assert stored(tools, founded) == (0, 0, 0, 0)


def test_a_roster_waits_a_day_less_a_second(app, tools, founded, clock):
    roster = roster_of(upload(desk.sign_in(app, tools, founded), TARO.encode()))
    clock.move(hours=23, minutes=59, seconds=59)
    timetable.forget(tools)

    answer = desk.sign_in(app, tools, founded).post(f"{roster}/run")

    assert (answer.location, stored(tools, founded)) == (f"{roster}/progress", (1, 1, 1, 1))


class TestColumns:
    """The office may say how the file is to be read."""

    def test_another_reading_is_shown(self, admin, tools, founded):
        roster = roster_of(upload(admin, b"x,taro@example.com,SANTOS,y\n"))
        chosen = {"column": ["ignore", "mail", "family", "ignore"], "header": "no"}

        answer = admin.post(f"{roster}/columns", chosen, follow_redirects=True)
        admin.post(f"{roster}/run")

        assert title(answer) == SUCCESS
        assert names(tools, founded) == [("taro@example.com", "SANTOS", "", "")]

    def test_a_reading_that_leaves_nothing_is_refused_and_the_old_one_kept(self, admin):
        roster = roster_of(upload(admin, TARO.encode()))

        answer = admin.post(f"{roster}/columns", {"header": "yes"}, follow_redirects=True)

        assert "登録する行がありません。" in answer.text
        assert (title(answer), "新規 1名" in answer.text) == (SUCCESS, True)

    def test_a_sheet_of_many_columns_is_read_and_can_be_chosen(self, admin, tools, founded):
        titles = ",".join(["メール", "姓", "名", *(f"列{n}" for n in range(300))])
        row = ",".join(["taro@example.com", "山田", "太郎", *["x"] * 300])
        shown = upload(admin, f"{titles}\n{row}\n".encode())
        chosen = re.findall(r'<option value="(\w+)" selected', shown.text)[:40]

        answer = admin.post(
            f"{roster_of(shown)}/columns",
            {"column": chosen, "header": "yes"},
            follow_redirects=True,
        )

        assert shown.text.count('name="column"') == 40
        assert (title(shown), title(answer)) == (SUCCESS, SUCCESS)
        assert "40列目までを選べます。" in answer.text

    def test_words_nobody_knows_mean_find_out(self, admin, tools, founded):
        junk = {"column": ["DROP", "x" * 500], "encoding": "x" * 500, "header": "maybe" * 9}
        roster = roster_of(upload(admin, TARO.encode(), encoding="klingon", header="x" * 99))

        answer = admin.post(f"{roster}/columns", junk, follow_redirects=True)

        assert (title(answer), "新規 1名" in answer.text) == (SUCCESS, True)


def test_the_progress_ends_although_a_newer_letter_replaced_one(admin, tools, founded, clock):
    """A reminder before the invitation went: the invitation is void, nobody waits for it."""
    roster = roster_of(upload(admin, TARO.encode() + b"b@example.com,x\n"))
    admin.post(f"{roster}/run")
    person_id = factories.people_ids(tools, founded)[0]
    clock.move(days=3)
    admin = desk.sign_in(admin.client.application, tools, founded)
    admin.post(f"/admin/people/remind/{person_id}")

    answer = admin.get(f"{roster}/progress")

    assert "1名中0名に送信しました。" in answer.text
