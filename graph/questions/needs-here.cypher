// id: needs-here
// kind: needs
// title: {de: "Welche Bedarfe gibt es hier?", en: "Which needs are there here?"}
// about:
//   de: 'Bedarfe, die für den Ort vorgebracht wurden, mit wem, wann, wie dringend, und ob inzwischen etwas sie deckt.'
//   en: 'Needs voiced for the place: by whom, when, how urgent, and whether something meets them by now.'
// phrasings:
//   de: ['Welche Bedarfe gibt es im Sonnenhang?', 'Welche offenen Bedarfe haben Familien?']
//   en: ['Which needs are there in Sonnenhang?', 'Which needs of families are still open?']
// parameters: [here, themes, target_groups, actor, status, as_of]
// columns: [name, voiced_by, voiced_on, urgency, answered, target_groups]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(n:Need)
WHERE coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
  AND coalesce(n.valid_from, '') <= $date AND coalesce(n.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (n)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
  AND ($status = '' OR ($status = 'answered') = coalesce(n.answered, false))
OPTIONAL MATCH (n)-[:VOICED_BY]->(v:Actor)
OPTIONAL MATCH (n)-[:ABOUT]->(t:Theme)
OPTIONAL MATCH (n)-[:FOR]->(g:TargetGroup)
RETURN n.id AS id, v.id AS voiced_by, n.voiced_on AS voiced_on, n.urgency AS urgency, coalesce(n.answered, false) AS answered, t.id AS themes, g.id AS target_groups, 1.0 AS share, area.share AS area_share
ORDER BY id, voiced_by, themes, target_groups, area_share

// statement: unlocated
MATCH (n:Need)
WHERE NOT EXISTS { MATCH (n)-[:CONCERNS]->(:Entity) }
  AND coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
  AND coalesce(n.valid_from, '') <= $date AND coalesce(n.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (n)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
  AND ($status = '' OR ($status = 'answered') = coalesce(n.answered, false))
OPTIONAL MATCH (n)-[:VOICED_BY]->(v:Actor)
OPTIONAL MATCH (n)-[:ABOUT]->(t:Theme)
OPTIONAL MATCH (n)-[:FOR]->(g:TargetGroup)
RETURN n.id AS id, v.id AS voiced_by, n.voiced_on AS voiced_on, n.urgency AS urgency, coalesce(n.answered, false) AS answered, t.id AS themes, g.id AS target_groups
ORDER BY id, voiced_by, themes, target_groups

// statement: voiced
MATCH (:Entity {id: $actor})<-[:VOICED_BY]-(n:Need)
WHERE coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
  AND coalesce(n.valid_from, '') <= $date AND coalesce(n.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (n)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (n)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
  AND ($status = '' OR ($status = 'answered') = coalesce(n.answered, false))
OPTIONAL MATCH (n)-[:VOICED_BY]->(v:Actor)
OPTIONAL MATCH (n)-[:ABOUT]->(t:Theme)
OPTIONAL MATCH (n)-[:FOR]->(g:TargetGroup)
RETURN n.id AS id, v.id AS voiced_by, n.voiced_on AS voiced_on, n.urgency AS urgency, coalesce(n.answered, false) AS answered, t.id AS themes, g.id AS target_groups
ORDER BY id, voiced_by, themes, target_groups

// statement: topics
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:ABOUT|FOR]->(c:Entity)
RETURN id, collect(DISTINCT c.id) AS topics
ORDER BY id
