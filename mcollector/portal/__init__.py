"""Floor 4: the door of the employees."""

from flask import Blueprint

from mcollector.portal import (
    check,
    dependents,
    forms,
    menu,
    notice,
    photographs,
    profile,
    refusals,
    returned,
)

portal = Blueprint("portal", __name__, url_prefix="/my")

for room in (forms, menu, notice, profile, photographs, dependents, check, returned, refusals):
    room.open_on(portal)
