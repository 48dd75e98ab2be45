"""What mentions say, in the form in which it is compared and fused.

In: mentions. Out: their assertion class, dates, figures, places, independent sources, and profile.
"""
