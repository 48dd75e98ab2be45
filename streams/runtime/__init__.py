"""What carries the stages: topics, delivery, tables, metrics, health, dead letters.

Knows no stage.
"""
