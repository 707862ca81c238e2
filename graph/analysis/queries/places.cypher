// Who is at home at which address on a date.
MATCH (a:Actor)-[r:LOCATED_AT]->(p:Place)
WHERE coalesce(r.since, '') <= $date AND coalesce(r.until, '9999') + '~' >= $date
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
RETURN p.id AS event, collect(DISTINCT a.id) AS actors
ORDER BY event
