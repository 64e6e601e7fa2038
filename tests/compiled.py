"""What is compiled once for all apps and engines of a process: templates, addresses, statements.

A house has one app and one engine and compiles at its first pages; nearly every test has its own.
"""

from typing import Any

from jinja2 import BytecodeCache
from sqlalchemy import Dialect, Engine, event
from werkzeug.routing import Rule

from mcollector.store.database import engine as database
from mcollector.web.transport import App

_dialects: dict[str, Dialect] = {}
_statements: dict[Any, Any] = {}


def once() -> None:
    """Compile once from now on."""
    App.jinja_options = {"bytecode_cache": Templates()}
    Rule._compile_builder = _addresses(Rule._compile_builder)
    database.create_engine = _statements_of(database.create_engine)


class Templates(BytecodeCache):
    """Templates compiled once for all apps."""

    def __init__(self):
        self.code = {}

    def load_bytecode(self, bucket):
        if bucket.key + bucket.checksum in self.code:
            bucket.bytecode_from_string(self.code[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket):
        self.code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def _addresses(compile_builder):
    """Addresses compiled once for all apps: each has 170."""
    known = {}

    def compiled(rule, append_unknown=True):  # noqa: FBT002 - Werkzeug's signature
        key = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    return compiled


def _statements_of(create_engine):
    """Statements compiled once for all engines of a kind: SQLAlchemy's cache asks who compiled."""

    def created(url, **more):
        engine = create_engine(url, **more)
        event.listen(engine, "first_connect", lambda *_: _share(engine))
        return engine

    return created


def _share(engine: Engine) -> None:
    """Let a dialect that knows its database compile for every engine of its kind."""
    engine.dialect = _dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_statements)
