// How they hang together.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE a.type IN $types AND b.type IN $types
RETURN collect([a.id, type(r), b.id, r.role, r.since, r.until]) AS rows
