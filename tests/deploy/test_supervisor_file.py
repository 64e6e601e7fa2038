"""deploy/supervisord.conf is what the table of processes says."""

from configparser import RawConfigParser

from deploy import supervisor
from deploy.processes import ROOT, production

PATH = ROOT / "deploy" / "supervisord.conf"


def test_the_file_is_what_the_table_says():
    assert PATH.read_text() == supervisor.render(), "run `python -m deploy.supervisor`"


def test_supervisor_starts_every_process_of_the_table():
    file = RawConfigParser()
    file.read(PATH)

    programs = {name.partition(":")[2]: file[name]["command"] for name in file.sections()[1:]}
    assert programs == {one.name: " ".join(one.arguments) for one in production()}
