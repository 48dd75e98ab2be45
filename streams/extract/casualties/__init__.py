"""How many people were killed, injured, detained or displaced, and who they were.

In: a sentence with its names. Out: casualty mentions, reconciled over an article.

1. ``casualty_words`` finds the words that say what people suffered; ``tables`` lists their voices.
2. ``person_counts`` finds the people: ``numbers`` of them, ``individuals``, names, and
   ``unlisted_people`` whose noun no list has; ``apposition`` joins those who are named twice, and
   ``speakers`` leaves out those who only tell of it.
3. ``victims`` decides whose casualty word it is, with ``tolls`` for the number of a toll. A list of
   victims is followed, or cut off, there; ``sites`` follows a list of sites, each with its own.
4. ``figures`` makes a figure of the victims; ``wholes`` tells the whole from its parts.
5. ``outcomes`` takes those who died off the injured of the sentence; ``reconciliation`` does the
   same over the sentences of an article, and adds up victims who are named one by one.

``reader`` runs steps 1 to 5 on a sentence. ``scope`` says whether a figure is of an event at all,
or of a protest's reason, a whole country or several events.
"""
