// The sectors of departments and of themes.
MATCH (e:Entity)-[:IN_SECTOR]->(s:Sector)
RETURN collect([e.id, s.id]) AS rows
