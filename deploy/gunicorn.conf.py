"""gunicorn: threads for slow phones, no access log of its own (a path may hold a secret)."""

import os
from typing import Any

from deploy import door_worker, preload
from deploy.processes import port_of

bind = f"127.0.0.1:{port_of(os.environ)}"
worker_class = "deploy.door_worker.DoorWorker"
workers = 2
threads = 8
timeout = 60
graceful_timeout = 20
accesslog = None
errorlog = "-"
loglevel = "warning"
forwarded_allow_ips = ""
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
limit_request_line = 4094


def on_starting(_server: Any) -> None:  # noqa: ANN401 - gunicorn's signature
    """Import what the workers run, and refuse to start with a sentence, before any is made."""
    preload.import_modules()
    door_worker.drop_server_header()
    preload.refuse_unless_ready()


def on_reload(_server: Any) -> None:  # noqa: ANN401 - gunicorn's signature
    """Let the next workers run the code as it is now."""
    preload.import_anew()
