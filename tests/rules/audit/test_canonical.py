"""Canonical JSON: one value, one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcollector.rules import canonical

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("value", "body"),
    [
        ({}, "{}"),
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        ({"氏名": "髙﨑 𠮷"}, '{"氏名":"髙﨑 𠮷"}'),
        ({"x": [1, {"z": None, "y": True}]}, '{"x":[1,{"y":true,"z":null}]}'),
        ({"at": 1_764_000_000_000_001}, '{"at":1764000000000001}'),
        ({"q": '"\\\n'}, '{"q":"\\"\\\\\\n"}'),
    ],
)
def test_encode_writes_the_one_form(value, body):
    assert canonical.encode(value) == body.encode()
    assert canonical.decode(body.encode()) == value


@pytest.mark.parametrize(
    "value", [{"a": 1.0}, {"a": [float("nan")]}, {"a": b"x"}, {1: "a"}, {"a": {2: "b"}}]
)
def test_encode_refuses_what_has_no_one_form(value):
    with pytest.raises(TypeError, match=r"^canonical JSON has "):
        canonical.encode(value)


@pytest.mark.parametrize(
    "body",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":"\\u3042"}',
        b"[]",
        b"",
        b'\xef\xbb\xbf{"a":1}',
    ],
)
def test_decode_refuses_any_other_form(body):
    with pytest.raises(ValueError, match=r"."):
        canonical.decode(body)


@given(st.dictionaries(TEXT, VALUES))
def test_decode_returns_what_was_encoded(value):
    assert canonical.decode(canonical.encode(value)) == value
