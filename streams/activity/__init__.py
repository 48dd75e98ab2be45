"""Events to windows of activity per area."""
