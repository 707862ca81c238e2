"""Outlines that anybody may draw: proposals wait outside the graph until an editor makes them evidence."""
