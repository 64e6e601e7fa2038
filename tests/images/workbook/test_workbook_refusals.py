"""Workbooks nobody should open: each is refused with cause and remedy, none hangs or harms."""

import random
import struct
from io import BytesIO
from zipfile import ZipFile

import pytest

from mcollector.images import workbooks
from mcollector.images.talk.process import only_child
from mcollector.images.talk.wire import Kind
from mcollector.images.workbook.results import Unusable
from mcollector.rules.errors import FieldRefused
from tests.images.workbook.odd_workbooks import HOSTILE, SHEET, SOUND, with_rows, with_sheet
from tests.workbooks import cell_of, parts, row_of


@pytest.fixture(scope="module")
def child():
    with only_child("workbook") as child:
        yield child


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile[0])
def test_a_hostile_workbook_gets_its_reason_and_the_child_lives_on(child, hostile):
    _title, made, reason = hostile

    answer = child.ask(Kind.OPEN_WORKBOOK, made(), wall=60, cpu=20)

    wanted = (Kind.ROWS, b"") if reason is None else (Kind.REFUSED, reason.encode())
    assert answer == wanted
    assert child.ask(Kind.OPEN_WORKBOOK, SOUND, wall=60, cpu=20)[0] == Kind.ROWS


def test_every_reason_but_none_is_met_by_a_file():
    assert {reason for _title, _made, reason in HOSTILE} == {None, *Unusable}


def test_no_damage_to_a_sound_workbook_ends_the_child(child):
    rng = random.Random(20261125)
    for _ in range(400):
        data = bytearray(SOUND)
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        cut = rng.choice([len(data), rng.randrange(len(data))])

        kind, _body = child.ask(Kind.OPEN_WORKBOOK, bytes(data[:cut]), wall=60, cpu=20)

        assert kind in {Kind.ROWS, Kind.REFUSED}


def test_no_damage_to_the_xml_ends_the_child(child):
    rng = random.Random(20261126)
    text = parts(row_of([cell_of("山田"), cell_of(1.5)]), strings=["x"])[SHEET].encode()
    for _ in range(400):
        data = bytearray(text)
        for _ in range(rng.randrange(1, 4)):
            data[rng.randrange(len(data))] = rng.choice(b"<>/\"'&;=0aA\x00\xff")

        kind, _body = child.ask(Kind.OPEN_WORKBOOK, with_sheet(bytes(data)), wall=60, cpu=20)

        assert kind in {Kind.ROWS, Kind.REFUSED}


@pytest.mark.parametrize("reason", Unusable)
def test_every_reason_has_a_sentence_with_a_remedy(reason):
    with pytest.raises(FieldRefused) as refused:
        workbooks._believed(Kind.REFUSED, reason.encode())

    assert str(refused.value.sentence) == str(workbooks._SENTENCES[reason])
    assert str(refused.value.sentence).endswith("ください。")


def test_no_two_reasons_share_a_sentence():
    assert len(set(map(str, workbooks._SENTENCES.values()))) == len(Unusable)


def test_a_child_that_lies_is_not_believed():
    for kind, body in ((Kind.REFUSED, b"unheard-of"), (Kind.REFUSED, b"\xff"), (Kind.PROOF, b"{}")):
        with pytest.raises(FieldRefused, match=r"^Excelのファイルが壊れているため、読めません。"):
            workbooks._believed(kind, body)


TOO_HARD = (
    "Excelのファイルを読み終えられませんでした。"
    "「CSV UTF-8」で保存し直してアップロードしてください。"
)


def test_a_workbook_that_takes_too_long_is_refused_and_the_next_one_read():
    slow = with_rows("<row/>" * 3_000_000)

    with pytest.raises(FieldRefused) as refused:
        workbooks.rows_of(slow, cpu=0)

    assert str(refused.value.sentence) == TOO_HARD
    assert workbooks.rows_of(SOUND) != b""


def test_a_child_that_gives_no_answer_is_refused_in_time():
    with pytest.raises(FieldRefused) as refused:
        workbooks.rows_of(SOUND, wall=0.001)

    assert str(refused.value.sentence) == TOO_HARD


def test_only_so_many_are_opened_at_once(monkeypatch):
    taken = [workbooks._turns.acquire(blocking=False) for _ in range(workbooks.AT_ONCE)]
    try:
        with pytest.raises(FieldRefused, match=r"^ほかのExcelのファイルを読んでいます。"):
            workbooks.rows_of(SOUND, wall=0.01)
    finally:
        for _ in taken:
            workbooks._turns.release()

    assert taken == [True] * workbooks.AT_ONCE
    assert workbooks.rows_of(SOUND) != b""


def test_a_crc_that_does_not_fit_is_noticed():
    with ZipFile(BytesIO(SOUND)) as package:
        crc = struct.pack("<I", package.getinfo(SHEET).CRC)
    data = SOUND.replace(crc, bytes(4))

    with pytest.raises(FieldRefused, match=r"^Excelのファイルが壊れているため"):
        workbooks.rows_of(data)
