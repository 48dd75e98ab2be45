"""The stages put together: worker apps on Kafka, the pipeline in one process.

Knows all stages; no stage knows it.
"""
