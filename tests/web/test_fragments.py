"""Pieces drawn once: for everybody of a kind, never for somebody of another, and not for ever."""

import pytest
from flask import Flask, render_template_string

from mcollector.web import fragments

PAGE = """{% macro piece() %}<b>{{ drawn() }} {{ word }}</b>{% endmacro %}{{ once(piece, *who) }}"""


@pytest.fixture
def app():
    app = Flask("pieces")
    fragments.install(app)
    return app


@pytest.fixture
def show(app):
    """Return what draws the page for somebody, and the list of drawings made."""
    made = []

    def draw(*who, word="word"):
        with app.test_request_context("/"):
            return render_template_string(
                PAGE, who=who, word=word, drawn=lambda: made.append(who) or len(made)
            )

    return draw, made


def test_a_piece_is_drawn_once_for_everybody_of_a_kind(show):
    draw, made = show

    pages = [draw("admin"), draw("admin"), draw("auditor"), draw("admin")]

    assert pages == ["<b>1 word</b>", "<b>1 word</b>", "<b>2 word</b>", "<b>1 word</b>"]
    assert made == [("admin",), ("auditor",)]


def test_two_pieces_of_one_name_are_two(app):
    with app.test_request_context("/"):
        pages = [
            render_template_string("{% macro a() %}" + word + "{% endmacro %}{{ once(a) }}")
            for word in ("one", "two", "one")
        ]

    assert pages == ["one", "two", "one"]


def test_what_is_typed_stays_text(show):
    draw, _made = show

    assert draw("admin", word="<i>") == "<b>1 &lt;i&gt;</b>"


def test_the_store_does_not_grow_for_ever(app, show):
    draw, made = show

    for number in range(fragments.MOST + 3):
        draw(number)

    assert len(made) == fragments.MOST + 3
    assert len(app.extensions["fragments"]) == 3
