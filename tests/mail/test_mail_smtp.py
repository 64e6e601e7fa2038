"""SMTP against a real server: every answer, cut and silence becomes the right outcome."""

import email
from datetime import timedelta
from email.policy import default

import pytest
from post_office import DRIBBLE, DROP, HANG, Script, post_office
from samples_of_letters import message

from mcollector.mail import smtp_line
from mcollector.mail.parcels import Parcel, pack
from mcollector.mail.post import Outcome
from mcollector.mail.smtp import SmtpPost
from mcollector.mail.smtp_line import MOST_MISSES
from mcollector.services.letters import schedule

SENT = Outcome("sent")


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def post(script):
    with post_office(script) as port:
        yield SmtpPost(f"smtp://127.0.0.1:{port}", patience=2)


def send(post, count=1, **changed):
    with post.connection() as line:
        return [line.send(message(number, **changed)) for number in range(1, count + 1)]


def test_a_batch_goes_over_one_connection(post, script):
    assert send(post, 5) == [SENT] * 5

    assert script.connections == 1
    assert [envelope.rcpt_tos for envelope in script.arrived] == [
        [f"taro{number}@example.com"] for number in range(1, 6)
    ]
    assert {envelope.mail_from for envelope in script.arrived} == {"no-reply@example.co.jp"}


def test_a_mail_arrives_as_it_was_written(post, script):
    send(post)

    mail = email.message_from_bytes(script.arrived[0].content, policy=default)
    assert mail["Subject"] == "件名のみほん"
    assert str(mail["To"]) == "山田 太郎 <taro1@example.com>"
    assert mail["Reply-To"] == "soumu@example.co.jp"
    assert mail["Message-ID"] == "<00000000000000000000000000000001@example.co.jp>"
    assert mail["List-Id"] == "株式会社サンプル建設 <invitation.example.co.jp>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == message().at
    assert mail.get_body(("plain",)).get_content() == "本文 1\r\n.点で始まる行\r\n"
    assert mail.get_body(("html",)).get_content().strip() == "<p>本文</p>"


def test_a_line_that_begins_with_a_dot_arrives_whole(post, script):
    content = b"Subject: x\r\n\r\n.\r\n.one\r\n..two\r\n"

    with post.connection() as line:
        assert line.carry(Parcel("a@example.com", "b@example.com", content)) == SENT

    assert script.arrived[0].content == content


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "END"])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("450 4.2.1 greylisted", Outcome("retry", "450 4.2.1")),
        ("550 5.1.1 nobody here", Outcome("failed", "550 5.1.1")),
        ("552 mailbox full: taro", Outcome("failed", "552")),
        ("550 5.1.1nobody", Outcome("failed", "550")),
    ],
)
def test_a_refusal_is_final_at_5xx_only_and_the_next_letter_goes(
    post, script, stage, answer, outcome
):
    script.answers[stage] = [answer]

    assert send(post, 2) == [outcome, SENT]

    assert script.connections == 1


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("act", "word"), [(DROP, "dropped"), (HANG, "timeout")])
def test_a_cut_or_silence_before_data_is_accepted_is_tried_again(post, script, stage, act, word):
    script.answers[stage] = [act]

    assert send(post, 2) == [Outcome("retry", word), SENT]

    assert script.connections == 2
    assert [envelope.rcpt_tos for envelope in script.arrived] == [["taro2@example.com"]]


@pytest.mark.parametrize(("act", "word"), [(DROP, "dropped"), (HANG, "timeout")])
def test_a_cut_or_silence_after_the_content_is_unknown(post, script, act, word):
    script.answers["END"] = [act]

    assert send(post, 2) == [Outcome("unknown", word), SENT]

    assert [envelope.rcpt_tos for envelope in script.arrived] == [
        ["taro1@example.com"],
        ["taro2@example.com"],
    ]


@pytest.mark.parametrize(
    ("stage", "state"),
    [*((stage, "retry") for stage in ("BANNER", "MAIL", "RCPT", "DATA")), ("END", "unknown")],
)
@pytest.mark.parametrize("drops", [b"2", b"250-x\r\n"])
def test_a_server_that_dribbles_for_ever_gets_no_longer_than_a_silent_one(
    script, monkeypatch, stage, state, drops
):
    """Each drop comes well within the patience; without a bound this test would never end."""
    monkeypatch.setattr(smtp_line, "ANSWER", 0.5)
    script.answers[stage], script.drops = [DRIBBLE], drops
    with post_office(script) as port:
        post = SmtpPost(f"smtp://127.0.0.1:{port}", patience=2, talk=0.5)

        assert send(post) == [Outcome(state, "timeout")]


def test_a_letter_has_its_outcome_before_its_lease_ends():
    assert timedelta(seconds=smtp_line.TALK + smtp_line.ANSWER) < schedule.LEASE


def test_an_unreadable_answer_is_never_taken_for_a_yes(post, script):
    script.answers = {"END": ["hello"], "RCPT": []}

    assert send(post) == [Outcome("unknown", "garbled")]

    script.answers = {"RCPT": ["hello"]}

    assert send(post) == [Outcome("retry", "garbled")]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [DROP, "421 too many letters"])
def test_a_kept_connection_that_was_cut_is_renewed_for_the_same_letter(post, script, stage, answer):
    with post.connection() as line:
        first = line.send(message(1))
        script.answers[stage] = [answer]
        second = line.send(message(2))

    assert [first, second] == [SENT, SENT]
    assert script.connections == 2
    assert [envelope.rcpt_tos for envelope in script.arrived] == [
        ["taro1@example.com"],
        ["taro2@example.com"],
    ]


def test_a_kept_connection_is_renewed_once_only(post, script):
    with post.connection() as line:
        line.send(message(1))
        script.answers["RCPT"] = [DROP, DROP]
        assert line.send(message(2)) == Outcome("retry", "dropped")

    assert script.answers["RCPT"] == []
    assert script.connections == 2


def test_an_unknown_letter_is_not_sent_again_by_itself(post, script):
    with post.connection() as line:
        line.send(message(1))
        script.answers["END"] = [DROP]
        assert line.send(message(2)) == Outcome("unknown", "dropped")

    assert len(script.arrived) == 2


def test_a_closing_answer_to_the_content_is_a_refusal_and_the_letter_is_not_sent_twice(
    post, script
):
    script.answers["END"] = ["421 closing"]

    assert send(post) == [Outcome("retry", "421")]

    assert len(script.arrived) == 1


def test_a_closed_port_is_tried_again_later_and_not_for_every_letter_of_a_batch(script):
    with post_office(script) as port:
        post = SmtpPost(f"smtp://127.0.0.1:{port}", patience=2)
    tries = []
    connect = post._connect
    post._connect = lambda until: (tries.append(1), connect(until))[1]

    assert send(post, MOST_MISSES + 2) == [Outcome("retry", "no-connection")] * (MOST_MISSES + 2)

    assert len(tries) == MOST_MISSES


def test_a_server_that_turns_us_away_is_no_fault_of_the_letter(post, script):
    script.answers["BANNER"] = ["554 5.7.1 not you"]

    assert send(post, 2) == [Outcome("retry", "554"), SENT]


def test_an_old_carrier_address_travels_in_quotation_marks(post, script):
    old = "taro..1.@docomo.example.jp"

    assert pack(message(to=old)).recipient == '"taro..1."@docomo.example.jp'
    assert send(post, to=old) == [SENT]
    assert script.arrived[0].rcpt_tos == [old]
