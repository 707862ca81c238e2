// Which areas they are for.
MATCH (e:Entity)-[:CONCERNS]->(a:Entity)
WHERE e.type IN $types
RETURN collect([e.id, a.id]) AS rows
