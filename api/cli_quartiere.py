"""Commands about Quartiere: what their outlines say, drawings that wait, figures carried between cuts of areas."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from api import commands, drawings, show, vintages
from api.cli_base import Json, err, out, with_service
from api.service import Service
from api.settings import Settings
from graph.quartiere.outlines import find_quartier, outlines_of
from graph.quartiere.outlines import quartiere as all_quartiere
from graph.vintages import carry
from graph.vintages.words import limits
from schema.errors import BadRequest

AsOf = Annotated[str | None, typer.Option(help="Outlines drawn on or before this date that had not ended by then.")]


@with_service
def quartiere(
    service: Service,
    name: Annotated[str | None, typer.Argument(help="A Quartier's name or id; without it all are listed.")] = None,
    as_of: AsOf = None,
    geojson: Annotated[bool, typer.Option("--geojson", help="Print the Quartier's outlines as GeoJSON.")] = False,
    as_json: Json = False,
) -> None:
    """Show how far the outlines of a Quartier agree: consensus, core and fringe."""
    view, day = service.view("network"), commands.date(as_of)
    if name is None:
        if geojson:
            raise BadRequest("GeoJSON is of one Quartier.", hint="quartiersgraph quartiere NAME --geojson")
        found = all_quartiere(view, day)
        print(_json(found)) if as_json else _list(found)
        return
    collection = outlines_of(view, find_quartier(view, name), day)
    if geojson:
        print(_json(collection))
    elif as_json:
        print(_json(collection["quartier"]))
    else:
        _one(collection)


@with_service
def crosswalk(
    service: Service,
    level: Annotated[str, typer.Argument(help="Level of the areas to start from, such as Planungsraum.")],
    on: Annotated[str, typer.Argument(help="The areas that held on this date.")],
    to_on: Annotated[str, typer.Argument(help="The areas to lead to: those that held on this date …")],
    to_level: Annotated[str | None, typer.Option(help="… of this level; default: the same.")] = None,
    method: Annotated[str | None, typer.Option(help="people, areas or ground; default: the best there is.")] = None,
    figures: Annotated[Path | None, typer.Option(help="CSV (code, value) to carry over.", exists=True)] = None,
    rates: Annotated[bool, typer.Option("--rates", help="The figures are rates, not counts.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV instead of a table.")] = False,
) -> None:
    """Tell which part of each area lies in which area of another date or level, and carry figures over."""
    found = vintages.crosswalk(service, level, on, to_level, to_on, method)
    if figures is None:
        rows, words = vintages.crosswalk_rows(found), limits("counts", found.method)
    else:
        carried = carry(vintages.figures_of(figures), found, "rates" if rates else "counts")
        rows, words = vintages.carried_rows(carried), carried.words
        _carried(carried.outside, carried.missing, carried.unknown)
    _rows(rows, as_csv)
    err.print(f"{words['de']}\n{words['en']}", style="dim")


outlines_app = typer.Typer(no_args_is_help=True, help="Drawn outlines that wait: list, accept, reject; withdraw.")


@outlines_app.command("list")
def outlines_list(as_json: Json = False) -> None:
    """List the outlines that somebody drew and nobody has looked at yet."""
    with Service(Settings()) as service:
        found = drawings.open_proposals(service)
    if as_json:
        print(_json(found))
        return
    rows = [feature["properties"] for feature in found["features"]]
    columns = ["id", "name", "drawn_by", "drawn_on", "area"]
    show.table(out, ["id", "Quartier", "von / by", "am / on", "m²"], ([row[key] for key in columns] for row in rows))
    out.print(f"{len(rows)} offen / open", style="dim")


@outlines_app.command("accept")
@with_service
def outlines_accept(
    service: Service,
    id: Annotated[str, typer.Argument(help="A proposal's id.")],
    weight: Annotated[float, typer.Option(help="How much it counts beside other outlines.")] = 1.0,
) -> None:
    """Make a drawn outline evidence."""
    found = drawings.accept(service, id, weight)
    err.print(f"{found['quartier']}: {found['outline']} übernommen / accepted.")


@outlines_app.command("reject")
@with_service
def outlines_reject(service: Service, id: Annotated[str, typer.Argument(help="A proposal's id.")]) -> None:
    """Remove a drawn outline: nothing of it stays."""
    drawings.reject(service, id)
    err.print(f"{id} abgelehnt / rejected.")


@outlines_app.command("withdraw")
@with_service
def outlines_withdraw(service: Service, id: Annotated[str, typer.Argument(help="An accepted outline's id.")]) -> None:
    """Take an acceptance back: the outline ends today."""
    drawings.withdraw(service, id)
    err.print(f"{id} zurückgenommen / withdrawn.")


def add_to(app: typer.Typer) -> None:
    """The commands of this file, in the program's command line."""
    app.command("quartiere")(quartiere)
    app.command("crosswalk")(crosswalk)
    app.add_typer(outlines_app, name="outlines")


def _json(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)


def _list(found: list[dict[str, Any]]) -> None:
    columns = ["Quartier", "Umrisse / outlines", "Übereinstimmung / agreement", "ha"]
    rows = ([one["name"], one["outlines"], _share(one["agreement"]), round(one["area"] / 10_000, 1)] for one in found)
    show.table(out, columns, rows)


def _one(collection: dict[str, Any]) -> None:
    about = collection["quartier"]
    out.print(f"{about['name']}: {about['agreement_meaning']['de']}", markup=False)
    out.print(about["agreement_meaning"]["en"], style="dim", markup=False)
    rows = [
        [properties["role"], _share(properties.get("share")), properties.get("drawn_by"), properties.get("drawn_on"),
         properties.get("weight"), round(properties["area"] / 10_000, 2)]
        for properties in (feature["properties"] for feature in collection["features"])
    ]  # fmt: skip
    show.table(out, ["", "Anteil / share", "von / by", "am / on", "Gewicht / weight", "ha"], rows)


def _share(share: float | None) -> str | None:
    return None if share is None else f"{share * 100:.0f} %"


def _carried(outside: float, missing: list[str], unknown: list[str]) -> None:
    if outside:
        err.print(f"Außerhalb der Zielräume / outside of the targets: {outside:.6g}", style="yellow")
    for text, codes in (("Ohne Zahl / without a figure", missing), ("Unbekannte Schlüssel / unknown codes", unknown)):
        if codes:
            err.print(f"{text}: {', '.join(codes[:20])}{' …' if len(codes) > 20 else ''}", style="yellow", markup=False)


def _rows(rows: list[dict[str, Any]], as_csv: bool) -> None:
    columns = list(rows[0]) if rows else []
    if as_csv:
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        show.table(out, columns, (list(row.values()) for row in rows))
