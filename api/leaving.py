"""Work in a thread whose asker may go away: what then still runs is told to end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool

PAUSE = 0.2  # seconds between two looks
Result = TypeVar("Result")


async def while_connected(request: Request, work: Callable[[], Result], cancel: Callable[[], None]) -> Result:
    """The result of `work`, done in a thread; `cancel` is called once where the client closes its connection before."""
    task = asyncio.ensure_future(run_in_threadpool(work))
    while not (await asyncio.wait({task}, timeout=PAUSE))[0]:
        if await request.is_disconnected():
            cancel()
            break
    return await task
