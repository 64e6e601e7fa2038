"""Workbooks are opened behind the lock only: the child proves it, the parent could not do it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mcollector.images import workbooks
from mcollector.images.talk import zygote
from mcollector.images.talk.process import only_child
from mcollector.images.talk.wire import Kind
from mcollector.rules.errors import FieldRefused
from tests.workbooks import workbook

ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
SOUND = workbook([("a@example.com", "山田", "太郎")])
READERS = {
    "mcollector.images.workbook.package",
    "mcollector.images.workbook.reading",
    "mcollector.images.child.workbooks",
    "mcollector.images.workbook.xml",
}


@pytest.fixture(scope="module")
def proof():
    """What the child finds around itself after it has opened a workbook."""
    with only_child("workbook") as child:
        child.ask(Kind.OPEN_WORKBOOK, SOUND, wall=30, cpu=20)
        _kind, body = child.ask(Kind.PROVE, b"", wall=30, cpu=20)
    return json.loads(body)


def test_the_child_has_no_environment_and_two_pipes(proof):
    assert (proof["environment"], proof["descriptors"]) == ({}, {"0": "pipe", "1": "pipe"})


def test_every_forbidden_deed_is_refused(proof):
    attempts = dict(proof["attempts"])
    imports = [name for name in attempts if name.startswith("import ")]

    assert {attempts.pop(name) for name in imports} == {"ModuleNotFoundError"}
    assert attempts.pop("start a thread") == "done"
    assert set(attempts.values()) == {"PermissionError"}
    assert len(attempts) >= 20


def test_its_memory_and_its_seconds_are_limited(proof):
    limits = proof["limits"]

    assert 20 < limits.pop("CPU") <= 20 + 20
    assert limits == {"AS": 512 * MIB, "CORE": 0, "FSIZE": 0, "NOFILE": 2}


def seen_after(line):
    """Return which readers a process knows after it did what the line says to the workbook."""
    program = _PROGRAM.format(line=line, readers=sorted(READERS))
    found = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT)
    return set(json.loads(found))


_PROGRAM = """
import json, sys
from tests.workbooks import workbook
data = workbook([("a@example.com", "x", "y")])
{line}
print(json.dumps([name for name in {readers} if name in sys.modules]))
"""


def test_the_process_that_asks_never_loads_a_reader():
    inside = seen_after("from mcollector.images.child import workbooks as w; w.read_rows(data)")
    asking = "from mcollector import bootstrap; bootstrap._rows_of_workbook(data)"

    assert inside == READERS
    assert seen_after(asking) == set()


def test_the_house_opens_a_workbook_by_asking(tmp_path):
    line = f"""
from pathlib import Path
from tests import factories
from mcollector.services.rosters import reading, upload
config = factories.config_for(Path({str(tmp_path)!r}))
with factories.closing(factories.toolbox_for(config)) as tools:
    founded = factories.company(tools)
    kept = reading.bytes_to_keep(tools, data)
    with tools.work(factories.admin_of(founded)) as uow:
        roster_id = upload.upload(uow, kept)
    with tools.work(factories.admin_of(founded)) as uow:
        assert upload.run(uow, roster_id).added == 1
"""

    assert seen_after(line) == set()


def test_without_seccomp_no_workbook_is_opened(monkeypatch, tmp_path):
    launcher = tmp_path / "launcher.py"
    launcher.write_text(_LAUNCHER.format(root=ROOT, program=zygote._PROGRAM))
    monkeypatch.setattr(zygote, "_PROGRAM", launcher)

    with pytest.raises(FieldRefused) as refused:
        workbooks.rows_of(SOUND)

    assert str(refused.value.sentence) == (
        "このシステムではExcelのファイルを安全に開けません。"
        "「CSV UTF-8」で保存し直してアップロードしてください。"
    )


_LAUNCHER = """
# Starts the real child on a machine whose processor the filter does not know.
import platform, runpy, sys
platform.machine = lambda: "unheard-of"
sys.argv = ["{program}", "workbook"]
runpy.run_path("{program}", run_name="__main__")
"""
