"""Gun violence: which articles tell one incident, and when, where and how many."""
