// id: changes-since
// kind: table
// title: {de: "Was hat sich geändert?", en: "What has changed?"}
// about:
//   de: 'Was seit einem Tag nach den Listen hinzukam, wegfiel oder anders genannt wird. Maßgeblich ist der Stand der Quellen, nicht der Tag des Einlesens.'
//   en: 'What came, went or is stated differently since a day according to the lists. What counts is the date of the sources, not the day of the import.'
// phrasings:
//   de: ['Was hat sich seit Januar 2026 im Bahnhofsviertel geändert?', 'Was ist neu in der Loheaue?']
//   en: ['What has changed in Bahnhofsviertel since January 2026?', 'What is new in Loheaue?']
// parameters: [since, until, here, kinds, themes, target_groups, as_of]
// columns: [name, change, changed_on, type]
MATCH (e:Entity)
WHERE e.known_since >= $since AND e.known_since <= $until AND e.known_since <= $known
  AND e.type IN ['Actor', 'Department', 'Offering', 'Cooperation', 'Need', 'Potential', 'ParticipationFormat', 'PlanningProcess', 'Responsibility', 'Quartier', 'AdministrativeArea'] AND (size($kinds) = 0 OR e.type IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (e)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (e)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
RETURN e.id AS id, 'new' AS change, e.known_since AS changed_on
ORDER BY changed_on DESC, id

// statement: gone
MATCH (e:Entity)
WHERE e.ended >= $since AND e.ended <= $until AND e.ended <= $known
  AND e.type IN ['Actor', 'Department', 'Offering', 'Cooperation', 'Need', 'Potential', 'ParticipationFormat', 'PlanningProcess', 'Responsibility', 'Quartier', 'AdministrativeArea'] AND (size($kinds) = 0 OR e.type IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (e)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (e)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
RETURN e.id AS id, 'gone' AS change, e.ended AS changed_on
ORDER BY changed_on DESC, id

// statement: changed
MATCH (p:Record)
WHERE p.gone >= $since AND p.gone <= $until AND p.gone <= $known AND coalesce(p.hidden, false) = false
MATCH (r:Record {id: p.id})
WHERE r.since = p.gone
MATCH (e:Entity {id: r.entity})
WHERE e.ended IS NULL AND e.type IN ['Actor', 'Department', 'Offering', 'Cooperation', 'Need', 'Potential', 'ParticipationFormat', 'PlanningProcess', 'Responsibility', 'Quartier', 'AdministrativeArea'] AND (size($kinds) = 0 OR e.type IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (e)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (e)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
RETURN DISTINCT e.id AS id, 'changed' AS change, p.gone AS changed_on
ORDER BY changed_on DESC, id

// statement: inside
UNWIND $area_ids AS area
MATCH (:Entity {id: area})<-[:WITHIN|LOCATED_AT|CONCERNS*0..2]-(e:Entity)
WHERE (e.known_since >= $since AND e.known_since <= $until AND e.known_since <= $known OR e.ended >= $since AND e.ended <= $until AND e.ended <= $known)
  AND e.type IN ['Actor', 'Department', 'Offering', 'Cooperation', 'Need', 'Potential', 'ParticipationFormat', 'PlanningProcess', 'Responsibility', 'Quartier', 'AdministrativeArea'] AND (size($kinds) = 0 OR e.type IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (e)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (e)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
RETURN DISTINCT e.id AS id,
  CASE WHEN e.known_since >= $since AND e.known_since <= $until AND e.known_since <= $known THEN 'new' ELSE 'gone' END AS change,
  CASE WHEN e.known_since >= $since AND e.known_since <= $until AND e.known_since <= $known THEN e.known_since ELSE e.ended END AS changed_on
ORDER BY changed_on DESC, id

// statement: inside_changed
UNWIND $area_ids AS area
MATCH (:Entity {id: area})<-[:WITHIN|LOCATED_AT|CONCERNS*0..2]-(e:Entity)
WHERE e.ended IS NULL AND e.type IN ['Actor', 'Department', 'Offering', 'Cooperation', 'Need', 'Potential', 'ParticipationFormat', 'PlanningProcess', 'Responsibility', 'Quartier', 'AdministrativeArea'] AND (size($kinds) = 0 OR e.type IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (e)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (e)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
WITH DISTINCT e
MATCH (r:Record {entity: e.id})
WHERE r.since >= $since AND r.since <= $until AND r.since <= $known
MATCH (p:Record {id: r.id})
WHERE p.gone = r.since AND coalesce(p.hidden, false) = false
RETURN DISTINCT e.id AS id, 'changed' AS change, p.gone AS changed_on
ORDER BY changed_on DESC, id
