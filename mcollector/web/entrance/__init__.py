"""The entrance: everything before somebody is known, shared by both doors."""

from flask import Blueprint

from mcollector.web.entrance import (
    first,
    health,
    login,
    mailbox,
    metrics,
    reset,
    second_factor,
    setup,
    staying,
)

entrance = Blueprint("entrance", __name__)

for room in (login, first, reset, second_factor, setup, health, mailbox, metrics, staying):
    room.open_on(entrance)
