"""Time expressions: a grammar over words finds them, rules give them TIMEX3 values and days."""
