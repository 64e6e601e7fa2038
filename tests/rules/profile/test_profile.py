"""The employee's fields: every way of typing them, every sentence, to bytes and back."""

from datetime import date

import pytest

from mcollector.rules import canonical
from mcollector.rules.errors import FormRefused
from mcollector.rules.profile.prefectures import PREFECTURES
from mcollector.rules.profile.profile import Profile, check_profile

TODAY = date(2026, 11, 23)
VALUES = {
    "family": "髙﨑",
    "given": "𠮷子",
    "middle": "",
    "family_reading": "たかさき",
    "given_reading": "よしこ",
    "birth_year": "1990",
    "birth_month": "4",
    "birth_day": "1",
    "postcode": "1000001",
    "prefecture": "東京都",
    "address": "千代田区千代田1-1 例ビル101",
    "phone": "09012345678",
}
PROFILE = Profile(
    family="髙﨑",
    given="𠮷子",
    middle="",
    family_reading="たかさき",
    given_reading="よしこ",
    birth_date="1990-04-01",
    postcode="1000001",
    prefecture="東京都",
    address="千代田区千代田1-1 例ビル101",
    phone="09012345678",
)


def test_what_was_typed_well_is_kept():
    assert check_profile(VALUES, TODAY) == PROFILE


def test_bytes_and_back():
    assert Profile.from_json(PROFILE.to_json()) == PROFILE


def test_a_profile_sealed_before_the_later_fields_still_opens():
    older = canonical.decode(PROFILE.to_json())
    for name in ("phone2", "card_name", "alias", "sex"):
        assert older.pop(name) == ""

    assert Profile.from_json(canonical.encode(older)) == PROFILE


def test_it_does_not_print_itself():
    assert PROFILE.address not in repr(PROFILE)


def test_texts_for_the_reviewer():
    assert PROFILE.birth_date_text == "1990年4月1日（平成2年）"
    assert PROFILE.address_text == "〒100-0001 東京都千代田区千代田1-1 例ビル101"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"family": " 髙﨑\u3000"}, {}),
        ({"family_reading": "タカサキ"}, {}),
        ({"family_reading": "ﾀｶｻｷ"}, {}),
        ({"given_reading": "ヨシコ "}, {}),
        ({"family_reading": "ジョーンズ"}, {"family_reading": "じょーんず"}),
        ({"family_reading": "O’Brien"}, {"family_reading": "O’Brien"}),
        ({"given": "", "given_reading": ""}, {"given": "", "given_reading": ""}),
        ({"middle": "マリア"}, {"middle": "マリア"}),
        ({"card_name": " MARIA SILVA "}, {"card_name": "MARIA SILVA"}),
        ({"alias": "田中 マリア"}, {"alias": "田中 マリア"}),
        ({"sex": "unsaid"}, {"sex": "unsaid"}),
        ({"phone2": "03-1234-5678"}, {"phone2": "0312345678"}),
        ({"birth_year": "H2"}, {}),
        ({"birth_year": "平成2"}, {}),
        ({"birth_year": "平成２年", "birth_month": "４", "birth_day": "０１"}, {}),
        ({"birth_year": "１９９０"}, {}),
        ({"birth_year": "昭和64", "birth_month": "1"}, {"birth_date": "1989-01-01"}),
        (
            {"birth_year": "2011", "birth_month": "11", "birth_day": "23"},
            {"birth_date": "2011-11-23"},
        ),
        ({"postcode": "100-0001"}, {}),
        ({"postcode": "１００－０００１"}, {}),
        ({"phone": "090-1234-5678"}, {}),
        ({"phone": "０９０ １２３４ ５６７８"}, {}),
        ({"phone": "０９０１２３４５６７８"}, {}),
        ({"phone": "03 1234 5678"}, {"phone": "0312345678"}),
        ({"postcode": "100ー0001"}, {}),
        ({"birth_year": "h.2", "birth_month": "04", "birth_day": "01"}, {}),
        ({"family_reading": "yamada"}, {"family_reading": "yamada"}),
        ({"family_reading": "Nguyễn"}, {"family_reading": "Nguyễn"}),
        ({"family_reading": "まりあ・るいざ"}, {"family_reading": "まりあ・るいざ"}),
    ],
)
def test_what_people_type_is_understood(typed, kept):
    found = check_profile(VALUES | typed, TODAY)

    assert {name: getattr(found, name) for name in Profile.__slots__} == {
        name: kept.get(name, getattr(PROFILE, name)) for name in Profile.__slots__
    }


