// The sectors that are recorded for actors.
UNWIND $ids AS id
MATCH (:Entity {id: id})-[:IN_SECTOR]->(s:Sector)
RETURN id, s.id AS sector
ORDER BY id, sector
