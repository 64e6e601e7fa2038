"""A reading compares and can be sealed; it never shows a digit."""

import copy
import json
import pickle
from datetime import date

import pytest

from mcollector.images.digits.numerals import check_digit
from mcollector.images.examination import (
    Examination,
    Flag,
    Hint,
    HintCode,
    Place,
    Seen,
    Source,
    Words,
)
from mcollector.images.look.readings import Reading, Verdict
from mcollector.rules.photographs.findings import Answer

HERE = Place(0.1, 0.2, 0.3, 0.4)


def number(body):
    return body + check_digit(body)


ONE, OTHER, THIRD = number("12345678901"), number("98765432109"), number("31415926535")


def reading(*digits, flags=()):
    seen = tuple(Seen(one, Source.PRINT, 0.97, HERE) for one in digits)
    return Reading(Examination(numbers=seen, flags=flags, words=(Words("氏名 見本 花子", HERE),)))


def test_the_three_words():
    assert reading(ONE).compare(ONE) == Verdict(Answer.MATCH, HERE, Source.PRINT)
    assert reading(ONE).compare(OTHER) == Verdict(Answer.DOUBT, HERE, Source.PRINT)
    assert reading().compare(ONE) == Verdict(Answer.UNREAD)
    assert [answer.value for answer in Answer] == ["一致", "不一致の疑い", "読み取れず"]


def test_of_several_numbers_only_agreement_is_told():
    family = reading(ONE, OTHER, flags=(Flag.SEVERAL_NUMBERS,))

    assert family.compare(OTHER).answer is Answer.MATCH
    assert family.compare(THIRD) == Verdict(Answer.UNREAD, flags=(Flag.SEVERAL_NUMBERS,))


def test_a_date_is_looked_for_in_every_line():
    words = (Words("氏名 見本 花子", HERE), Words("平成2年4月1日生", HERE))

    assert Reading(Examination(words=words)).shows(date(1990, 4, 1))
    assert not Reading(Examination(words=words)).shows(date(1990, 4, 2))


def test_whether_print_was_read_at_all_is_told():
    opened = Reading.from_bytes(Reading(Examination(print_was_read=True)).to_bytes())

    assert (opened.print_was_read, Reading(Examination()).print_was_read) == (True, False)


def test_what_is_sealed_comes_back_the_same():
    sealed = reading(ONE, OTHER, flags=(Flag.SEVERAL_NUMBERS,)).to_bytes()

    opened = Reading.from_bytes(sealed)

    assert ONE.encode() in sealed
    assert opened.to_bytes() == sealed
    assert opened.words == (Words("氏名 見本 花子", HERE),)


def test_where_numbers_stand_is_kept_and_one_of_an_earlier_version_has_none():
    told = json.loads(Reading(Examination(covers=(HERE,))).to_bytes())
    opened = Reading.from_bytes(json.dumps(told).encode())
    del told["covers"]

    assert opened.covers == (HERE,)
    assert Reading.from_bytes(json.dumps(told).encode()).covers == ()


def test_hints_and_fingerprints_are_not_sealed_with_it():
    examination = Examination(hints=(Hint(HintCode.DARK),), layout="card_back_2016")

    assert Reading(examination).to_bytes() == Reading(Examination()).to_bytes()


def test_nothing_prints_a_digit():
    secret = reading(ONE)
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        repr(secret.compare(OTHER)),
        repr(secret._examination),
    ]

    assert secret._examination.numbers[0].digits == ONE
    assert [text for text in shown if ONE in text or ONE[:4] in text] == []


@pytest.mark.parametrize("deed", [copy.copy, copy.deepcopy, pickle.dumps])
def test_it_is_not_copied_or_pickled(deed):
    with pytest.raises(TypeError, match=r"^a reading is not pickled or copied; seal its bytes$"):
        deed(reading(ONE))


def test_it_does_not_change():
    with pytest.raises(AttributeError):
        reading(ONE)._examination = Examination()


def spoilt(change):
    told = json.loads(reading(ONE).to_bytes())
    change(told)
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"[" * 100_000,
        ONE.encode(),
        spoilt(lambda told: told["numbers"][0].update(digits=ONE[:-1])),
        spoilt(lambda told: told["numbers"][0].update(digits=ONE + "<script>")),
        spoilt(lambda told: told["numbers"][0].update(sure=1.5)),
        spoilt(lambda told: told["numbers"][0].update(source="guess")),
        spoilt(lambda told: told["numbers"][0]["place"].update(left=-1)),
        spoilt(lambda told: told["numbers"].extend(told["numbers"] * 8)),
        spoilt(lambda told: told.update(flags=["unheard-of"])),
        spoilt(lambda told: told["words"][0].update(text="x" * 61)),
        spoilt(lambda told: told.update(covers=[{"left": 2, "top": 0, "right": 1, "bottom": 1}])),
        spoilt(lambda told: told.update(turn=45)),
        spoilt(lambda told: told["fingerprint"].update(looks=[2**64, 0, 0, 0])),
        spoilt(lambda told: told.update(layout=7)),
    ],
)
def test_what_is_no_reading_is_refused_without_repeating_it(data):
    with pytest.raises(
        ValueError, match=r"^the child's examination is not what it was to tell$"
    ) as caught:
        Reading.from_bytes(data)

    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)
