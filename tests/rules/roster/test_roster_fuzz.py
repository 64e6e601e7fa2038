"""Twenty thousand damaged files: a sentence or a reading in which every line is told."""

import random

from mcollector.rules.errors import FieldRefused
from mcollector.rules.roster import roster
from mcollector.rules.roster.decode import decode

SEED = 20_261_123
HOW_MANY = 20_000
GOOD = [
    "メールアドレス,姓,ミドルネーム,名\na@example.com,山田,,太郎\nb@example.com,佐藤,,花子\n",
    'a@example.com,"髙﨑",一\r\n"b@example.com","濵田","德子"\r\n',
    "a@example.com\tDELA CRUZ\tMARIA\rb@example.com\t李\t明\r\x1a",
    '氏名,備考,メール\n山田 太郎,"1行目\n2行目",a@example.com\n',
    "a@example.com，山田，太郎\nb@example.com、佐藤、花子\n",
]
ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "utf-16")
PIECES = [
    b'"',
    b"\0",
    b"\r",
    b"\n",
    b"\x1a",
    b",",
    b"\t",
    b"@",
    b"\xff",
    b"\xfe",
    b"\xef\xbb\xbf",
    b"\x81",
    b"\xe3\x81",
    b"=1+1",
    b"PK\x03\x04",
    b"",
    b"1234 5678 9012",
    b"\xd8\x00",
]


def damaged(chance):
    data = bytearray(chance.choice(GOOD).encode(chance.choice(ENCODINGS)))
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 0, 1, 1, 2, 5, 20)))
        data[start:end] = chance.choice([*PIECES, chance.randbytes(chance.randint(1, 3))])
    return bytes(data)


def lines_told(parsed):
    return {row.line for row in parsed.rows}, {error.line for error in parsed.errors}


def test_a_damaged_file_is_read_or_refused_and_no_line_is_lost():
    chance, read = random.Random(SEED), 0
    for _ in range(HOW_MANY):
        data = damaged(chance)
        try:
            parsed = roster.parse_roster(data)
        except FieldRefused:
            continue
        good, wrong = lines_told(parsed)
        assert good | wrong, data
        assert not good & wrong, data
        assert all("@" in row.mail and (row.family or row.given) for row in parsed.rows), data
        read += 1

    assert HOW_MANY // 2 < read < HOW_MANY


def test_every_line_with_words_in_it_is_a_person_or_an_error():
    """Half an import would be a line that is in neither."""
    chance = random.Random(SEED + 1)
    for _ in range(HOW_MANY // 10):
        lines = [f"p{n}@example.com,山田,{n}\n".encode("cp932") for n in range(5)]
        lines[chance.randrange(5)] = bytes(chance.choice(range(33, 127)) for _ in range(9)) + b"\n"
        data = b"".join(lines).replace(b'"', b"'")

        good, wrong = lines_told(roster.parse_roster(data, header=False))

        assert good | wrong == {1, 2, 3, 4, 5}, data


def test_the_line_numbers_of_bytes_and_of_text_are_the_same():
    chance = random.Random(SEED + 2)
    for _ in range(HOW_MANY // 10):
        data = damaged(chance)
        try:
            decoded = decode(data)
        except FieldRefused:
            continue
        text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
        assert all(1 <= line <= text.count("\n") + 1 for line in decoded.foreign), data
