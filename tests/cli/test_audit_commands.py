"""`audit verify`, `checkpoint` and `export`, on a whole log and on an edited one."""

import json
import stat
import threading
from uuid import uuid4

import pytest
from sqlalchemy import text

from mcollector.files.blobs import BlobFolder
from mcollector.rules import canonical
from mcollector.rules.actor import SYSTEM_COMPANY, Actor
from mcollector.rules.audit.merkle import Frontier, leaf_hash
from mcollector.services.audit import notes
from mcollector.services.photographs import photographs
from mcollector.vault import signing
from tests import factories
from tests.office import desk

pytestmark = pytest.mark.both


@pytest.fixture
def edited(tools, founded):
    """Edit a line of the company's log as the owner of the database could."""
    with tools.engine.begin() as connection:
        if tools.engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_lines DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER audit_lines_no_update"))
        company = founded.company_id
        word = company.hex if tools.engine.dialect.name == "sqlite" else str(company)
        done = connection.execute(
            text("UPDATE audit_lines SET actor = 'nobody' WHERE company_id = :c AND seq = 2"),
            {"c": word},
        )
        assert done.rowcount == 1


def lines(done):
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


def test_a_whole_log_passes(run, tools, founded):
    done = run("audit", "verify")

    assert done.exit_code == 0
    assert set(lines(done)) == {str(SYSTEM_COMPANY), str(founded.company_id)}
    assert all(words.endswith("lines, ok") for words in lines(done).values())


def test_an_edited_line_is_named_and_the_exit_is_1(run, tools, founded, edited):
    done = run("audit", "verify")

    assert done.exit_code == 1
    assert lines(done)[str(founded.company_id)] == "line 2: copied fields edited"
    assert lines(done)[str(SYSTEM_COMPANY)].endswith("lines, ok")


@pytest.fixture
def waiting(tools, founded):
    """A submission's photographs as they came, not cleaned yet."""
    factories.people_in(tools, founded, 1)
    person_id = factories.submission_in(tools, founded)
    return desk.papers(tools, founded, person_id)


def test_a_photograph_cleaned_while_we_look_is_not_lost(run, tools, founded, waiting, monkeypatch):
    whole, cleaned = BlobFolder.get, []

    def slow(blobs, name):
        if not cleaned:
            cleaned.append(name)
            cleaner = threading.Thread(target=clean, args=(tools, founded, waiting))
            cleaner.start()
            cleaner.join()
        return whole(blobs, name)

    monkeypatch.setattr(BlobFolder, "get", slow)
    done = run("audit", "verify")

    assert len(cleaned) == 1
    assert (done.exit_code, lines(done)[str(founded.company_id)].split()[-1]) == (0, "ok")


def clean(tools, founded, papers):
    for paper in papers:
        with tools.work(Actor.system("worker", founded.company_id)) as uow:
            photographs.store_clean(uow, paper.id, b"large", b"small", (4, 3))


def test_a_file_that_is_gone_is_named(run, tools, founded, waiting):
    for name, _age in tools.files.names():
        tools.files.remove(name)

    done = run("audit", "verify")

    assert done.exit_code == 1
    assert lines(done)[str(founded.company_id)].endswith(": value lost")


def test_a_checkpoint_is_signed_once(run, tools, founded):
    first, second = run("audit", "checkpoint"), run("audit", "checkpoint")

    assert (first.exit_code, set(lines(first).values())) == (0, {"signed"})
    assert (second.exit_code, set(lines(second).values())) == (0, {"unchanged"})


def test_a_log_that_contradicts_itself_is_not_signed_and_keeps_no_other(
    run, tools, founded, edited
):
    done = run("audit", "checkpoint")

    assert done.exit_code == 1
    assert lines(done) == {str(SYSTEM_COMPANY): "signed"}
    assert done.stderr == (
        f"{founded.company_id} 監査ログの2行目が記録と合わないため、署名しませんでした。"
        "「flask --app app audit verify」で確認してください。\n"
    )


def test_without_its_key_nothing_is_signed_but_verified(run, tools, founded):
    tools.config.audit_key_file.unlink()

    signed, verified = run("audit", "checkpoint"), run("audit", "verify")

    assert (signed.exit_code, verified.exit_code) == (1, 0)
    assert "鍵が読み込まれていないため" in signed.stderr


class TestExport:
    """`audit export`: what was hashed, byte for byte, and the signed notes."""

    @pytest.fixture
    def signed(self, run, tools, founded):
        factories.people_in(tools, founded, 3)
        factories.submission_in(tools, founded)
        run("audit", "checkpoint")
        return founded

    def export(self, run, company_id, *more):
        return run("audit", "export", "--company", company_id, *more)

    def test_an_outsider_can_check_it_with_nothing_but_the_public_key(self, run, tools, signed):
        with tools.read(Actor.system("test")) as uow:
            public = notes.audit_key(uow)

        done = self.export(run, signed.company_id)

        bodies = done.stdout_bytes.splitlines()
        found = [json.loads(body)["checkpoint"] for body in bodies if b'{"checkpoint"' in body]
        frontier, roots = Frontier(), {}
        for seq, body in enumerate(bodies[: -len(found)], start=1):
            assert canonical.decode(body)["seq"] == seq
            frontier = frontier.append(leaf_hash(body))
            roots[seq] = frontier.root()
        _origin, size, root = signing.verify_note(public, found[-1])
        assert (done.exit_code, roots[size], len(found)) == (0, root, 1)
        assert size == len(roots)

    def test_no_value_is_in_it(self, run, signed):
        done = self.export(run, signed.company_id)

        for value in (factories.number(), "1988-07-09", "見本町", "taro0@example.com", "太郎"):
            assert value not in done.stdout

    def test_a_new_file_for_its_owner_only(self, run, signed, tmp_path):
        path = tmp_path / "log.jsonl"

        done = self.export(run, signed.company_id, "--out", path)
        shown = self.export(run, signed.company_id)

        assert (done.exit_code, done.stdout) == (0, "")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        kept = path.read_bytes().splitlines()
        # The export itself is a line, after those it has read.
        assert shown.stdout_bytes.splitlines()[: len(kept) - 1] == kept[:-1]
        assert len(shown.stdout_bytes.splitlines()) == len(kept) + 1

    def test_a_file_that_is_there_is_not_overwritten(self, run, signed, tmp_path):
        path = tmp_path / "log.jsonl"
        path.write_text("kept")

        done = self.export(run, signed.company_id, "--out", path)

        assert (done.exit_code, path.read_text()) == (1, "kept")
        assert "File exists" in done.stderr

    def test_a_company_that_is_not_there(self, run, signed):
        done = self.export(run, uuid4())

        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("この会社はありません。")

    def test_usage(self, run):
        assert run("audit", "export").exit_code == 2
        assert run("audit", "export", "--company", "1").exit_code == 2
