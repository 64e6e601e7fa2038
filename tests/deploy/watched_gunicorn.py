"""gunicorn as it is configured, and a look at its master whenever a worker is about to be made."""

import gc
import json
import os
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from runpy import run_path

from flask import Flask
from sqlalchemy import Engine

from deploy.preload import OURS
from mcollector.work.keyring import Keyring
from mcollector.work.toolbox import Toolbox

LOCKS = (type(threading.Lock()), type(threading.RLock()), threading.Condition, threading.Semaphore)
KINDS = (Flask, Toolbox, Keyring, Engine, socket.socket)

globals().update(run_path("deploy/gunicorn.conf.py"))


def ours():
    """Return the modules of ours that are loaded."""
    return {name: one for name, one in sys.modules.items() if name.partition(".")[0] in OURS}


def tell(kind, **found):
    with Path(os.environ["WATCHED"]).open("a") as told:
        told.write(json.dumps({"kind": kind, **found}) + "\n")


def pre_fork(server, _worker):
    """Tell what the master holds, its listening sockets apart."""
    mine = [one.sock for one in server.LISTENERS]
    held = [one for one in gc.get_objects() if issubclass(type(one), KINDS) and one not in mine]
    tell(
        "master",
        objects=sorted(type(one).__name__ for one in held),
        locks=sorted(_locks()),
        threads=[one.name for one in threading.enumerate()],
        files=sorted(_files(os.environ["MCOLLECTOR_HOME"])),
        modules=sorted(ours()),
    )


def post_worker_init(_worker):
    """Tell what a worker that can answer has loaded."""
    tell("worker", modules=sorted(ours()))


def _locks():
    for name, module in ours().items():
        for value in vars(module).values():
            among = [value, *value.values()] if isinstance(value, dict) else [value]
            if any(isinstance(one, LOCKS) for one in among):
                yield name


def _files(home):
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder itself, open while it is read
            if str(link.readlink()).startswith(home):
                yield str(link.readlink())
