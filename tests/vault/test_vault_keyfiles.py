"""T-KV: a key file that is not right is refused with its cause, and nothing is made instead."""

import os
import resource
import stat

import pytest

from mcollector.vault import keyfiles
from mcollector.vault.keyfile_refusals import KeyFileRefused
from mcollector.vault.keyfiles import KeyKind
from mcollector.vault.keys import Key

SIZES = {"server": 32, "intake": 96, "audit": 32, "cookie": 32}
KINDS = pytest.mark.parametrize("kind", KeyKind)
MARKER = b"planted-secret-bytes"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "the.key"


def put(path, content, mode=0o400):
    path.write_bytes(content)
    path.chmod(mode)


def refusal(path, kind):
    with pytest.raises(KeyFileRefused) as refused:
        keyfiles.read_keyfile(path, kind=kind)
    return str(refused.value.sentence)


@KINDS
def test_a_created_file_is_guarded_and_reads_back(path, kind):
    key = keyfiles.create_keyfile(path, kind=kind)

    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert len(key) == SIZES[kind]
    assert path.read_bytes() == bytes(keyfiles.read_keyfile(path, kind=kind)) == bytes(key)
    assert type(key) is Key


def test_create_does_not_depend_on_the_umask(path):
    before = os.umask(0o777)
    try:
        keyfiles.create_keyfile(path, kind="server")
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_two_keys_are_never_the_same(tmp_path):
    made = {bytes(keyfiles.create_keyfile(tmp_path / str(n), kind="server")) for n in range(50)}

    assert len(made) == 50


def test_create_flushes_the_file_before_its_folder(path, monkeypatch):
    flushed = []
    real = os.fsync

    def watched(descriptor):
        found = os.fstat(descriptor)
        flushed.append((found.st_ino, found.st_size if stat.S_ISREG(found.st_mode) else None))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    keyfiles.create_keyfile(path, kind="intake")

    assert flushed == [(path.stat().st_ino, 96), (path.parent.stat().st_ino, None)]


def test_create_never_overwrites(path):
    put(path, MARKER)

    with pytest.raises(KeyFileRefused) as refused:
        keyfiles.create_keyfile(path, kind="server")

    assert path.read_bytes() == MARKER
    assert str(refused.value.sentence) == (
        "鍵ファイル「the.key」はすでにあるため、新しく作りません。"
        "今の鍵をそのまま使うか、MCOLLECTOR_SERVER_KEY_FILE に別の場所を指定してください。"
    )


def test_create_follows_no_link_to_another_place(path, tmp_path):
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(KeyFileRefused):
        keyfiles.create_keyfile(path, kind="server")

    assert not (tmp_path / "elsewhere").exists()


def test_create_in_a_missing_folder_names_the_setting(tmp_path):
    with pytest.raises(KeyFileRefused) as refused:
        keyfiles.create_keyfile(tmp_path / "no" / "the.key", kind="audit")

    assert str(refused.value.sentence) == (
        "鍵ファイル「the.key」を作れません（No such file or directory）。"
        "MCOLLECTOR_AUDIT_KEY_FILE のフォルダーがあり、書き込めるか確認してください。"
    )


def test_a_full_disk_leaves_no_half_key(path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        with pytest.raises(KeyFileRefused):
            keyfiles.create_keyfile(path, kind="server")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert not path.exists()


@KINDS
def test_missing(path, kind):
    assert refusal(path, kind) == (
        f"鍵ファイル「the.key」がありません。MCOLLECTOR_{kind.upper()}_KEY_FILE の場所が正しいか"
        "確認し、なくした場合は控えから戻してください。新しい鍵は自動では作りません。"
    )
    assert not path.exists()


@KINDS
def test_empty(path, kind):
    put(path, b"")

    assert refusal(path, kind) == (
        "鍵ファイル「the.key」が空です。控えから戻してください"
        f"（設定: MCOLLECTOR_{kind.upper()}_KEY_FILE）。"
    )


@KINDS
@pytest.mark.parametrize("change", [-1, +1, +4096])
def test_wrong_length(path, kind, change):
    size = SIZES[kind] + change
    put(path, (MARKER * 300)[:size])

    sentence = refusal(path, kind)

    assert sentence == (
        f"鍵ファイル「the.key」の長さが{size}バイトです。正しくは{SIZES[kind]}バイトです。"
        f"MCOLLECTOR_{kind.upper()}_KEY_FILE に別の鍵を指定していないか確認し、"
        "壊れている場合は控えから戻してください。"
    )


@KINDS
@pytest.mark.parametrize(
    "mode", [0o440, 0o404, 0o420, 0o402, 0o410, 0o401, 0o640, 0o644, 0o666, 0o777]
)
def test_open_to_group_or_others(path, kind, mode):
    put(path, bytes(SIZES[kind]), mode)

    assert refusal(path, kind) == (
        "鍵ファイル「the.key」は持ち主以外にも許可があるため、使いません。"
        "chmod 400 で持ち主だけが読めるようにしてください"
        f"（設定: MCOLLECTOR_{kind.upper()}_KEY_FILE）。"
    )


@pytest.mark.parametrize("mode", [0o400, 0o600])
def test_a_file_of_the_owner_alone_is_read(path, mode):
    put(path, bytes(range(32)), mode)

    assert bytes(keyfiles.read_keyfile(path, kind="server")) == bytes(range(32))


def test_a_link_to_a_guarded_file_is_read(path, tmp_path):
    put(tmp_path / "mounted", bytes(range(32)))
    path.symlink_to(tmp_path / "mounted")

    assert bytes(keyfiles.read_keyfile(path, kind="server")) == bytes(range(32))


def test_a_folder_or_a_pipe_is_no_key_file_and_holds_nothing_up(tmp_path):
    folder, pipe = tmp_path / "folder", tmp_path / "pipe"
    folder.mkdir()
    os.mkfifo(pipe, 0o600)

    assert [refusal(place, "cookie") for place in (folder, pipe)] == [
        f"「{name}」は通常のファイルではありません。"
        "MCOLLECTOR_COOKIE_KEY_FILE に鍵ファイルを指定してください。"
        for name in ("folder", "pipe")
    ]


def test_what_cannot_be_read_names_the_system_s_reason(path):
    put(path, bytes(32))

    assert refusal(path / "below", "server") == (
        "鍵ファイル「below」を読めません（Not a directory）。このプロセスの利用者を"
        "ファイルの持ち主にしてください（設定: MCOLLECTOR_SERVER_KEY_FILE）。"
    )


def test_no_refusal_shows_the_key_or_its_folder(path):
    seen = []
    for content, mode in ((MARKER, 0o400), (MARKER + bytes(12), 0o444)):
        put(path, content, mode)
        seen.append(refusal(path, "server"))
        path.unlink()

    assert len(MARKER + bytes(12)) == 32
    assert [MARKER.decode() in text or str(path.parent) in text for text in seen] == [False, False]


def test_check_values_tell_keys_and_purposes_apart():
    keys = [bytes(32), bytes(31) + b"\x01"]
    values = [keyfiles.check_value(key, name) for key in keys for name in ("server", "intake")]

    assert len(set(values)) == 4
    assert {len(value) for value in values} == {16}
    assert keyfiles.check_value(bytes(32), "server") == values[0]
