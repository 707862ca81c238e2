"""The graph store: Neo4j or the embedded engine, both spoken to over Bolt with the same Cypher text.

`Store.open(url)` takes a folder (embedded) or a `bolt://`/`neo4j://` address. The store runs Cypher in managed
transactions only; what the graph means is the business of `writer.py` and `view.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import neo4j
from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, Session
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    CypherSyntaxError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph import embedded
from graph.cypher import check_plan, guard
from graph.cypher.running import BYTES, GRACE, Found, Running, late, weight
from schema.errors import (
    QueryError,
    QueryInvalid,
    QueryRefused,
    StoreError,
    StoreUnreachable,
    WrongStore,
)

FORMAT = 1
BATCH = 2_000
Row = dict[str, Any]
# One uniqueness constraint only; look-ups by other keys have plain indexes. Why: docs/decisions/store.md.
SCHEMA = (Path(__file__).resolve().parent.parent / "schema" / "derived" / "constraints.cypher").read_text(
    encoding="utf-8"
)


def is_server(url: str) -> bool:
    """Is this the address of a Neo4j server (and not a folder)?"""
    return urlsplit(url).scheme.split("+")[0] in {"bolt", "neo4j"}


class Store:
    """An open store. Use as a context manager; safe to share between threads."""

    def __init__(
        self, driver: Driver, reader: Driver, database: str | None, *, where: str, folder: Path | None
    ) -> None:
        self._driver, self._reader, self._database = driver, reader, database
        self.where, self.folder = where, folder

    @classmethod
    def open(cls, url: str, *, user: str | None = None, password: str | None = None) -> Self:
        """Open a folder or a server; raises StoreUnreachable or WrongStore.

        A server's credentials may stand in the address (`bolt://user:password@host`) or be given beside it.
        """
        return cls._open_server(url, user, password) if is_server(url) else cls._open_folder(Path(url).expanduser())

    @classmethod
    def _open_folder(cls, folder: Path) -> Self:
        if folder.exists() and not folder.is_dir():
            raise WrongStore(f"{folder} is a file, not a store.", hint="Name a folder, or bolt://host:7687.")
        if folder.is_dir() and any(folder.iterdir()) and not (folder / "start.lock").exists():
            raise WrongStore(f"{folder} holds other things than a store.", hint="Name an empty or a new folder.")
        found = embedded.endpoint(folder)
        driver = _driver(found.uri, ("root", found.password))
        reader = _driver(found.uri, ("reader", found.reader_password))
        store = cls(driver, reader, embedded.DATABASE, where=str(folder), folder=folder)
        store._prepare()
        return store

    @classmethod
    def _open_server(cls, url: str, user: str | None, password: str | None) -> Self:
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.hostname}:{parts.port or 7687}"
        name, secret = parts.username or user, parts.password or password
        driver = _driver(address, (name, secret or "") if name else None)
        store = cls(driver, driver, None, where=address, folder=None)
        store._prepare()
        return store

    def _prepare(self) -> None:
        """Lay the constraint and the indexes where they are not those of this program; refuse a store of another format."""
        known = self.read("MATCH (s:Store {id: 'store'}) RETURN s.format AS format, s.schema AS schema")
        if not known or known[0]["schema"] != SCHEMA:
            for line in SCHEMA.splitlines():
                if not line.startswith("//"):
                    self.write(line.rstrip(";"))
            self.write(
                "MERGE (s:Store {id: 'store'}) SET s.format = coalesce(s.format, $format), s.schema = $schema",
                format=FORMAT,
                schema=SCHEMA,
            )
        found = known[0]["format"] if known else FORMAT
        if found != FORMAT:
            raise WrongStore(
                f"{self.where} is of format {found}; this program knows {FORMAT}.",
                hint="Make a backup with the program that wrote it, and restore it here.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; an embedded engine ends by itself when nobody uses it."""
        self._driver.close()
        if self._reader is not self._driver:
            self._reader.close()

    def stop(self) -> None:
        """Close, and end the embedded engine at once."""
        self.close()
        if self.folder:
            embedded.stop(self.folder)

    def read(self, cypher: str, **parameters: Any) -> list[Row]:
        """Run a reading statement of our own; rows as dictionaries. An embedded engine that has ended is started again."""
        try:
            return self._read(cypher, parameters)
        except StoreUnreachable:
            if self.folder is None or embedded.running(self.folder) is not None:
                raise
            embedded.endpoint(self.folder)
            return self._read(cypher, parameters)

    def _read(self, cypher: str, parameters: dict[str, Any]) -> list[Row]:
        with self._session(self._driver) as session:
            return session.execute_read(lambda tx: _rows(tx.run(cypher, parameters)))

    def table(self, cypher: str, columns: Sequence[str], **parameters: Any) -> list[Row]:
        """Run a reading statement that returns one list `rows` of lists, each with the values of the columns.

        For many small rows this is several times faster than `read`, for a record is a message of its own.
        """
        return [dict(zip(columns, row, strict=True)) for row in self.read(cypher, **parameters)[0]["rows"]]

    def stream(self, cypher: str, **parameters: Any) -> Iterator[Row]:
        """Run a reading statement and yield its rows as they come, holding only the driver's buffer."""
        with self._session(self._driver, access=READ_ACCESS) as session, session.begin_transaction() as tx:
            result = tx.run(cypher, parameters)
            names = result.keys()
            for record in result:
                yield dict(zip(names, tuple.__iter__(record), strict=True))

    def write(self, cypher: str, **parameters: Any) -> list[Row]:
        """Run one writing statement in a transaction of its own."""
        with self._session(self._driver) as session:
            return session.execute_write(lambda tx: _rows(tx.run(cypher, parameters)))

    def transact(self, statements: list[tuple[str, dict[str, Any]]]) -> None:
        """Run several writing statements as one transaction: all or nothing."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            for cypher, parameters in statements:
                tx.run(cypher, parameters).consume()

        with self._session(self._driver) as session:
            session.execute_write(work)

    def query(
        self, cypher: str, parameters: Mapping[str, Any], *, seconds: float, rows: int
    ) -> tuple[list[str], list[list[Any]]]:
        """`research` as (columns, rows of plain values)."""
        found = self.research(cypher, parameters, seconds=seconds, rows=rows)
        return found.columns, found.rows

    def research(
        self, cypher: str, parameters: Mapping[str, Any], *, seconds: float, rows: int, running: Running | None = None
    ) -> Found:
        """Run a stranger's Cypher: read-only in the database's own sense, on things only, bounded in time, rows and bytes.

        Raises QueryRefused, QueryInvalid, QueryTimeout, QueryCancelled. What is late or cancelled is ended in the
        database: a transaction of a server; of the embedded engine, which cannot end one, the process, which is
        started again at the same address at once (other clients wait a second or two for it).
        """
        text = check_readable(cypher) or cypher
        handle = running or Running()
        engine = embedded.endpoint(self.folder) if self.folder else None  # waits where it is being started again

        def work() -> Found:
            return self._research(text, parameters, handle, seconds, rows)

        def end() -> None:
            if self.folder is None or engine is None:
                self._terminate(handle.id)
            else:
                embedded.restart(self.folder, engine.pid)

        return handle.run(work, end, seconds if self.folder else seconds + GRACE)  # a server has its own clock

    def _research(self, text: str, parameters: Mapping[str, Any], handle: Running, seconds: float, rows: int) -> Found:
        engine = embedded.running(self.folder) if self.folder else None
        try:
            return self._read_strange(text, parameters, handle, seconds, rows)
        except CypherSyntaxError as error:
            raise QueryInvalid(f"Not valid Cypher: {error.message}") from error
        except (ClientError, TransientError, DatabaseError) as error:
            raise _query_error(error) from error
        except (ServiceUnavailable, SessionExpired) as error:
            if self.folder is None or engine is None:
                raise _unreachable(self.where, error) from error
            if embedded.endpoint(self.folder).pid == engine.pid:  # the engine lives: this statement was too much for it
                raise _too_large() from error
        if handle.ended:  # the engine ended for this statement's sake
            raise late()
        try:  # it ended for somebody else's: reading may be done again
            return self._read_strange(text, parameters, handle, seconds, rows)
        except (Neo4jError, DriverError) as error:
            raise _too_large() from error

    def _read_strange(
        self, text: str, parameters: Mapping[str, Any], handle: Running, seconds: float, rows: int
    ) -> Found:
        with self._reader.session(
            database=self._database, default_access_mode=READ_ACCESS, fetch_size=min(rows + 1, 200)
        ) as session:
            if self.folder is None:
                with session.begin_transaction(timeout=seconds) as tx:
                    check_plan(tx.run(f"EXPLAIN {text}", dict(parameters)).consume().plan or {"operatorType": "Show"})
            with session.begin_transaction(timeout=seconds, metadata={"quartiersgraph": handle.id}) as tx:
                result = tx.run(text, dict(parameters))
                kept: list[list[Any]] = []
                bytes_left = BYTES
                for record in result:
                    row = [plain(value) for value in record.values()]
                    bytes_left -= weight(row)
                    if len(kept) == rows or bytes_left < 0:
                        return Found(list(result.keys()), kept, truncated=True)
                    kept.append(row)
                return Found(list(result.keys()), kept)

    def _terminate(self, id: str) -> None:
        """End a server's transaction by the mark that it bears."""
        with self._session(self._driver) as session:
            for record in session.run(
                "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.quartiersgraph = $id RETURN transactionId AS id",
                id=id,
            ).fetch(10):
                session.run("TERMINATE TRANSACTIONS $id", id=record["id"]).consume()

    @contextmanager
    def _session(self, driver: Driver, access: str = WRITE_ACCESS) -> Iterator[Session]:
        try:
            with driver.session(database=self._database, default_access_mode=access) as session:
                yield session
        except (ServiceUnavailable, AuthError) as error:
            raise _unreachable(self.where, error) from error
        except (Neo4jError, DriverError) as error:
            raise StoreError(f"The store {self.where} refused: {error}") from error


