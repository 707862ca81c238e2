// Derived from the model by `python -m schema.derive`.
// Look-ups by id go through the one label Entity: a second unique label would let doubles through.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE INDEX record_id IF NOT EXISTS FOR (n:Record) ON (n.id);
CREATE INDEX record_entity IF NOT EXISTS FOR (n:Record) ON (n.entity);
CREATE INDEX record_block IF NOT EXISTS FOR (n:Record) ON (n.block);
CREATE INDEX record_row_id IF NOT EXISTS FOR (n:Record) ON (n.row_id);
CREATE INDEX record_source IF NOT EXISTS FOR (n:Record) ON (n.source);
CREATE INDEX record_gone IF NOT EXISTS FOR (n:Record) ON (n.gone);
CREATE INDEX entity_unlocated IF NOT EXISTS FOR (n:Entity) ON (n.unlocated);
CREATE INDEX entity_known_since IF NOT EXISTS FOR (n:Entity) ON (n.known_since);
CREATE INDEX entity_ended IF NOT EXISTS FOR (n:Entity) ON (n.ended);
CREATE INDEX change_at IF NOT EXISTS FOR (n:Change) ON (n.at);
CREATE INDEX change_entity IF NOT EXISTS FOR (n:Change) ON (n.entity);
CREATE INDEX judgement_id IF NOT EXISTS FOR (n:Judgement) ON (n.id);
CREATE INDEX tombstone_id IF NOT EXISTS FOR (n:Tombstone) ON (n.id);
CREATE INDEX address_key IF NOT EXISTS FOR (n:Address) ON (n.key);
CREATE INDEX street_key IF NOT EXISTS FOR (n:Street) ON (n.key);
CREATE INDEX street_street_key IF NOT EXISTS FOR (n:Street) ON (n.street_key);
