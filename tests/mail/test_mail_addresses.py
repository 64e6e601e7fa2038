"""Nothing anybody can write into an address or a name makes a second header or a second command."""

import email
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples_of_letters import HEADERS, message

from mcollector.mail.addresses import BadAddress
from mcollector.mail.letters import Rendered
from mcollector.mail.maildir import MaildirPost
from mcollector.mail.parcels import pack
from mcollector.mail.post import Outcome

BREAKS = ["\r\n", "\n", "\r", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\ud800"]
BAD = [
    "",
    "@",
    "taro",
    "taro@",
    "@example.com",
    "a b@example.com",
    "a@b@example.com",
    "a@example.com,b@example.com",
    "<a@example.com>",
    "太郎@example.com",
    "a@例え.jp",
    'a"@example.com',
    "a@example.com>\r\nRCPT TO:<b@example.com",
    *(f"a@example.com{sign}Bcc: b@example.com" for sign in BREAKS),
    *(f"a{sign}@example.com" for sign in BREAKS),
]
HEADER_FIELDS = ["to", "to_name", "from_", "reply_to", "list_id", "message_id"]


@pytest.mark.parametrize("address", BAD)
def test_a_bad_address_is_a_failure_of_its_letter_only(tmp_path, address):
    with MaildirPost(tmp_path).connection() as line:
        outcomes = [line.send(message(1, to=address)), line.send(message(2))]

    assert outcomes == [Outcome("failed", "bad-address"), Outcome("sent")]


@pytest.mark.parametrize("field", HEADER_FIELDS)
@pytest.mark.parametrize("sign", BREAKS)
def test_no_field_of_a_header_can_end_its_line(field, sign):
    planted = getattr(message(), field) + f"{sign}Bcc: b@example.com"

    with pytest.raises(BadAddress) as refused:
        pack(message(**{field: planted}))

    assert "Bcc" not in str(refused.value)


@pytest.mark.parametrize("sign", BREAKS)
def test_a_subject_cannot_end_its_line(sign):
    with pytest.raises(BadAddress):
        pack(message(rendered=Rendered(f"件名{sign}Bcc: b@example.com", "本文", "")))


@given(
    st.text(max_size=80),
    st.sampled_from(["to", "to_name", "reply_to", "list_id"]),
)
def test_whatever_is_written_the_headers_stay_ours(text, field):
    try:
        parcel = pack(message(**{field: text}))
    except BadAddress:
        return

    mail = email.message_from_bytes(parcel.content, policy=default)
    expected = [name for name in HEADERS if text or (field, name) != ("reply_to", "Reply-To")]
    assert mail.keys() == expected
    assert len(mail["To"].addresses) == 1
    assert "\n" not in parcel.recipient
    assert "\r" not in parcel.recipient


def test_a_sender_may_have_a_name():
    parcel = pack(message(from_='"株式会社 サンプル" <no-reply@example.co.jp>'))

    mail = email.message_from_bytes(parcel.content, policy=default)
    assert parcel.sender == "no-reply@example.co.jp"
    assert mail["From"].addresses[0].display_name == "株式会社 サンプル"


def test_every_line_ends_as_smtp_wants_it_and_is_short_ascii():
    body = Rendered("件名" * 30, "長い行" * 500 + "\n", "<p>" + "長い行" * 500 + "</p>")

    content = pack(message(rendered=body)).content

    assert content.endswith(b"\r\n")
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) <= 78


def test_a_message_and_a_parcel_do_not_print_what_they_carry():
    planted = message(rendered=Rendered("件名", "仮パスワード：HUSH", "<p>HUSH</p>"))

    assert "HUSH" in planted.rendered.text
    assert "HUSH" not in repr(planted)
    assert "HUSH" not in repr(planted.rendered)
    assert repr(pack(planted)) == (
        "Parcel(sender='no-reply@example.co.jp', recipient='taro1@example.com')"
    )
