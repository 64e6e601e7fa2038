"""The zygote's loop: loaded and warm, it forks a child for each order and opens no file itself."""

import gc
import os
import signal
import socket

from mcollector.images.child.confinement import die_with_parent
from mcollector.images.child.loop import Trade, answer_all

_LINE, _LONGEST_ORDER = 0, 16


def bear_all(trade: Trade) -> int:
    """Fork and reap children, one at a time, until the worker hangs up; return the exit code.

    A child is a copy of this process, so it starts warm, and nothing that an earlier one opened is
    in it. What the collector would touch is frozen: only what a child changes is copied.
    """
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=_LINE) as line:
        while pipes := socket.recv_fds(line, _LONGEST_ORDER, 2)[1]:
            child = _born(trade, pipes)
            line.send(str(child).encode())
            if not line.recv(_LONGEST_ORDER):
                break
            line.send(str(_buried(child)).encode())
    return 0


def _born(trade: Trade, pipes: list[int]) -> int:
    child = os.fork()
    if child == 0:
        _live(trade, pipes)
    for pipe in pipes:
        os.close(pipe)
    return child


def _live(trade: Trade, pipes: list[int]) -> None:
    """Be the child: answer over the two pipes, then end without a farewell."""
    code = 1
    try:
        die_with_parent()
        os.setsid()
        for descriptor, pipe in enumerate(pipes):
            os.dup2(pipe, descriptor)
        code = answer_all(trade)
    finally:
        os._exit(code)


def _buried(child: int) -> int:
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
