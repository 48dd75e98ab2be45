"""Alerts to a webhook, as Alertmanager takes them."""
