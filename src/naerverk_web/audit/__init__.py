"""Who did and saw what. Writes an event in the transaction of the change itself; a job seals events in a hash chain.

Holds codes and ids, what was set for a unit, and the reason somebody gives for a correction; never a health word.
"""
