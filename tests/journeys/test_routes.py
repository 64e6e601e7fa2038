"""Every paper of the catalogue on a telephone of 360×740, from the mail's link to the receipt.

Which journeys there are, and by which rule, is told in walks.py; the refusals are 提出できないとき.
"""

import itertools
import re
from datetime import timedelta

import pytest

from mcollector.rules.papers import catalogue, choices
from mcollector.rules.papers.paper import Proof
from mcollector.rules.person.refusal_reasons import REASONS
from mcollector.rules.states import PersonState
from tests.browsers import IN_A_BROWSER
from tests.journeys import office_steps as clerk
from tests.journeys import routes_steps as worker
from tests.journeys.conftest import OFFICE, PHONE
from tests.journeys.hand import Hand
from tests.journeys.house import link_in
from tests.journeys.walks import DEPENDENTS, NAMES, today, walks_on

REFUSALS = tuple(itertools.product(REASONS, (True, False)))
pytestmark = pytest.mark.timeout(900)  # the first of all waits for the house and its letters
WALKS = walks_on(today())
"""Named when they are collected; whatever a test needs of the day it asks when it runs."""
A_MONTH = timedelta(days=30)


def is_shortest(walk, day):
    """Tell whether it is the card's way without dependents: 12 taps and 12 fields at most."""
    return walk.choice == choices.first_choice(day) and not walk.dependents


def walked():
    """Return the journeys; all but the shortest are left to `check`."""
    day = today()
    marks = {True: (), False: pytest.mark.wide}
    return [pytest.param(walk, id=str(walk), marks=marks[is_shortest(walk, day)]) for walk in WALKS]


def refuser(reason, script):
    return f"refuser{REFUSALS.index((reason, script))}@example.com"


def lines():
    """Return the roster: one line a journey."""
    walkers = [f"{walk.mail},{walk.name.family},{walk.name.given}\n" for walk in WALKS]
    return "".join(walkers + [f"{refuser(*one)},山田,太郎\n" for one in REFUSALS])


@pytest.fixture(scope="module")
def links(chromium, open_house):
    """Everybody's link, by address, once the office has invited all of them."""
    context = chromium.new_context(viewport=OFFICE, locale="ja-JP")
    office = context.new_page()
    clerk.found_company(open_house, office)
    clerk.upload(open_house, office, lines())
    context.close()
    return {
        mail["To"].addresses[0].addr_spec: link_in(mail.get_body(("plain",)).get_content())
        for mail in open_house.mails()
    }


@pytest.fixture
def hand(request, chromium):
    """A hand on a new telephone, with script or without; the browser may not complain."""
    wanted = request.node.callspec.params
    script = wanted["walk"].script if "walk" in wanted else wanted["script"]
    context = chromium.new_context(
        viewport=PHONE, locale="ja-JP", is_mobile=True, has_touch=True, java_script_enabled=script
    )
    page, said = context.new_page(), []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(IN_A_BROWSER)
    yield Hand(page)
    context.close()
    assert said == []


def test_every_paper_that_counts_is_walked_with_script_and_without():
    day = today()
    counting = {paper for proof in Proof for paper in catalogue.papers_that_prove(proof, day)}
    walked = {(paper.code, walk.script) for walk in walks_on(day) for paper in walk.papers}

    assert walked == set(itertools.product((paper.code for paper in counting), (True, False)))


def test_every_paper_with_a_number_meets_every_paper_that_may_stand_beside_it():
    day = today()
    met = {(walk.route.code, paper.code) for walk in walks_on(day) for paper in walk.beside}

    assert met == {
        (route.code, paper.code)
        for route in choices.routes(day)
        for paper in (*route.photo_ids, *route.halves)
    }


def test_every_paper_with_a_number_is_walked_with_every_name_and_number_of_dependents():
    day = today()
    names = {(walk.route.code, walk.name) for walk in walks_on(day)}
    counts = {(walk.route.code, walk.dependents) for walk in walks_on(day)}

    codes = [route.code for route in choices.routes(day)]
    assert names == set(itertools.product(codes, NAMES))
    assert counts == set(itertools.product(codes, DEPENDENTS))


@pytest.mark.parametrize("walk", walked())
def test_every_paper_leads_to_the_receipt(links, hand, walk):
    begun = today()
    worker.walk_through(hand, walk, links[walk.mail])

    (year,) = set(re.findall(r"MC-(\d{4})-\d{4}", hand.page.content()))
    assert int(year) in {begun.year, today().year}
    if is_shortest(walk, begun):
        assert hand.taps <= 12
        assert hand.fields <= 12


@pytest.mark.wide
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.code)
def test_every_refusal_is_kept_and_told_back(links, hand, reason, script):
    worker.enter(hand, links[refuser(reason, script)])

    worker.refuse(hand, reason, today() + A_MONTH)

    state = PersonState.WAITING if reason.asks_when else PersonState.REFUSED
    worker.read_of_refusal(hand, state, reason)
