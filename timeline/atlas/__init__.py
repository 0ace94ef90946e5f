"""The map: land, projections, places as circles."""
