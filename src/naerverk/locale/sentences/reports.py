"""The monthly unit report."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "title": "{unit}, {month}: monthly report",
    "kicker": "Monthly report, {month}",
    # At the top when there are no figures
    "lead_too_small": "{unit} has too few employees to show figures.",
    "lead_protecting": "The figures of {unit} are not shown this month.",
    "lead_empty": "Nobody was employed in {unit} in {month}.",
    "lead_no_data": "There are no figures for {month} yet.",
    "why_too_small": "Figures are shown from {smallest} employees, so that nobody can be recognised. The small units under "
    "{parent} are too few together as well. You find your figures as a part of {parent}.",
    "why_protecting": "The unit is large enough, but its figures together with those of {parent} would give away a "
    "smaller unit's. You find your figures as a part of {parent}.",
    "why_empty": "The unit stands in the files, but without employees that month. If this is wrong, look at the dates in "
    "the list of employments.",
    "why_no_data": "The files reach from {first} to {last}. Ask for a month between them, or add newer files.",
    "why_pooled": "{unit} has fewer than {smallest} employees. The figures are for these together: {units}, and whoever is "
    "employed directly in {parent}.",
    "why_pooled_to_protect": "Alone, the figures of {unit} would give away a smaller unit's. They are for these together: "
    "{units}, and whoever is employed directly in {parent}.",
    "the_whole": "the organisation",
    # Tiles
    "together": "{label}, counted together",
    "presence_rolling": "Presence, the last 12 months",
    "presence_before": "A year before: presence {percent}",
    "chance": "Chance of reaching it: {chance}.",
    "absence_is": "Absence {percent}",
    "target_is": "The target is {target} presence in {due}. The path says {path} now.",
    "month_absence": "Absence in {month}",
    "presence_in_month": "Presence in {month}",
    "same_month": "{month}: {percent}",
    "month_presence": "Presence {percent}",
    "not_shown": "Not shown",
    "no_data": "No data",
    "under_12_months": "The unit has figures for less than 12 months.",
    "more_at_work": "More at work every day",
    "fewer_at_work": "Fewer at work every day",
    "than_before": "than a year before, as full-time equivalents",
    "surely_different": "A clear difference: from {low} to {high}",
    "not_sure": "Not a certain difference: from {low} to {high}",
    # The chart
    "months": "Absence month by month",
    "months_presence": "Presence month by month",
    "months_sentence": "{first} to {last}, in percent of agreed working days",
    "measures_started": "measures began",
    # By quarter
    "quarters": "What kind of absence",
    "quarters_sentence": "{first} to {last}. Big number: the last quarter",
    "self_certified": "Self-certified",
    "doctor_certified": "Doctor-certified",
    "short": "Short",
    "long": "Long",
    "graded": "Graded",
    "self_certified_means": "reported by oneself",
    "doctor_certified_means": "with a doctor's note",
    "short_means": "up to 16 days",
    "long_means": "over 16 days",
    "graded_means": "of doctor-certified",
    "year_before": "A year before: {percent}",
    "year_before_hidden": "A year before: not shown",
    "hidden": "hidden",
    # Cost
    "cost": "What the absence costs",
    "cost_sentence": "{first} to {last}, in rates of {day}. Two ways of counting, never to be added",
    "production_meaning": "Pay, holiday pay, pension and employer's tax for the work that was not done. The sum is not in "
    "the accounts.",
    "budget_meaning": "Ordinary pay is in the budget already. Replacement costs extra, the refund relieves.",
    "cost_guesses": "Assumed: {guesses}. Overtime, agencies and administration are counted only when their prices are given.",
    "saving": "As many more at work as the tile says is worth about {amount} a year to the employer (value of work).",
    # What is hidden
    "withheld": "What is not shown, and why",
    "all_shown": "Nothing is hidden in this report.",
    "withheld_rule": "A unit's own figures are shown from {smallest} employees. Months are shown as a total only, kinds "
    "and lengths by quarter, so that nobody can be recognised.",
    "months_hidden": (
        "{n} month is hidden in the chart: too few employees, or it would give away a smaller unit's figures.",
        "{n} months are hidden in the chart: too few employees, or they would give away a smaller unit's figures.",
    ),
    "quarters_hidden": (
        "The kinds are hidden in {n} quarter: few were absent, or units changed places.",
        "The kinds are hidden in {n} quarters: few were absent, or units changed places.",
    ),
    "rolling_hidden": "The last 12 months are hidden, since one of the months is.",
    "no_target": "The target cannot be shown, since a month of its baseline or of the last 12 is hidden or missing.",
    "no_kinds_for_pool": "Kind and length are not shown for units together.",
    "no_kinds": "Kind, length and graded leave are not shown: there is no whole quarter yet, or the files hold monthly sums "
    "only and do not say how many were absent.",
    # How it was computed
    "method": "How this was computed",
    "method_definition": "Definition",
    "method_period": "Period",
    "method_people": "Population",
    "method_source": "Source",
    "method_chart": "Chart",
    "method_more": "More at work",
    "method_target": "Target",
    "target_text": "A straight line from {percent} absence in the 12 months to {month}, to {target} in {due}.",
    "definition_ssb": "Sick working days, by position and grade, in percent of agreed working days (Monday to Friday that is "
    "no public holiday), as Statistics Norway counts. Holiday taken is not subtracted. Presence is 100 less absence.",
    "definition_sums": "Absent days in percent of agreed days, as the source has counted and summed them by month. Presence is "
    "100 less absence.",
    "definition_regulation": "As the statistics regulation (FOR-1997-03-25-272) counts: holiday and leave are taken out of "
    "agreed days. Presence is 100 less absence.",
    "definition_roster": "Lost rostered working time in percent of agreed rostered time. Presence is 100 less absence.",
    "period_text": "{month}; the last 12 months are {first} to {last}.",
    "people_text": "Everybody employed in {unit} and the units below it: {persons} in {month}, {fte} full-time equivalents.",
    "people_pooled": "Everybody employed in {units}, and whoever is employed directly in {parent}.",
    "people_unknown": "Everybody employed in {unit} and the units below it.",
    "persons": ("{n} person", "{n} persons"),
    "source_text": "{source}. Computed {day}, definition version {version}.",
    "chart_text": "XmR chart: the field is the mean plus and minus 2.66 times the mean change from month to month.",
    "more_text": "Full-time equivalents times the change in absence between two 12-month periods; the interval is 95 %.",
    "as_table": "The chart as a table",
    "footer": "Nærverk",
    "page_of": "Page {page} of {pages}",
    # The command
    "unknown_unit": "There is no unit {unit} in the files. Did you mean {near}?",
    "unknown_unit_no_near": "There is no unit {unit} in the files. Write the unit_id as it stands in the file of units.",
    "wrong_ending": "{path} does not end in .pdf or .html. Choose one of them, so that the report gets its form.",
    "wrong_month": "{option} is {value}, which is not a month. Write it as 2026-05.",
    "target_and_date": "A target needs both a number and a month: --target 8.0 --target-date 2027-12.",
    "written": "The report of {unit} for {month} is in {path}.",
    "fonts_missing": "The font Inter is not installed here, so that the PDF uses another one. Run python3 start.py setup.",
}
