"""What the database keeps beside people: their words in an index, and how many stand how."""

from datetime import date

import pytest
from sqlalchemy import event, text

from mcollector.rules import deadlines
from mcollector.rules.actions import Action
from mcollector.rules.states import PersonState
from mcollector.rules.text.names import PersonName
from mcollector.rules.text.search_words import sought, words_of
from mcollector.services.people import list as people_list
from mcollector.services.people import query as people_query
from mcollector.services.people.query import PeopleQuery
from mcollector.store.people import Person
from tests import factories


def found(tools, founded, words, **more):
    with tools.read(factories.admin_of(founded)) as uow:
        page = people_list.get_page(uow, PeopleQuery(text=words, **more))
    return sorted(row.mail.partition("@")[0] for row in page.rows)


def counted(tools, founded, **more):
    with tools.read(factories.admin_of(founded)) as uow:
        return people_list.get_page(uow, PeopleQuery(**more)).total


def change(tools, founded, place, **values):
    person_id = factories.people_ids(tools, founded)[place]
    with tools.work(factories.admin_of(founded)) as uow:
        row = uow.get(Person, person_id)
        for name, value in values.items():
            setattr(row, name, value)
        uow.record(Action.DRAFT_SAVED, row=row)


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ("佐藤", ("\n\n佐藤",)),
        ("佐藤翔", ("佐藤翔",)),
        ("さとう", ("サトウ", "さとう")),
        ("Taro@", ("TARO@",)),
        ("o'b", ("\n\nOB", "O'B")),
        ("r%c", ("R%C",)),
        ("%", ()),
        ("・・・", ()),
        ("", ()),
    ],
)
def test_three_signs_stand_anywhere_and_fewer_where_something_begins(asked, texts):
    assert sought(asked) == texts


def test_everything_somebody_is_found_by_begins_after_two_breaks():
    name = PersonName("髙﨑", "𠮷男", "李")

    words = words_of(name, "たかさき よしお", "y@example.com", "ab12")

    assert words == "\n\n高崎李吉男\n\n吉男\n\n李\n\nタカサキヨシオ\n\nY@EXAMPLE.COM\n\nAB12"


def test_a_changed_name_address_or_code_is_found_and_the_old_one_is_not(tools, two):
    change(tools, two[0], 1, family="鬼龍", reading="きりゅう", mail="new@example.com")
    change(tools, two[0], 2, employee_code="Z0099")

    assert found(tools, two[0], "鬼龍") == ["new"]
    assert found(tools, two[0], "キリュ") == ["new"]
    assert found(tools, two[0], "new@ex") == ["new"]
    assert found(tools, two[0], "z009") == found(tools, two[0], "Z0") == ["own2"]
    assert found(tools, two[0], "own1") == []
    assert found(tools, two[0], "山田") == ["own0", "own2"]


def test_somebody_removed_is_found_no_more(tools, two):
    person_id = factories.people_ids(tools, two[0])[0]
    with tools.engine.begin() as connection:
        hexed = person_id.hex if tools.engine.dialect.name == "sqlite" else person_id
        connection.execute(text("DELETE FROM letters WHERE person_id = :id"), {"id": hexed})
        connection.execute(text("DELETE FROM accounts WHERE person_id = :id"), {"id": hexed})
        connection.execute(text("DELETE FROM people WHERE id = :id"), {"id": hexed})

    assert found(tools, two[0], "own") == ["own1", "own2"]
    assert counted(tools, two[0]) == 2


def test_a_unit_that_fails_leaves_the_index_as_it_was(tools, two):
    person_id = factories.people_ids(tools, two[0])[0]

    def fail():
        with tools.work(factories.admin_of(two[0])) as uow:
            uow.get(Person, person_id).family = "鬼龍"
            uow.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert found(tools, two[0], "鬼龍") == []
    assert found(tools, two[0], "山田") == ["own0", "own1", "own2"]


def test_nobody_of_another_company_is_found_or_counted(tools, two):
    assert found(tools, two[0], "foreign") == found(tools, two[1], "own") == []
    assert found(tools, two[0], "example.com") == ["own0", "own1", "own2"]
    assert counted(tools, two[0]) == counted(tools, two[1]) == 3


