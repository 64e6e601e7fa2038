"""扶養者: every mistake names whose it is, removing asks first, and there may be none or five."""

import json

import pytest

from mcollector.rules.sealed import Purpose
from mcollector.store.submissions import Dependent
from tests import factories
from tests.factories import DEPENDENT, number
from tests.portal.pages import Page, refused
from tests.portal.rows import rows
from tests.web.visitor import title

NUMBER = number("98765432109")
BIRTH = "生年月日が正しくありません。例：1990年4月1日"

WRONG = [
    ({"relation": ""}, {"relation": "扶養者1人目の続柄を選択してください。"}),
    ({"relation": "cat"}, {"relation": "扶養者1人目の続柄を選択してください。"}),
    ({"family": "", "given": ""}, {"family": "扶養者1人目の氏名を入力してください。"}),
    ({"given": "あ" * 101}, {"family": "扶養者1人目の氏名は100文字以内で入力してください。"}),
    (
        {"family": "山\x00田"},
        {"family": "扶養者1人目の氏名に使えない文字が含まれています。入力し直してください。"},
    ),
    ({"birth_day": "32"}, {"birth": f"扶養者1人目の{BIRTH}"}),
    ({"birth_year": "2027"}, {"birth": f"扶養者1人目の{BIRTH}"}),
    ({"number": ""}, {"number": "扶養者1人目の番号：マイナンバーを入力してください。"}),
    (
        {"number": NUMBER[:11]},
        {"number": "扶養者1人目の番号：12桁で入力してください（今は11桁です）。"},
    ),
    (
        {"number": "0" * 12},
        {
            "number": (
                "扶養者1人目の番号：入力した番号は、存在しないマイナンバーです。"
                "カードを見て確認してください。"
            )
        },
    ),
    (
        {"checked": ""},
        {"checked": "扶養者1人目の番号と本人を確かめて、チェックを入れてください。"},
    ),
]


@pytest.mark.parametrize(("changed", "wrong"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_field_names_the_person_and_what_was_typed_stays(worker, changed, wrong):
    answer = worker.add_dependent(**changed)

    page = Page(answer.text)
    assert refused(answer) == wrong
    assert page.values["given"] == (DEPENDENT | changed)["given"]
    assert page.values["number"] == ""
    assert "1人目" not in worker.page("/my/check").text


def test_everything_wrong_is_named_at_once(worker):
    answer = worker.send("/my/dependents/0")

    assert sorted(refused(answer)) == ["birth", "checked", "family", "number", "relation"]


def test_the_second_one_is_named_the_second(worker):
    worker.add_dependent()

    added = worker.add_dependent(relation="")
    changed = worker.add_dependent(position=1, relation="")

    assert refused(added) == {"relation": "扶養者2人目の続柄を選択してください。"}
    assert refused(changed) == {"relation": "扶養者1人目の続柄を選択してください。"}


def test_a_right_number_need_not_be_typed_again_on_a_refused_page(worker):
    page = Page(worker.add_dependent(relation="").text)

    answer = worker.send("/my/dependents/0", page.values | {"relation": "child"})

    assert "入力済み" in page.text
    assert answer.location == "/my/check"
    assert "1人目：山田 一（子）" in worker.page("/my/check").text


def test_it_goes_to_nobody_else(worker):
    worker.add_dependent(relation="")

    answer = worker.add_dependent(number="")

    assert refused(answer) == {"number": "扶養者1人目の番号：マイナンバーを入力してください。"}


def test_a_change_keeps_the_number_when_its_field_is_left_empty(worker):
    worker.add_dependent()
    worker.page("/my/check")

    answer = worker.add_dependent(position=1, given="二郎", number="")

    page = worker.page("/my/check")
    assert answer.location == "/my/check"
    assert page.notes()[0] == "変更しました。"
    assert "1人目：山田 二郎（子）" in page.text


def test_a_refused_change_changes_nothing(worker):
    worker.add_dependent()

    worker.add_dependent(position=1, given="二郎", number="1")

    assert "1人目：山田 一（子）" in worker.page("/my/check").text


def test_a_page_sent_twice_adds_one(worker):
    worker.add_dependent()

    answer = worker.add_dependent()

    assert answer.location == "/my/check"
    assert len(worker.page("/my/check").find("h3")) == 1


def test_removing_asks_first_and_says_whom(worker):
    worker.add_dependent()
    worker.add_dependent(given="花子")

    asked = worker.page("/my/dependents/1/remove")
    before = worker.page("/my/check").text
    answer = worker.send("/my/dependents/1/remove")

    assert asked.remedy == "以下の扶養者を削除しますか？　この操作は元に戻せません。"
    assert asked.find("strong")[0].text == "山田 一"
    assert "2人目：山田 花子（子）" in before
    after = worker.page("/my/check")
    assert answer.location == "/my/check"
    assert after.notes()[0] == "山田 一さんを削除しました。"
    assert [node.text for node in after.find("h3")] == ["1人目：山田 花子（子）"]


@pytest.mark.parametrize("place", ["2", "9" * 20, "9" * 400])
def test_a_place_out_of_range_is_not_found(worker, place):
    worker.add_dependent()

    answers = [
        worker.get(f"/my/dependents/{place}"),
        worker.send(f"/my/dependents/{place}", DEPENDENT | {"number": NUMBER}),
        worker.get(f"/my/dependents/{place}/remove"),
        worker.send(f"/my/dependents/{place}/remove"),
    ]

    assert [(one.status_code, title(one)) for one in answers] == [
        (404, "ページが見つかりません。")
    ] * 4
    assert len(worker.page("/my/check").find("h3")) == 1


@pytest.mark.parametrize("place", ["-1", "x", "1.5", "１", "9" * 5000], ids=range(5))
def test_what_is_no_place_is_not_found(worker, place):
    assert worker.get(f"/my/dependents/{place}").status_code == 404


def test_the_place_of_a_new_one_cannot_be_removed(worker):
    worker.add_dependent()

    answers = [worker.get("/my/dependents/0/remove"), worker.send("/my/dependents/0/remove")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_none_one_or_five_are_submitted_in_their_order(worker, tools, founded, count):
    worker.fill_in()
    numbers = [number(f"9876543210{n}") for n in range(count)]
    for n, digits in enumerate(numbers):
        assert worker.add_dependent(given=f"子{n}", number=digits).location == "/my/check"

    answer = worker.press_update()

    assert answer.location == "/my/done"
    found = sorted(rows(tools, Dependent), key=lambda row: row.position)
    assert [row.position for row in found] == list(range(1, count + 1))
    assert [opened(tools, founded, row.id) for row in found] == [
        (f"山田 子{n}", digits) for n, digits in enumerate(numbers)
    ]


def opened(tools, founded, dependent_id):
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Dependent, dependent_id)
        facts = json.loads(uow.open(row, "profile", Purpose.REVIEW))
        return facts["name"], uow.open(row, "number", Purpose.REVIEW).decode()


def test_without_dependents_the_page_says_to_go_on(worker):
    page = worker.page("/my/check")

    assert "扶養者（ふようしゃ）が いない人は そのまま すすんでください。" in page.text
