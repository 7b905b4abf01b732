"""The end of a month: it is closed, and its reports go to the leaders."""
