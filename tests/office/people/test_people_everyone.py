"""ユーザー一覧: everybody the list finds is chosen at once, by its conditions and not by ids."""

import re
from datetime import date

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.rights import Right
from mcollector.rules.states import PersonState
from mcollector.services.editing import bulk, selection
from tests import factories
from tests.office import desk

DAY = {"deadline_year": "2026", "deadline_month": "12", "deadline_day": "1"}
LAST_DAY = date(2026, 12, 2)


@pytest.fixture
def ids(tools, founded):
    """Forty-five people, more than two pages of them; the first three have submitted."""
    factories.people_in(tools, founded, 45, "p")
    ids = factories.people_ids(tools, founded)
    for one in ids[:3]:
        desk.put(tools, founded, one, state="submitted")
    return ids


def offer(admin, **query):
    """Return what the list offers beside the buttons, and the fields it would send."""
    text = admin.get("/admin/people/", query_string=query).text
    words = re.search(r'name="everyone"[^>]*> <span>([^<]+)<', text)
    fields = re.findall(r'name="(\w+)" value="([^"]*)" form="action_form"', text)
    return words and words[1], {name: value for name, value in fields if name != "rowid"}


def ask(admin, action, **conditions):
    return admin.post("/admin/people/action/", {"action": action, "everyone": "1", **conditions})


