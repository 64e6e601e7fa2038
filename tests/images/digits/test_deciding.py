"""The rules by which a number counts, one after the other."""

from dataclasses import dataclass

from mcollector.images.digits.deciding import Decision, Found, decide
from mcollector.images.digits.numerals import can_exist, check_digit
from mcollector.images.digits.qr import Code, Content
from mcollector.images.digits.quads import Point, Quad
from mcollector.images.examination import Flag, Place, Seen, Source

HERE = Place(0.1, 0.1, 0.4, 0.2)
QUAD = Quad((Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)))


def number(start):
    body = f"{start:011d}"
    return body + check_digit(body)


ONE, OTHER = number(20260101), number(98765432109)
WRONG = ONE[:-1] + str((int(ONE[-1]) + 1) % 10)
NEARLY = OTHER[:-1] + str((int(OTHER[-1]) + 1) % 10)


@dataclass(frozen=True)
class Print:
    digits: str
    is_labelled: bool = False
    is_grouped: bool = False
    mean: float = 0.98

    @property
    def passes(self):
        return can_exist(self.digits)


def code(digits, content=Content.NUMBER):
    return Code(content, QUAD, digits), HERE


def told(codes=(), prints=(), texts=()):
    return decide(Found(list(codes), [(one, HERE) for one in prints], list(texts)))


def from_print(digits):
    return Seen(digits, Source.PRINT, 0.98, HERE)


def test_a_valid_code_counts():
    assert told([code(ONE)]) == Decision((Seen(ONE, Source.QR, 1.0, HERE),), ())


def test_a_code_with_another_number_printed_does_not():
    for prints in ([Print(OTHER)], [Print(OTHER, is_labelled=True)], [Print(NEARLY)]):
        assert told([code(ONE)], prints) == Decision((), (Flag.QR_DIFFERS_FROM_PRINT,))


def test_a_code_beside_most_of_another_number_does_not():
    for part in (OTHER, OTHER[1:], OTHER[:9], f"見本 {OTHER[1:4]} {OTHER[4:8]} {OTHER[8:]}"):
        told_beside = told([code(ONE)], texts=["個人番号", part])

        assert told_beside == Decision((), (Flag.QR_DIFFERS_FROM_PRINT,))


def test_a_code_beside_a_piece_of_its_number_or_a_date_counts():
    for part in (ONE[:9], ONE[1:], f"{ONE[:4]} {ONE[4:8]} {WRONG[8:]}", "20260101", "2026年1月1日"):
        assert told([code(ONE)], texts=[part]).numbers == (Seen(ONE, Source.QR, 1.0, HERE),)


def test_a_code_that_is_printed_counts_whatever_else_is_printed():
    beside = told([code(ONE)], [Print(ONE)], [OTHER])

    assert beside.numbers == (Seen(ONE, Source.QR, 1.0, HERE),)


def test_a_code_whose_print_is_misread_by_a_digit_still_counts():
    assert told([code(ONE)], [Print(WRONG)]).numbers == (Seen(ONE, Source.QR, 1.0, HERE),)


def test_a_faint_code_confirms_print_or_contradicts_it_and_claims_nothing_itself():
    faint = Code(Content.NUMBER, QUAD, ONE, is_faint=True), HERE

    assert told([faint], [Print(ONE)]) == Decision((from_print(ONE),), ())
    assert told([faint], [Print(OTHER, is_grouped=True)]) == Decision(
        (), (Flag.QR_DIFFERS_FROM_PRINT,)
    )
    assert told([faint]) == Decision((), ())
    assert told([faint], [Print(ONE)], ["運転免許証"]) == Decision((), ())


def test_other_codes_are_told_and_do_not_count():
    codes = [
        code("", Content.WRONG_CHECK),
        code("", Content.APPLICATION),
        code("", Content.FOREIGN),
    ]

    assert told(codes) == Decision((), (Flag.QR_WRONG_CHECK, Flag.APPLICATION_QR))


def test_print_counts_in_groups_or_behind_its_label():
    assert told(prints=[Print(ONE, is_grouped=True)]).numbers == (from_print(ONE),)
    assert told(prints=[Print(ONE, is_labelled=True)]).numbers == (from_print(ONE),)
    assert told(prints=[Print(ONE)]) == Decision((), ())


def test_groups_on_another_paper_do_not_count_but_our_label_does():
    texts = ["見本クラブ 会員証"]

    assert told(prints=[Print(ONE, is_grouped=True)], texts=texts).numbers == ()
    assert told([code(ONE)], texts=texts).numbers == ()
    assert told(prints=[Print(ONE, is_labelled=True)], texts=texts).numbers == (from_print(ONE),)


def test_a_print_with_a_wrong_check_digit_is_told_and_does_not_count():
    decision = told(prints=[Print(WRONG, is_labelled=True)])

    assert decision == Decision((), (Flag.PRINT_WRONG_CHECK,))


def test_a_family_s_numbers_are_several():
    prints = [Print(ONE, is_labelled=True), Print(OTHER, is_labelled=True)]

    decision = told(prints=prints)

    assert decision == Decision((from_print(ONE), from_print(OTHER)), (Flag.SEVERAL_NUMBERS,))


def test_the_same_number_twice_is_one():
    prints = [Print(ONE, is_labelled=True), Print(ONE, is_grouped=True)]

    assert told(prints=prints) == Decision((from_print(ONE),), ())
