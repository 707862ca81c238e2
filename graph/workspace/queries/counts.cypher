// How many there are of each type.
MATCH (e:Entity)
WHERE e.type IN $types
RETURN e.type AS type, count(*) AS n
