// id: planning-here
// kind: table
// title: {de: "Was wird hier geplant?", en: "What is being planned here?"}
// about:
//   de: 'Planungsprozesse für den Ort mit Stand, Federführung und Konzept; solche für die ganze Kommune stehen getrennt.'
//   en: 'Planning processes for the place with stage, lead and concept; those for the whole municipality stand apart.'
// phrasings:
//   de: ['Was wird im Bahnhofsviertel geplant?', 'Welche Planungen laufen in der Loheaue?']
//   en: ['What is being planned in Bahnhofsviertel?', 'Which planning processes are running in Loheaue?']
// parameters: [here, kinds, themes, target_groups, actor, as_of]
// columns: [name, stage, organiser, concepts, begins, ends]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(n:PlanningProcess)
WHERE coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
  AND coalesce(n.valid_from, '') <= $date
  AND (size($kinds) = 0 OR n.stage IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (n)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (n)-[:ORGANISED_BY]->(a:Actor)
OPTIONAL MATCH (n)-[:RESULTS_IN]->(c:Concept)
RETURN n.id AS id, n.stage AS stage, n.valid_from AS begins, n.valid_until AS ends, a.id AS organiser, c.id AS concepts, 1.0 AS share, area.share AS area_share
ORDER BY id, organiser, concepts, area_share

// statement: unlocated
MATCH (n:PlanningProcess)
WHERE NOT EXISTS { MATCH (n)-[:CONCERNS]->(:Entity) }
  AND coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
  AND coalesce(n.valid_from, '') <= $date
  AND (size($kinds) = 0 OR n.stage IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (n)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (n)-[:ORGANISED_BY]->(a:Actor)
OPTIONAL MATCH (n)-[:RESULTS_IN]->(c:Concept)
RETURN n.id AS id, n.stage AS stage, n.valid_from AS begins, n.valid_until AS ends, a.id AS organiser, c.id AS concepts
ORDER BY id, organiser, concepts

// statement: led
MATCH (:Entity {id: $actor})<-[:ORGANISED_BY]-(n:PlanningProcess)
WHERE coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
  AND coalesce(n.valid_from, '') <= $date
  AND (size($kinds) = 0 OR n.stage IN $kinds)
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (n)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
OPTIONAL MATCH (n)-[:ORGANISED_BY]->(a:Actor)
OPTIONAL MATCH (n)-[:RESULTS_IN]->(c:Concept)
RETURN n.id AS id, n.stage AS stage, n.valid_from AS begins, n.valid_until AS ends, a.id AS organiser, c.id AS concepts
ORDER BY id, organiser, concepts

// statement: topics
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:ABOUT|FOR]->(c:Entity)
RETURN id, collect(DISTINCT c.id) AS topics
ORDER BY id
