"""個人情報の入力: every name is kept, everything wrong is named at once, nothing is lost."""

import json

import pytest

from mcollector.rules.sealed import Purpose
from mcollector.services.people import list as people_list
from mcollector.services.people.query import PeopleQuery
from mcollector.services.reviews import decision
from mcollector.services.submissions import submit
from tests import factories
from tests.factories import PROFILE
from tests.portal.employee import PHOTOGRAPHS
from tests.portal.pages import Page, refused
from tests.portal.rows import rows

BIRTH = "生年月日が正しくありません。例：1990年4月1日"
POSTCODE = "郵便番号は7桁の数字で入力してください。"
PHONE = "電話番号は数字10〜12桁で入力してください。"
LONG = "100文字以内で入力してください。"
SIGNS = "使えない文字が含まれています。入力し直してください。"
HIRAGANA = "ひらがなで入力してください。"

WRONG = {
    "no name": ({"family": "", "given": ""}, {"family": "姓を入力してください。"}),
    "a sign that cannot be kept": ({"given": "太\x00郎"}, {"given": SIGNS}),
    "no birth date": ({"birth_year": "", "birth_month": "", "birth_day": ""}, {"birth": BIRTH}),
    "5,000 digits": ({"birth_day": "9" * 5000}, {"birth": BIRTH}),
    "no prefecture": ({"prefecture": ""}, {"prefecture": "都道府県を選択してください。"}),
}
"""One of each kind; every way of typing a field wrong is in tests/rules/profile/test_profile.py."""
ALL_WRONG = {
    "family": "あ" * 101,
    "given": "太\x00郎",
    "middle": "あ" * 101,
    "family_reading": "山田",
    "given_reading": "た" * 101,
    "card_name": "A" * 101,
    "alias": "見\x07本",
    "birth_year": "平成40",
    "birth_month": "七",
    "birth_day": "9" * 30,
    "postcode": "〒530-000X",
    "prefecture": "",
    "address": "見本町\x07",
    "phone": "電話",
    "phone2": "090",
}


@pytest.mark.parametrize(("changed", "wrong"), WRONG.values(), ids=WRONG)
def test_a_wrong_field_is_named_and_everything_typed_stays(worker, changed, wrong):
    answer = worker.fill_profile(**changed)

    typed = PROFILE | changed
    assert refused(answer) == wrong
    assert {name: Page(answer.text).values[name] for name in typed} == typed
    assert worker.page("/my/profile").values["phone"] == typed["phone"]


def test_a_sex_there_is_none_of_is_not_taken(worker):
    assert refused(worker.fill_profile(sex="x")) == {"sex": "性別を選択してください。"}


def test_every_wrong_field_is_named_at_once_in_the_order_of_the_page(worker):
    answer = worker.send("/my/profile", ALL_WRONG)

    assert list(refused(answer).items()) == [
        ("family", LONG),
        ("given", SIGNS),
        ("middle", LONG),
        ("card_name", LONG),
        ("alias", SIGNS),
        ("family_reading", HIRAGANA),
        ("given_reading", LONG),
        ("birth", BIRTH),
        ("postcode", POSTCODE),
        ("prefecture", "都道府県を選択してください。"),
        ("address", SIGNS),
        ("phone", PHONE),
        ("phone2", PHONE),
    ]
    assert {name: Page(answer.text).values[name] for name in ALL_WRONG} == ALL_WRONG


def test_what_is_typed_in_another_way_is_taken(worker):
    answer = worker.fill_profile(
        family_reading="ﾔﾏﾀﾞ",
        birth_year="平成2年",
        birth_month="４",
        birth_day="１",
        postcode="１００－０００１",
        phone="090-1234-5678",
    )

    assert answer.location == "/my/photos"


def test_the_last_page_tells_what_will_be_sent(worker):
    worker.fill_in()
    worker.fill_profile(
        family_reading="ヤマダ", given_reading="ﾀﾛｳ", birth_year="平成２", birth_month="４"
    )

    page = worker.page("/my/check")

    told = dict(zip(texts(page, "dt"), texts(page, "dd", css="sum-value"), strict=True))
    assert (told["ひらがな"], told["生年月日"]) == ("やまだ たろう", "平成2年4月9日")
    assert worker.page("/my/profile").values["family_reading"] == "ヤマダ"


def texts(page, tag, **attributes):
    return [node.text.strip() for node in page.find(tag, **attributes)]


def opened(tools, founded):
    """Return the submitted profile as the office opens it, and the list's names."""
    (person_id,) = factories.people_ids(tools, founded)
    with tools.work(factories.admin_of(founded)) as uow:
        row = submit.newest(uow, person_id)
        profile = json.loads(uow.open(row, "profile", Purpose.REVIEW))
        listed = people_list.get_page(uow, PeopleQuery()).rows
    return profile, [row.name for row in listed]


NAMES = [
    {"family": "スカルノ", "given": "", "middle": ""},
    {"family": "", "given": "Suharto", "middle": ""},
    {"family": "髙﨑", "given": "𠮷郎", "middle": ""},
    {"family": "da Silva Santos", "given": "Maria", "middle": "Luiza dos"},
    {"family": "葛\U000e0100城", "given": "が", "middle": ""},
    {"family": "a" * 100, "given": "﷽" * 100, "middle": "O’Neil-𠮷 "},
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_comes_byte_for_byte_into_the_sealed_profile_and_the_list(
    worker, tools, founded, name
):
    reading = {part: "な" if name[part.split("_")[0]] else "" for part in READINGS}
    worker.read_notice()
    worker.fill_profile(**name, **reading)
    worker.send_photographs(PHOTOGRAPHS)

    answer = worker.press_update()

    assert answer.location == "/my/done"
    typed = {part: text.strip() for part, text in name.items()}
    profile, listed = opened(tools, founded)
    assert {part: profile[part] for part in name} == typed
    assert listed == [" ".join(filter(None, (typed["family"], typed["middle"], typed["given"])))]


MORE = {"card_name": "MARIA SILVA", "alias": "田中 マリア", "sex": "unsaid", "phone2": "0312345678"}


def test_the_other_fields_are_shown_again_and_come_into_the_sealed_profile(worker, tools, founded):
    worker.read_notice()
    worker.fill_profile(**MORE | {"phone2": "03-1234-5678"})
    worker.send_photographs(PHOTOGRAPHS)
    shown = [node.text for node in worker.page("/my/check").find("dd", css="sum-value")]

    assert worker.press_update().location == "/my/done"
    profile, _listed = opened(tools, founded)
    assert {name: profile[name] for name in MORE} == MORE
    (person_id,) = factories.people_ids(tools, founded)
    with tools.work(factories.admin_of(founded)) as uow:
        page = decision.open_review(uow, person_id)
    assert (page.card_name, page.alias) == (MORE["card_name"], MORE["alias"])
    assert [one for one in ("MARIA SILVA", "田中 マリア", "回答しない") if one not in shown] == []


READINGS = ("family_reading", "given_reading")


def test_the_form_begins_with_the_name_of_the_list(worker):
    page = worker.page("/my/profile")

    assert (page.values["family"], page.values["given"]) == ("山田", "太郎0")


def test_saving_for_later_keeps_what_is_wrong_too(worker):
    answer = worker.fill_profile(phone="090", later="1")

    assert answer.location == "/my/"
    assert worker.page("/my/profile").values["phone"] == "090"


def test_what_is_typed_is_sealed(worker, tools):
    from mcollector.store.submissions import Draft

    worker.fill_profile(address="見本町の秘密の番地")

    (draft,) = rows(tools, Draft)
    assert "見本町の秘密の番地".encode() not in draft.content
