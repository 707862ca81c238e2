"""Quartiere as fuzzy areas: what several outlines of one neighbourhood say together."""
