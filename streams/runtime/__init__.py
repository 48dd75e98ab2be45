"""Kafka plumbing for the stages: topics, delivery, tables, metrics, health, dead letters.

Imports no stage.
"""
