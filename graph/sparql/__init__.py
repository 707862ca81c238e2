"""SPARQL, read-only: an index on disk that follows the store (`index`), processes that answer from it (`worker`, `pool`), and
what ties them (`door`). Workers load this package, so nothing is imported here."""
