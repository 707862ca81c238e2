"""The modules that the page needs first, named in its head: `python -m viz.preload` writes them into `web/index.html`.

Without a build step a browser learns of a module only when it has read the one that imports it. Named in the head, all of them are asked for
at once. A test holds the list to what the modules import.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

WEB = Path(__file__).parent / "web"
PAGE = WEB / "index.html"
START = "app/main.js"
_IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.[^"']+)["']""", re.MULTILINE)
_LINK = re.compile(r'<link rel="modulepreload" href="[^"]*">\n')


def modules() -> list[str]:
    """What `main.js` imports, itself and through others, but not what is loaded on demand; in order of names."""
    found: set[str] = set()
    waiting = [START]
    while waiting:
        name = waiting.pop()
        folder = PurePosixPath(name).parent
        for path in _IMPORT.findall((WEB / name).read_text(encoding="utf-8")):
            imported = _plain(folder / path)
            if imported not in found:
                found.add(imported)
                waiting.append(imported)
    return sorted(found)


def _plain(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def written() -> str:
    """The page with its list; the same for the same modules."""
    page = _LINK.sub("", PAGE.read_text(encoding="utf-8"))
    links = "".join(f'<link rel="modulepreload" href="{name}">\n' for name in modules())
    script = f'<script type="module" src="{START}"></script>'
    return page.replace(script, f"{links}{script}")


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
