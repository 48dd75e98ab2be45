"""Count events per area and window, and detect surges.

In come events, each with a revision. Out go the windows of activity that an event belongs to, and
alerts for areas with far more activity than their baseline. The state is the contribution of each
event, so that a corrected event moves its counts instead of adding to them.
"""
