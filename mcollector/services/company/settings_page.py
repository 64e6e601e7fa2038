"""会社設定: one section at a time; of two people the second is shown what the first one set."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcollector.rules import canonical, daily_limit, purposes
from mcollector.rules.actions import Action
from mcollector.rules.errors import FieldRefused, FormRefused
from mcollector.rules.letters import reminder_plan
from mcollector.rules.letters.reminder_plan import MOST_LETTERS, ReminderPlan
from mcollector.rules.profile import company as company_form
from mcollector.rules.rights import Permission
from mcollector.rules.sentences import Sentence, say
from mcollector.services.drafts import notices
from mcollector.services.drafts.notices import NoticeView
from mcollector.services.permissions import require
from mcollector.services.reminders import by_plan
from mcollector.store.companies import Company, Notice
from mcollector.work.unit import UnitOfWork

LONGEST = 90
"""Days until a row turns red, at most."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the company has set; `version` is sent back with a form."""

    version: int
    contact: Mapping[str, str]
    late_days: int
    review_days: int
    card_back_only: bool
    digest_hour: int | None
    open_most: int
    plan: ReminderPlan
    notice: NoticeView


class Overtaken(FormRefused):
    """Somebody else changed the same fields first; submitting again overwrites them."""


def load_settings(uow: UnitOfWork) -> Settings:
    """Return the company's settings."""
    require(uow, Permission.SETTINGS)
    row = uow.get(Company, uow.actor.company_id)
    return Settings(
        row.version,
        {name: getattr(row, name) for name in company_form.CONTACT},
        row.late_days,
        row.review_days,
        row.card_back_only,
        row.digest_hour,
        row.open_most,
        by_plan.plan_of(uow),
        notices.current(uow),
    )


def change_contact(uow: UnitOfWork, typed: Mapping[str, str], version: int) -> None:
    """Set name and contact; raises FormRefused with every wrong field, Overtaken."""
    _change(uow, company_form.check_contact(typed), version)


def change_collecting(
    uow: UnitOfWork, late_days: str, review_days: str, *, card_back_only: bool, version: int
) -> None:
    """Set after how many days a row turns red, and whether the card's back alone is enough.

    The days apply to whoever is registered, submits or is sent back from now on. Raises
    FormRefused, Overtaken.
    """
    typed = {"late_days": late_days, "review_days": review_days}
    days = {name: _up_to(text, LONGEST) for name, text in typed.items()}
    errors = {name: _NO_DAYS for name, number in days.items() if number is None}
    if errors:
        raise FormRefused(errors)
    _change(uow, {**days, "card_back_only": card_back_only}, version)


def change_reminding(
    uow: UnitOfWork, hour: int | None, days: str, most: str, *, version: int
) -> None:
    """Set the plan of reminders: from which hour by day, None for none at all; days; how many.

    Raises FormRefused with every wrong field, Overtaken.
    """
    errors: dict[str, Sentence] = {}
    wanted: dict[str, object] = {"remind_hour": hour, "remind_most": _up_to(most, MOST_LETTERS)}
    try:
        wanted["remind_days"] = reminder_plan.write_days(reminder_plan.parse_days(days))
    except FieldRefused as refused:
        errors["remind_days"] = refused.sentence
    if wanted["remind_most"] is None:
        errors["remind_most"] = say("1から%(n)dまでの数字を入力してください。", n=MOST_LETTERS)
    if hour is not None and hour not in reminder_plan.HOURS:
        errors["remind_hour"] = say("時刻を選び直してください。")
    if errors:
        raise FormRefused(errors)
    _change(uow, wanted, version)


def change_openings(uow: UnitOfWork, most: str, *, version: int) -> None:
    """Set how many people's values one account may open a day; raises FormRefused, Overtaken."""
    number = _up_to(most, daily_limit.HIGHEST)
    if number is None:
        sentence = say("1から%(n)dまでの数字を入力してください。", n=daily_limit.HIGHEST)
        raise FormRefused({"open_most": sentence})
    _change(uow, {"open_most": number}, version)


def publish(uow: UnitOfWork, codes: list[str], number: int) -> None:
    """Publish these purposes as a new version, which everybody reads before the next 「更新」.

    Unchanged purposes publish nothing. Raises FormRefused for none, Overtaken when `number` is not
    the newest version any more.
    """
    require(uow, Permission.SETTINGS)
    titles = purposes.titles_of(codes)
    if not titles:
        raise FormRefused({"purposes": company_form.NO_PURPOSE})
    uow.get(Company, uow.actor.company_id, lock=True)
    now = notices.current(uow)
    if titles == now.purposes:
        return
    if number != now.number:
        raise Overtaken({"purposes": _said("、".join(now.purposes))})
    text = canonical.encode({"purposes": list(titles)}).decode()
    row = uow.add(Notice(number=now.number + 1, purposes=text, published_at=uow.now))
    uow.record(Action.NOTICE_PUBLISHED, row=row, number=row.number)


_NO_DAYS = say("1から%(n)dまでの数字を入力してください。", n=LONGEST)


def _up_to(text: str, most: int) -> int | None:
    digits = text.strip()
    number = int(digits) if digits.isdecimal() and len(digits) <= len(str(most)) else 0
    return number if 1 <= number <= most else None


def _change(uow: UnitOfWork, wanted: Mapping[str, object], version: int) -> None:
    require(uow, Permission.SETTINGS)
    company = uow.get(Company, uow.actor.company_id, lock=True)
    changed = [name for name, value in wanted.items() if getattr(company, name) != value]
    if changed and company.version != version:
        raise Overtaken({name: _said(_word(getattr(company, name))) for name in changed})
    for name in changed:
        setattr(company, name, wanted[name])
    if changed:
        uow.record(Action.SETTINGS_CHANGED, row=company, fields=changed)


def _word(value: object) -> str:
    return "送らない" if value is None else str(value)


def _said(theirs: str) -> Sentence:
    return say(
        "ほかの人が先に「%(theirs)s」に変更しました。"
        "入力した内容でよければ、もう一度「更新」を押してください。",
        theirs=theirs,
    )
