// The sectors to which actors' offerings belong, and how many of them.
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:PROVIDES]->(o:Offering)-[:ABOUT]->(t:Theme)
WITH DISTINCT id, o, t
MATCH (t)-[:IN_SECTOR]->(s:Sector)
WITH id, s.id AS sector, count(*) AS offerings
RETURN id, collect(sector) AS sectors, collect(offerings) AS offerings
ORDER BY id
