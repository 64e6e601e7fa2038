"""Papers of dependents whose number the employer has to check: chosen, received, complete."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from mcollector.rules.deadlines import day
from mcollector.rules.errors import FormRefused, NotFound
from mcollector.rules.papers import dependent_slots, duties
from mcollector.rules.papers.duties import Offer
from mcollector.rules.sentences import Sentence, say
from mcollector.services.drafts import drafts
from mcollector.services.drafts.form import FormState
from mcollector.services.photographs import photographs, slots
from mcollector.services.photographs.slots import SlotState
from mcollector.work.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Papers:
    """What one dependent's page asks for; `wrong` holds the choices that are missing."""

    offers: tuple[Offer, ...]
    wrong: Mapping[str, Sentence]
    places: tuple[SlotState, ...]

    @property
    def is_complete(self) -> bool:
        """Tell whether every photograph is there and usable."""
        return not self.wrong and all(place.is_received for place in self.places)


def load_papers(uow: UnitOfWork, form: FormState, position: int) -> Papers:
    """Return the papers of the dependent (from 1); NotFound for one of whom none are asked."""
    values = _values(form, position)
    try:
        asked = duties.slots(UUID(hex=values["key"]), values, day(uow.now))
        places = slots.of_codes(uow, [slot.code for slot in asked])
        return Papers(duties.offers(values, day(uow.now)), {}, places)
    except FormRefused as refused:
        return Papers(duties.offers(values, day(uow.now)), refused.fields, ())


def asked(uow: UnitOfWork, form: FormState) -> dict[int, Papers]:
    """Return the papers of every dependent of whom some are asked, by position from 1."""
    places = (n for n, values in enumerate(form.dependents, start=1) if duties.duties_of(values))
    return {n: load_papers(uow, form, n) for n in places}


def choose(
    uow: UnitOfWork, device_key: bytes, position: int, values: Mapping[str, str]
) -> FormState:
    """Keep which papers were chosen for the dependent, right or wrong."""
    person, form = drafts.author(uow), drafts.load(uow, device_key)
    before = _values(form, position)
    fields = [offer.field for offer in duties.offers(before, day(uow.now))]
    chosen = {field: values.get(field, "") for field in fields}
    kept = [dict(dependent) for dependent in form.dependents]
    kept[position - 1] |= chosen
    return drafts.save(uow, person, device_key, replace(form, dependents=tuple(kept)))


def receive(uow: UnitOfWork, form: FormState, position: int, slot_code: str, data: bytes) -> None:
    """Keep the photograph of one of the dependent's places; raises as `photographs.receive`."""
    if slot_code not in {place.code for place in load_papers(uow, form, position).places}:
        raise NotFound
    photographs.keep(uow, slot_code, data)


def missing(uow: UnitOfWork, form: FormState) -> dict[str, Sentence]:
    """Return a sentence for each dependent whose papers are not complete: step → sentence."""
    return {
        f"dependent_{n}": say("扶養者%(n)d人目の証明書の写真がそろっていません。", n=n)
        for n, papers in asked(uow, form).items()
        if not papers.is_complete
    }


def slot_codes(uow: UnitOfWork, form: FormState) -> set[str]:
    """Return the codes of all dependents' photographs that belong to the submission."""
    return {place.code for papers in asked(uow, form).values() for place in papers.places}


def remove(uow: UnitOfWork, device_key: bytes, position: int) -> None:
    """Take the dependent (from 1) out, and destroy the photographs that were sent of them."""
    form = drafts.load(uow, device_key)
    drafts.remove_dependent(uow, device_key, position - 1)
    mark = dependent_slots.mark_of(UUID(hex=form.dependents[position - 1]["key"]))
    for row in photographs.unbound(uow, uow.actor.form_of):
        if dependent_slots.parts_of(row.slot)[0] == mark:
            photographs.replace(uow, row)


def _values(form: FormState, position: int) -> Mapping[str, str]:
    if not 1 <= position <= len(form.dependents) or not duties.duties_of(
        form.dependents[position - 1]
    ):
        raise NotFound
    return form.dependents[position - 1]
