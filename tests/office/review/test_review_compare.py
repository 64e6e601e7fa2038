"""照合入力: the number typed from the paper is compared; it is not shown, places are at most."""

import json
import re

import pytest

from mcollector.rules.actions import Action
from mcollector.rules.my_number import MyNumber
from mcollector.rules.rights import Right
from tests import factories
from tests.office import desk
from tests.office.review.reviewing import form

NUMBER = factories.number()
ASKED = {"Accept": "application/json"}
NOT_TWELVE = "画像に写っている12桁の数字を入力してください。"
USED_UP = "照合入力で5回一致しなかったため、使えません。「30秒表示」で確認してください。"


def changed(*places):
    """Return the number with the digits at these places, counted from 1, made other ones."""
    return "".join(
        str((int(digit) + 1) % 10) if place in places else digit
        for place, digit in enumerate(NUMBER, start=1)
    )


@pytest.fixture
def compare(admin, tools, founded, person_id):
    owner = desk.newest(tools, founded, person_id).id

    def compare(typed, visitor=admin, headers=ASKED, owner=owner):
        values = {"compare_of": str(owner), f"typed_{owner}": typed}
        return visitor.post(f"/admin/reviews/{person_id}/compare", values, headers=headers)

    return compare


def told(answer):
    return json.loads(answer.text)["sentence"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (NUMBER, "一致しました。"),
        (MyNumber.parse(NUMBER).grouped, "一致しました。"),
        ("".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER), "一致しました。"),
        (changed(5), "5桁目が違います。"),
        (changed(5, 8), "5桁目と8桁目が違います。"),
        (changed(1, 12), "1桁目と12桁目が違います。"),
        (changed(1, 2, 3), "一致しません。画像の番号をもう一度見て入力してください。"),
        (changed(*range(1, 13)), "一致しません。画像の番号をもう一度見て入力してください。"),
    ],
)
def test_places_are_named_only_when_ten_digits_agree(compare, typed, sentence):
    answer = compare(typed)

    assert (answer.status_code, told(answer)) == (200, sentence)
    assert NUMBER not in answer.text


@pytest.mark.parametrize("typed", ["", "1", NUMBER[:-1], NUMBER + "1", "abcdefghijkl", "1" * 5000])
def test_what_is_not_twelve_digits_is_no_try(compare, tools, founded, typed):
    answer = compare(typed)

    assert (answer.status_code, told(answer)) == (422, NOT_TWELVE)
    assert desk.lines(tools, founded.company_id, Action.NUMBER_DIFFERED) == []


def test_each_try_writes_a_line_without_a_digit(compare, tools, founded, person_id):
    compare(changed(4))
    compare(NUMBER)

    owner = desk.newest(tools, founded, person_id).id
    lines = [
        *desk.lines(tools, founded.company_id, Action.NUMBER_DIFFERED),
        *desk.lines(tools, founded.company_id, Action.NUMBER_MATCHED),
    ]
    assert [line.object_id for line in lines] == [owner] * 2
    bodies = b"".join(line.body for line in lines)
    assert [part for part in (NUMBER, changed(4)) if part.encode() in bodies] == []


def test_after_five_failures_only_showing_is_left(app, compare, tools, founded, person_id):
    second = desk.sign_in(app, tools, founded, Right.DATA)
    failed = [told(compare(changed(7))) for _ in range(5)]
    opened = len(desk.lines(tools, founded.company_id, Action.VALUE_OPENED))

    sixth = compare(NUMBER)
    second.post(f"/admin/reviews/{person_id}/take")
    seventh = compare(NUMBER, second)

    assert failed == ["7桁目が違います。"] * 5
    assert [(one.status_code, told(one)) for one in (sixth, seventh)] == [(422, USED_UP)] * 2
    page = second.get(f"/admin/reviews/{person_id}").text
    owner = desk.newest(tools, founded, person_id).id
    assert f'name="typed_{owner}"' not in page
    assert f'name="number_of" value="{owner}"' in page
    numbers = [
        line
        for line in desk.lines(tools, founded.company_id, Action.VALUE_OPENED)[opened:]
        if b'"column":"number"' in line.body
    ]
    assert numbers == []


def test_without_a_script_the_page_comes_back_with_the_answer_and_the_ticks(
    admin, tools, founded, person_id
):
    owner = desk.newest(tools, founded, person_id).id
    typed = form(tools, founded, person_id, **{f"typed_{owner}": changed(2)})

    answer = admin.post(f"/admin/reviews/{person_id}", typed)

    assert "2桁目が違います。" in answer.text
    assert len(re.findall(r'name="check" value="\w+" checked', answer.text)) == 4
    assert [one for one in (NUMBER, changed(2)) if one in answer.text] == []
    assert desk.person(tools, founded, person_id).state.value == "submitted"


def test_who_typed_it_rightly_sees_that_they_did(admin, compare, person_id):
    before = admin.get(f"/admin/reviews/{person_id}").text
    compare(NUMBER)
    after = admin.get(f"/admin/reviews/{person_id}").text

    assert [page.count("照合入力で一致") for page in (before, after)] == [0, 1]


def test_a_number_of_somebody_else_is_not_there(compare, tools, founded, other):
    second = desk.submitted(tools, founded, 1)
    foreign = factories.people_ids(tools, other)[0]
    owners = [desk.newest(tools, founded, second).id, desk.newest(tools, other, foreign).id]

    answers = [compare(NUMBER, owner=owner) for owner in owners]

    assert [answer.status_code for answer in answers] == [404, 404]
