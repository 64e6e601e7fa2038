"""本人性確認 draws what the employee typed, with what only some of them have."""

import re

from tests import factories
from tests.office import desk

SOME = {"card_name": "MARIA SILVA", "alias": "田中 マリア"}


def test_what_only_some_have_is_drawn(admin, tools, founded, monkeypatch):
    for name, value in SOME.items():
        monkeypatch.setitem(factories.PROFILE, name, value)
    factories.people_in(tools, founded, 1)
    person_id = desk.submitted(tools, founded)

    page = admin.get(f"/admin/reviews/{person_id}").text

    drawn = dict(re.findall(r"<dt>([^<]*)</dt>\s*<dd[^>]*>([^<]*)</dd>", page))
    assert {name: drawn.get(name) for name in ("在留カードの氏名（ローマ字）", "通称")} == {
        "在留カードの氏名（ローマ字）": SOME["card_name"],
        "通称": SOME["alias"],
    }
