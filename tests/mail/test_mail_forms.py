"""Letters of a batch: the form is filled in as if each had been rendered by itself."""

from itertools import product

import pytest
from samples_of_letters import EVERYTHING, LINK, LOGIN, SECRET, values

from mcollector.mail import forms
from mcollector.mail.letters import render
from mcollector.rules.letters.kinds import LetterKind

BATCHED = sorted(forms.SENT_IN_BATCHES)
NAMES = ["佐藤 翔太", '<img src="x">&\'', "{{ secret }}{% raw %}", "name", "\x00\ue000"]


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("secret", [SECRET, ""])
def test_a_filled_form_is_the_rendered_letter(kind, secret):
    link = LINK if secret else LOGIN

    for name, company in product(NAMES, NAMES):
        told = values(kind, secret=secret, link=link, name=name, company=company)
        one, other = forms.write_letter(kind, told), render(kind, told)
        assert (one.subject, one.text, one.html) == (other.subject, other.text, other.html)


@pytest.mark.parametrize("kind", BATCHED)
def test_nothing_of_one_letter_is_left_in_the_next(kind):
    first = forms.write_letter(kind, values(kind))
    second = forms.write_letter(
        kind, values(kind, name="鈴木 花子", secret="", link=LOGIN, user_id="X")
    )

    assert SECRET in first.text
    assert first.text.count(EVERYTHING["name"]) > 0
    for own in (SECRET, LINK, EVERYTHING["name"], EVERYTHING["user_id"]):
        assert own not in second.subject + second.text + second.html


@pytest.mark.parametrize("kind", BATCHED)
def test_a_form_kept_for_the_next_letter_holds_nothing_of_anybody(kind):
    forms._form.cache_clear()
    told = values(kind)
    shared = tuple((key, told[key]) for key in forms.VALUES[kind] - forms.OWN)

    forms.write_letter(kind, told)

    kept = repr(forms._form(kind, shared, None, with_secret=True))
    assert forms._form.cache_info().hits == 1
    assert EVERYTHING["company"] in kept
    for own in forms.OWN:
        assert EVERYTHING[own] not in kept


@pytest.mark.parametrize("kind", BATCHED)
def test_a_missing_value_is_an_error_that_names_it(kind):
    for key in forms.VALUES[kind]:
        told = values(kind)
        del told[key]
        with pytest.raises(KeyError, match=f"^'{key}'$"):
            forms.write_letter(kind, told)


@pytest.mark.parametrize("kind", BATCHED)
def test_no_subject_names_what_is_somebodys_own(kind):
    planted = dict.fromkeys(forms.OWN, "PLANTED")

    letter = forms.write_letter(kind, values(kind, **planted))

    assert "PLANTED" in letter.text
    assert "PLANTED" not in letter.subject