def _rows(result: neo4j.Result) -> list[Row]:
    """The rows of a statement that returns plain values. `Record.data` looks at each value for nodes and takes longer
    than the database; a record is a tuple, and read as one."""
    names = result.keys()
    return [dict(zip(names, tuple.__iter__(record), strict=True)) for record in result]


def check_readable(cypher: str) -> str:
    """The statement as a stranger may run it; raises QueryRefused or QueryInvalid. See `graph.cypher.guard`."""
    return guard(cypher)


def plain(value: Any) -> Any:
    """A Bolt value as JSON can hold it: nodes and relationships as dictionaries of their properties.

    `@element` names a node within one answer; `@from` and `@to` of a relationship lead there, so that it can be drawn.
    """
    if isinstance(value, neo4j.graph.Node):
        return {"@element": value.element_id, "labels": sorted(value.labels), **_properties(value)}
    if isinstance(value, neo4j.graph.Relationship):
        ends = [node.element_id if node is not None else None for node in value.nodes]
        return {"relationship": value.type, "@from": ends[0], "@to": ends[1], **_properties(value)}
    if isinstance(value, neo4j.graph.Path):
        return [
            plain(part)
            for pair in zip(value.nodes, [*value.relationships, None], strict=True)
            for part in pair
            if part is not None
        ]
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {key: plain(value) for key, value in entity.items()}


