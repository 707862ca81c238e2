"""From files and registries to records and entities."""
