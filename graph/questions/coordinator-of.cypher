// id: coordinator-of
// kind: actors
// title: {de: "Wer koordiniert?", en: "Who coordinates?"}
// about:
//   de: 'Wer eine Kooperation koordiniert, oder alle, die am Ort oder zu einem Thema Kooperationen koordinieren.'
//   en: 'Who coordinates a cooperation, or all who coordinate cooperations at a place or on a topic.'
// phrasings:
//   de: ['Wer koordiniert das Netzwerk Frühe Hilfen?', 'Wer leitet die Runden im Bahnhofsviertel?']
//   en: ['Who coordinates the AG Jugendsport?', 'Who coordinates networks on sport?']
// parameters: [cooperation, here, themes, target_groups, as_of]
// columns: [name, cooperations, since]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
MATCH (a:Actor)-[m:MEMBER_OF {role: 'coordinator'}]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN DISTINCT a.id AS id, k.id AS cooperations, m.since AS since
ORDER BY id, cooperations, since

// statement: members
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(b:Actor)-[n:MEMBER_OF]->(k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND coalesce(n.since, '') <= $date AND coalesce(n.until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
MATCH (a:Actor)-[m:MEMBER_OF {role: 'coordinator'}]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN DISTINCT a.id AS id, k.id AS cooperations, m.since AS since
ORDER BY id, cooperations, since

// statement: everywhere
MATCH (k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
MATCH (a:Actor)-[m:MEMBER_OF {role: 'coordinator'}]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN DISTINCT a.id AS id, k.id AS cooperations, m.since AS since
ORDER BY id, cooperations, since

// statement: named
MATCH (k:Entity {id: $cooperation})
MATCH (a:Actor)-[m:MEMBER_OF {role: 'coordinator'}]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN DISTINCT a.id AS id, k.id AS cooperations, m.since AS since
ORDER BY id, cooperations, since
