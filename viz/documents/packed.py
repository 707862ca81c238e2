"""Office documents are zip files; libraries put the time of writing into them. Here they get a fixed one."""

from __future__ import annotations

import io
import zipfile

FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say


def repacked(data: bytes) -> bytes:
    """The same files in the same order, compressed, without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, FIRST)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(member))
    return out.getvalue()
