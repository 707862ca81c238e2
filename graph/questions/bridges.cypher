// id: bridges
// kind: actors
// title: {de: "Wer verbindet?", en: "Who connects?"}
// about:
//   de: 'Akteure, die Kooperationen verbinden, die sonst niemand gemeinsam haben.'
//   en: 'Actors that connect cooperations which have nobody else in common.'
// method:
//   de: 'Gezählt werden je Akteur die Paare seiner Kooperationen, die außer ihm kein Mitglied gemeinsam haben (lokale Brücke nach Granovetter 1973, über gemeinsame Mitglieder nach Breiger 1974). Sind zwei Handlungsfelder genannt, zählen nur Paare, in denen beide vorkommen. Handlungsfeld eines Fachamts ist sein eingetragenes; das eines anderen Akteurs ist das, dem die meisten seiner Angebote angehören (bei Gleichstand alle). Grenze: Kontakte außerhalb eingetragener Kooperationen kennt der Graph nicht.'
//   en: 'For each actor the pairs of its cooperations that share no other member are counted (local bridge, Granovetter 1973, through shared members, Breiger 1974). Where two sectors are named, only pairs in which both occur count. The sector of a department is the recorded one; that of any other actor is the one most of its offerings belong to (all of them where tied). Limit: contacts outside recorded cooperations are unknown to the graph.'
// phrasings:
//   de: ['Wer sind die Brücken im Netzwerk?', 'Wer verbindet Sport und Gesundheit?']
//   en: ['Who are the bridges in the network?', 'Who connects sport and health?']
// parameters: [here, themes, target_groups, sectors, as_of]
// columns: [name, bridges, cooperations, sectors]
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

// statement: everywhere
MATCH (a:Actor)-[m:MEMBER_OF]->(k:Cooperation)
WHERE coalesce(m.since, '') <= $date AND coalesce(m.until, '9999') + '~' >= $date
  AND coalesce(k.known_since, '') <= $known AND coalesce(k.ended, '~') > $known
  AND coalesce(k.valid_from, '') <= $date AND coalesce(k.valid_until, '9999') + '~' >= $date
  AND (size($themes) = 0 OR EXISTS { MATCH (k)-[:ABOUT]->(t:Theme) WHERE t.id IN $themes })
  AND (size($target_groups) = 0 OR EXISTS { MATCH (k)-[:FOR]->(g:TargetGroup) WHERE g.id IN $target_groups })
RETURN k.id AS cooperation, collect(DISTINCT a.id) AS actors
ORDER BY cooperation

// statement: sectors
UNWIND $members AS id
MATCH (:Entity {id: id})-[:IN_SECTOR]->(s:Sector)
RETURN id, s.id AS sector
ORDER BY id, sector

// statement: offered
UNWIND $members AS id
MATCH (:Entity {id: id})-[:PROVIDES]->(o:Offering)-[:ABOUT]->(t:Theme)
WITH DISTINCT id, o, t
MATCH (t)-[:IN_SECTOR]->(s:Sector)
WITH id, s.id AS sector, count(*) AS offerings
RETURN id, collect(sector) AS sectors, collect(offerings) AS offerings
ORDER BY id
