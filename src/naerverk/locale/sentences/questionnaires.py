"""What is wrong with a scale or its answers."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "too_few_items": "A scale needs at least {needed} items. Name them with --items A1,A2.",
    "repeated_item": "{item} is named more than once in --items. Name each item once.",
    "reverse_not_item": "{item} is in --reverse but not in --items. Add it to --items, or take it out of --reverse.",
    "unknown_item": "There is no column {column} in {file}. The columns are: {columns}.",
    "minimum_above_maximum": "--min ({lowest}) must be below --max ({highest}).",
    "below_minimum": "The answer {value} is below the lowest there is, {lowest}. Correct it, or leave it blank.",
    "above_maximum": "The answer {value} is above the highest there is, {highest}. Correct it, or leave it blank.",
    "too_few_respondents": (
        "Only {n} respondent has answered what is needed; at least {needed} must. "
        "Collect more answers, or try --missing pairwise.",
        "Only {n} respondents have answered what is needed; at least {needed} must. "
        "Collect more answers, or try --missing pairwise.",
    ),
    "constant_item": "Everybody has answered item number {number} in --items alike, so it cannot be compared with the others. "
    "Leave it out of --items.",
    "items_cancel_out": "The items cancel each other out: their sum does not vary. "
    "Check whether some should be in --reverse.",
    "pairs_do_not_fit": "The pairs of items were answered by so different respondents that they do not fit together. "
    "Use --missing listwise.",
}
