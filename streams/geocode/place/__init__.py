"""Where an event is put, and how precise that is.

In: drafts and resolved toponyms. Out: places of mentions.

Where to look: "the event is put at another of its places" is decided in ``linking``, "a name that
no gazetteer has gets a coarse place" in ``fallback``, "what is reported without a place is put in
a city" and "mentions without a place never meet" in ``story``.
"""
