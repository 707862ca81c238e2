// id: partners-of
// kind: actors
// title: {de: "Mit wem arbeitet jemand zusammen?", en: "Who works together with whom?"}
// about:
//   de: 'Partner aus gemeinsamen Kooperationen. Gewicht je Kooperation 1/(n-1) bei n Mitgliedern, damit ein runder Tisch von dreißig keine Clique ist.'
//   en: 'Partners from shared cooperations. Weight per cooperation 1/(n-1) for n members, so that a round table of thirty is no clique.'
// phrasings:
//   de: ['Mit wem arbeitet die Caritas zusammen?', 'Wer sind die Partner von „Kiezspinne“?']
//   en: ['Who does the Caritas work with?', 'Who are the partners of "Kiezspinne"?']
// parameters: [actor, as_of]
// columns: [name, cooperations, weight]
MATCH (:Entity {id: $actor})-[m:MEMBER_OF]->(k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
MATCH (b:Actor)-[n:MEMBER_OF]->(k)
WHERE b.id <> $actor AND coalesce(n.since, '') <= $date AND coalesce(n.until, '9999') + '~' >= $date
RETURN DISTINCT b.id AS id, k.id AS cooperations
ORDER BY id, cooperations

// statement: sizes
MATCH (:Entity {id: $actor})-[:MEMBER_OF]->(k:Cooperation)<-[n:MEMBER_OF]-(b:Actor)
WHERE coalesce(n.since, '') <= $date AND coalesce(n.until, '9999') + '~' >= $date
RETURN k.id AS id, count(DISTINCT b) AS others
ORDER BY id

// statement: unresolved
MATCH (:Entity {id: $actor})-[m:MEMBER_OF]->(k:Cooperation)
WHERE k.unresolved_members IS NOT NULL AND coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
  AND coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
RETURN DISTINCT k.id AS id, k.unresolved_members AS names
ORDER BY id
