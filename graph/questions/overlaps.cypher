// id: overlaps
// kind: table
// title: {de: "Wo gibt es hier Doppelangebote?", en: "Where do offerings overlap here?"}
// about:
//   de: 'Thema × Zielgruppe, für die am Ort mehrere Anbieter etwas anbieten. Doppelt heißt nicht überflüssig: gewollte Paare lassen sich als gewollt kennzeichnen.'
//   en: 'Topic × target group for which several providers offer something here. Double does not mean needless: pairs that are meant can be marked as intended.'
// method:
//   de: 'Doppelt ist, wo zu genau demselben Thema und derselben Zielgruppe (oder beide ohne genannte Zielgruppe) mindestens zwei verschiedene Anbieter ein Angebot am Ort haben; Angebote am Rand und solche, die den Ort versorgen, zählen mit. Grenze: Zeiten, Umfang und Auslastung bleiben außer Acht, und die Themen stammen aus den Worten der Listen.'
//   en: 'Double is where at least two different providers have an offering here on exactly the same topic and target group (or both without a named group); offerings at the edge and those that serve the place count. Limit: times, size and use are left out, and topics come from the words of the lists.'
// phrasings:
//   de: ['Wo gibt es Doppelangebote im Bahnhofsviertel?', 'Was wird in der Altstadt doppelt angeboten?']
//   en: ['Where do offerings overlap in Bahnhofsviertel?', 'What is offered twice in Altstadt?']
// parameters: [here, themes, target_groups, as_of]
// columns: [name, actors, offerings, intended]
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
WITH DISTINCT o
MATCH (a:Actor)-[:PROVIDES]->(o)
WITH o, collect(DISTINCT a.id) AS actors
MATCH (o)-[:ABOUT]->(t:Theme)
WHERE size($themes) = 0 OR t.id IN $themes
WITH o, actors, collect(DISTINCT t.id) AS themes
OPTIONAL MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN o.id AS offering, actors, themes, collect(DISTINCT g.id) AS target_groups
ORDER BY offering

// statement: serving
UNWIND $served AS area
MATCH (:Entity {id: area})<-[:CONCERNS]-(o:Offering)
WHERE coalesce(o.known_since, '') <= $known AND coalesce(o.ended, '~') > $known
  AND coalesce(o.valid_from, '') <= $date AND coalesce(o.valid_until, '9999') + '~' >= $date
WITH DISTINCT o
MATCH (a:Actor)-[:PROVIDES]->(o)
WITH o, collect(DISTINCT a.id) AS actors
MATCH (o)-[:ABOUT]->(t:Theme)
WHERE size($themes) = 0 OR t.id IN $themes
WITH o, actors, collect(DISTINCT t.id) AS themes
OPTIONAL MATCH (o)-[:FOR]->(g:TargetGroup)
RETURN o.id AS offering, actors, themes, collect(DISTINCT g.id) AS target_groups
ORDER BY offering

// statement: intended
MATCH (j:Judgement {kind: 'intended'})
MATCH (r:Record {id: j.left})
MATCH (s:Record {id: j.right})
RETURN DISTINCT r.entity AS left, s.entity AS right
ORDER BY left, right
