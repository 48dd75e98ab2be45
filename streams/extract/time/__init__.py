"""When an event happened.

In: sentences and the publication day. Out: time expressions, and the date of each event.

====================================================  ======================================
What is decided                                       Where
====================================================  ======================================
Which words are a time, and its TIMEX3 value          ``timex/`` (``tagger.py`` first)
Which days of a sentence are dates, spans, distances  ``dates.py``
Which date of its sentence or of others an event has  ``event_dates.py``
The day of the violence that an article is about      ``story_day.py``, ``day_features.py``
====================================================  ======================================
"""
