"""Every form that can be offered again says in words what it does and what was typed in it."""

import re
from pathlib import Path

import pytest

from mcollector.web import form_words, policies
from mcollector.web.form_again import NEVER_BACK
from mcollector.web.kept_form import OFFERED
from tests.apps import app_over

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FIELD = re.compile(
    r'\b(?:field|textarea|select|checkbox|date_field|radio_cards|number_field|password)\(\s*"([a-z_0-9]+)",'
)
PASSWORD = re.compile(r'\bpassword\(\s*"([a-z_0-9]+)",')
ROOMS = ("admin", "form", "portal")
ASIDE = {
    "account": "the id of a colleague's account, chosen from a list",
}


@pytest.fixture
def app(tools):
    return app_over(tools)


def test_every_form_of_a_door_says_what_it_does(app):
    rules = policies.table(app)
    posted = {one.endpoint for one in app.url_map.iter_rules() if "POST" in (one.methods or ())}

    offered = {name for name in posted if rules[name].access in OFFERED}

    assert offered == set(form_words.DEEDS)


@pytest.mark.parametrize("room", ROOMS)
def test_every_field_that_can_be_typed_has_its_name(room):
    found = {
        name
        for path in (TEMPLATES / room).rglob("*.html")
        for name in FIELD.findall(path.read_text())
    }

    assert found
    assert found - set(form_words.LABELS) - NEVER_BACK - set(ASIDE) == set()


def test_no_password_is_put_into_a_page_again():
    found = {
        name for path in TEMPLATES.rglob("*.html") for name in PASSWORD.findall(path.read_text())
    }

    assert "factor_password" in found
    assert found - NEVER_BACK == set()
