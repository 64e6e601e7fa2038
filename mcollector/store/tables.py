"""Every table, in one list that the migrations and the guard read."""

from types import ModuleType

from sqlalchemy.orm import Mapper

from mcollector.store import (
    accounts,
    audit,
    boxes,
    change_requests,
    companies,
    documents,
    handoffs,
    letters,
    mail_texts,
    outbox,
    people,
    proxy_entries,
    refusals,
    reviews,
    rosters,
    submissions,
)
from mcollector.store.base import CompanyRow, Row
from mcollector.store.search import people as people_search

ROOMS: tuple[ModuleType, ...] = (
    accounts,
    audit,
    boxes,
    change_requests,
    companies,
    documents,
    handoffs,
    letters,
    mail_texts,
    outbox,
    people,
    people_search,
    proxy_entries,
    refusals,
    reviews,
    rosters,
    submissions,
)


def mappers() -> list[Mapper[Row]]:
    """Return the mapper of every table, in the order of their names."""
    return sorted(Row.registry.mappers, key=lambda mapper: mapper.class_.__tablename__)


def company_classes() -> list[type[CompanyRow]]:
    """Return every mapped class whose rows belong to a company."""
    return [mapper.class_ for mapper in mappers() if issubclass(mapper.class_, CompanyRow)]
