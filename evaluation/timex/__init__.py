"""Time expressions: spans and values of TIMEX3."""
