"""From one cut of the ground to another: crosswalks between vintages or levels of areas, and figures carried over them.

Areal interpolation (M. F. Goodchild, N. S.-N. Lam: Areal interpolation: a variant of the traditional spatial problem,
Geo-Processing 1, 1980): counts are split by the part of each old area that lies in each new one. The part is measured in
ground, or in people (the dasymetric way: where nobody lives, nobody is carried).
"""

from graph.vintages.areas import Zone, zones
from graph.vintages.carry import Carried, carry
from graph.vintages.crosswalk import Crosswalk, crosswalk, crosswalk_of

__all__ = ["Carried", "Crosswalk", "Zone", "carry", "crosswalk", "crosswalk_of", "zones"]
