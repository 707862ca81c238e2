"""Open Referral HSDS 3.0: the objects that the HTTP API answers with, and the package of CSV tables.

`mapping.yaml` says what of the model goes where; docs/decisions/hsds.md what HSDS cannot hold.
"""

from graph.export.hsds.package import write_hsds

__all__ = ["write_hsds"]
