"""What the rates say: questions that cannot be asked, data that cannot answer, heads of columns."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # The question
    "unknown_dimension": "{word} is not something figures can be split by. Choose among {known}.",
    "dimension_twice": "--by {by} names something twice. Name each once.",
    "two_period_words": "{words} cannot be asked for at once. Choose one of them.",
    "ends_before_start": "The last month, {last}, comes before the first, {first}. Swap --from and --to.",
    "outside_calendar": "Nærverk knows the working days from {first} to {last}. Ask for a time between them.",
    "not_a_quarter": "--quarter {value} is not a quarter. Write it as 2024Q3.",
    "limit_too_low": "--disclose {value} protects too few. Write a number that is {limit} or higher, or off.",
    "monthly_lacks": "Monthly sums know nothing about {words}. Leave it out of --by, or use employments and absences.",
    "monthly_definition": "Monthly sums are counted already and cannot be counted anew by the definition {definition}. "
    "Leave out --definition, or use employments and absences.",
    "rolling_age_groups": "People change age group within a rolling year, so these figures cannot be protected. "
    "Ask for age groups by month, quarter or year.",
    # The files
    "no_files": "No files are named. Name a folder with --data, or files with --employments and --absences, or "
    "--monthly.",
    "no_employments": "Rates need to know who was employed. Add the file with employments (--employments), or monthly "
    "sums (--monthly).",
    "spells_and_sums": "There are both absences and monthly sums. Name the ones to use: --absences and --employments, "
    "or --monthly.",
    "no_spark": "The engine spark needs PySpark. Install naerverk[spark], or choose another engine.",
    "no_java": "The engine spark needs Java 17 on this machine. Install it, or choose another engine.",
    "parquet_on_screen": "Parquet cannot be shown on the screen. Name a file with --out.",
    # What the data cannot answer
    "no_shifts": "The definition roster needs the table shifts. Add it with --shifts, or choose another definition.",
    "no_leave_rows": "The definition regulation takes holiday and leave out of the agreed days, but the file has no "
    "rows of holiday or leave. Add them, or choose the definition ssb.",
    "no_whole_month": "The data do not fill a single month. Say which months you want with --from and --to.",
    "no_rolling_year": "A rolling year needs twelve whole months in the data, which hold {first} to {last}.",
    "unit_cycle": "The unit {unit} lies below itself. Mend parent_id in the file with units.",
    # NAV's rules
    "word_missing": "The word {word} is missing.",
    "not_a_number": "{word} is {value}, which is not a number.",
    "statutory_needs_spells": "The statutory figures count cases by length. Monthly sums do not have them: use "
    "employments and absences.",
    "graded_needs_spells": "The graded share is a share of doctor-certified absence. Leave kind out of the question, and "
    "use employments and absences.",
    # What goes with the figures
    "origin": "{definition} Period {period}. Source: {source}. Computed {date} at {time}.",
    "definition_ssb": "Definition: Statistics Norway (working days Monday to Friday, holiday not taken out).",
    "definition_regulation": "Definition: the statistics regulation (holiday and leave taken out of agreed days).",
    "definition_roster": "Definition: the employer's own roster. Not to be compared with Statistics Norway.",
    "definition_reported": "Definition: as the source of the monthly sums has counted.",
    "too_few_months": "Whole months in a row with figures: {n}. It takes {least} to tell the season from chance: compare with "
    "the same month last year, or look at the last 12 months.",
    "no_such_unit": "No figures for unit {unit} in {source}. Check how the unit is written in the files.",
    "chosen_period": "Months: {first} to {last}, the whole months in the data.",
    "beyond_the_files": "The first absence in the files begins in {first}, the last in {last}. Of the months before and after "
    "they tell nothing: no absence there need not mean that nobody was absent.",
    "no_absence_told": "The files hold no absences: the figures do not say how many were absent.",
    "shortened": "{period} holds only the months asked for, not all of its months.",
    # Heads and words of tables
    "column_unit": "Unit",
    "column_month": "Month",
    "column_quarter": "Quarter",
    "column_year": "Year",
    "column_rolling12": "Twelve months to",
    "column_kind": "Kind",
    "column_sex": "Sex",
    "column_age_group": "Age",
    "column_length": "Length (days)",
    "column_agreed_days": "Agreed days",
    "column_absence_days": "Absence days",
    "column_rate_percent": "Absence (%)",
    "column_persons": "Persons",
    "column_spells": "Spells",
    "column_rolling12_percent": "Last 12 months (%)",
    "column_adjusted_agreed_days": "Agreed days, adjusted",
    "column_adjusted_absence_days": "Absence days, adjusted",
    "column_adjusted_rate_percent": "Absence, adjusted (%)",
    "column_status": "Status",
    "column_cause": "Cause",
    "column_possible_days": "Possible days",
    "column_cases": "Cases begun",
    "column_lost_days": "Lost days",
    "column_lost_percent": "Lost (%)",
    "column_certifications": "Self-certifications",
    "column_lost_working_days": "Lost working days",
    "cause_own_sickness": "own sickness",
    "cause_sick_child": "sick child",
    "kind_self_certified": "self-certified",
    "kind_doctor_certified": "doctor-certified",
    "kind_total": "total",
    "sex_total": "all",
    "sex_F": "women",
    "sex_M": "men",
    "sex_X": "other",
    "sex_unknown": "unknown",
    "status_ok": "shown",
    "status_hidden": "hidden",
    "status_incomplete": "not a whole month",
    "status_none": "not protected",
}
