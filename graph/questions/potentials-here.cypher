// id: potentials-here
// kind: potentials
// title: {de: "Welche Potenziale gibt es hier?", en: "Which potentials are there here?"}
// about:
//   de: 'Räume, Geräte, Wissen, Zeit, Geld und Grün, die jemand am Ort öffnen kann, und offene Bedarfe zum selben Thema dort.'
//   en: 'Rooms, equipment, knowledge, time, money and green space that somebody here can open, with open needs on the same topic.'
// phrasings:
//   de: ['Welche Räume kann man in der Loheaue nutzen?', 'Welche Potenziale gibt es im Bahnhofsviertel?']
//   en: ['Which rooms can be used in Loheaue?', 'Which potentials are there in Bahnhofsviertel?']
// parameters: [here, kinds, themes, target_groups, actor, filters, verified_since, as_of]
// columns: [name, kind, actor, place, within, conditions]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(x:Potential)
WHERE coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR x.kind IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (x)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (x)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[:OPENS]->(x)
RETURN x.id AS id, p.id AS place, a.id AS actor, x.kind AS kind, x.size AS size, x.capacity AS capacity, x.conditions AS conditions, coalesce(w.share, 1.0) AS share, area.share AS area_share
ORDER BY id, place, actor, share, area_share

// statement: unlocated
UNWIND ['Potential', 'Place'] AS kind
MATCH (n:Entity {unlocated: kind})
OPTIONAL MATCH (n)<-[:LOCATED_AT]-(y:Potential)
WITH coalesce(y, n) AS x
WHERE x.type = 'Potential'
  AND coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR x.kind IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (x)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (x)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (x)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (a:Actor)-[:OPENS]->(x)
RETURN DISTINCT x.id AS id, p.id AS place, a.id AS actor, x.kind AS kind, x.size AS size, x.capacity AS capacity, x.conditions AS conditions
ORDER BY id, place, actor

// statement: coarse
UNWIND $coarse AS area
MATCH (:Entity {id: area})<-[w:WITHIN]-(p:Place)
WHERE w.basis = 'named' AND NOT EXISTS { MATCH (p)-[:WITHIN]->(z:Entity) WHERE NOT z.id IN $coarse }
WITH DISTINCT p
MATCH (p)<-[:LOCATED_AT]-(x:Potential)
WHERE coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR x.kind IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (x)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (x)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (a:Actor)-[:OPENS]->(x)
RETURN DISTINCT x.id AS id, p.id AS place, a.id AS actor, x.kind AS kind, x.size AS size, x.capacity AS capacity, x.conditions AS conditions
ORDER BY id, place, actor

// statement: opened
MATCH (a:Entity {id: $actor})-[:OPENS]->(x:Potential)
WHERE coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR x.kind IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (x)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (x)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (x)-[:LOCATED_AT]->(p:Place)
RETURN DISTINCT x.id AS id, p.id AS place, a.id AS actor, x.kind AS kind, x.size AS size, x.capacity AS capacity, x.conditions AS conditions
ORDER BY id, place, actor

// statement: wanted
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(n:Need)-[:ABOUT]->(t:Theme)
WHERE coalesce(n.answered, false) = false AND coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
RETURN DISTINCT n.id AS need, t.id AS theme
ORDER BY need, theme

// statement: about
UNWIND $potentials AS id
MATCH (:Entity {id: id})-[:ABOUT]->(t:Theme)
RETURN id, collect(DISTINCT t.id) AS themes
ORDER BY id

// statement: topics
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:ABOUT|FOR]->(c:Entity)
RETURN id, collect(DISTINCT c.id) AS topics
ORDER BY id
