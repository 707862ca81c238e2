// id: silo
// kind: table
// title: {de: "Welche Handlungsfelder arbeiten zusammen?", en: "Which sectors work together?"}
// about:
//   de: 'Handlungsfeld × Handlungsfeld: wie viele Kooperationen Mitglieder aus beiden verbinden, und wo niemand über die Grenze des eigenen Ressorts hinweg arbeitet.'
//   en: 'Sector × sector: how many cooperations join members of both, and where nobody works across the limits of their own department.'
// method:
//   de: 'Eine Kooperation verbindet zwei Handlungsfelder, wenn ein Mitglied aus dem einen und ein anderes Mitglied aus dem anderen stammt. Handlungsfeld eines Fachamts ist sein eingetragenes; das eines anderen Akteurs ist das, dem die meisten seiner Angebote angehören (bei Gleichstand alle). Der Anteil über Grenzen ist der Anteil der Kooperationen mit mindestens zwei Handlungsfeldern. Grenze: Mitglieder ohne bekanntes Handlungsfeld zählen nicht.'
//   en: 'A cooperation joins two sectors if one member is from the one and another member from the other. The sector of a department is the recorded one; that of any other actor is the one most of its offerings belong to (all of them where tied). The share across limits is the share of cooperations with at least two sectors. Limit: members without a known sector do not count.'
// phrasings:
//   de: ['Welche Ressorts arbeiten zusammen?', 'Arbeiten Jugend und Gesundheit zusammen?']
//   en: ['Which sectors work together?', 'Do youth and health work together?']
// parameters: [here, themes, sectors, as_of]
// columns: [name, count, cooperations]
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
