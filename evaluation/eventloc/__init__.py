"""Event locations: the places that belong to a given event verb."""
