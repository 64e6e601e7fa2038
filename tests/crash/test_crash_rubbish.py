"""What a crash leaves half made is removed, once it is too old to belong to anybody alive."""

import os
import time

import pytest

from mcollector import bootstrap
from mcollector.jobs import timetable
from mcollector.mail.maildir import MaildirPost
from mcollector.rules.actor import Actor
from mcollector.services.audit import checkpoints
from mcollector.vault.keyfile_refusals import KeyFileRefused
from mcollector.vault.keyfiles import read_keyfile
from tests import factories

OLD = 2 * 3600
NAME = "0123456789abcdef" * 2


@pytest.fixture
def tools(tmp_path, empty_database_url):
    config = factories.config_for(tmp_path / "home", empty_database_url)
    with factories.closing(factories.toolbox_for(config)) as tools:
        yield tools


def plant(path, age=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half")
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_half_a_blob_is_removed_when_it_is_old(tools):
    old = plant(tools.files.root / "01" / f"{NAME}.part", OLD)
    young = plant(tools.files.root / "02" / f"{NAME}.part")

    timetable.forget(tools)

    assert not old.exists()
    assert young.exists()


def test_half_a_mail_is_removed_when_it_is_old(tmp_path):
    old, young = plant(tmp_path / "tmp" / "old.1", OLD), plant(tmp_path / "tmp" / "young.2")

    with MaildirPost(tmp_path).connection():
        pass

    assert not old.exists()
    assert young.exists()


def test_half_a_checkpoint_is_replaced_by_the_next(tools):
    founded = factories.company(tools)
    folder = tools.config.home / "checkpoints"
    plant(folder / f"{founded.company_id.hex}.part")

    checkpoints.checkpoint(tools, Actor.system("scheduler", founded.company_id))

    assert [path.name for path in folder.iterdir()] == [f"{founded.company_id.hex}.note"]


def test_a_first_start_killed_before_it_wrote_a_key_starts_again(tmp_path, empty_database_url):
    config = factories.config_for(tmp_path / "home", empty_database_url)
    config.intake_key_file.parent.mkdir(parents=True)
    config.intake_key_file.touch(0o400)

    bootstrap.prepare(config)

    assert len(read_keyfile(config.intake_key_file, kind="intake")) == 96


def test_an_emptied_key_of_an_installation_is_never_replaced(tools):
    path = tools.config.intake_key_file
    path.unlink()
    path.touch(0o400)

    bootstrap.prepare(tools.config)

    with pytest.raises(KeyFileRefused):
        read_keyfile(path, kind="intake")
