"""Writes deploy/supervisord.conf from the table: `python -m deploy.supervisor`."""

from deploy.processes import ROOT, Process, production

HEAD = """; Written by `python -m deploy.supervisor` from deploy/processes.py.
; Start it in the project's folder: .venv/bin/supervisord -c deploy/supervisord.conf
[supervisord]
nodaemon=true
logfile=/dev/null
logfile_maxbytes=0
"""


def render() -> str:
    """Return the whole file."""
    return HEAD + "".join(map(_program, production()))


def _program(process: Process) -> str:
    environment = ",".join(f'{name}="{value}"' for name, value in process.environment)
    lines = [
        f"\n[program:{process.name}]",
        f"command={' '.join(process.arguments)}",
        *([f"environment={environment}"] if environment else []),
        "autorestart=true",
        "stopsignal=TERM",
        "stopasgroup=false",
        "killasgroup=true",
        f"stopwaitsecs={process.patience}",
        "stdout_logfile=/dev/fd/1",
        "stdout_logfile_maxbytes=0",
        "redirect_stderr=true",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (ROOT / "deploy" / "supervisord.conf").write_text(render())
