"""gunicorn: threads for slow phones, no access log of its own (a path may hold a secret)."""

import os
import sys
from typing import Any

from deploy.processes import port_of

bind = f"127.0.0.1:{port_of(os.environ)}"
worker_class = "gthread"
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
    """Refuse to start with a sentence, before any worker is made that would only end again."""
    from mcollector import bootstrap  # noqa: PLC0415 - the folder is on the path only now
    from mcollector.config import Config  # noqa: PLC0415
    from mcollector.rules.errors import RuleBroken  # noqa: PLC0415

    try:
        bootstrap.check_door(Config.from_environ(os.environ))
    except RuleBroken as refused:
        print(refused.sentence, file=sys.stderr)
        sys.exit(1)
