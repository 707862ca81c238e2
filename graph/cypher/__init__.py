"""Free Cypher for researchers: what may be asked (`guard`), and what Neo4j makes of it (`plan`)."""

from graph.cypher.guard import guard
from graph.cypher.plan import check_plan

__all__ = ["check_plan", "guard"]
