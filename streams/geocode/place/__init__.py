"""Where an event is put, and how precise that is.

In: drafts and resolved toponyms. Out: places of mentions.

Where to look: "the event is put at another of its places" is decided in ``choice`` by what
``options`` says of each place, "a place that only the story tells" in ``siting``, "a name that no
gazetteer has gets a coarse place" in ``fallback``, and "mentions without a place never meet" in
``story``.
"""
