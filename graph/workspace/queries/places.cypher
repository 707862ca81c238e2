// Where they are, and in which areas to what share.
MATCH (e:Entity)-[:LOCATED_AT]->(p:Place)
WHERE e.type IN $types
OPTIONAL MATCH (p)-[w:WITHIN]->(a:Entity)
RETURN collect([e.id, p.point, a.id, coalesce(w.share, 1.0)]) AS rows
