"""Which names are places, and which of them an event belongs to.

In: names and triggers. Out: toponym mentions, and links from events to them, best first.

=====================================================  ==========================================
What is decided                                        Where
=====================================================  ==========================================
A name is a place; a government; "the X border"        ``toponyms.py``
"Syrian troops", "Ohio State Police" name no place     ``attributive.py``
A place lies in another: "A, B", "B's A district"      ``containment.py``
Which place of its own sentence an event has           ``linking.py`` (scores by rule),
                                                       ``link_model.py`` (scores learned)
A place tells of another place or event, and not this  ``bystanders.py``
A place is a home, a border, where they speak, ...     ``asides.py``
An event has several places: "shelled X, Y and Z"      ``lists.py``
A place of an earlier sentence is inherited; "there"   ``inheritance.py``
=====================================================  ==========================================
"""
