"""`python -m schema.derive`: writes everything that derives from the model."""

from __future__ import annotations

import sys

from schema.derive import write

for path in write():
    sys.stdout.write(f"{path.name}\n")
