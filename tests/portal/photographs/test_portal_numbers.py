"""The number at the door: every wrong form gets its sentence, and none is ever written down."""

import pytest

from mcollector.rules.my_number import check_digit
from tests import factories
from tests.journeys.leaks import places_of, scan
from tests.portal.employee import NUMBER, PHOTOGRAPHS
from tests.portal.pages import Page, refused
from tests.portal.rows import places

BODY = NUMBER[:11]
WRONG_DIGIT = BODY + str((int(check_digit(BODY)) + 1) % 10)
NOT_THERE = "入力した番号は、存在しないマイナンバーです。カードを見て確認してください。"
OTHER = factories.number("98765432109")
FULL_WIDTH = {ord("0") + n: ord("０") + n for n in range(10)}

REFUSED = {
    BODY: "12桁で入力してください（今は11桁です）。",
    NUMBER + "1": "12桁で入力してください（今は13桁です）。",
    WRONG_DIGIT: NOT_THERE,
    "0" * 12: NOT_THERE,
    "12a456789012": "マイナンバーは数字で入力してください。例：1234 5678 9012",
    "\x00" * 12: "マイナンバーは数字で入力してください。例：1234 5678 9012",
    "9" * 9000: "12桁で入力してください（今は9000桁です）。",
}


@pytest.mark.parametrize(("typed", "sentence"), REFUSED.items(), ids=range(len(REFUSED)))
def test_a_wrong_number_is_named_and_not_shown_back(worker, log, typed, sentence):
    answer = worker.send_photographs(PHOTOGRAPHS, number=typed)

    assert refused(answer) == {"number": sentence}
    assert Page(answer.text).values["number"] == ""
    assert typed not in answer.text.replace(" ", "")
    assert typed not in log.text


def test_no_number_is_asked_for(worker):
    answer = worker.send_photographs(PHOTOGRAPHS, number=" ")

    assert refused(answer) == {"number": "マイナンバーを入力してください。"}


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.translate(FULL_WIDTH),
        f"{NUMBER[:4]} {NUMBER[4:8]}　{NUMBER[8:]}",
        f" {NUMBER[:4]}-{NUMBER[4:8]}ー{NUMBER[8:]} ",
    ],
)
def test_full_width_spaces_and_hyphens_are_taken(worker, typed):
    answer = worker.send_photographs(PHOTOGRAPHS, number=typed)

    assert answer.location == "/my/check"
    assert f"●●●● ●●●● {NUMBER[8:]}" in worker.page("/my/check").text


@pytest.mark.parametrize("typed", ["", *REFUSED], ids=range(len(REFUSED) + 1))
def test_the_number_before_stays_when_the_next_is_empty_or_refused(worker, typed):
    worker.send_photographs(PHOTOGRAPHS)

    worker.send_photographs(number=typed)

    page = worker.page("/my/photos")
    assert f"入力済み（最後の4桁 {NUMBER[8:]}）" in page.text
    assert worker.send_photographs(number="").location == "/my/check"


def test_another_number_takes_its_place(worker):
    worker.send_photographs(PHOTOGRAPHS)

    worker.send_photographs(number=OTHER)

    assert OTHER[8:] in worker.page("/my/check").text
    assert NUMBER[8:] not in worker.page("/my/check").text


def test_saving_for_later_says_that_a_wrong_number_was_not_kept(worker):
    worker.send_photographs(number=BODY, later="1")

    page = worker.page("/my/")
    assert page.notes()[0] == (
        "保存していないものがあります。12桁で入力してください（今は11桁です）。"
    )
    assert "入力済み" not in worker.page("/my/photos").text


def test_a_number_is_in_no_row_no_file_and_no_log(worker, tools, log):
    typed = {"wrong": WRONG_DIGIT, "short": BODY, "right": NUMBER}
    worker.send_photographs(number=WRONG_DIGIT)
    worker.send_photographs(number=BODY)
    worker.send_photographs(number=NUMBER)

    found = {**places_of(tools.config.home), **places(tools), "log": log.text.encode()}

    assert scan(found, typed) == []
    assert scan({**found, "planted": f" {WRONG_DIGIT} ".encode()}, typed) != []


@pytest.mark.parametrize(
    ("typed", "easy"),
    [
        (BODY, "数字が 1つ 足りません。"),
        (NUMBER + "12", "数字が 2つ 多いです。"),
        (WRONG_DIGIT, "番号が まちがっています。カードを 見て もう一度 入れてください。"),
        ("", "マイナンバーを 入れてください。"),
    ],
)
def test_a_refusal_has_easy_words_below_it(worker, typed, easy):
    page = Page(worker.send_photographs(PHOTOGRAPHS, number=typed).text)

    assert [node.text for node in page.find("p", css="easy")] == [easy]
