"""Processes for extraction, so that language work never blocks the event loop."""

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from streams.errors import StageFailed, TerminalError, UsageError
from streams.extract.agent import ExtractAgent
from streams.extract.core import Extractor
from streams.rules.table import ENGLISH, use_language
from streams.runtime.delivery import Incoming, Outgoing
from streams.runtime.metrics import Work

Observe = Callable[[Incoming, Work], None]
"""Takes the time of the work on a message, which is not that of its wait for a process."""

Timed = tuple[Work, list[Outgoing]]
"""What a message yields, and the time of the work on it."""

TRIES_ALONE = 2
"""A second death over an article that was alone is no accident, as one killed by hand would be."""

_agent: ExtractAgent | None = None
_refused: UsageError | None = None
"""Why this process has no extractor. Tasks raise it, as an error in an initializer is lost."""


def _start_child(pipeline: str | None, language: str, cpu_seconds: float | None) -> None:
    """Load all data. Leave Ctrl-C to the worker, and end with it even if it is killed."""
    global _agent, _refused  # noqa: PLW0603 (a process has one extractor, loaded once)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _agent = _new_agent(pipeline, language, cpu_seconds)
    except UsageError as error:
        _refused = error


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _new_agent(pipeline: str | None, language: str, cpu_seconds: float | None) -> ExtractAgent:
    use_language(language)
    extractor = Extractor(pipeline)
    extractor.warm()
    return ExtractAgent(extractor, cpu_seconds)


def _check() -> None:
    if _refused is not None:
        raise _refused


def _process(message: Incoming) -> Timed:
    _check()
    assert _agent is not None
    return _timed(_agent, message)


def _timed(agent: ExtractAgent, message: Incoming) -> Timed:
    """Return the outputs and the time of the work on them; an error carries it as ``work``."""
    began = time.monotonic()
    try:
        outputs = agent.process(message)
    except TerminalError as error:
        error.work = Work(began, time.monotonic() - began)
        raise
    return Work(began, time.monotonic() - began), outputs


class ExtractionPool:
    """Runs the extract stage in ``processes`` processes, or in the calling one if 0.

    Each process loads the language pipeline when it starts; all start at once. ``language`` is
    the one of the rule tables (ISO 639-1), ``cpu_seconds`` the longest CPU time of one message.
    ``observe`` is called with the time of the work on each message.
    """

    def __init__(
        self,
        processes: int,
        pipeline: str | None = None,
        language: str = ENGLISH,
        cpu_seconds: float | None = None,
        observe: Observe = lambda _message, _work: None,
    ) -> None:
        self._observe = observe
        self._processes = processes
        self._pipeline = pipeline
        self._language = language
        self._cpu_seconds = cpu_seconds
        self._own: ExtractAgent | None = None
        self._closed = False
        self._alone: ProcessPoolExecutor | None = None
        """One process for those that were in hand when others died; it lives while they do."""
        self._suspects = 0
        self._one_at_a_time = asyncio.Lock()
        self._pool = self._new_pool(processes) if processes else None
        self._warming: list[Future[None]] = self._warm_up()

    def wait_until_warm(self) -> None:
        """Wait until all processes are ready.

        Raises:
            MissingDependency: if the language pipeline is not installed.
            ConfigurationError: if it has not the components that extraction needs.
            StageFailed: if a process died before it was ready.
        """
        if self._pool is None:
            self._agent()
        try:
            for ready in self._warming:
                ready.result()
        except BrokenProcessPool as error:
            msg = "a process died while it loaded the language pipeline (out of memory?)"
            raise StageFailed(msg) from error
        self._warming = []

    async def process(self, message: Incoming) -> list[Outgoing]:
        """Return what the message yields.

        When a process dies, all messages in hand are suspects: each is tried again, alone, in a
        process of its own, while other messages go on.

        Raises:
            StageFailed: if processes died over this message alone.
            TerminalError: as ``ExtractAgent.process``.
            UsageError: as ``wait_until_warm``.
        """
        try:
            work, outputs = await self._work(message)
        except TerminalError as error:
            if error.work is not None:
                self._observe(message, error.work)
            raise
        self._observe(message, work)
        return outputs

    async def _work(self, message: Incoming) -> Timed:
        """Process a message here or in a process, and again in another one if that dies."""
        if self._pool is None:
            return _timed(self._agent(), message)
        pool = self._pool
        try:
            return await self._in(pool, message)
        except BrokenProcessPool:
            await self._wait_if_closed()
            if self._pool is pool:
                self._pool = self._new_pool(self._processes)
        self._suspects += 1
        try:
            async with self._one_at_a_time:
                return await self._process_alone(message)
        finally:
            self._suspects -= 1
            if not self._suspects and self._alone is not None:
                self._alone.shutdown(wait=False)
                self._alone = None

    def _in(self, pool: ProcessPoolExecutor, message: Incoming) -> Awaitable[Timed]:
        return asyncio.get_running_loop().run_in_executor(pool, _process, message)

    async def _process_alone(self, message: Incoming) -> Timed:
        """Return what a message yields for which a process may have died; it has one to itself."""
        for _ in range(TRIES_ALONE):
            await self._wait_if_closed()
            self._alone = self._alone or self._new_pool(1)
            try:
                return await self._in(self._alone, message)
            except BrokenProcessPool:
                self._alone = None
        await self._wait_if_closed()
        msg = f"{1 + TRIES_ALONE} processes died extracting this article (out of memory?)"
        raise StageFailed(msg)

    async def _wait_if_closed(self) -> None:
        """Never return once the pool is closed: the worker ends, and the message comes again."""
        if self._closed:
            await asyncio.Event().wait()

    def close(self) -> None:
        """End the processes, also those in the middle of an article: it is delivered again."""
        self._closed = True
        for pool in filter(None, (self._pool, self._alone)):
            pool.shutdown(wait=False, cancel_futures=True)
        if self._pool is not None:
            # The interpreter would else wait at its end for the article in hand.
            for child in multiprocessing.active_children():
                child.terminate()

    def _agent(self) -> ExtractAgent:
        if self._own is None:
            self._own = _new_agent(self._pipeline, self._language, self._cpu_seconds)
        return self._own

    def _new_pool(self, processes: int) -> ProcessPoolExecutor:
        # A forked child would inherit the event loop's threads and locks.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            processes,
            mp_context=context,
            initializer=_start_child,
            initargs=(self._pipeline, self._language, self._cpu_seconds),
        )

    def _warm_up(self) -> "list[Future[None]]":
        if self._pool is None:
            return []
        return [self._pool.submit(_check) for _ in range(self._processes)]
