// id: single-points
// kind: actors
// title: {de: "An wem hängt hier alles?", en: "On whom does everything depend here?"}
// about:
//   de: 'Akteure, ohne die am Ort etwas wegbräche: das einzige bekannte Angebot zu einem Thema für eine Zielgruppe, oder der Zusammenhalt des Netzes.'
//   en: 'Actors without whom something would break away here: the only known offering on a topic for a target group, or the cohesion of the network.'
// method:
//   de: 'Einziger Anbieter: zu Thema × Zielgruppe kennt der Graph am Ort nur Angebote dieses einen Akteurs. Zusammenhalt: ohne den Akteur zerfiele das Netz der Kooperationen am Ort (Gelenkpunkt); gezählt sind die Akteure, die dann vom größten Teil abgeschnitten wären. Grenze: Wer nicht in den Listen steht, kann trotzdem einspringen.'
//   en: 'Sole provider: on topic × target group the graph knows offerings of this one actor only here. Cohesion: without the actor the network of cooperations here would fall apart (articulation point); counted are the actors then cut off from the largest part. Limit: somebody who is in no list may still step in.'
// phrasings:
//   de: ['Wer ist im Bahnhofsviertel unersetzlich?', 'Was hängt in der Loheaue an einem einzigen Anbieter?']
//   en: ['On whom does everything depend in Bahnhofsviertel?', 'What depends on a single provider in Loheaue?']
// parameters: [here, themes, target_groups, as_of]
// columns: [name, sole_for, cuts_off]
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

// statement: concerning
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[:CONCERNS]-(k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
MATCH (a:Actor)-[m:MEMBER_OF]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN k.id AS cooperation, collect(DISTINCT a.id) AS actors
ORDER BY cooperation

// statement: members
UNWIND $areas AS area
MATCH (:Entity {id: area.id})<-[w:WITHIN]-(p:Place)
WHERE area.direct OR w.basis = 'named'
WITH area, w, p
MATCH (p)<-[:LOCATED_AT]-(b:Actor)-[n:MEMBER_OF]->(k:Cooperation)
WHERE coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND coalesce(n.since, '') <= $date AND coalesce(n.until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
WITH DISTINCT k
MATCH (a:Actor)-[m:MEMBER_OF]->(k)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
RETURN k.id AS cooperation, collect(DISTINCT a.id) AS actors
ORDER BY cooperation
