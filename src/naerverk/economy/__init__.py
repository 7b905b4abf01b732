"""What absence costs, for the employer and for the state.

Two views, never mixed. The **production view** asks what the work that was not done is worth (the model of KS, the
municipalities' association); the **budget view** asks what absence does to the accounts: ordinary pay is budgeted
anyway, so only replacement costs, and after the employer period the refund from NAV relieves. Every number that was
not computed is an `Assumption` and goes with the answer.
"""
