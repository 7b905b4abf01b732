"""What the law room says: problems, and the explanation of an answer step by step."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "not_known_before": "“{title}” is not known before {first}, and you asked about {asked}. "
    "Ask about a later day, or add the older value to the parameter file with its reference.",
    "repealed": "“{title}” was repealed on {since}, and you asked about {asked}. Ask about an earlier day.",
}
