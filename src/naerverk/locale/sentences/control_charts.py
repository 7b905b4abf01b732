"""What a control chart says, and what is wrong with a series or a table for one."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # Beside the chart
    "no_points": "There are no figures to show yet.",
    "too_few": (
        "Only {n} month since {since}: too little to say what is usual. A chart needs 12.",
        "Only {n} months since {since}: too little to say what is usual. A chart needs 12.",
    ),
    "absence_ordinary": "Absence is as usual. Nothing out of the ordinary has happened in the last three months.",
    "absence_above_upper": (
        "Absence was unusually high in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
        "Absence was unusually high in {n} of the last three months, most recently in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
    ),
    "absence_below_lower": (
        "Absence was unusually low in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
        "Absence was unusually low in {n} of the last three months, most recently in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
    ),
    "absence_rising": "Absence rose all the way through {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "absence_falling": "Absence fell all the way through {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "absence_shift_above": "Absence was above its usual level {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "absence_shift_below": "Absence was below its usual level {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "absence_near_upper": "Absence was rather high in two of three months, most recently in {last}. "
    "It may be the beginning of a change, or just the season and a few long absences.",
    "absence_near_lower": "Absence was rather low in two of three months, most recently in {last}. "
    "It may be the beginning of a change, or just the season and a few long absences.",
    "absence_level_higher": "Absence has been higher since {since}: {level} percent on average, against {before} "
    "before. Around this it varies as usual. Whether the difference is more than chance, this chart cannot say.",
    "absence_level_lower": "Absence has been lower since {since}: {level} percent on average, against {before} "
    "before. Around this it varies as usual. Whether the difference is more than chance, this chart cannot say.",
    "presence_ordinary": "Presence is as usual. Nothing out of the ordinary has happened in the last three months.",
    "presence_above_upper": (
        "Presence was unusually high in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
        "Presence was unusually high in {n} of the last three months, most recently in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
    ),
    "presence_below_lower": (
        "Presence was unusually low in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
        "Presence was unusually low in {n} of the last three months, most recently in {last}. "
        "It is worth a look: it may be a change, or just the season and a few long absences.",
    ),
    "presence_rising": "Presence rose all the way through {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "presence_falling": "Presence fell all the way through {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "presence_shift_above": "Presence was above its usual level {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "presence_shift_below": "Presence was below its usual level {n} months in a row, from {first} to {last}. "
    "It is worth a look: it may be a change, or just the season and a few long absences.",
    "presence_near_upper": "Presence was rather high in two of three months, most recently in {last}. "
    "It may be the beginning of a change, or just the season and a few long absences.",
    "presence_near_lower": "Presence was rather low in two of three months, most recently in {last}. "
    "It may be the beginning of a change, or just the season and a few long absences.",
    "presence_level_higher": "Presence has been higher since {since}: {level} percent on average, against {before} "
    "before. Around this it varies as usual. Whether the difference is more than chance, this chart cannot say.",
    "presence_level_lower": "Presence has been lower since {since}: {level} percent on average, against {before} "
    "before. Around this it varies as usual. Whether the difference is more than chance, this chart cannot say.",
    # With a month quoted alone
    "one_month_alone": "One month says little: absence has seasons and chance. Compare {month} with the same month "
    "last year, or look at the last 12 months.",
    "one_month_noisy": "One month says little, even though {month} is a month that is usually close to the year as a "
    "whole. Look at the last 12 months.",
    "one_month_usually_high": "{month} is a month that usually lies about {points} points above the year as a whole. "
    "Compare with the same month last year, or look at the last 12 months.",
    "one_month_usually_low": "{month} is a month that usually lies about {points} points below the year as a whole. "
    "Compare with the same month last year, or look at the last 12 months.",
    # A series that cannot be drawn
    "no_series": "No series came in. Write one JSON object per line, with id and values.",
    "not_json": "This line is not JSON ({reason}). Write one whole JSON object per line.",
    "not_object": "This line is JSON, but not an object. Write an object with id and values.",
    "missing_key": "The key {key} is missing. A series needs id and values.",
    "values_not_list": "values must be a list of numbers, with null where a figure is missing.",
    "not_a_number": "Value number {index} is {given}, which is not a number a chart can hold. "
    "Use a number, or null where a figure is missing.",
    "options_not_object": "options must be a JSON object, for example an empty one. You may also leave it out.",
    "unknown_option": "There is no option {option}. The options are: {known}.",
    "bad_method": "method is {given}. This command draws XmR charts only: write XmR or leave it out.",
    "bad_improvement_direction": "improvement_direction is {given}. Write 1 when up is good, -1 when down is good.",
    "bad_screen_outliers": "screen_outliers is {given}. Write true or false.",
    "bad_fix_after_n_points": "fix_after_n_points is {given}. Write a whole number of at least 2.",
    "bad_rebase_at_index1": "rebase_at_index1 is {given}. Write a list of whole numbers from 1 to {points}, "
    "the number of points in the series.",
    "bad_trend_length": "trend_length is {given}. Write a whole number of at least 3.",
    # A table that gives no funnel
    "missing_column": "There is no column {column} in {file}. A funnel needs unit, numerator and denominator. "
    "The columns are: {columns}.",
    "bad_denominator": "The denominator {value} must be above zero. Correct it, or leave it blank.",
    "bad_numerator": "The numerator {value} must lie between zero and the denominator. Correct it, or leave it blank.",
    "repeated_unit": "The unit {value} has more than one row. A funnel has one row per unit, for one period.",
    "too_few_units": "A funnel needs at least {needed} units with figures; there are {n}.",
    "no_variation": "There is nothing to compare: the numerators are all zero, or as large as the denominators.",
}
