"""What targets, smileys and chances say, and what is wrong with a target."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # The smiley's word and its figures
    "on_path": "On track",
    "near_path": "Almost on track",
    "above_path": "Off track",
    "absence_against_path": "Absence in the 12 months to {month} is {rate} percent. The way to the target says {path}.",
    "presence_against_path": "Presence in the 12 months to {month} is {rate} percent. "
    "The way to the target says {path}.",
    # The chance of reaching a target
    "chance_under_1_in_20": "under 1 in 20",
    "chance_about": "about {n} in 10",
    "chance_over_19_in_20": "over 19 in 20",
    # What is wrong with a target
    "absolute_out_of_range": "A target of {given} percent absence cannot be. Write a number from 0 to 100.",
    "presence_out_of_range": "A target of {given} percent presence cannot be. Write a number from 0 to 100.",
    "relative_out_of_range": "A change of {given} percent cannot be a target. Write a number from -100 to 0, "
    "for example -20 for a fifth less.",
    "due_before_baseline": "The target's date ({due}) must be later than its baseline ({baseline}).",
    "no_days": "A rate needs agreed days above zero and lost days that are not negative. Check the figures.",
    "no_rate_before": "A change in percent needs a rate above zero to start from.",
    "no_full_time_equivalents": "The number of full-time equivalents must be above zero.",
    "no_persons": "The number of persons must be above zero.",
    "no_units": "There are no units to share the target among.",
    "bad_durations": "Every absence needs a length of at least one day and whether it has ended.",
    "too_little_history": "The chance of reaching a target needs at least 12 months of figures from at least "
    "{units} units, with some absence in every month.",
    "months_missing": "The last {n} months of the unit must all have figures. At least one of them is missing.",
    "bad_horizon": "The target's month must be 1 to {longest} months after the last month with figures.",
    "unknown_unit_number": "There is no unit number {given} among the {units} units.",
}
