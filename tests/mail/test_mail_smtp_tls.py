"""Encryption: verified certificates, passwords after TLS only, and URLs that are refused."""

import ssl
from ipaddress import ip_address

import pytest
from post_office import Script, post_office
from samples_of_letters import message

from mcollector.mail.maildir import MaildirPost
from mcollector.mail.post import Outcome
from mcollector.mail.posts import post_for
from mcollector.mail.smtp import SmtpPost
from mcollector.rules.errors import RuleBroken
from tests import certificates

SENT = Outcome("sent")


def certificate(folder, address="127.0.0.1"):
    """Write a certificate for the address and its key; return the file and the server's context."""
    path = certificates.write(folder / "certificate.pem", ip_address(address))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return path, context


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    path, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return context


def send(url):
    with SmtpPost(url, patience=2).connection() as line:
        return line.send(message())


def test_starttls_encrypts_before_the_password_and_the_letter(script, trusted):
    with post_office(script, tls=trusted, needs_login=True) as port:
        assert send(f"smtp+starttls://robot%40x:correct@127.0.0.1:{port}") == SENT

    assert script.encrypted == [True]
    assert script.logins == [(b"robot@x", b"correct")]


def test_starttls_works_without_a_password(script, trusted):
    with post_office(script, tls=trusted) as port:
        assert send(f"smtp+starttls://127.0.0.1:{port}") == SENT

    assert script.encrypted == [True]


def test_smtps_is_encrypted_from_the_first_byte(script, trusted):
    with post_office(script, implicit_tls=trusted) as port:
        assert send(f"smtps://127.0.0.1:{port}") == SENT

    assert len(script.arrived) == 1


@pytest.mark.parametrize("scheme", ["smtp+starttls", "smtps"])
def test_a_certificate_nobody_vouches_for_stops_the_letter(script, tmp_path, scheme):
    _path, context = certificate(tmp_path)
    how = {"tls": context} if scheme == "smtp+starttls" else {"implicit_tls": context}

    with post_office(script, **how) as port:
        assert send(f"{scheme}://robot:correct@127.0.0.1:{port}") == Outcome("retry", "tls")

    assert script.arrived == []
    assert script.logins == []


def test_a_certificate_of_another_host_stops_the_letter(script, tmp_path, monkeypatch):
    path, context = certificate(tmp_path, "127.0.0.2")
    monkeypatch.setenv("SSL_CERT_FILE", str(path))

    with post_office(script, implicit_tls=context) as port:
        assert send(f"smtps://127.0.0.1:{port}") == Outcome("retry", "tls")


def test_a_server_without_starttls_gets_neither_password_nor_letter(script):
    with post_office(script) as port:
        outcome = send(f"smtp+starttls://robot:correct@127.0.0.1:{port}")

    assert outcome == Outcome("retry", "not-supported")
    assert script.arrived == []


def test_our_wrong_password_is_no_fault_of_the_letter(script, trusted):
    with post_office(script, tls=trusted, needs_login=True) as port:
        outcome = send(f"smtp+starttls://robot:wrong@127.0.0.1:{port}")

    assert outcome == Outcome("retry", "535")
    assert script.arrived == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("smtp://mail.example.com:25", "暗号化しないSMTPは"),
        ("smtp://127.0.0.1.example.com", "暗号化しないSMTPは"),
        ("http://127.0.0.1", "MCOLLECTOR_SMTP_URL を読めません"),
        ("127.0.0.1:25", "MCOLLECTOR_SMTP_URL を読めません"),
        ("smtps://", "MCOLLECTOR_SMTP_URL を読めません"),
        ("smtps://host:port", "MCOLLECTOR_SMTP_URL を読めません"),
        ("smtps://[::1", "MCOLLECTOR_SMTP_URL を読めません"),
        ("smtps://robot:hush/hush@host", "MCOLLECTOR_SMTP_URL を読めません"),
        ("smtps://robot:hush#hush@host", "MCOLLECTOR_SMTP_URL を読めません"),
        (f"smtps://{'a' * 64}.example.com", "MCOLLECTOR_SMTP_URL を読めません"),
        ("smtps://robot@host", "両方書くか"),
        ("smtps://robot:ひみつhush@host", "半角の英数字"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_in_a_sentence_without_its_secret(
    tmp_path, url, words
):
    with pytest.raises(RuleBroken) as refused:
        post_for(url, tmp_path)

    assert words in str(refused.value)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("url", ["smtp://localhost", "smtp://127.0.0.1:2525", "smtp://[::1]:25"])
def test_unencrypted_smtp_is_for_this_machine(tmp_path, url):
    assert isinstance(post_for(url, tmp_path), SmtpPost)


@pytest.mark.parametrize("url", [None, ""])
def test_without_a_url_letters_go_to_the_maildir_of_the_home(tmp_path, url):
    post = post_for(url, tmp_path)

    assert isinstance(post, MaildirPost)
    assert post.root == tmp_path / "mail"


def test_a_post_does_not_print_its_password():
    post = SmtpPost("smtps://robot:hush@mail.example.com")

    assert post._url.password == "hush"
    assert repr(post._url) == "SmtpUrl(scheme='smtps', host='mail.example.com', port=465)"
