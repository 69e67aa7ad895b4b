"""The search: levels in sequence, bounds, and neighbourhoods."""
