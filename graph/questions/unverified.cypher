// id: unverified
// kind: offerings
// title: {de: "Was ist lange nicht geprüft?", en: "What has not been verified for long?"}
// about:
//   de: 'Angebote am Ort, die seit dem genannten Tag (sonst seit einem Jahr) niemand geprüft hat, oder die nie geprüft wurden; die ältesten zuerst.'
//   en: 'Offerings here that nobody verified since the given day (else for a year), or that never were; the oldest first.'
// phrasings:
//   de: ['Welche Angebote sind seit einem Jahr nicht geprüft?', 'Was ist in der Altstadt veraltet?']
//   en: ['Which offerings have not been verified for a year?', 'What is out of date in Altstadt?']
// parameters: [since, here, themes, target_groups, as_of]
// columns: [name, actor, last_verified, last_seen, place, within]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (o.last_verified IS NULL OR o.last_verified < $since)
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[:PROVIDES]->(o)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN o.id AS id, p.id AS place, a.id AS actor, c.id AS carrier, o.reach AS reach, coalesce(w.share, 1.0) AS share, area.share AS area_share
ORDER BY id, place, actor, carrier, share, area_share

// statement: unlocated
UNWIND ['Offering', 'Place'] AS kind
MATCH (n:Entity {unlocated: kind})
OPTIONAL MATCH (n)<-[:LOCATED_AT]-(y:Offering)
WITH coalesce(y, n) AS o
WHERE o.type = 'Offering'
  AND coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (o.last_verified IS NULL OR o.last_verified < $since)
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (o)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a:Actor)-[:PROVIDES]->(o)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN o.id AS id, p.id AS place, a.id AS actor, c.id AS carrier, o.reach AS reach
ORDER BY id, place, actor, carrier

// statement: topics
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:ABOUT|FOR]->(c:Entity)
RETURN id, collect(DISTINCT c.id) AS topics
ORDER BY id
