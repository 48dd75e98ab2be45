"""Deliver alerts to a webhook.

In come the alerts of the activity stage. Out go HTTP requests in the format of Alertmanager, each
retried until the receiver takes it or the time for retries is over.
"""