def _driver(uri: str, auth: tuple[str, str] | None) -> Driver:
    try:
        driver = GraphDatabase.driver(
            uri,
            auth=auth,
            notifications_min_severity="OFF",
            connection_acquisition_timeout=30,
            connection_timeout=5,
            max_transaction_retry_time=15,
            telemetry_disabled=True,
        )
    except (ConfigurationError, ValueError) as error:
        raise WrongStore(f"{uri} is not an address of a store: {error}", hint="Use bolt://host:7687.") from error
    try:
        driver.verify_connectivity()
    except (DriverError, Neo4jError, OSError) as error:
        with suppress(DriverError):
            driver.close()
        raise _unreachable(uri, error) from error
    return driver


def _unreachable(where: str, error: BaseException) -> StoreUnreachable:
    if isinstance(error, AuthError):
        return StoreUnreachable(
            f"The store {where} refused the user or the password.", hint="Set QG_STORE_USER and QG_STORE_PASSWORD."
        )
    return StoreUnreachable(f"The store {where} does not answer.", hint="Is it started, and is QG_STORE right?")


def _query_error(error: Neo4jError) -> QueryError:
    code = error.code or ""
    if "Security" in code or "AccessMode" in code or "Forbidden" in code:
        return QueryRefused("The database refused: this door only reads.")
    if "Timeout" in code or "TimedOut" in code or "Terminated" in code:
        return late()
    if "OutOfMemory" in code or isinstance(error, DatabaseError):
        return _too_large()
    return QueryInvalid(f"The query failed: {error.message}")


def _too_large() -> QueryRefused:
    return QueryRefused(
        "The database gave up on this query: it needs too much.", hint="Narrow it, or collect less at once."
    )


def batches(rows: list[Row], size: int = BATCH) -> Iterator[list[Row]]:
    """Cut a list into transactions of a size that both stores commit quickly."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
