"""When a file's content was observed: said by the user, in the file, or in its path; never the clock."""

from __future__ import annotations

import re
from pathlib import PurePath

_DATE = re.compile(r"(?<!\d)(20\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)")


def observed_in_path(path: PurePath) -> str:
    """The last date (2026-03 or 2026-03-05) in a path's folders or name; '' when there is none."""
    found = list(_DATE.finditer("/".join(path.parts)))
    return found[-1].group(0) if found else ""
