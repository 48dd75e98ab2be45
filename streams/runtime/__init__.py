"""What carries the stages: topics, delivery, metrics, health, wiring."""
