// id: gaps
// kind: gaps
// title: {de: "Was fehlt hier?", en: "What is missing here?"}
// about:
//   de: 'Thema × Zielgruppe ohne bekanntes Angebot am Ort, obwohl ein Bedarf geäußert ist, jemand Verantwortung trägt oder es anderswo Angebote gibt.'
//   en: 'Topic × target group without a known offering at the place, although a need is voiced, somebody answers for it or offerings exist elsewhere.'
// phrasings:
//   de: ['Was fehlt im Weitlingkiez?', 'Wo sind Lücken bei Jugendsport in Karlshorst?']
//   en: ['What is missing in Karlshorst?', 'Where are gaps in youth sport in Fennpfuhl?']
// parameters: [here, themes, target_groups, as_of]
// columns: [theme, target_group, reason, elsewhere]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(:Place)<-[:LOCATED_AT]-(o:Offering)
WHERE (area.direct OR w.basis = 'named')
  AND coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
MATCH (o)-[:ABOUT]->(t:Theme)
MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN DISTINCT t.id AS theme, g.id AS target_group
ORDER BY theme, target_group

// statement: elsewhere
MATCH (g:TargetGroup)<-[:FOR]-(o:Offering)-[:ABOUT]->(t:Theme)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR t.id IN $themes) AND (size($target_groups) = 0 OR g.id IN $target_groups)
RETURN t.id AS theme, g.id AS target_group, count(DISTINCT o) AS elsewhere
ORDER BY theme, target_group

// statement: needs
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(n:Need)-[:ABOUT]->(t:Theme)
WHERE coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known AND coalesce(n.answered, false) = false
  AND (size($themes) = 0 OR t.id IN $themes)
OPTIONAL MATCH (n)-[:FOR]->(g:TargetGroup)
RETURN DISTINCT n.id AS source, t.id AS theme, g.id AS target_group
ORDER BY source, theme, target_group

// statement: responsibilities
MATCH (v:Responsibility)-[:ABOUT]->(t:Theme)
WHERE coalesce(v.known_since, '') <= $known AND coalesce(v.ended, '~') > $known
  AND (size($themes) = 0 OR t.id IN $themes)
OPTIONAL MATCH (v)-[:FOR]->(g:TargetGroup)
OPTIONAL MATCH (v)-[:CONCERNS]->(x:Entity)
RETURN DISTINCT v.id AS source, t.id AS theme, g.id AS target_group, x.id AS concerns
ORDER BY source, theme, target_group, concerns
