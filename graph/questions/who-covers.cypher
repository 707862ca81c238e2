// id: who-covers
// kind: offerings
// title: {de: "Wer deckt hier etwas ab?", en: "Who covers something here?"}
// about:
//   de: 'Angebote zu einem Thema, für eine Zielgruppe, an einem Ort, auf Wunsch nur die eines Akteurs. „Kein Angebot bekannt“ heißt nicht „kein Angebot“.'
//   en: 'Offerings on a topic, for a target group, at a place, if wanted only those of one actor. "No offering known" does not mean "no offering".'
// phrasings:
//   de: ['Wer deckt Jugendsport im Weitlingkiez schon ab?', 'Welche Angebote für Senioren gibt es in Friedrichsfelde?', 'Was bietet der Boxclub Stellwerk an?']
//   en: ['Who already covers youth sport in Karlshorst?', 'Which offers for seniors are there in Fennpfuhl?', 'What does the Boxclub Stellwerk offer?']
// parameters: [here, themes, target_groups, actor, filters, verified_since, as_of]
// columns: [name, actor, place, within, reach, last_verified]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[:PROVIDES]->(o)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN o.id AS id, p.id AS place, a.id AS actor, c.id AS carrier, o.reach AS reach, coalesce(w.share, 1.0) AS share, area.share AS area_share
ORDER BY id, place, actor, carrier, share, area_share

// statement: serving
UNWIND $served AS area
MATCH (:Entity {id: area})<-[:CONCERNS]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (o)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a:Actor)-[:PROVIDES]->(o)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT o.id AS id, p.id AS place, a.id AS actor, c.id AS carrier, coalesce(o.reach, 'area') AS reach
ORDER BY id, place, actor, carrier

// statement: unlocated
UNWIND ['Offering', 'Place'] AS kind
MATCH (n:Entity {unlocated: kind})
OPTIONAL MATCH (n)<-[:LOCATED_AT]-(y:Offering)
WITH coalesce(y, n) AS o
WHERE o.type = 'Offering'
  AND coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (o)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a:Actor)-[:PROVIDES]->(o)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN o.id AS id, p.id AS place, a.id AS actor, c.id AS carrier, o.reach AS reach
ORDER BY id, place, actor, carrier

// statement: coarse
UNWIND $coarse AS area
MATCH (:Entity {id: area})<-[w:WITHIN]-(p:Place)
WHERE w.basis = 'named' AND NOT EXISTS { MATCH (p)-[:WITHIN]->(z:Entity) WHERE NOT z.id IN $coarse }
WITH DISTINCT p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[:PROVIDES]->(o)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT o.id AS id, p.id AS place, a.id AS actor, c.id AS carrier, o.reach AS reach
ORDER BY id, place, actor, carrier

// statement: provided
MATCH (x:Entity {id: $actor})
OPTIONAL MATCH (x)<-[:RUN_BY]-(f:Actor)
WITH collect(DISTINCT x.id) + collect(DISTINCT f.id) AS ids
UNWIND ids AS id
MATCH (a:Entity {id: id})-[:PROVIDES]->(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (o)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT o.id AS id, p.id AS place, a.id AS actor, c.id AS carrier, o.reach AS reach
ORDER BY id, place, actor, carrier

// statement: topics
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:ABOUT|FOR]->(c:Entity)
RETURN id, collect(DISTINCT c.id) AS topics
ORDER BY id
