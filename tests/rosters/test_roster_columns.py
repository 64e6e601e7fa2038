"""How the office says a list is to be read is kept in words that a stranger can read."""

from sqlalchemy import text

from mcollector.services.rosters import upload
from mcollector.services.rosters.reading import MOST_COLUMNS
from tests import factories
from tests.rosters import lists

WIDE = ["mail", "family", "middle", "given", *["ignore"] * 60]
TITLED = "".join(
    ",".join([*four, *["x"] * 60]) + "\n"
    for four in (
        ["メール", "姓", "ミドルネーム", "名"],
        ["taro@example.com", "SANTOS", "M.", "Taro"],
    )
)


def choose(tools, founded, roster_id, columns, header):
    with tools.work(factories.admin_of(founded)) as uow:
        upload.choose(uow, roster_id, columns=columns, encoding="", header=header)


def kept(tools):
    with tools.engine.connect() as connection:
        return connection.execute(text("SELECT columns FROM rosters")).scalar_one()


def test_nothing_is_kept_before_the_office_says_anything(tools, founded):
    lists.upload(tools, founded, lists.TWO)

    assert kept(tools) == "[]"


def test_the_choice_is_kept_in_words(tools, founded):
    roster_id = lists.upload(tools, founded, "x,taro@example.com,SANTOS\n")

    choose(tools, founded, roster_id, ["ignore", "mail", "name"], "no")

    assert kept(tools) == '["ignore", "mail", "name"]'


def test_as_many_columns_as_a_form_names_are_kept_and_a_wider_list_is_read(tools, founded):
    roster_id = lists.upload(tools, founded, TITLED)

    choose(tools, founded, roster_id, WIDE, "yes")

    words = ", ".join(f'"{word}"' for word in WIDE[:MOST_COLUMNS])
    assert kept(tools) == f"[{words}]"
    parsed = lists.preview(tools, founded, roster_id).parsed
    assert (list(parsed.columns), [row.family for row in parsed.rows]) == (WIDE, ["SANTOS"])
