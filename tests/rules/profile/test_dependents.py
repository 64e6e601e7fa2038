"""扶養者: what is taken, what is refused, and that the number stays hidden."""

from datetime import date

import pytest

from mcollector.rules.errors import FormRefused
from mcollector.rules.my_number import check_digit
from mcollector.rules.profile.dependents import DependentProfile, check_dependent, relation_title

TODAY = date(2026, 11, 23)
BODY = "20261123000"
NUMBER = BODY + check_digit(BODY)
VALUES = {
    "relation": "child",
    "family": "髙﨑",
    "given": "一",
    "birth_year": "平成27",
    "birth_month": "4",
    "birth_day": "1",
    "number": NUMBER,
    "checked": "yes",
}


def test_a_dependent_is_taken():
    found = check_dependent(VALUES, TODAY)

    assert (found.relation, found.profile, found.number.digits) == (
        "child",
        DependentProfile("髙﨑 一", "2015-04-01"),
        NUMBER,
    )
    assert found.profile.birth_date_text == "2015年4月1日（平成27年）"
    assert DependentProfile.from_json(found.to_json()) == found.profile


def test_it_prints_neither_name_nor_number():
    shown = repr(check_dependent(VALUES, TODAY))

    assert [secret for secret in (NUMBER, "髙﨑", "2015") if secret in shown] == []


def test_relations_of_the_manual():
    codes = ("wife", "husband", "child", "father", "mother", "grandparent", "grandchild")
    titles = [relation_title(code) for code in (*codes, "sibling", "other")]

    assert titles == ["妻", "夫", "子", "父", "母", "祖父母", "孫", "兄弟姉妹", "その他"]


@pytest.mark.parametrize(
    "typed", [{"birth_year": "2026"}, {"birth_year": "1906", "birth_month": "12"}]
)
def test_the_youngest_and_the_oldest_are_taken(typed):
    assert check_dependent(VALUES | typed, TODAY).relation == "child"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"relation": ""}, "relation", "続柄を選択してください。"),
        ({"relation": "子"}, "relation", "続柄を選択してください。"),
        ({"family": "", "given": " "}, "family", "氏名を入力してください。"),
        ({"given": "あ" * 101}, "family", "氏名は100文字以内で入力してください。"),
        ({"birth_day": "31"}, "birth", "生年月日が正しくありません。例：1990年4月1日"),
        ({"birth_year": "2027"}, "birth", "生年月日が正しくありません。例：1990年4月1日"),
        ({"number": ""}, "number", "マイナンバーを入力してください。"),
        (
            {"number": "1234 5678 9012"},
            "number",
            "入力した番号は、存在しないマイナンバーです。カードを見て確認してください。",
        ),
        ({"checked": ""}, "checked", "番号と本人を確かめて、チェックを入れてください。"),
    ],
)
def test_one_wrong_field_is_named_alone(typed, field, sentence):
    with pytest.raises(FormRefused) as refused:
        check_dependent(VALUES | typed, TODAY)

    assert {name: str(text) for name, text in refused.value.fields.items()} == {field: sentence}


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(FormRefused) as refused:
        check_dependent({}, TODAY)

    assert sorted(refused.value.fields) == ["birth", "checked", "family", "number", "relation"]
