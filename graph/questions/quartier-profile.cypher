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
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(x:Entity)
WHERE coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
RETURN x.type AS type, coalesce(x.kinds, []) AS kinds, count(DISTINCT x.id) AS things
ORDER BY type, things

// statement: themes
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)-[:ABOUT]->(t:Theme)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
RETURN t.id AS theme, count(DISTINCT o.id) AS offerings
ORDER BY theme

// statement: concerns
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(x:Entity)
WHERE coalesce(x.known_since, '') <= $known AND coalesce(x.ended, '~') > $known
  AND coalesce(x.valid_from, '') <= $date AND coalesce(x.valid_until, '9999') + '~' >= $date
RETURN x.type AS type, count(DISTINCT x.id) AS things
ORDER BY type
