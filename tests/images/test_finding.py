"""Name and birth date on the paper: found as printed, in old forms too, with the reason."""

from datetime import date

import pytest

from mcollector.images.digits.shown_dates import dates, expiries
from mcollector.images.look.finding import Finding, Presence, find_birth, find_name
from mcollector.images.sights import Place, Words

HERE = Place(0.1, 0.2, 0.3, 0.4)


def read(*texts):
    return [Words(text, HERE) for text in texts]


def test_a_name_is_found_where_it_stands():
    words = read("個人番号カード", "氏名 見本 花子")

    assert find_name(words, ["見本 花子"]) == Finding(Presence.FOUND, HERE)
    assert find_name(words, ["見本 太郎"]) == Finding(Presence.NOT_FOUND)
    assert find_name([], ["見本 花子"]) == Finding(Presence.NOT_READ)


def test_an_old_form_counts_and_is_told():
    found = find_name(read("氏名 髙﨑 花子"), ["高崎 花子"])

    assert found == Finding(Presence.FOUND, HERE, (("高", "髙"), ("崎", "﨑")))


def test_an_empty_name_is_not_found():
    assert find_name(read("氏名"), [""]) == Finding(Presence.NOT_FOUND)


@pytest.mark.parametrize(
    "text", ["平成2年1月1日生", "1990年1月1日", "生年月日 平成 2年 1月 1日", "1990.01.01"]
)
def test_a_birth_date_is_found_in_either_calendar(text):
    assert find_birth(read("氏名", text), date(1990, 1, 1)) == Finding(Presence.FOUND, HERE)
    assert find_birth(read(text), date(1990, 1, 2)) == Finding(Presence.NOT_FOUND)


def test_without_words_a_birth_date_is_not_read():
    assert find_birth([], date(1990, 1, 1)) == Finding(Presence.NOT_READ)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2029年(令和11年)04月01日まで有効", [date(2029, 4, 1)]),
        ("令和元年5月1日", [date(2019, 5, 1)]),
        ("2030年13月40日", []),
        ("番号 1234", []),
    ],
)
def test_dates_in_a_line(text, days):
    assert dates(text) == days


def test_only_the_paper_s_own_end_counts():
    texts = ["2030年3月16日まで有効", "電子証明書の有効期限 2025年2月27日", "2001年1月1日生"]

    assert expiries(texts) == [date(2030, 3, 16)]
