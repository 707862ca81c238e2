// What they are about and for whom.
MATCH (e:Entity)-[:ABOUT|FOR]->(c:Entity)
WHERE e.type IN $types AND c.type IN ['Theme', 'TargetGroup']
RETURN collect([e.id, c.type, c.id]) AS rows
