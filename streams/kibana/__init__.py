"""Dashboards for analysts and operators.

Definitions in code enter; saved objects for Kibana leave, as files or by import.
"""