BIRTH = "生年月日が正しくありません。例：1990年4月1日"
POSTCODE = "郵便番号は7桁の数字で入力してください。"
PHONE = "電話番号は数字10〜12桁で入力してください。"
LONG = "100文字以内で入力してください。"
SIGNS = "使えない文字が含まれています。入力し直してください。"
HIRAGANA = "ひらがなで入力してください。"


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"family": "", "given": ""}, "family", "姓を入力してください。"),
        ({"middle": "あ" * 101}, "middle", LONG),
        ({"given": "太\x07郎"}, "given", SIGNS),
        ({"family_reading": ""}, "family_reading", HIRAGANA),
        ({"given_reading": "佳子"}, "given_reading", HIRAGANA),
        ({"birth_year": ""}, "birth", BIRTH),
        ({"birth_year": "90"}, "birth", BIRTH),
        ({"birth_month": "13"}, "birth", BIRTH),
        ({"birth_month": "2", "birth_day": "30"}, "birth", BIRTH),
        ({"birth_year": "平成40"}, "birth", BIRTH),
        ({"birth_year": "2011", "birth_month": "11", "birth_day": "24"}, "birth", BIRTH),
        ({"birth_year": "1925", "birth_month": "11", "birth_day": "23"}, "birth", BIRTH),
        ({"birth_year": "2990"}, "birth", BIRTH),
        ({"birth_year": "0000"}, "birth", BIRTH),
        ({"postcode": "100001"}, "postcode", POSTCODE),
        ({"postcode": "10000011"}, "postcode", POSTCODE),
        ({"prefecture": "東京"}, "prefecture", "都道府県を選択してください。"),
        ({"address": " \u3000"}, "address", "住所を入力してください。"),
        ({"address": "あ" * 101}, "address", LONG),
        ({"phone": "12345"}, "phone", PHONE),
        ({"phone": "0901234567890"}, "phone", PHONE),
        ({"phone": "090-abcd-5678"}, "phone", PHONE),
        ({"phone": "電話"}, "phone", PHONE),
        ({"phone": "090"}, "phone", PHONE),
        ({"phone2": "090"}, "phone2", PHONE),
        ({"family": "あ" * 101}, "family", LONG),
        ({"card_name": "A" * 101}, "card_name", LONG),
        ({"given_reading": "た" * 101}, "given_reading", LONG),
        ({"given": "太\x00郎"}, "given", SIGNS),
        ({"alias": "見\x07本"}, "alias", SIGNS),
        ({"address": "見本町\x07"}, "address", SIGNS),
        ({"address": ""}, "address", "住所を入力してください。"),
        ({"sex": "x"}, "sex", "性別を選択してください。"),
        ({"family_reading": "山田"}, "family_reading", HIRAGANA),
        ({"given_reading": ""}, "given_reading", HIRAGANA),
        ({"given": "", "given_reading": "\x00"}, "given_reading", HIRAGANA),
        ({"birth_year": "", "birth_month": "", "birth_day": ""}, "birth", BIRTH),
        ({"birth_month": "七"}, "birth", BIRTH),
        ({"birth_day": "9" * 30}, "birth", BIRTH),
        ({"birth_day": "9" * 5000}, "birth", BIRTH),
        ({"birth_year": "1900"}, "birth", BIRTH),
        ({"birth_year": "2013"}, "birth", BIRTH),
        ({"postcode": "123"}, "postcode", POSTCODE),
        ({"postcode": "〒530-000X"}, "postcode", POSTCODE),
        ({"prefecture": ""}, "prefecture", "都道府県を選択してください。"),
        ({"prefecture": "見本県"}, "prefecture", "都道府県を選択してください。"),
    ],
)
def test_one_wrong_field_is_named_alone(typed, field, sentence):
    with pytest.raises(FormRefused) as refused:
        check_profile(VALUES | typed, TODAY)

    assert {name: str(text) for name, text in refused.value.fields.items()} == {field: sentence}


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(FormRefused) as refused:
        check_profile({}, TODAY)

    assert sorted(refused.value.fields) == [
        "address",
        "birth",
        "family",
        "phone",
        "postcode",
        "prefecture",
    ]


def test_there_are_47_prefectures():
    assert len(set(PREFECTURES)) == 47
