"""The wrong lines as a file: in its encoding, with its columns, ready to be corrected."""

import pytest

from mcollector.rules.my_number import check_digit
from mcollector.rules.roster import roster
from mcollector.rules.roster.wrong_lines import wrong_lines

TEXT = "メール,姓,名\r\na@example.com,髙﨑,一\r\nbad,濵田,德子\r\nc@example.com,,\r\n"
WRONG = "メール,姓,名\r\nbad,濵田,德子\r\nc@example.com,,\r\n"
BODY = "20261123000"
NUMBER = BODY + check_digit(BODY)


def saved(data):
    return wrong_lines(data, roster.parse_roster(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_titles_and_wrong_lines_stay_as_they_were_written(encoding):
    assert saved(TEXT.encode(encoding)) == WRONG.encode(encoding)


def test_the_corrected_file_is_read_as_the_first_was():
    first = roster.parse_roster(TEXT.encode("cp932"))
    mended = saved(TEXT.encode("cp932")).decode("cp932").replace("bad", "b@example.com")

    second = roster.parse_roster(mended.replace(",,", ",李,").encode("cp932"))

    assert (second.columns, second.encoding, second.errors) == (first.columns, first.encoding, ())
    assert [row.family for row in second.rows] == ["濵田", "李"]


def test_bytes_of_the_older_codes_stay():
    odd = b"bad,\xee\xe0\xed\x95,x\na@example.com,\xee\xe0,y\n"

    assert saved(odd) == b"bad,\xee\xe0\xed\x95,x\n"


def test_a_row_over_several_lines_is_kept_whole():
    text = 'bad,"山\n田",x\rb@example.com,佐藤,花子\rc@example.com,"林'

    assert saved(text.encode()) == 'bad,"山\n田",x\rc@example.com,"""林"'.encode()


def test_a_line_in_another_encoding_is_brought_into_the_files():
    lines = [f"{n}@example.com,髙橋,{n}子\n" for n in range(3)]
    data = lines[0].encode("cp932") + lines[1].encode("utf-8") + lines[2].encode("cp932")

    assert saved(data) == lines[1].encode("cp932")


def test_a_number_is_not_written_into_a_file():
    data = f"a@example.com\t山田\t{NUMBER}\nb@example.com\t林\t一\n".encode("cp932")

    assert saved(data).decode("cp932") == "a@example.com\t山田\t●●●● ●●●● ●●●●\n"


def test_blank_lines_before_the_titles_are_not_taken_for_them():
    assert saved(b"\n,,\nmail,name\nbad,x\n") == b"mail,name\nbad,x\n"
