"""deploy/nginx.conf speaks today's TLS, and nothing older."""

import re
import ssl
import warnings

import pytest


def old_protocol():
    """A client of 2010; its library itself warns of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def old_cipher():
    """A client that encrypts without authenticating what it encrypts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-ECDSA-AES128-SHA")
    return context


LOOSE = {
    "ssl_protocols TLSv1.2": "ssl_protocols TLSv1.1 TLSv1.2",
    "ssl_ciphers ECDHE": "ssl_ciphers ALL:@SECLEVEL=0:ECDHE",
}


@pytest.mark.parametrize("client", [old_protocol, old_cipher])
def test_old_encryption_is_refused(example, changed, client):
    with pytest.raises(ssl.SSLError):
        example.handshake(context=trusting(client(), example))
    example.stop()

    with changed(**LOOSE) as loose, loose.handshake(context=trusting(client(), loose)) as line:
        assert line.cipher()


def trusting(context, running):
    context.load_verify_locations(running.certificate)
    return context


@pytest.mark.parametrize(
    ("version", "protocol"),
    [(ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")],
)
def test_today_s_encryption_is_spoken(example, version, protocol):
    context = example.context()
    context.maximum_version = version
    with example.handshake(context=context) as line:
        suite = line.cipher()[0]

        assert line.version() == protocol
    assert re.search("GCM|CHACHA20", suite)


def test_a_name_that_is_not_ours_gets_no_certificate(example):
    with pytest.raises(ssl.SSLError, match="UNRECOGNIZED_NAME"):
        example.handshake("evil.example")
