"""Which gazetteer entry each name of an article means.

In: toponyms and their candidates. Out: a ranked sense for each name.

Where to look: "a county is taken for a city" is decided in ``namesakes``, "the town of another
state is taken" in ``rating`` (features) and ``context`` (what the other names say), "Springfield,
Ill. is not a list" in ``containers``.
"""
