"""The domain as data: types, vocabularies, value kinds, errors."""
