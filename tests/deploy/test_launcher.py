"""The launcher: what it keeps alive, what it refuses to start, and that it leaves no process."""

import os
import signal
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest
from redis import Redis

from deploy import before_start
from deploy.before_start import NotStarted
from deploy.launch import BACKOFF, LIVED_WELL, Launcher
from deploy.processes import Process
from deploy.running import Running, end_together
from tests.crash.processes import below, children, is_running, wait_until
from tests.journeys.house import ROOT

STUBBORN = "trap '' TERM; sleep 1000 & while :; do wait; done"


def shell(script, patience=1):
    return Process("shell", ("sh", "-c", script), patience)


def refused(house, **environ):
    """Start the launcher where it cannot start; return its exit code and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "deploy.launch"],
        cwd=ROOT,
        env=house.environment() | environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def hang_up():
    """Set what a program started now does at SIGHUP; whoever starts the tests may ignore it."""
    kept = signal.getsignal(signal.SIGHUP)
    yield lambda handler: signal.signal(signal.SIGHUP, handler)
    signal.signal(signal.SIGHUP, kept)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGHUP])
def test_ending_it_leaves_no_process(house, hang_up, name):
    hang_up(signal.SIG_DFL)
    house.start()
    started = below(house.process.pid)

    house.process.send_signal(name)
    code = house.process.wait(60)

    house.process.stdout.close()
    assert code == 0
    assert len(started) >= 6
    assert [one for one in started if is_running(one)] == []


def test_started_with_nohup_it_outlives_the_terminal(house, hang_up):
    hang_up(signal.SIG_IGN)
    house.start()
    first = min(children(house.process.pid))

    house.process.send_signal(signal.SIGHUP)
    os.kill(first, signal.SIGKILL)

    wait_until(
        lambda: len(set(children(house.process.pid)) - {first}) == 4, "it does not come back"
    )
    wait_until(house.is_healthy, "the web does not answer")


def test_killing_it_leaves_no_process_and_it_starts_again(house):
    house.start()
    started = below(house.process.pid)

    with house.process:
        house.process.kill()
    house.start()

    assert [one for one in started if is_running(one)] == []
    with Redis.from_url(f"unix://{house.home}/valkey.sock") as queue:
        assert queue.ping()


def test_whatever_ends_is_started_again(house):
    house.start()
    before = children(house.process.pid)

    for one in before:
        os.kill(one, signal.SIGKILL)

    wait_until(
        lambda: len(set(children(house.process.pid)) - set(before)) == 4, "not all came back"
    )
    wait_until(house.is_healthy, "the web does not answer")


def test_a_taken_port_is_refused(house):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        house.port = other.getsockname()[1]
        code, said = refused(house)

    assert code == 1
    assert said == (
        f"ポート {house.port} は、ほかのプログラムが使っています。そのプログラムを終了するか、"
        "PORT=8123 make run のように別のポートを指定してください。\n"
    )
    assert not (house.home / "m-collector.db").exists()


def test_a_second_launcher_of_the_same_home_is_refused(house):
    house.start()

    code, said = refused(house, PORT="1")

    assert code == 1
    assert said == (
        f"「{house.home}」のデータでは、すでに起動しています。起動している方を終了するか、"
        "MCOLLECTOR_HOME に別の場所を指定してください。\n"
    )
    assert house.is_healthy()


def test_a_home_too_long_for_the_queue_is_refused(house):
    house.home = house.home / ("long" * 30)

    code, said = refused(house)

    assert code == 1
    assert said == (
        f"データの場所「{house.home}」の名前が長すぎて、処理待ちの列を開けません。"
        "MCOLLECTOR_HOME にもっと短い場所を指定してください。\n"
    )


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(house, port):
    answer = refused(house, PORT=port)

    assert answer == (
        1,
        "環境変数 PORT が正しくありません。1から65535までの数字を指定してください。\n",
    )


def test_what_fails_at_once_pauses_longer_each_time():
    launcher = Launcher(())
    launcher.running["web"] = SimpleNamespace(started_at=0.0)

    pauses = [launcher._pause("web", LIVED_WELL / 2) for _ in range(6)]
    after_a_good_life = launcher._pause("web", LIVED_WELL)

    assert pauses == [*BACKOFF, BACKOFF[-1]]
    assert after_a_good_life == BACKOFF[0]


def test_who_does_not_end_is_ended_with_its_children():
    running = Running(shell(STUBBORN))
    wait_until(lambda: children(running.id), "nothing runs")
    group = [running.id, *children(running.id)]

    end_together([running])

    wait_until(lambda: not any(map(is_running, group)), "somebody is left")


def ends_with(folder, name, other):
    """Return a process that ends only when the other was asked to end as well."""
    script = (
        f"cd {folder}; trap 'touch {name}.asked; until [ -e {other}.asked ]; do sleep 0.05; done;"
        f" touch {name}.ended; exit' TERM; touch {name}.runs; while :; do sleep 0.05; done"
    )
    return Process(name, ("sh", "-c", script), patience=3)


def test_all_end_side_by_side_and_the_queue_after_them(tmp_path):
    script = (
        f"cd {tmp_path}; trap 'ls *.ended > seen; exit' TERM; touch queue.runs;"
        " while :; do sleep 0.05; done"
    )
    queue = Process("queue", ("sh", "-c", script), ends_last=True)
    others = (ends_with(tmp_path, "web", "worker"), ends_with(tmp_path, "worker", "web"))
    launcher = Launcher((queue, *others))
    launcher.start_all()
    wait_until(lambda: len(list(tmp_path.glob("*.runs"))) == 3, "not all run")

    launcher.stop_all()

    assert (tmp_path / "seen").read_text() == "web.ended\nworker.ended\n"


def test_what_a_dead_process_leaves_behind_is_ended():
    running = Running(shell("sleep 1000 & sleep 0.2"))
    wait_until(lambda: len(children(running.id)) == 2, "nothing runs")
    left = list(children(running.id))

    wait_until(running.has_ended, "it does not end")

    wait_until(lambda: not any(map(is_running, left)), "somebody is left")


def test_a_home_is_free_when_the_last_process_of_a_launcher_has_ended(short_home):
    with before_start.own_home(short_home) as lock:
        running = Running(shell("exec sleep 1000"), (lock,))

    with pytest.raises(NotStarted) as refused, before_start.own_home(short_home, patience=0.2):
        pass
    end_together([running])

    with before_start.own_home(short_home, patience=0.2):
        pass
    assert str(refused.value.sentence) == (
        f"「{short_home}」の前の起動のプロセスが、まだ終わっていません。"
        "少し待ってから、もう一度起動してください。"
    )
