"""The child proves from inside that it is locked in; the same probes succeed in the open."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mcollector.images.child import bpf
from mcollector.images.child.syscalls import ALLOWED, MACHINES, number
from mcollector.images.cleaner import Cleaner
from mcollector.images.refusals import NotConfined
from mcollector.images.results import PrintReading
from mcollector.images.talk import zygote

ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
IMPORTS = {
    "import mcollector.vault",
    "import mcollector.store",
    "import mcollector.rules.errors",
    "import cryptography",
    "import sqlalchemy",
    "import http.client",
}
NEEDS_A_FILE = {"become a program", "rename a file", "unlink a file", "chmod a file"}


@pytest.fixture(scope="module", params=[False, True], ids=["cleaning", "reading"])
def inside(request):
    """What the child finds, once without and once with the networks that read print."""
    with Cleaner(reads_print=request.param) as cleaner:
        wanted = PrintReading.ON if request.param else PrintReading.NOT_WANTED
        assert cleaner.print_reading() is wanted
        yield cleaner.prove()


@pytest.fixture(scope="module")
def outside():
    """What the same probes find in a program nobody confined, with a secret in its environment."""
    environment = {"SECRET": "planted"}
    found = subprocess.check_output([sys.executable, "-c", _LOOK], env=environment, cwd=ROOT)
    return json.loads(found)


_LOOK = """
import dataclasses, json, sys
from mcollector.images.child import probes
found = dataclasses.asdict(probes.look_around())
sys.stdout.write(json.dumps(found))
"""


def test_the_child_s_environment_is_empty(inside, outside):
    assert outside["environment"]["SECRET"] == "planted"

    assert inside.environment == {}


def test_not_even_the_kernel_knows_an_environment(monkeypatch):
    monkeypatch.setenv("SECRET", "planted")
    with Cleaner() as cleaner:
        cleaner.prove()

        assert Path(f"/proc/{cleaner._child.id}/environ").read_bytes() == b""


def test_the_child_has_its_two_pipes_and_nothing_else(inside, outside):
    assert len(outside["descriptors"]) >= 3

    assert inside.descriptors == {"0": "pipe", "1": "pipe"}


def test_an_open_file_of_the_worker_is_not_inherited(tmp_path):
    secret = os.open(tmp_path, os.O_RDONLY)
    os.set_inheritable(secret, True)  # noqa: FBT003 - its only argument
    try:
        with Cleaner() as cleaner:
            assert cleaner.prove().descriptors == {"0": "pipe", "1": "pipe"}
    finally:
        os.close(secret)


def test_every_forbidden_deed_is_refused(inside):
    attempts = dict(inside.attempts)

    assert {name: attempts.pop(name) for name in IMPORTS} == dict.fromkeys(
        IMPORTS, "ModuleNotFoundError"
    )
    assert attempts.pop("start a thread") == "done"
    assert attempts == dict.fromkeys(attempts, "PermissionError")


def test_in_the_open_every_deed_is_done(inside, outside):
    attempts = dict(outside["attempts"])

    assert set(attempts) == set(inside.attempts)
    assert {name: attempts.pop(name) for name in NEEDS_A_FILE} == dict.fromkeys(
        NEEDS_A_FILE, "FileNotFoundError"
    )
    assert attempts == dict.fromkeys(attempts, "done")


def test_the_limits_hold(inside):
    limits = dict(inside.limits)

    assert 25 < limits.pop("CPU") <= 25 + 25
    assert limits == {"AS": 1536 * MIB, "CORE": 0, "FSIZE": 0, "NOFILE": 2}


def test_the_kernel_says_so_too():
    with Cleaner() as cleaner:
        cleaner.prove()
        child = cleaner._child.id
        status = Path(f"/proc/{child}/status").read_text()
        facts = dict(line.split(":\t") for line in status.splitlines() if ":\t" in line)

        assert (facts["Seccomp"], facts["NoNewPrivs"]) == ("2", "1")
        assert os.getsid(child) == child


def test_without_seccomp_the_child_refuses_to_start(monkeypatch, tmp_path):
    launcher = tmp_path / "launcher.py"
    launcher.write_text(_LAUNCHER.format(root=ROOT, program=zygote._PROGRAM))
    monkeypatch.setattr(zygote, "_PROGRAM", launcher)

    with Cleaner() as cleaner, pytest.raises(NotConfined) as caught:
        cleaner.clean(b"\xff\xd8\xff")

    assert str(caught.value) == (
        "このシステムでは seccomp が使えないため、写真の処理を始められません。"
        "seccomp を使える Linux（x86_64 または aarch64）で動かしてください。"
    )


_LAUNCHER = """
# Starts the real child on a kernel that knows no seccomp: a filter answers ENOSYS for it.
import ctypes, errno, os, sys
sys.path.insert(0, "{root}")
from mcollector.images.child import bpf, confinement
steps = [(0x20, 0, 0, 0)]
for number in confinement._SECCOMP_CALL.values():
    steps += [(0x15, 0, 1, number), (0x06, 0, 0, 0x00050000 | errno.ENOSYS)]
steps.append((0x06, 0, 0, 0x7FFF0000))
code = bpf.assemble(steps)
libc = ctypes.CDLL(None)
libc.prctl(38, 1, 0, 0, 0)
assert libc.prctl(22, 2, ctypes.byref(confinement._Program(len(steps), code))) == 0
os.execve(sys.executable, [sys.executable, "-I", "{program}"], {{}})
"""


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_is_complete_for_each_processor(machine):
    numbers = [number(call, machine) for call in ALLOWED]

    assert len(numbers) == len(set(numbers))
    assert len(bpf.program(machine)) // 8 < 4096  # BPF_MAXINSNS
