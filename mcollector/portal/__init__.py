"""Floor 4: the door of the employees."""

from flask import Blueprint

from mcollector.portal import (
    change_requests,
    check,
    dependent_papers,
    dependents,
    forms,
    menu,
    notice,
    own_record,
    phone,
    photographs,
    profile,
    refusals,
    returned,
)

portal = Blueprint("portal", __name__, url_prefix="/my")

for room in (
    forms,
    menu,
    notice,
    profile,
    photographs,
    phone,
    dependents,
    dependent_papers,
    check,
    returned,
    refusals,
    own_record,
    change_requests,
):
    room.open_on(portal)
