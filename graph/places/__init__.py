""" "Here": what a place in somebody's words is taken to be, and which areas that touches.

A name resolves over all vintages; an ended area is noted, not refused. A shared stem ("Friedrichsfelde" for Nord and Süd)
answers for all parts and says so. What is misspelt or ambiguous comes back as candidates with reasons.

    places = Places(store, today)
    places.search("weitlingstr 15")             # ranked candidates: areas, streets, addresses, venues, postal codes
    places.resolve("Weitlingstraße 15").areas   # what "here" is; or .ambiguous, to choose from
    places.spans("Was gibt es in der Weitlingstraße?")
"""

from graph.places.model import Area, Candidate, Here, PlaceSpan
from graph.places.search import Places

__all__ = ["Area", "Candidate", "Here", "PlaceSpan", "Places"]
