"""What holds for the project as a whole: the imported package, the files around the code, no traces of a machine."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import schema
from graph.catalogue import catalogue

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMPOSE = ROOT / "docker-compose.yml"
TEXTS = {"", ".py", ".md", ".yaml", ".yml", ".toml", ".cypher", ".ttl", ".js", ".css", ".html", ".json", ".jsonld"}
# In pieces, so that this file does not hold what it forbids: absolute paths outside the tree, package registries.
FOLDERS = r"(?<![\w.-])/(?:" + "|".join(["work", "root", "opt/wheels", "tmp/[a-z]"]) + r")(?![\w-]*\()"
MACHINE = re.compile("|".join([FOLDERS, "--find" + "-links", "--index" + "-url", "--extra-index" + "-url"]))


def committed() -> list[Path]:
    """The text files that git knows; outside a checkout, those that lie beside the code."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    beside = (str(path.relative_to(ROOT)) for path in ROOT.glob("*/**/*.py"))
    names = done.stdout.split("\0") if done.returncode == 0 else beside
    paths = [ROOT / name for name in names if name and "/vendor/" not in name]
    return [path for path in paths if path.suffix in TEXTS and path.is_file()]


def compose() -> dict[str, Any]:
    """The composition as docker reads it where docker can, else as YAML with the password put in."""
    password = {"NEO4J_PASSWORD": "a-long-password"}
    if _docker_composes():
        done = subprocess.run(
            ["docker", "compose", "-f", str(COMPOSE), "config"],
            env={**os.environ, **password},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return dict(yaml.safe_load(done.stdout))
    text = re.sub(r"\$\{NEO4J_PASSWORD:\?[^}]*\}", password["NEO4J_PASSWORD"], COMPOSE.read_text(encoding="utf-8"))
    return dict(yaml.safe_load(text))


def _docker_composes() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0


def test_our_schema_is_imported_and_not_a_package_of_that_name() -> None:
    assert Path(schema.__file__ or "").resolve().parent == ROOT / "schema"


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_a_newcomers_commands_stand_in_the_readme_and_the_makefile(command: str) -> None:
    assert command in README
    assert re.search(rf"^{command.split()[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("question", catalogue(), ids=lambda question: question.id)
def test_every_question_stands_in_the_readme(question: Any) -> None:
    assert f"`{question.id}`" in README


@pytest.mark.parametrize("service", ["app", "neo4j"])
def test_every_service_tells_its_health_and_keeps_its_data(service: str) -> None:
    declared = compose()["services"][service]
    assert declared["healthcheck"]["test"]
    assert declared["volumes"]


def test_the_app_waits_for_a_healthy_store_and_is_reachable_from_this_machine_only() -> None:
    app = compose()["services"]["app"]
    assert app["depends_on"]["neo4j"]["condition"] == "service_healthy"
    published = [port if isinstance(port, str) else port["host_ip"] for port in app["ports"]]
    assert all(port.startswith("127.0.0.1") for port in published)


def test_no_password_stands_in_the_composition() -> None:
    passwords = re.findall(r"(?:PASSWORD|AUTH): *(.*)", COMPOSE.read_text(encoding="utf-8"))
    assert len(passwords) == 2
    assert all("${NEO4J_PASSWORD:?" in value for value in passwords)


def test_no_committed_text_names_a_path_of_the_machine_it_was_written_on() -> None:
    found = {str(path.relative_to(ROOT)) for path in committed() if MACHINE.search(path.read_text(encoding="utf-8"))}
    assert found == set()


def test_every_relative_link_in_the_docs_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_direct_import_of_the_program_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for extra in ("osm", "rdf", "frames", "igraph") for name in project["optional-dependencies"][extra]]
    named = [*project["dependencies"], *extras]  # extras are imported where they are needed
    declared = {re.split(r"[<>=\[]", name)[0].replace("-", "_").casefold() for name in named}
    modules = {
        "pyshp": "shapefile",
        "pyyaml": "yaml",
        "python_dateutil": "dateutil",
        "python_docx": "docx",
        "python_multipart": "multipart",
    }
    known = {modules.get(name, name) for name in declared} | {"starlette"}  # which is part of fastapi's interface
    ours = {"schema", "graph", "ingest", "api", "viz", "demo"}
    imported = {name for folder in sorted(ours) for path in (ROOT / folder).rglob("*.py") for name in _imports(path)}
    assert imported - ours - known - sys.stdlib_module_names == set()


def _imports(path: Path) -> Iterator[str]:
    """The top-level names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
