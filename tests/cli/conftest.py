"""The command line in a home of its own, and the same commands as real programs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import app as entry

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def environ(standing):
    """The variables of an installation."""
    return {"MCOLLECTOR_HOME": str(standing.home), "MCOLLECTOR_DATABASE_URL": standing.url}


@pytest.fixture
def run(environ, monkeypatch):
    """Run a command of `flask --app app` in this process; returns exit code, output, errors."""

    def run(*arguments, stdin=None, **more):
        for name, value in {**environ, **more}.items():
            monkeypatch.setenv(name, value)
        app = entry.command_line()
        try:
            words = list(map(str, arguments))
            return app.test_cli_runner(catch_exceptions=False).invoke(args=words, input=stdin)
        finally:
            tools = app.extensions["command_line"].tools
            if tools.cache_info().currsize:
                tools().engine.dispose()
            for name in more:
                monkeypatch.delenv(name)

    return run


@pytest.fixture
def start(environ):
    """Start a real program in the project's folder and wait for its end."""

    def start(*arguments, **more):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MCOLLECTOR_")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**kept, **environ, **more},
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    return start


@pytest.fixture
def founded(founded_house):
    return founded_house
