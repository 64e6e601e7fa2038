"""The demo's scenes: each plays through the ordinary use cases, one unit after the other."""

from collections.abc import Callable
from uuid import UUID

from mcollector.demo import moves
from mcollector.demo.plots import Member, Scene
from mcollector.demo.stage import Stage
from mcollector.rules import deadlines
from mcollector.rules.actor import Actor
from mcollector.rules.my_number import MyNumber
from mcollector.rules.papers import catalogue, choices
from mcollector.rules.review import return_reasons
from mcollector.rules.rights import Right
from mcollector.rules.states import Step
from mcollector.services.drafts import device_keys, drafts, notices
from mcollector.services.employee import status
from mcollector.services.photographs import photographs
from mcollector.services.reminders import by_hand
from mcollector.services.reviews import decision, returns
from mcollector.services.reviews import photographs as review_photographs
from mcollector.services.reviews.page import ReviewPage
from mcollector.services.statements import refusals
from mcollector.services.submissions import resubmit, submit


def play(stage: Stage, member: Member, scene: Scene) -> None:
    """Play one scene of the person's plot at the stage's moment."""
    SCENES[scene](stage, member)


def id_of(stage: Stage, member: Member) -> UUID:
    """Return the person's id; KeyError before the roster that names them."""
    return stage.people[member.who.mail]


def _employee(stage: Stage, member: Member) -> Actor:
    return Actor.person(stage.company_id, id_of(stage, member))


def _begin(stage: Stage, member: Member) -> None:
    with stage.tools.work(_employee(stage, member)) as uow:
        notices.note_read(uow, notices.current(uow).id, "ja")
        drafts.save_profile(uow, device_keys.new(), member.who.profile)


def _submit(stage: Stage, member: Member) -> None:
    who, employee, key = member.who, _employee(stage, member), device_keys.new()
    with stage.tools.work(employee) as uow:
        notices.note_read(uow, notices.current(uow).id, "ja")
        drafts.save_profile(uow, key, who.profile)
        form = drafts.save_number(uow, key, who.choice, who.number)
        for values in who.dependents:
            drafts.put_dependent(uow, key, None, values)
        today = deadlines.day(uow.now)
    for slot in choices.slots_needed(who.choice, today):
        _photograph(stage, member, slot.code, member.plot.flaw if slot.carries_number else "")
    with stage.tools.work(employee) as uow:
        submit.submit(uow, key, form.key)


def _photograph(stage: Stage, member: Member, slot: str, flaw: str = "") -> None:
    who = member.who
    picture = stage.draw(
        slot,
        number=MyNumber(who.number).grouped,
        name=who.name.full,
        birth_date=who.birth_date,
        address=who.address,
        flaw=flaw,
    )
    with stage.tools.work(_employee(stage, member)) as uow:
        photographs.receive(uow, slot, picture)


def _remind(stage: Stage, member: Member) -> None:
    with stage.tools.work(stage.staff[Right.UPLOAD]) as uow:
        by_hand.remind(uow, id_of(stage, member))


def _approve(stage: Stage, member: Member) -> None:
    reviewer, page = stage.staff[Right.DATA], _review(stage, member)
    checks = {check.code for group in page.checklists for check in group.items}
    with stage.tools.work(reviewer) as uow:
        today = deadlines.day(uow.now)
        decision.approve(uow, page.person_id, page.submission_id, frozenset(checks), today)


def _send_back(stage: Stage, member: Member) -> None:
    page = _review(stage, member)
    reason = return_reasons.reason(member.plot.flaw).code
    flawed = [one.id for one in page.documents if catalogue.find_slot(one.slot).carries_number]
    with stage.tools.work(stage.staff[Right.DATA]) as uow:
        marks = [(document_id, reason) for document_id in flawed]
        returns.send_back(uow, page.person_id, page.submission_id, marks, "")


def _review(stage: Stage, member: Member) -> ReviewPage:
    """Open the review and look at every photograph, as 済 demands."""
    reviewer = stage.staff[Right.DATA]
    with stage.tools.work(reviewer) as uow:
        page = decision.open_review(uow, id_of(stage, member))
    for document in page.documents:
        with stage.tools.work(reviewer) as uow:
            review_photographs.see_photograph(uow, document.id, "large")
    return page


def _resubmit(stage: Stage, member: Member) -> None:
    with stage.tools.read(_employee(stage, member)) as uow:
        returned = status.returned(uow)
    for slot in returned:
        _photograph(stage, member, slot.code)
    with stage.tools.work(_employee(stage, member)) as uow:
        resubmit.resubmit(uow)


def _refuse(stage: Stage, member: Member) -> None:
    with stage.tools.work(_employee(stage, member)) as uow:
        refusals.tell(uow, {"reason": "unwilling", "text": "家族と相談して決めたいです。"})


def _retire(stage: Stage, member: Member) -> None:
    with stage.tools.work(stage.staff[Right.ADMIN]) as uow:
        moves.take(uow, id_of(stage, member), Step.RETIRE)


def _knock(_stage: Stage, _member: Member) -> None:
    """Do nothing but let the time come at which the letter is tried again."""


SCENES: dict[Scene, Callable[[Stage, Member], None]] = {
    Scene.KNOCK: _knock,
    Scene.BEGIN: _begin,
    Scene.SUBMIT: _submit,
    Scene.REMIND: _remind,
    Scene.APPROVE: _approve,
    Scene.RETURN: _send_back,
    Scene.RESUBMIT: _resubmit,
    Scene.REFUSE: _refuse,
    Scene.RETIRE: _retire,
}
