// id: gaps
// kind: gaps
// title: {de: "Was fehlt hier?", en: "What is missing here?"}
// about:
//   de: 'Thema × Zielgruppe ohne bekanntes Angebot am Ort, obwohl ein Bedarf geäußert ist, jemand Verantwortung trägt oder es anderswo Angebote gibt. Ohne Ort: in welchen Quartieren das Gefragte fehlt.'
//   en: 'Topic × target group without a known offering at the place, although a need is voiced, somebody answers for it or offerings exist elsewhere. Without a place: in which neighbourhoods what is asked for is missing.'
// method:
//   de: 'Gesucht ist jede Paarung von Thema und Zielgruppe, für die am Ort ein offener Bedarf vorliegt, jemand die Verantwortung trägt oder die es anderswo in den Listen gibt. Eine Lücke ist sie, wenn am Ort kein Angebot zum Thema (oder einem engeren) für die Zielgruppe (oder eine engere oder im Alter überschneidende) bekannt ist; Angebote am Rand und solche, die den Ort versorgen, schließen die Lücke, Angebote ohne genannte Zielgruppe nicht. „Kein Angebot bekannt“ heißt nicht „kein Angebot“.'
//   en: 'Sought is every pair of topic and target group for which there is an open need here, for which somebody answers, or which the lists know elsewhere. It is a gap if no offering here on the topic (or a narrower one) for the target group (or a narrower one, or one of overlapping ages) is known; offerings at the edge and those that serve the place close the gap, offerings that name no target group do not. "No offering known" does not mean "no offering".'
// phrasings:
//   de: ['Was fehlt im Weitlingkiez?', 'Wo sind Lücken bei Jugendsport in Karlshorst?', 'Wo fehlt Hausaufgabenhilfe?']
//   en: ['What is missing in Karlshorst?', 'Where are gaps in youth sport in Fennpfuhl?', 'Where is homework help missing?']
// parameters: [here, themes, target_groups, as_of]
// columns: [theme, target_group, area, reason, elsewhere]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
WITH DISTINCT area.id AS area, o
MATCH (o)-[:ABOUT]->(t:Theme)
WHERE size($themes) = 0 OR t.id IN $themes
WITH area, o, collect(DISTINCT t.id) AS themes
OPTIONAL MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN area, o.id AS offering, themes, collect(DISTINCT g.id) AS target_groups
ORDER BY area, offering

// statement: serving
UNWIND $served AS area
MATCH (:Entity {id: area})<-[:CONCERNS]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
WITH DISTINCT area, o
MATCH (o)-[:ABOUT]->(t:Theme)
WHERE size($themes) = 0 OR t.id IN $themes
WITH area, o, collect(DISTINCT t.id) AS themes
OPTIONAL MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN area, o.id AS offering, themes, collect(DISTINCT g.id) AS target_groups
ORDER BY area, offering

// statement: elsewhere
MATCH (o:Offering)-[:ABOUT]->(t:Theme)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR t.id IN $themes)
OPTIONAL MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN t.id AS theme, g.id AS target_group, count(DISTINCT o) AS elsewhere
ORDER BY theme, target_group

// statement: needs
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(n:Need)-[:ABOUT]->(t:Theme)
WHERE coalesce(n.answered, false) = false AND coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
  AND (size($themes) = 0 OR t.id IN $themes)
OPTIONAL MATCH (n)-[:FOR]->(g:TargetGroup)
RETURN DISTINCT area.id AS area, n.id AS source, t.id AS theme, g.id AS target_group
ORDER BY area, source, theme, target_group

// statement: responsibilities
MATCH (v:Responsibility)-[:ABOUT]->(t:Theme)
WHERE coalesce(v.known_since, '') <= $known AND coalesce(v.ended, '~') > $known
  AND coalesce(v.valid_from, '') <= $date AND coalesce(v.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR t.id IN $themes)
OPTIONAL MATCH (v)-[:FOR]->(g:TargetGroup)
OPTIONAL MATCH (v)-[:CONCERNS]->(x:Entity)
RETURN DISTINCT v.id AS source, t.id AS theme, g.id AS target_group, x.id AS concerns
ORDER BY source, theme, target_group, concerns

// statement: lived
UNWIND $areas AS area
MATCH (a:Entity {id: area.id})
WHERE EXISTS { MATCH (a)<-[:WITHIN]-(:Place)<-[:LOCATED_AT]-(:Offering) }
RETURN a.id AS id, a.type AS type, a.level AS level, a.valid_until AS valid_until
ORDER BY id

// statement: unlocated
UNWIND ['Offering', 'Place'] AS kind
MATCH (n:Entity {unlocated: kind})
OPTIONAL MATCH (n)<-[:LOCATED_AT]-(y:Offering)
WITH coalesce(y, n) AS o
WHERE o.type = 'Offering' AND coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (o)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (o)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
RETURN DISTINCT o.id AS id
ORDER BY id

// statement: topics
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:ABOUT|FOR]->(c:Entity)
RETURN id, collect(DISTINCT c.id) AS topics
ORDER BY id
