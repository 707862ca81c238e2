// Who runs which facility on a date.
MATCH (a:Actor)-[r:RUN_BY]->(b:Actor)
WHERE coalesce(r.since, '') <= $date AND coalesce(r.until, '9999') + '~' >= $date
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(b.known_since, '') <= $known AND coalesce(b.ended, '~') > $known
RETURN b.id AS event, collect(DISTINCT a.id) AS actors
ORDER BY event
