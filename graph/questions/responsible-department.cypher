// id: responsible-department
// kind: departments
// title: {de: "Welches Fachamt antwortet dafür?", en: "Which department answers for it?"}
// about:
//   de: 'Fachämter mit einer eingetragenen Verantwortung zum Thema (Grundlage „Verantwortung“), sonst die des Handlungsfelds; oder wofür ein Fachamt einsteht.'
//   en: 'Departments with a recorded responsibility for the topic (basis "responsibility"), else those of its sector; or what a department answers for.'
// phrasings:
//   de: ['Welches Amt ist für Spielplätze zuständig?', 'Wer ist für Jugendsport verantwortlich?', 'Wofür ist das Jugendamt zuständig?']
//   en: ['Which department is responsible for playgrounds?', 'Who is responsible for youth sport?', 'What is the Jugendamt responsible for?']
// parameters: [here, themes, target_groups, actor, as_of]
// columns: [name, basis, role, responsibility, department]
MATCH (d:Department)-[r:RESPONSIBLE]->(v:Responsibility)
WHERE coalesce(d.known_since, '') <= $known AND coalesce(d.ended, '~') > $known
  AND coalesce(v.known_since, '') <= $known AND coalesce(v.ended, '~') > $known
  AND coalesce(v.valid_from, '') <= $date AND coalesce(v.valid_until, '9999') + '~' >= $date
  AND (EXISTS { MATCH (v)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes }
       OR (size($stated_themes) = 0 AND EXISTS { MATCH (v)-[:FOR]->(h:TargetGroup) WHERE h.id IN $target_groups }))
  AND (size($target_groups) = 0 OR size($stated_themes) = 0 OR NOT EXISTS { MATCH (v)-[:FOR]->(:TargetGroup) }
       OR EXISTS { MATCH (v)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
RETURN d.id AS id, 'responsibility' AS basis, r.role AS role, v.id AS responsibility
ORDER BY id, role, responsibility

// statement: fallback
UNWIND $stated_themes AS theme
MATCH (:Entity {id: theme})-[:IN_SECTOR]->(s:Sector)<-[:IN_SECTOR]-(d:Department)
WHERE coalesce(d.known_since, '') <= $known AND coalesce(d.ended, '~') > $known
  AND coalesce(d.valid_from, '') <= $date AND coalesce(d.valid_until, '9999') + '~' >= $date
RETURN DISTINCT d.id AS id, 'sector' AS basis, s.id AS sector
ORDER BY id, sector

// statement: borne
MATCH (d:Entity {id: $actor})-[r:RESPONSIBLE]->(v:Responsibility)
WHERE coalesce(v.known_since, '') <= $known AND coalesce(v.ended, '~') > $known
  AND coalesce(v.valid_from, '') <= $date AND coalesce(v.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (v)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
RETURN v.id AS id, d.id AS department, 'responsibility' AS basis, r.role AS role
ORDER BY id, role
