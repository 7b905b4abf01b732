"""Accounts, roles and grants, and the one policy: who may do what, where, when.

On the group side a person is an account from here. Knows nothing of employments or absence.
"""
