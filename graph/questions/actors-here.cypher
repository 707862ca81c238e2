// id: actors-here
// kind: actors
// title: {de: "Wer ist hier aktiv?", en: "Who is active here?"}
// about:
//   de: 'Akteure an einem Ort, auf Wunsch nur einer Art (Schulen, Jugendclubs, Vereine) oder zu einem Thema.'
//   en: 'Actors at a place, if wanted only of a kind (schools, youth clubs, associations) or on a topic.'
// phrasings:
//   de: ['Welche Schulen gibt es in Fennpfuhl?', 'Welche Akteure gibt es im Weitlingkiez?']
//   en: ['Which youth clubs are in Karlshorst?', 'Which actors are there in Fennpfuhl?']
// parameters: [here, kinds, themes, target_groups, as_of]
// columns: [name, place, within]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)<-[:LOCATED_AT]-(a:Actor)
WHERE (area.direct OR w.basis = 'named')
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(a.valid_from, '') <= $date AND coalesce(a.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR any(k IN coalesce(a.kinds, []) WHERE k IN $kinds))
  AND (size($themes) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN a.id AS id, p.id AS place, c.id AS carrier, coalesce(w.share, 1.0) AS share, area.share AS area_share
ORDER BY id, place, carrier, share, area_share

// statement: unlocated
UNWIND ['Actor', 'Department', 'Place'] AS kind
MATCH (n:Entity {unlocated: kind})
OPTIONAL MATCH (n)<-[:LOCATED_AT]-(x:Actor)
WITH coalesce(x, n) AS a
WHERE a.type IN ['Actor', 'Department']
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(a.valid_from, '') <= $date AND coalesce(a.valid_until, '9999') + '~' >= $date
  AND (size($kinds) > 0 OR size($themes) > 0 OR size($target_groups) > 0)
  AND (size($kinds) = 0 OR any(k IN coalesce(a.kinds, []) WHERE k IN $kinds))
  AND (size($themes) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT a.id AS id, p.id AS place, c.id AS carrier
ORDER BY id, place, carrier

// statement: coarse
UNWIND $coarse AS area
MATCH (:Entity {id: area})<-[w:WITHIN]-(p:Place)<-[:LOCATED_AT]-(a:Actor)
WHERE w.basis = 'named' AND NOT EXISTS { MATCH (p)-[:WITHIN]->(x:Entity) WHERE NOT x.id IN $coarse }
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(a.valid_from, '') <= $date AND coalesce(a.valid_until, '9999') + '~' >= $date
  AND (size($kinds) > 0 OR size($themes) > 0 OR size($target_groups) > 0)
  AND (size($kinds) = 0 OR any(k IN coalesce(a.kinds, []) WHERE k IN $kinds))
  AND (size($themes) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT a.id AS id, p.id AS place, c.id AS carrier
ORDER BY id, place, carrier
