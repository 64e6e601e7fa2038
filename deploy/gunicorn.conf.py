"""gunicorn: threads for slow phones, no access log of its own (a path may hold a secret)."""

import os

_port = {"portal": 8001, "admin": 8002}.get(os.environ.get("MCOLLECTOR_DOORS", ""), 8000)
bind = f"127.0.0.1:{os.environ.get('PORT') or _port}"
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