@pytest.mark.postgres
def test_the_search_of_postgres_sees_one_company_and_without_one_nobody(tools, two):
    query = text("SELECT count(*) FROM people_found('%EXAMPLE%', '%EXAMPLE%', 100)")
    with tools.engine.connect() as connection:
        connection.execute(text("SET LOCAL ROLE mcollector_app"))
        nobody = connection.execute(query).scalar_one()
        connection.execute(text(f"SET LOCAL app.company_id = '{two[0].company_id}'"))
        own = connection.execute(query).scalar_one()
        whole = connection.execute(text("SELECT count(*) FROM people_texts")).scalar_one()

    assert (nobody, own, whole) == (0, 3, 3)


@pytest.mark.postgres
def test_a_word_that_everybody_has_is_found_without_its_whole_list(tools, two):
    query = text("SELECT count(*) FROM people_found('%EXAMPLE%', '%EXAMPLE%', 2)")
    with tools.engine.begin() as connection:
        connection.execute(text("DROP FUNCTION people_by_trigrams"))
        connection.execute(text("SET LOCAL ROLE mcollector_app"))
        connection.execute(text(f"SET LOCAL app.company_id = '{two[0].company_id}'"))

        assert connection.execute(query).scalar_one() == 2


def test_the_counts_follow_every_change(tools, two):
    today = deadlines.day(tools.now())
    change(tools, two[0], 0, state=PersonState.SUBMITTED, due_on=today)
    change(tools, two[0], 1, state=PersonState.RETIRED, due_on=date(2020, 1, 1))
    change(tools, two[0], 2, bounced=True)

    with tools.read(factories.admin_of(two[0])) as uow:
        tabs = people_list.count_tabs(uow, today)

    assert tabs == {
        "all": 3,
        "late": 1,
        "to_review": 1,
        "returned": 0,
        "waiting": 1,
        "verified": 0,
        "retired": 1,
    }
    assert counted(tools, two[0], bounced=True) == 1
    assert counted(tools, two[0], state=PersonState.RETIRED) == 1
    assert counted(tools, two[0], tab="late", bounced=True) == 0


def test_many_changes_keep_the_counts_small_and_true(tools, two):
    for n in range(300):
        change(tools, two[0], 0, bounced=n % 2 == 0, due_on=date(2026, 1, 1 + n % 28))

    with tools.engine.connect() as connection:
        rows = connection.execute(text("SELECT count(*), sum(n) FROM people_counts")).one()

    assert counted(tools, two[0]) == 3
    assert rows[1] == 6
    assert rows[0] < 600


def test_more_than_are_put_in_order_are_told_of(tools, two, monkeypatch):
    monkeypatch.setattr(people_list, "MOST_FOUND", 2)
    monkeypatch.setattr(people_query, "MOST_FOUND", 2)

    with tools.read(factories.admin_of(two[0])) as uow:
        many = people_list.get_page(uow, PeopleQuery(text="山田"))
        few = people_list.get_page(uow, PeopleQuery(text="own1"))

    assert (many.capped, len(many.rows), few.capped, len(few.rows)) == (True, 2, False, 1)


def test_a_page_asks_the_database_three_things_at_most(tools, two):
    seen = []
    event.listen(
        tools.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_more: seen.append(statement),
    )
    with tools.read(factories.admin_of(two[0])) as uow:
        first = people_list.get_page(uow, PeopleQuery(size=1))
    seen.clear()

    with tools.read(factories.admin_of(two[0])) as uow:
        people_list.get_page(uow, PeopleQuery(size=1, after=first.rows[0].id))

    assert len([one for one in seen if "people" in one]) == 3


@pytest.mark.postgres
def test_an_owner_who_is_no_superuser_searches_by_trigrams_too(postgres, tmp_path, tools):
    """Managed databases give nobody a superuser; the tests' own owner is one."""
    name = f"owner{postgres.count}"
    postgres.sql(f"CREATE ROLE {name} LOGIN CREATEROLE")
    postgres.sql(f"GRANT mcollector_app TO {name} WITH ADMIN OPTION")
    postgres.sql(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 ENCODING 'UTF8'")
    config = factories.config_for(
        tmp_path / "theirs", f"postgresql://{name}@/{name}?host={postgres.folder}"
    )

    with factories.closing(factories.toolbox_for(config)) as theirs:
        founded = factories.company(theirs)
        factories.people_in(theirs, founded, 3, "own")
        names = found(theirs, founded, "own1")
        with theirs.engine.begin() as connection:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            query = "EXPLAIN SELECT id FROM people_texts WHERE words LIKE '%%OWN%%'"
            plan = "\n".join(row[0] for row in connection.exec_driver_sql(query))

    assert names == ["own1"]
    assert "Bitmap Index Scan on ix_people_texts_words" in plan
