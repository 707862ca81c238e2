// id: possible-partners
// kind: actors
// title: {de: "Wer könnte zusammenarbeiten?", en: "Who could work together?"}
// about:
//   de: 'Akteure, die noch in keiner Kooperation verbunden sind, aber Themen und Zielgruppen teilen; ohne genannten Akteur: Paare am Ort, die sich kennenlernen sollten.'
//   en: 'Actors not yet joined in any cooperation that share topics and target groups; without a named actor: pairs at the place who should meet.'
// method:
//   de: 'Verglichen werden Akteure mit Angeboten am Ort (ohne Ortsangabe: dort, wo der Akteur sitzt). Ein gemeinsames Thema zählt umso mehr, je weniger Akteure dort es haben (ln(n/k), wie bei Adamic und Adar 2003), eine gemeinsame Zielgruppe halb so viel; ein offener Bedarf des einen, zu dem der andere etwas anbietet, zählt doppelt. Wer schon zusammenarbeitet oder denselben Träger hat, ist ausgelassen. Grenze: Gemeinsamkeit auf dem Papier ist eine Anregung, kein Befund.'
//   en: 'Compared are actors with offerings at the place (without a place: where the actor is located). A shared topic counts the more, the fewer actors there have it (ln(n/k), as in Adamic and Adar 2003), a shared target group half as much; an open need of the one on which the other offers something counts double. Who already works together or has the same carrier is left out. Limit: common ground on paper is a suggestion, no finding.'
// phrasings:
//   de: ['Mit wem könnte der Boxclub Stellwerk zusammenarbeiten?', 'Wer sollte sich im Sonnenhang kennenlernen?']
//   en: ['Who could the Boxclub Stellwerk work with?', 'Who should meet in Sonnenhang?']
// parameters: [actor, here, themes, target_groups, as_of]
// columns: [name, shared_themes, shared_groups, score]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
WITH DISTINCT o
MATCH (o)<-[:PROVIDES]-(a:Actor)
MATCH (o)-[:ABOUT]->(t:Theme)
WHERE size($themes) = 0 OR t.id IN $themes
RETURN a.id AS id, collect(DISTINCT t.id) AS themes
ORDER BY id

// statement: groups
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
WITH DISTINCT o
MATCH (o)<-[:PROVIDES]-(a:Actor)
MATCH (o)-[:FOR]->(g:TargetGroup)
WHERE size($target_groups) = 0 OR g.id IN $target_groups
RETURN a.id AS id, collect(DISTINCT g.id) AS target_groups
ORDER BY id

// statement: own
MATCH (x:Entity {id: $actor})
OPTIONAL MATCH (x)<-[:RUN_BY]-(f:Actor)
WITH collect(DISTINCT x.id) + collect(DISTINCT f.id) AS ids
UNWIND ids AS id
MATCH (:Entity {id: id})-[:PROVIDES|RESPONSIBLE|MEMBER_OF]->(o:Entity)-[:ABOUT]->(t:Theme)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
RETURN DISTINCT t.id AS theme
ORDER BY theme

// statement: own_groups
MATCH (x:Entity {id: $actor})
OPTIONAL MATCH (x)<-[:RUN_BY]-(f:Actor)
WITH collect(DISTINCT x.id) + collect(DISTINCT f.id) AS ids
UNWIND ids AS id
MATCH (:Entity {id: id})-[:PROVIDES|RESPONSIBLE|MEMBER_OF]->(o:Entity)-[:FOR]->(g:TargetGroup)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
RETURN DISTINCT g.id AS target_group
ORDER BY target_group

// statement: related
MATCH (x:Entity {id: $actor})
OPTIONAL MATCH (x)<-[:RUN_BY]-(f:Actor)
WITH collect(DISTINCT x.id) + collect(DISTINCT f.id) AS ids
UNWIND ids AS id
MATCH (:Entity {id: id})-[m:MEMBER_OF]->(k:Cooperation)<-[n:MEMBER_OF]-(b:Actor)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date AND coalesce(n.since, '') <= $date AND coalesce(n.until, '9999') + '~' >= $date
RETURN DISTINCT b.id AS id
ORDER BY id

// statement: house
MATCH (x:Entity {id: $actor})
OPTIONAL MATCH (x)<-[:RUN_BY]-(f:Actor)
WITH collect(DISTINCT x.id) + collect(DISTINCT f.id) AS ids
UNWIND ids AS id
MATCH (:Entity {id: id})-[:RUN_BY]->(c:Actor)
MATCH (c)<-[:RUN_BY]-(s:Actor)
RETURN DISTINCT id AS own, c.id AS carrier, s.id AS sibling
ORDER BY own, carrier, sibling

// statement: joined
UNWIND $actors AS id
MATCH (:Entity {id: id})-[m:MEMBER_OF]->(k:Cooperation)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
  AND coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
RETURN id, k.id AS cooperation
ORDER BY id, cooperation

// statement: carriers
UNWIND $actors AS id
MATCH (:Entity {id: id})-[:RUN_BY]->(c:Actor)
RETURN id, c.id AS carrier
ORDER BY id, carrier

// statement: needs
UNWIND $actors AS id
MATCH (:Entity {id: id})<-[:VOICED_BY]-(n:Need)-[:ABOUT]->(t:Theme)
WHERE coalesce(n.answered, false) = false AND coalesce(n.known_since, '') <= $known AND coalesce(n.ended, '~') > $known
RETURN DISTINCT id, n.id AS need, t.id AS theme
ORDER BY id, need, theme
