"""Work in a thread whose asker may go away: what then still runs is told to end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool

Result = TypeVar("Result")


async def while_connected(request: Request, work: Callable[[], Result], cancel: Callable[[], None]) -> Result:
    """The result of `work`, done in a thread; `cancel` is called where the client closes its connection before.

    The request's body has been read: what still comes is the message that the client has left.
    """
    task = asyncio.ensure_future(run_in_threadpool(work))
    left = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({task, left}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            cancel()
        return await task
    finally:
        left.cancel()
        with suppress(asyncio.CancelledError):
            await left


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
