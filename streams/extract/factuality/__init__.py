"""Whether an event is asserted, denied, planned or only possible, and of now or of the past.

In: triggers in parsed sentences. Out: modality and temporal role.
"""
