"""What the invented municipality says about itself."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "employees_out_of_range": "Cannot invent {given} employees. "
    "Choose a number from {fewest} to {most} with --employees.",
    "years_out_of_range": "Cannot invent {given} years. Choose a whole number from 1 to {most} with --years.",
    "seed_negative": "The seed {given} is below zero. Choose a whole number from 0 up with --seed.",
    "until_out_of_range": "Cannot end with {given}: the calendar of working days does not reach that far. "
    "Choose a month from {earliest} to {latest} with --until.",
    "unknown_format": "There is no format “{given}” here. Choose one of {formats}.",
    "too_many_for_shifts": "A roster for {given} employees would be too long. "
    "Leave out --shifts, or choose at most {most} employees.",
    "not_a_folder": "This is a file, and the tables need a folder. Choose another place with --out.",
    "folder_not_empty": "The folder already holds something, and nothing was touched. "
    "Choose an empty folder, or add --force to replace the files of an earlier demo.",
    "made": "Made an invented municipality in {out}: {employees} employees in {workplaces} units.",
    "made_rows": "{persons} people, {employments} employment rows and {absences} absences from {first} to {last}.",
    "made_rate": "Sickness absence {rate} (definition ssb, all months).",
    "made_key": "The key to the two measures that were tried lies in truth.json. "
    "Open it when you have judged them yourself.",
    "readme_roster": "| shifts.{ending} | the days each job is due to work, for the definition roster |",
    "readme": """# Lyngholt kommune (invented)

Nobody here exists. The tables were made by the command

    {command}

and the same command makes the same tables again.

- {employees} employees on the last day, {fte} full-time equivalents, in {workplaces} units where people work
- {persons} people in all, since some leave and others come
- absence from {first} to {last}: {rate} of agreed days, definition ssb
- of this {self_certified} self-certified and {doctor_certified} doctor-certified
- a case that was under way before {first} begins on its first day; one that goes on after {last} has no end date

| file | content |
|---|---|
| units.{ending} | the units, whom they report to, and when they were merged, divided, moved or renumbered |
| employments.{ending} | one row per dated change of a job |
| absences.{ending} | sickness absence, sick children, leave and holidays; never a diagnosis |{roster}
| truth.json | the key: which units tried a measure that works, and which tried one that does not |

Judge the measures first, and open the key afterwards.
""",
}
