"""Libraries that come along with the page, pinned and checked: `python -m viz.vendor verify` or `renew`.

The page has no build step and asks no other server, so a library is a file beside it. `web/vendor/checksums.txt` pins the
package, its version and the SHA-256 of each file; `renew` fetches the package with npm's own client and writes both anew.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "web" / "vendor"
LIST = FOLDER / "checksums.txt"
HEAD = "# Written by `python -m viz.vendor renew`: package@version, then SHA-256, file here, file in the package.\n"


@dataclass(frozen=True, slots=True)
class Library:
    """A package of the npm registry at one version: file here -> file in it."""

    package: str
    files: dict[str, str]

    @property
    def name(self) -> str:
        """What other packages import it by."""
        return self.package.rpartition("@")[0]


def _module(package: str, folder: str, source: str = "dist/index.js", **more: str) -> Library:
    """An ES module with its licence (MIT where nothing else is said), in a folder of its own."""
    files = {f"{folder}/index.js": f"package/{source}", f"{folder}/LICENSE": "package/LICENSE"}
    return Library(package, files | {f"{folder}/{here}.js": f"package/{there}" for here, there in more.items()})


D3 = {
    "force": "3.0.1",
    "quadtree": "3.0.2",
    "dispatch": "3.0.2",
    "timer": "3.0.2",
    "zoom": "3.0.1",
    "drag": "3.0.1",
    "selection": "3.0.1",
    "transition": "3.0.2",
    "interpolate": "3.0.2",
    "color": "3.1.1",
    "ease": "3.0.2",
}
LIBRARIES = (
    Library(
        "leaflet@1.9.4",  # BSD-2-Clause
        {
            "leaflet/leaflet.js": "package/dist/leaflet-src.esm.js",
            "leaflet/leaflet.css": "package/dist/leaflet.css",
            "leaflet/LICENSE": "package/LICENSE",
        },
    ),
    # The editor of the query view: CodeMirror with what its modules import, no more.
    _module("@codemirror/state@6.7.6", "codemirror-state"),
    _module("@codemirror/view@6.43.15", "codemirror-view"),
    _module("@codemirror/language@6.13.1", "codemirror-language"),
    _module("@codemirror/commands@6.11.1", "codemirror-commands"),
    _module("@codemirror/streamparser@6.0.0", "codemirror-streamparser"),
    _module("@codemirror/legacy-modes@6.5.5", "codemirror-modes", "mode/cypher.js", sparql="mode/sparql.js"),
    _module("@lezer/common@1.5.5", "lezer-common"),
    _module("@lezer/highlight@1.2.5", "lezer-highlight"),
    _module("style-mod@4.1.5", "style-mod", "src/style-mod.js"),
    _module("w3c-keyname@2.2.8", "w3c-keyname", "index.js"),
    _module("crelt@1.0.7", "crelt", "index.js"),
    _module("@marijn/find-cluster-break@1.0.4", "find-cluster-break", "src/index.js"),
    # The graph view (ISC): forces and quadtree place and find things, zoom (with all that it imports) pans and pinches.
    *(_module(f"d3-{name}@{version}", f"d3-{name}", f"dist/d3-{name}.mjs") for name, version in D3.items()),
    # Components with a state (htm: Apache-2.0); `app/preact.js` puts the three together.
    _module("preact@10.29.8", "preact", "dist/preact.module.js", hooks="hooks/dist/hooks.module.js"),
    _module("htm@3.1.1", "htm", "dist/htm.module.js"),
    # The base map from a local PMTiles file, with what its modules import; `pmtiles` and `basemaps` are of the same authors
    # and licence (BSD-3-Clause) as protomaps-leaflet and carry no file of it.
    _module("protomaps-leaflet@5.1.0", "protomaps-leaflet", "dist/esm/index.js"),
    Library("pmtiles@3.2.1", {"pmtiles/index.js": "package/dist/index.js", "pmtiles/package.json": "package/package.json"}),
    Library("@protomaps/basemaps@5.7.2", {"basemaps/index.js": "package/dist/esm/index.js", "basemaps/package.json": "package/package.json"}),
    _module("@mapbox/point-geometry@1.1.0", "point-geometry", "index.js"),
    Library("@mapbox/vector-tile@2.0.4", {"vector-tile/index.js": "package/index.js", "vector-tile/LICENSE": "package/LICENSE.txt"}),
    _module("pbf@4.0.2", "pbf", "index.js"),
    _module("color2k@2.0.4", "color2k", "dist/index.module.es.js"),
    _module("potpack@1.0.2", "potpack", "index.mjs"),
    _module("rbush@3.0.1", "rbush", "index.js"),
    _module("quickselect@2.0.0", "quickselect", "index.js"),
)
_IMPORT = re.compile(rb"(\bfrom\s*|\bimport\s*)(['\"])([@\w][^'\"]*)\2")


def listed() -> dict[str, str]:
    """File here -> its SHA-256, as the list says."""
    found: dict[str, str] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if line and not line.startswith("#") and len(parts) == 3:
            found[parts[1]] = parts[0]
    return found


def verify() -> list[str]:
    """What is wrong: files that differ from the list, are missing, or stand there unlisted."""
    wanted = listed()
    present = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file() and path != LIST}
    differing = [name for name in present & wanted.keys() if _digest((FOLDER / name).read_bytes()) != wanted[name]]
    expected = {name for library in LIBRARIES for name in library.files}
    return sorted(
        [f"{name} differs from its checksum" for name in differing]
        + [f"{name} is missing" for name in (wanted.keys() | expected) - present]
        + [f"{name} is not in the list" for name in (present | expected) - wanted.keys()]
    )


def renew() -> None:
    """Fetch every library anew; the list follows."""
    lines = [HEAD]
    for library in LIBRARIES:
        content = _packed(library.package)
        lines.append(f"{library.package}\n")
        for here, there in library.files.items():
            target = FOLDER / here
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_prepared(here, content[there]))
            lines.append(f"{_digest(target.read_bytes())} {here} {there}\n")
    LIST.write_text("".join(lines), encoding="utf-8")


def _packed(package: str) -> dict[str, bytes]:
    """The files of a package, fetched by `npm pack`, which checks it against the registry's integrity value."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to renew the libraries; it comes with Node.js.")
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([npm, "pack", "--silent", package], cwd=scratch, check=True, timeout=120)  # noqa: S603
        (archive,) = Path(scratch).glob("*.tgz")
        with tarfile.open(fileobj=io.BytesIO(archive.read_bytes())) as packed:
            members = [member for member in packed.getmembers() if member.isfile()]
            return {member.name: file.read() for member in members if (file := packed.extractfile(member))}


def _prepared(here: str, content: bytes) -> bytes:
    """A file as it stands beside the page. Modules are their authors' to check, not ours: `tsc` only infers their types."""
    head = b"// @ts-nocheck\n" if here.endswith(".js") else b""
    return head + _beside(_without_map(content))


def _without_map(content: bytes) -> bytes:
    """A file without the reference to its source map, which does not come along and would be asked for."""
    return b"".join(line for line in content.splitlines(keepends=True) if not line.startswith(b"//# sourceMappingURL="))


def _beside(content: bytes) -> bytes:
    """A module whose imports by a package's name lead to the file beside it: a page without a build step knows no names."""
    places = {library.name: next(iter(library.files)) for library in LIBRARIES}

    def place(found: re.Match[bytes]) -> bytes:
        name = found[3].decode()
        return found[1] + found[2] + f"../{places[name]}".encode() + found[2] if name in places else found[0]

    return _IMPORT.sub(place, content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: list[str]) -> int:
    """`verify` (1 when something is wrong) or `renew`."""
    if arguments == ["renew"]:
        renew()
    elif arguments != ["verify"]:
        print(__doc__)
        return 2
    wrong = verify()
    print("\n".join(wrong) or "ok")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
