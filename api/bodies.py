"""JSON that strangers send: read only as far as a bound, and held to its form."""

from __future__ import annotations

from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from schema.errors import BadRequest, FileTooLarge

Form = TypeVar("Form", bound=BaseModel)


async def sent(request: Request, form: type[Form], what: str, *, most: int, hint: str) -> Form:
    """The body as `form`; `what` names it in errors. JSON by its type, so that no foreign page's form can send one.

    Raises BadRequest, and FileTooLarge (with `hint`) past `most` bytes.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise BadRequest(f"{what} is sent as JSON.", hint="Content-Type: application/json")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise FileTooLarge(f"{what} is larger than {most:,} bytes.", hint=hint)
    try:
        return form.model_validate_json(bytes(body))
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'body'}: {e['msg']}" for e in error.errors())
        raise BadRequest(f"{what} is not of the expected form: {where}", hint="See /docs.") from error
