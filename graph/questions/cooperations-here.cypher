// id: cooperations-here
// kind: cooperations
// title: {de: "Welche Netzwerke gibt es hier?", en: "Which networks are there here?"}
// about:
//   de: 'Kooperationen, die den Ort betreffen (inside = 1) oder von denen ein Mitglied dort sitzt; auf Wunsch nur die eines Akteurs oder zweier gemeinsam.'
//   en: 'Cooperations that concern the place, or one of whose members is located there; if wanted only those of one actor.'
// phrasings:
//   de: ['Welche Netzwerke gibt es im Weitlingkiez?', 'Welche Kooperationen gibt es in Karlshorst?', 'In welchen Netzwerken ist das Jugendamt?']
//   en: ['Which networks are there in Karlshorst?', 'Which cooperations exist in Fennpfuhl?', 'Which networks is the Jugendamt in?']
// parameters: [here, themes, target_groups, actor, other, cooperation, as_of]
// columns: [name, members, unresolved, within]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[m:MEMBER_OF]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN k.id AS id, collect(DISTINCT a.id) AS members, k.unresolved_members AS unresolved, 1.0 AS share, area.share AS area_share
ORDER BY id, area_share

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
WITH DISTINCT k, coalesce(w.share, 1.0) AS share, area.share AS area_share
OPTIONAL MATCH (a:Actor)-[m:MEMBER_OF]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN k.id AS id, collect(DISTINCT a.id) AS members, k.unresolved_members AS unresolved, share, area_share
ORDER BY id, share, area_share

// statement: everywhere
MATCH (k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[m:MEMBER_OF]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN k.id AS id, collect(DISTINCT a.id) AS members, k.unresolved_members AS unresolved
ORDER BY id

// statement: named
MATCH (k:Entity {id: $cooperation})
OPTIONAL MATCH (a:Actor)-[m:MEMBER_OF]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN k.id AS id, collect(DISTINCT a.id) AS members, k.unresolved_members AS unresolved
ORDER BY id

// statement: joined
MATCH (:Entity {id: $actor})-[n:MEMBER_OF]->(k:Cooperation)
WHERE coalesce(n.since, '') <= $date AND coalesce(n.until, '9999') + '~' >= $date
  AND coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[m:MEMBER_OF]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN k.id AS id, collect(DISTINCT a.id) AS members, k.unresolved_members AS unresolved
ORDER BY id
