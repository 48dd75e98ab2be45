"""Processes that extract, so that language work never blocks the event loop."""

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from streams.errors import StageFailed
from streams.extract.agent import ExtractAgent
from streams.extract.core import Extractor
from streams.runtime.delivery import Incoming, Outgoing

_agent: ExtractAgent | None = None


def _start_child() -> None:
    """Leave Ctrl-C to the worker, and end with it even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start() -> None:
    global _agent  # noqa: PLW0603 (a process has one extractor, loaded once)
    _agent = ExtractAgent(Extractor())


def _process(message: Incoming) -> list[Outgoing]:
    if _agent is None:
        _start()
    assert _agent is not None
    return _agent.process(message)


class ExtractionPool:
    """Runs the extract stage in ``processes`` processes; with 0 in the calling one."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = self._new_pool() if processes else None

    async def process(self, message: Incoming) -> list[Outgoing]:
        """Return what the message yields.

        Raises:
            StageFailed: if two processes in a row died over this message.
            TerminalError: as ``ExtractAgent.process``.
        """
        if self._pool is None:
            return _process(message)
        for _ in range(2):
            pool = self._pool
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, _process, message)
            except BrokenProcessPool:
                if self._pool is pool:
                    self._pool = self._new_pool()
        msg = "two processes died extracting this article (out of memory?)"
        raise StageFailed(msg)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        # A forked child would inherit the event loop's threads and locks.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._processes, mp_context=context, initializer=_start_child)
