"""One table: what `make run` starts, and the file supervisor reads."""

from pathlib import Path

from deploy import processes, supervisor
from deploy.processes import ROOT


def test_supervisors_file_is_written_from_the_table():
    assert (ROOT / "deploy" / "supervisord.conf").read_text() == supervisor.render()


def test_the_embedded_table_starts_the_queue_first():
    names = [process.name for process in processes.embedded(Path("home"), own_queue=True)]

    assert names == ["valkey", "web", "worker-1", "scheduler"]


def test_a_queue_of_somebody_else_is_not_started():
    names = [process.name for process in processes.embedded(Path("home"), own_queue=False)]

    assert names == ["web", "worker-1", "scheduler"]


def test_each_door_has_a_port_of_its_own():
    doors = ({}, {"MCOLLECTOR_DOORS": "portal"}, {"MCOLLECTOR_DOORS": "admin"}, {"PORT": "8123"})

    assert [processes.port_of(environ) for environ in doors] == [8000, 8001, 8002, 8123]
