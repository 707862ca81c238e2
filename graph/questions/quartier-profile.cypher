// id: quartier-profile
// kind: table
// title: {de: "Steckbrief eines Quartiers", en: "Profile of a Quartier"}
// about:
//   de: 'Zahlen zum Ort aus dem, was bekannt ist. Akteure nach Art, Angebote nach Thema, Kooperationen, Bedarfe, Potenziale.'
//   en: 'Figures on the place from what is known. Actors by kind, offerings by topic, cooperations, needs, potentials.'
// phrasings:
//   de: ['Steckbrief Weitlingkiez', 'Quartiersprofil von Karlshorst']
//   en: ['Profile of Karlshorst', 'Tell me about Fennpfuhl']
// parameters: [here, as_of]
// columns: [name, group, count]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(:Place)<-[:LOCATED_AT]-(x:Entity)
WHERE (area.direct OR w.basis = 'named')
  AND coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
RETURN DISTINCT x.id AS entity, x.type AS type, coalesce(x.kinds, []) AS kinds
ORDER BY entity

// statement: themes
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(:Place)<-[:LOCATED_AT]-(o:Offering)-[:ABOUT]->(t:Theme)
WHERE (area.direct OR w.basis = 'named')
  AND coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
RETURN DISTINCT o.id AS entity, t.id AS theme
ORDER BY entity, theme

// statement: concerns
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(x:Entity)
WHERE coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
RETURN DISTINCT x.id AS entity, x.type AS type
ORDER BY entity
