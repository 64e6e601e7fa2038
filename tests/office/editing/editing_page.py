"""The page of one person, pressed as a browser does: every field of the form goes along."""

import html
import re

from tests.web.visitor import Form


def path_of(person_id, rest=""):
    """Return the address of the person's page."""
    return f"/admin/people/{person_id}{rest}"


def form_of(answer):
    """Return the fields the page would send, as they are filled."""
    return {name: html.unescape(value) for name, value in Form(answer.text).values.items()}


def fields(form):
    """Return what the clerk sees in the fields, without what the page knows."""
    return {name: value for name, value in form.items() if name in NAMES}


NAMES = (
    "family",
    "given",
    "middle",
    "reading",
    "code",
    "mail",
    "deadline_year",
    "deadline_month",
    "deadline_day",
)


def save(visitor, person_id, opened=None, **typed):
    """Press 「更新」 on the page as it was opened, with these fields typed over."""
    opened = opened or visitor.get(path_of(person_id))
    values = {**form_of(opened), **typed}
    return visitor.client.post(path_of(person_id), data=values)


def conflict(answer):
    """Return the rows of the conflict: field, what is stored, what this clerk typed."""
    table = answer.text.partition('id="conflict-title"')[2].partition("</section>")[0]
    rows = re.findall(r"<tr><th.*?</tr>", table, re.DOTALL)[1:]
    return [tuple(re.findall(r">([^<>]+)</(?:th|div)>", row)) for row in rows]
