"""Which open events a mention may belong to, found by keys and not by a scan.

In: profiles. Out: the keys under which an event is kept and looked up; the store finds the
events under a key.
"""
