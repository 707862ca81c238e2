// From when on each source tells something about a thing.
MATCH (r:Record)
WHERE r.entity IS NOT NULL AND coalesce(r.hidden, false) = false
WITH r.source AS source, r.entity AS entity, min(r.since) AS since
RETURN collect([source, entity, since]) AS rows
