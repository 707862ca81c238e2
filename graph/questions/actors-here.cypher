// id: actors-here
// kind: actors
// title: {de: "Wer ist hier aktiv?", en: "Who is active here?"}
// about:
//   de: 'Akteure an einem Ort, auf Wunsch nur einer Art (Schulen, Jugendclubs, Vereine), zu einem Thema oder die Mitglieder einer Kooperation.'
//   en: 'Actors at a place, if wanted only of a kind (schools, youth clubs, associations), on a topic, or the members of a cooperation.'
// phrasings:
//   de: ['Welche Schulen gibt es in Fennpfuhl?', 'Welche Akteure gibt es im Weitlingkiez?', 'Wer ist Mitglied in der AG Jugendsport?']
//   en: ['Which youth clubs are in Karlshorst?', 'Which actors are there in Fennpfuhl?', 'Who is a member of AG Jugendsport?']
// parameters: [here, kinds, themes, target_groups, cooperation, filters, verified_since, as_of]
// columns: [name, place, within, kinds]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(a:Actor)
WHERE coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(a.valid_from, '') <= $date AND coalesce(a.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR any(k IN coalesce(a.kinds, []) WHERE k IN $kinds))
  AND (size($themes) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN a.id AS id, p.id AS place, c.id AS carrier, a.kinds AS kinds, coalesce(w.share, 1.0) AS share, area.share AS area_share
ORDER BY id, place, carrier, share, area_share

// statement: unlocated
UNWIND ['Actor', 'Department', 'Place'] AS kind
MATCH (n:Entity {unlocated: kind})
OPTIONAL MATCH (n)<-[:LOCATED_AT]-(y:Actor)
WITH coalesce(y, n) AS a
WHERE a.type IN ['Actor', 'Department']
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(a.valid_from, '') <= $date AND coalesce(a.valid_until, '9999') + '~' >= $date
  AND (size($kinds) > 0 OR size($themes) > 0 OR size($target_groups) > 0)
  AND (size($kinds) = 0 OR any(k IN coalesce(a.kinds, []) WHERE k IN $kinds))
  AND (size($themes) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT a.id AS id, p.id AS place, c.id AS carrier, a.kinds AS kinds
ORDER BY id, place, carrier

// statement: coarse
UNWIND $coarse AS area
MATCH (:Entity {id: area})<-[w:WITHIN]-(p:Place)
WHERE w.basis = 'named' AND NOT EXISTS { MATCH (p)-[:WITHIN]->(z:Entity) WHERE NOT z.id IN $coarse }
WITH DISTINCT p
MATCH (p)<-[:LOCATED_AT]-(a:Actor)
WHERE coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(a.valid_from, '') <= $date AND coalesce(a.valid_until, '9999') + '~' >= $date
  AND (size($kinds) > 0 OR size($themes) > 0 OR size($target_groups) > 0)
  AND (size($kinds) = 0 OR any(k IN coalesce(a.kinds, []) WHERE k IN $kinds))
  AND (size($themes) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT a.id AS id, p.id AS place, c.id AS carrier, a.kinds AS kinds
ORDER BY id, place, carrier

// statement: members
MATCH (:Entity {id: $cooperation})<-[m:MEMBER_OF]-(a:Actor)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
  AND coalesce(a.known_since, '') <= $known AND coalesce(a.ended, '~') > $known
  AND coalesce(a.valid_from, '') <= $date AND coalesce(a.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR any(k IN coalesce(a.kinds, []) WHERE k IN $kinds))
  AND (size($themes) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (a)-[:PROVIDES]->(:Offering)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a)-[:RUN_BY]->(c:Actor)
RETURN DISTINCT a.id AS id, p.id AS place, c.id AS carrier, a.kinds AS kinds, m.role AS role
ORDER BY id, role, place, carrier

// statement: unresolved
MATCH (k:Entity {id: $cooperation})
RETURN coalesce(k.unresolved_members, []) AS names
