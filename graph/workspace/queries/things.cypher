// Everything that is drawn.
MATCH (e:Entity)
WHERE e.type IN $types
RETURN collect([e.id, e.type, e.name, e.kinds, e.known_since, e.ended, e.valid_from, e.valid_until, e.last_verified]) AS rows