def hidden(answer):
    """Return the fields of the page's form, its token and what is typed apart."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text)
    return {name: value for name, value in found if name not in ("csrf_token", "form_owner", "url")}


def press(admin, action, asked, **typed):
    return admin.post(f"/admin/people/bulk/{action}", {**hidden(asked), **typed})


def told(admin, answer):
    assert (answer.status_code, answer.location) == (302, "/admin/people/")
    return admin.get("/admin/people/").text


def moved(tools, founded, ids):
    return {n for n, one in enumerate(ids) if desk.person(tools, founded, one).due_on == LAST_DAY}


def test_the_list_offers_everybody_found_where_a_page_does_not_hold_them(admin, ids):
    assert offer(admin) == ("検索結果の全45名を選択", {"everyone": "1", "tab": "all"})
    assert offer(admin, tab="waiting", search="太郎") == (
        "検索結果の全42名を選択",
        {"everyone": "1", "tab": "waiting", "search": "太郎"},
    )
    assert offer(admin, page_size=50) == (None, {})


def test_the_conditions_go_with_the_selection_and_no_id_does(admin, ids):
    asked = ask(admin, "remind", tab="waiting", search="太郎4", state="invited_not_sent")

    assert "6名中6名に送信します。" in asked.text
    assert "選択：検索結果の全員（提出待ち、検索「太郎4」、状態：送信前）" in asked.text
    assert hidden(asked) == {
        "everyone": "1",
        "tab": "waiting",
        "search": "太郎4",
        "state": "invited_not_sent",
        "bounced": "",
        "beyond": "",
        "asked": "6",
        "taken": "6",
    }


def test_it_is_done_to_everybody_found_and_to_nobody_else(admin, tools, founded, ids):
    asked = ask(admin, "deadline", search="太郎1")
    page = told(admin, press(admin, "deadline", asked, **DAY))

    assert "11名中9名の締め切りを変更します。（2名は除外）" in asked.text
    assert "9名の締め切りを変更しました。2名は除外しました。" in page
    assert moved(tools, founded, ids) == set(range(3, 12))


def test_each_person_has_a_line_of_their_own(admin, tools, founded, ids):
    page = told(admin, press(admin, "retire", ask(admin, "retire")))

    lines = desk.lines(tools, founded.company_id, Action.PERSON_MOVED)
    assert "45名を退職にしました。" in page
    assert sorted(line.subject_id for line in lines) == sorted(ids)


def test_a_number_that_has_changed_meanwhile_is_told_and_nothing_done(admin, tools, founded, ids):
    asked = ask(admin, "deadline", tab="waiting")
    desk.put(tools, founded, ids[10], state="submitted")

    again = press(admin, "deadline", asked, **DAY)
    untouched = moved(tools, founded, ids)
    page = told(admin, press(admin, "deadline", again, **DAY))

    assert (again.status_code, untouched) == (409, set())
    assert "確認の間に人数が変わりました（前は42名中42名）。" in again.text
    assert "41名中41名の締め切りを変更します。" in again.text
    assert 'name="deadline_day" type="text" inputmode="numeric" autocomplete="off" value="1"' in (
        again.text
    )
    assert "41名の締め切りを変更しました。" in page
    assert len(moved(tools, founded, ids)) == 41


def test_as_many_found_of_whom_fewer_are_touched_is_a_change_too(admin, tools, founded, ids):
    asked = ask(admin, "deadline")
    desk.put(tools, founded, ids[10], state="submitted")

    again = press(admin, "deadline", asked, **DAY)

    assert again.status_code == 409
    assert "45名中41名の締め切りを変更します。（4名は除外）" in again.text


def test_more_than_a_press_takes_goes_on_with_the_next_press(
    admin, tools, founded, ids, monkeypatch
):
    monkeypatch.setattr(selection, "A_PRESS", 20)
    monkeypatch.setattr(selection, "AT_ONCE", 8)

    first = ask(admin, "remind")
    second = press(admin, "remind", first)
    third = press(admin, "remind", second)
    page = told(admin, press(admin, "remind", third))

    assert "45名中42名に送信します。（3名は除外）" in first.text
    assert "20名に催促メールを送信しました。" in second.text
    assert "20名に催促メールを送信しました。" in third.text
    assert "2名に催促メールを送信しました。" in page
    reminded = [one for one in ids if desk.person(tools, founded, one).reminders]
    assert reminded == ids[3:]
    assert {desk.person(tools, founded, one).reminders for one in reminded} == {1}


def test_a_day_in_the_past_is_asked_again_and_keeps_the_selection(admin, tools, founded, ids):
    asked = ask(admin, "deadline", search="太郎")

    again = press(admin, "deadline", asked, **DAY | {"deadline_month": "1"})

    assert again.status_code == 422
    assert "締め切りは、今日より後の日付にしてください。" in again.text
    assert hidden(again) == hidden(asked)


def test_too_many_are_not_taken(admin, ids, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 44)

    answer = ask(admin, "remind")

    page = told(admin, answer)
    assert "44名を超えるため、まとめて選択できません。" in page


def test_who_is_found_by_common_words_is_found_whole(admin, tools, founded, ids, monkeypatch):
    monkeypatch.setattr("mcollector.services.people.list.MOST_FOUND", 30)

    assert offer(admin, search="太郎")[0] == "検索結果の全員を選択"
    assert "45名中42名に送信します。" in ask(admin, "remind", search="太郎").text


def test_nobody_found_is_told(admin, ids):
    page = told(admin, ask(admin, "remind", search="該当なし"))

    assert "ユーザーを選んでください。" in page


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30])
def test_a_hand_made_number_does_nothing(admin, tools, founded, ids, number):
    answer = admin.post(
        "/admin/people/bulk/retire", {"everyone": "1", "asked": number, "taken": number}
    )

    assert answer.status_code == 409
    assert desk.person(tools, founded, ids[0]).state is PersonState.SUBMITTED


def test_everybody_is_everybody_of_the_own_company(admin, tools, founded, other, ids):
    before = desk.stored(tools, other)

    asked = ask(admin, "retire")
    press(admin, "retire", asked)

    assert "45名中45名を退職にします。" in asked.text
    assert desk.stored(tools, other) == before
    foreign = factories.people_ids(tools, other)[0]
    assert desk.person(tools, other, foreign).state is PersonState.SUBMITTED


def test_the_own_record_is_left_out(app, tools, founded, ids):
    clerk = desk.sign_in(app, tools, founded, Right.ADMIN, person_id=ids[9])

    asked = ask(clerk, "deadline")
    press(clerk, "deadline", asked, **DAY)

    assert "45名中41名の締め切りを変更します。（4名は除外）" in asked.text
    assert moved(tools, founded, ids) == set(range(3, 45)) - {9}


@pytest.mark.parametrize(("right", "may"), [(Right.UPLOAD, 409), (Right.DOWNLOAD, 403)])
def test_the_right_is_asked_for_as_for_the_ticked(app, tools, founded, ids, right, may):
    clerk = desk.sign_in(app, tools, founded, right)

    reminded = clerk.post("/admin/people/bulk/remind", {"everyone": "1"})
    retired = clerk.post("/admin/people/bulk/retire", {"everyone": "1"})

    assert (reminded.status_code, retired.status_code) == (may, 403)


def test_many_names_are_counted_and_the_first_hundred_shown(admin, tools, founded):
    factories.people_in(tools, founded, 230, "q")
    for one in factories.people_ids(tools, founded)[:105]:
        desk.put(tools, founded, one, state="submitted")

    asked = ask(admin, "remind")

    assert "230名中125名に送信します。（105名は除外）" in asked.text
    assert len(re.findall(r"<li>山田 太郎\d+</li>", asked.text)) == 100
    assert "<li>ほか25名</li>" in asked.text
    assert "<li>提出済みで、会社の確認を待っています：105名</li>" in asked.text
    assert asked.text.count("<tr>") == 101


def test_pieces_are_of_the_size_a_unit_takes():
    chosen = bulk.Sorted(tuple((n, "") for n in range(250)), ())

    assert [len(piece) for piece in selection.pieces(chosen)] == [100, 100, 50]
