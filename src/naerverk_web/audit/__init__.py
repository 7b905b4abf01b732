"""Who did and saw what. Writes an event in the transaction of the change itself; a job seals events in a hash chain.

Never holds a health word, a figure or a free text about a person: codes and ids only.
"""
