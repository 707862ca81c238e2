// id: participation-here
// kind: table
// title: {de: "Wie kann man hier mitreden?", en: "How can one take part here?"}
// about:
//   de: 'Beteiligungsformate, die den Ort betreffen oder dort stattfinden, mit ihren Terminen und wer sie ausrichtet.'
//   en: 'Participation formats that concern the place or meet there, with their sessions and who organises them.'
// phrasings:
//   de: ['Wie kann man sich im Bahnhofsviertel beteiligen?', 'Welche Beteiligungsformate gibt es in der Loheaue?']
//   en: ['How can one take part in Bahnhofsviertel?', 'Which participation formats are there in Loheaue?']
// parameters: [here, kinds, themes, target_groups, as_of]
// columns: [name, format, sessions, organiser, place, within]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(f:ParticipationFormat)
WHERE coalesce(f.known_since, '') <= $known AND coalesce(f.ended, '~') > $known
  AND coalesce(f.valid_from, '') <= $date AND coalesce(f.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR f.format IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (f)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (f)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (f)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (f)-[:ORGANISED_BY]->(a:Actor)
RETURN f.id AS id, f.format AS format, f.sessions AS sessions, f.frequency AS frequency, p.id AS place, a.id AS organiser, 1.0 AS share, area.share AS area_share
ORDER BY id, place, organiser, area_share

// statement: located
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(f:ParticipationFormat)
WHERE coalesce(f.known_since, '') <= $known AND coalesce(f.ended, '~') > $known
  AND coalesce(f.valid_from, '') <= $date AND coalesce(f.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR f.format IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (f)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (f)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (f)-[:ORGANISED_BY]->(a:Actor)
RETURN f.id AS id, f.format AS format, f.sessions AS sessions, f.frequency AS frequency, p.id AS place, a.id AS organiser, coalesce(w.share, 1.0) AS share, area.share AS area_share
ORDER BY id, place, organiser, share, area_share

// statement: unlocated
MATCH (f:ParticipationFormat)
WHERE NOT EXISTS { MATCH (f)-[:CONCERNS]->(:Entity) } AND NOT EXISTS { MATCH (f)-[:LOCATED_AT]->(:Place)-[:WITHIN]->(:Entity) }
  AND coalesce(f.known_since, '') <= $known AND coalesce(f.ended, '~') > $known
  AND coalesce(f.valid_from, '') <= $date AND coalesce(f.valid_until, '9999') + '~' >= $date
  AND (size($kinds) = 0 OR f.format IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (f)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (f)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (f)-[:LOCATED_AT]->(p:Place)
OPTIONAL MATCH (f)-[:ORGANISED_BY]->(a:Actor)
RETURN f.id AS id, f.format AS format, f.sessions AS sessions, f.frequency AS frequency, p.id AS place, a.id AS organiser
ORDER BY id, place, organiser

// statement: topics
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:ABOUT|FOR]->(c:Entity)
RETURN id, collect(DISTINCT c.id) AS topics
ORDER BY id
