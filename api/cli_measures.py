"""The command for measures of the network."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from api import show
from api.cli_base import Json, out, with_service
from api.measuring import compared, measured
from api.service import Service

SHOWN = ("name", "degree", "betweenness", "closeness", "constraint", "community")
ALL = ("id", *SHOWN, "strength", "eigenvector", "coreness", "effective_size", "articulation_point")
AsOf = Annotated[str | None, typer.Option(help="By what the lists said then, not by all that is known now.")]


@with_service
def measures(
    service: Service,
    on: Annotated[str | None, typer.Option(help="The day for which to measure; default: today.")] = None,
    compare: Annotated[str | None, typer.Option(help="An earlier day to set beside it.")] = None,
    as_of: AsOf = None,
    layer: Annotated[
        str, typer.Option(help="cooperation, carrier or place: through what actors are tied.")
    ] = "cooperation",
    limit: Annotated[int, typer.Option(help="How many actors to list.")] = 20,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print all actors as CSV.")] = False,
    as_json: Json = False,
) -> None:
    """Measure the network: density, centralities, communities, brokerage; or set two days beside each other."""
    if compare is not None:
        found = compared(service, compare, on or service.settings.today().isoformat(), as_of, layer)
        _print(found) if as_json else _comparison(found)
        return
    found = measured(service, on, as_of, layer)
    if as_json:
        _print(found)
    elif as_csv:
        show.rows(out, list(ALL), [[node[name] for name in ALL] for node in found["nodes"]], "csv")
    else:
        _whole(found["network"])
        show.table(out, SHOWN, ([node[name] for name in SHOWN] for node in found["nodes"][:limit]))


def _print(found: dict[str, Any]) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=2))


def _whole(network: dict[str, Any]) -> None:
    tested = network["ei_test"]
    plain = {name: value for name, value in network.items() if name != "ei_test"}
    if tested:
        plain["ei_index"] = f"{network['ei_index']} (chance: {tested['expected']}, p = {tested['p']})"
    show.table(out, ("measure", "value"), plain.items())
    out.print()


def _comparison(found: dict[str, Any]) -> None:
    show.table(out, ("measure", found["before"], found["after"]), ((n, *pair) for n, pair in found["network"].items()))
    counts = {name: len(found[name]) for name in ("nodes_new", "nodes_gone", "ties_new", "ties_gone")}
    show.table(out, ("", "count"), [*counts.items(), ("stability", found["stability"])])


def add_to(app: typer.Typer) -> None:
    """Hang the command under the program."""
    app.command()(measures)
