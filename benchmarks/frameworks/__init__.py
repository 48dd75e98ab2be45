"""Other stream frameworks beside Faust, doing the same work on the same topics.

`loops` has a loop for each; `__main__` fills a topic, runs each loop in a process of its own, and
compares what a message costs. Quix Streams and Bytewax are no dependencies: a loop whose package is
missing is left out and named.
"""
