"""After 「更新」 no page of the portal shows a submitted value back."""

import re

import pytest
from flask import render_template_string

import app as entry
from mcollector.rules.actor import Actor
from mcollector.services.letters import queue
from mcollector.services.login import sessions
from tests import factories

SUBMITTED = {
    "number": factories.number(),
    "number of the dependent": factories.number("98765432109"),
    "address": "千代田区見本町1-2-3",
    "phone": "09000000000",
    "postcode": "5300001",
    "birth date": "1988年7月9日",
    "birth date, plain": "1988-07-09",
    "dependent's name": "山田 一",
}


@pytest.fixture
def browser(tmp_path, database_url):
    """A client signed in as somebody who has submitted."""
    config = factories.config_for(tmp_path / "home", database_url)
    with factories.closing(factories.toolbox_for(config, "portal")) as portal:
        office = factories.toolbox_for(config)
        founded = factories.company(office)
        factories.people_in(office, founded, 1)
        person_id = factories.submission_in(office, founded)
        office.engine.dispose()
        with portal.work(Actor.visitor(founded.company_id)) as uow:
            account = queue.account_of(uow, person_id)
            token = sessions.open_for(uow, account.id)
        app = entry.create_app(portal, frozenset({"portal"}))
        client = app.test_client()
        client.set_cookie("mc-portal", f"{founded.company_id.hex}.{token}")
        yield client


def shown_back(page):
    text = re.sub(r"[\s\-]", "", page)
    return {name for name, value in SUBMITTED.items() if re.sub(r"[\s\-]", "", value) in text}


def pages_of(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("portal.")]
    return [rule.rule for rule in rules if "GET" in rule.methods and not rule.arguments]


def test_no_page_shows_a_submitted_value_back(browser):
    paths = pages_of(browser.application)

    assert len(paths) > 7
    for path in paths:
        answer = browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        assert shown_back(answer.get_data(as_text=True)) == set(), path


@pytest.mark.parametrize("name", SUBMITTED)
def test_a_template_that_shows_one_is_caught(browser, name):
    with browser.application.test_request_context():
        page = render_template_string("<p>{{ value }}</p>", value=SUBMITTED[name])

    assert name in shown_back(page)


def test_the_portal_holds_no_key_but_its_cookie_key(browser):
    ring = browser.application.extensions["toolbox"].keyring

    assert (ring.server, ring.intake_private, ring.audit) == (None, None, None)
    assert ring.intake_public
