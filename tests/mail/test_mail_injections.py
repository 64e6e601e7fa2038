"""More than a thousand addresses and names made to plant a header or a command: none does."""

import email
from email.policy import default
from itertools import product

import pytest
from post_office import Script, post_office
from samples_of_letters import HEADERS, message

from mcollector.mail.addresses import BadAddress
from mcollector.mail.letters import Rendered
from mcollector.mail.parcels import pack
from mcollector.mail.post import Outcome
from mcollector.mail.smtp import SmtpPost

BREAKS = [
    *("\r\n", "\n", "\r", "\n\r", "\r\n\r\n", "\r\n ", "\n\t", "\r\n.\r\n", "\x00\n"),
    *("\x00", "\x0b", "\x0c", "\x1b", "\x1c", "\x1d", "\x1e", "\x7f", "\x85", "\ud800", "\udfff"),
    *("\u2028", "\u2029", "\u560a\u560d", "\u200b", "\u202e", "\ufeff", "\u3000", "\u0130"),
    *('"', "'", ",", ";", "<", ">", ":", "\\", "(", ")", "[", "]", "|", "`"),
    *("\\r\\n", "%0d%0a", "%0A", "=0D=0A", "&#13;&#10;"),
    *("=?utf-8?q?=0D=0A?=", "=?utf-8?b?DQo=?=", "=?iso-2022-jp?b?GyRCDQobKEI=?="),
    *("=?utf-8?q?=0D=0ABcc:_b=40example.com?=", "=?utf-8?b?DQpCY2M6IGJAZXhhbXBsZS5jb20=?="),
    *(
        "=?utf-8?q?a?=\r\n =?utf-8?q?b?=",
        "=?utf-8?q?=0D=0A?= ",
        "=??=0D=0A?=",
        "=?utf-8*ja?q?=0A?=",
    ),
]
"""Line breaks of every kind, what quotes and parts addresses, and words that hide a break."""

PLANTED = [
    "Bcc: b@example.com",
    "Content-Type: text/html",
    "Subject: =?utf-8?q?planted?=",
    "RCPT TO:<b@example.com>",
    "X-Planted: 1",
    "",
]
PLACES = [
    ("to", "a{}@example.com"),
    ("to", "a@example.com{}"),
    ("to", "{}@example.com"),
    ("to_name", "山田{}太郎"),
    ("to_name", "{}"),
    ("to_name", "山田 {}"),
]
ATTACKS = [
    (field, shape.format(sign + planted))
    for (field, shape), sign, planted in product(PLACES, BREAKS, PLANTED)
]


def headers_of(content):
    return email.message_from_bytes(content, policy=default)


@pytest.mark.parametrize("field", ["to", "to_name"])
def test_what_travels_has_our_headers_and_one_recipient(field):
    mine = [attack for name, attack in ATTACKS if name == field]
    parcels = [parcel for attack in mine if (parcel := packed(field, attack)) is not None]

    assert len(ATTACKS) > 1000
    assert 0 < len(parcels) < len(mine)
    for parcel in parcels:
        mail = headers_of(parcel.content)
        assert mail.keys() == HEADERS
        assert [one.addr_spec for one in mail["To"].addresses] == [
            parcel.recipient.replace('"', "")
        ]
        assert not set(parcel.recipient) & set("\r\n\0 <>,;")


def packed(field, attack):
    try:
        return pack(message(**{field: attack}))
    except BadAddress:
        return None


def test_a_server_sees_each_that_travels_once_and_no_other_recipient():
    script = Script()
    with post_office(script) as port, SmtpPost(f"smtp://127.0.0.1:{port}").connection() as line:
        outcomes = [line.send(message(n, **{f: a})) for n, (f, a) in enumerate(ATTACKS, 1)]

    sent = [n for n, outcome in enumerate(outcomes, 1) if outcome == Outcome("sent")]
    assert set(outcomes) == {Outcome("sent"), Outcome("failed", "bad-address")}
    assert script.connections == 1
    assert [headers_of(one.content)["Message-ID"] for one in script.arrived] == [
        f"<{n:032x}@example.co.jp>" for n in sent
    ]
    assert {len(one.rcpt_tos) for one in script.arrived} == {1}
    assert {tuple(headers_of(one.content).keys()) for one in script.arrived} == {tuple(HEADERS)}


@pytest.mark.parametrize("field", ["list_id", "from_", "reply_to", "subject"])
def test_an_encoded_word_is_text_in_every_header(field):
    hidden = "=?utf-8?q?=0D=0ABcc:_b=40example.com?="
    shapes = {"list_id": "{} <a.b>", "from_": "{} <a@example.com>", "reply_to": "{}@example.com"}

    for word in (hidden, f"株式会社 {hidden}", hidden * 3):
        text = shapes.get(field, "{}").format(word)
        changed = {"rendered": Rendered(text, "本文", "")} if field == "subject" else {field: text}
        try:
            content = pack(message(**changed)).content
        except BadAddress:
            assert field == "reply_to"
        else:
            assert headers_of(content).keys() == HEADERS


def test_a_name_with_an_encoded_word_is_read_as_it_was_written():
    mail = headers_of(pack(message(to_name="山田 =?utf-8?q?x?= 太郎")).content)

    assert mail["To"].addresses[0].display_name == "山田 = ?utf-8?q?x?= 太郎"
