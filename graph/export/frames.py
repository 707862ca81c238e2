"""Arrow tables of things and relationships, batch by batch, and Parquet (extra `frames`)."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.export.tables import ENDS, columns
from graph.export.view import ExportOptions, ExportView
from schema.errors import MissingExtra
from schema.model import Model, Property, load_model

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 10_000
_MOMENT = (2000, 1, 1, 0, 0, 0)


def arrow() -> Any:
    """The library; raises MissingExtra where it is not installed."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra("Tables need pyarrow.", hint="pip install 'quartiersgraph[frames]'") from error
    return pyarrow


def node_batches(view: ExportView, model: Model, type_name: str) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """Things of exactly that type: `id`, then its visible properties in the model's order."""
    declared = model.type(type_name).properties
    names = columns([type_name], model, view.visibility)
    schema = _schema(["id"], [declared[name] for name in names])
    rows = ({"id": row["id"], **row["properties"]} for row in view.entities(type_name) if row["type"] == type_name)
    return schema, _batches(rows, schema)


def relationship_batches(view: ExportView, model: Model) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """All relationships: `type, from, to, from_type, to_type`, then the visible properties of any."""
    names = columns(sorted(model.edges), model, view.visibility)
    declared = {p.name: p for edge in model.edges.values() for p in edge.properties.values()}
    schema = _schema(ENDS, [declared[name] for name in names])
    rows = ({**row["properties"], **{name: row[name] for name in ENDS}} for row in view.relationships())
    return schema, _batches(rows, schema)


def _schema(fixed: Sequence[str], declared: Sequence[Property]) -> pa.Schema:
    """Numbers and truth values as such, all else as text (dates are as exact as they are known); several values as a list."""
    pa = arrow()
    kinds = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    fields = [pa.field(name, pa.string(), nullable=False) for name in fixed]
    for prop in declared:
        one = kinds.get(prop.kind, pa.string())
        fields.append(pa.field(prop.name, pa.list_(one) if prop.many else one))
    return pa.schema(fields)


def _batches(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    pa = arrow()
    known = set(schema.names)
    for part in _parts(rows):
        yield pa.RecordBatch.from_pylist([{n: v for n, v in row.items() if n in known} for row in part], schema=schema)


def _parts(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    part: list[Mapping[str, Any]] = []
    for row in rows:
        part.append(row)
        if len(part) == BATCH:
            yield part
            part = []
    if part:
        yield part


def write_parquet(view: ExportView, out: BinaryIO, options: ExportOptions) -> None:
    """Writes a zip with `<Type>.parquet` for every type and `relationships.parquet`, a batch of rows at a time."""
    model = load_model()
    with zipfile.ZipFile(out, "w") as archive:
        for entity in model.entities():
            _file(archive, f"{entity.name}.parquet", *node_batches(view, model, entity.name))
        _file(archive, "relationships.parquet", *relationship_batches(view, model))


def _file(archive: zipfile.ZipFile, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Parquet keeps its index at the end and wants to know where it is: each table goes through a file of its own."""
    arrow()
    import pyarrow.parquet

    with tempfile.TemporaryFile() as scratch:
        with pyarrow.parquet.ParquetWriter(scratch, schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)
        scratch.seek(0)
        with archive.open(zipfile.ZipInfo(name, _MOMENT), "w", force_zip64=True) as target:  # packed already
            while chunk := scratch.read(1 << 20):
                target.write(chunk)
