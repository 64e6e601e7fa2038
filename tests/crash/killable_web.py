"""The web's entry of the kill tests, for gunicorn: the real app over a killable toolbox."""

import os

import app as entry
from mcollector import bootstrap
from mcollector.config import Config
from tests.crash import killable

config = Config.from_environ(os.environ)
app = entry.create_app(killable.build(config, bootstrap.role_of(config.doors), "web"))
