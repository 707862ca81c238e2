// Who belongs to which cooperation on a date.
MATCH (a:Actor)-[m:MEMBER_OF]->(k:Cooperation)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
  AND coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
RETURN k.id AS event, collect(DISTINCT a.id) AS actors
ORDER BY event
