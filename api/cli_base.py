"""What the commands share: consoles, recurring options, and a store opened around a command."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from api.service import Service
from api.settings import Settings

out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Lang = Annotated[str, typer.Option(help="de or en.")]
OutFile = Annotated[
    Path | None, typer.Option("-o", "--output", help="File to write; without it, or with -, standard output.")
]


def with_service(command: Callable[..., Any]) -> Callable[..., Any]:
    """Open the store for a command and close it again."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        with Service(Settings()) as service:
            return command(service, *args, **kwargs)

    del wrapped.__wrapped__  # typer must see the signature set below
    signature = _without_first(command)
    wrapped.__signature__ = signature  # type: ignore[attr-defined]
    wrapped.__annotations__ = {name: parameter.annotation for name, parameter in signature.parameters.items()}
    return wrapped


def _without_first(command: Callable[..., Any]) -> Any:
    signature = inspect.signature(command, eval_str=True)
    return signature.replace(parameters=list(signature.parameters.values())[1:])
