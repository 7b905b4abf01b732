"""What the law room says: problems, and the explanation of an answer step by step.

A step is read with its provision after it, as one line: write it as a calm colleague would say it.
"""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # Problems: what, where, what to do
    "not_known_before": "“{title}” is not known before {first}, and you asked about {asked}. "
    "Ask about a later day, or add the older value to the parameter file with its reference.",
    "repealed": "“{title}” was repealed on {since}, and you asked about {asked}. Ask about an earlier day.",
    "not_set_yet": "The base amount (G) for all of {year} is not set yet; the newest is from {newest}. "
    "Ask about an earlier year, or add the new amount to the parameter file.",
    "from_after_to": "The stretch from {first} to {last} ends before it begins. Swap the two days or mend one.",
    "born_after_case": "The birth date {born} is later than the first day of the case, {first}. Mend one of them.",
    "maximum_before_case": "The maximum date {last} is before the case starts on {first}. Mend one of them.",
    "unknown_rule": "There is no rule “{value}”. Rules are: {known}.",
    "unknown_kind": "“{value}” is not a known {word}. Known are: {known}.",
    "unknown_scheme": "There is no self-certification scheme “{value}”. Choose among {known}, or give your own numbers.",
    "scheme_too_long": "A scheme with {value} self-certified days at a time is longer than the employer period. "
    "Choose {most} days or fewer.",
    "unknown_exception": "“{value}” is not an exception from {kind}. Those that may be recorded are: {known}.",
    "not_json": "The line is not JSON ({reason}). Write one JSON object on each line.",
    "not_question": "The line is not a question. Write an object with “id”, “rule” and “input”.",
    "input_not_object": "“{value}” should have been an object with words and values. Write it in braces.",
    "word_missing": "The word “{word}” is missing. Add it.",
    "not_a_day": "“{word}” is {value}, and there is no such day. Write a day that exists, as 2026-05-31.",
    "day_out_of_range": "“{word}” is {value}. Nærverk works with days from {first} to {last}; check the year.",
    "not_a_flag": "“{word}” is {value}. Write true or false.",
    "not_a_whole_number": "“{word}” is {value}. Write a whole number from {least} to {most}.",
    "not_a_number": "“{word}” is {value}. Write a number from {least} to {most}.",
    "not_a_text": "“{word}” is {value}. Write a text in quotation marks.",
    "not_a_list": "“{word}” is {value}. Write a list in square brackets.",
    "words_wrong": "The input of the rule {rule} could not be read ({reason}). Check words and values.",
    "no_questions": "There was no question to answer. Give one JSON object on each line.",
    "no_paragraphs": "{rule} is a formula of NAV's statistics and has no paragraph to explain. "
    "Its definition stands in docs/reference/law.md; ask without explain for the figure.",
    "choose_file": "Name the file with the cases after explain.",
    "file_not_wanted": "Only explain takes a file. To answer questions, send them in with <.",
    # Headings of the explanation
    "heading": "{id}: {rule}",
    "rule_employer_period": "the employer period",
    "rule_maximum_date": "the maximum date",
    "rule_follow_up_case": "the follow-up case",
    "rule_deadline": "deadlines",
    "rule_repeated_absence": "repeated absence",
    "rule_base_amount": "the base amount",
    "rule_care_days": "days with a sick child",
    "rule_sick_note_check": "the sick note",
    "rule_grade_limit": "the grade limit",
    "rule_self_certification": "self-certification",
    "rule_waiting_note_window": "the waiting sick note",
    "rule_refund": "refund from NAV",
    "rule_welfare_leave": "welfare leave",
    "rule_duties": "who does what, and when",
    "no_advice": "This is worked out by the rules as Nærverk knows them. It is help, not legal advice.",
    # Provisions
    "with_provision": "{sentence} ({provision}).",
    "act_ftrl": "the National Insurance Act",
    "act_aml": "the Working Environment Act",
    "act_ferieloven": "the Holiday Act",
    "act_nav": "NAV's practice",
    "act_hta": "the municipal tariff agreement",
    "act_own_scheme": "the employer's own rule",
    "section": "{act} § {section}",
    "subsection": "{act} § {section} {ordinal}",
    "ordinal_1": "first paragraph",
    "ordinal_2": "second paragraph",
    "ordinal_3": "third paragraph",
    "ordinal_4": "fourth paragraph",
    "ordinal_5": "fifth paragraph",
    "ordinal_6": "sixth paragraph",
    "sure_C": "{provision}; from memory, check it first",
    # Contradictions
    "conflict": "The records for {first} to {last} say different things; {kind} counts, since that record weighs most.",
    "kind_work": "work",
    "kind_sick": "sickness",
    "kind_holiday": "holiday",
    "kind_self_certified": "self-certified sickness",
    "kind_sick_time_barred": "sickness claimed too late",
    "kind_holiday_with_sick_note": "holiday during a sick note",
    "kind_leave": "leave",
    "kind_not_working_no_sick_note": "a day off without a sick note",
    "kind_other_benefit": "another benefit",
    "kind_nav": "sick pay from NAV",
    "kind_employer_period": "the employer period",
    "kind_employer_period_paid_by_nav": "an employer period that NAV pays",
    "kind_rejected": "a rejected day",
    "kind_time_barred": "a day claimed too late",
    # Employer period
    "ep_no_days": "No sick days are recorded, so there is no employer period.",
    "ep_begins": "The employer period begins on {first}, the first whole day of absence; "
    "the employer pays for up to {days} calendar days, weekends included.",
    "ep_joined": "When the new absence began on {first}, fewer than {gap} days had passed without sickness, "
    "so the counting goes on where it stopped.",
    "ep_complete": "{last} was day number {days}: the employer period is complete.",
    "ep_used": (
        "{n} of the {days} days is used, and {left} are left if a new absence comes soon.",
        "{n} of the {days} days are used, and {left} are left if a new absence comes soon.",
    ),
    "ep_already_complete": "The period was complete before {first}, so none of these days are the employer's.",
    "ep_closed": "{last} was day number {gap} without sickness, so the next absence starts a new period.",
    "ep_nav_from": "NAV pays from {first}; NAV pays for Mondays to Fridays only.",
    "ep_nothing_from_nav": "No weekday is left for NAV to pay, so nobody needs to apply to NAV.",
    # Maximum date
    "md_no_days": "No days are recorded, so there is nothing to count.",
    "md_used": (
        "{n} day of sick pay from NAV is used, of {total}; weekdays count, public holidays too, "
        "and a graded day counts whole.",
        "{n} days of sick pay from NAV are used, of {total}; weekdays count, public holidays too, "
        "and a graded day counts whole.",
    ),
    "md_window": (
        "{n} older day is forgotten, since only days from {first} on count: {years} years before the new sick pay.",
        "{n} older days are forgotten, since only days from {first} on count: {years} years before the new sick pay.",
    ),
    "md_by_quota": "Sick for as long as that, the last day with sick pay is {last}; {left} weekdays are left.",
    "md_by_older": "From the day after somebody turns {older_age} there are at most {days} days, "
    "so the last day with sick pay is {last}; {left} weekdays are left.",
    "md_by_last_age": "The right ends at {last_age}, so the last day with sick pay is {last}; {left} weekdays are left.",
    "md_by_death": "The right ended on {last}, when the person died.",
    "md_by_nav": "NAV has stated {last} as the maximum date, and NAV's date stands; {left} weekdays are left.",
    "md_refused": "From {first} there were sick days that the right no longer covers.",
    "md_new_right": "Then {days} days passed without sick pay, so a new right opens with the next sick leave.",
    "md_estimate": "This is an estimate: days used with other employers are not seen here, and NAV decides.",
    # Follow-up case
    "fc_none": "There is no follow-up case in these records.",
    "fc_case": (
        "One case runs from {first} to {last}, with {n} sick day.",
        "One case runs from {first} to {last}, with {n} sick days.",
    ),
    "fc_merged": (
        "{n} day without sickness lies inside it; fewer than {limit} such days in a row keep a case together.",
        "{n} days without sickness lie inside it; fewer than {limit} such days in a row keep a case together.",
    ),
    "fc_graded": "On the last day, {last}, the absence was graded.",
    # Deadlines
    "dl_start": "The weeks are counted from {start}, the first day of the case.",
    "dl_plan": "The follow-up plan should be ready by {due}, after {weeks} weeks; {safe} is the last safe day. "
    "It is made together by leader and employee.",
    "dl_meeting_1": "The employer calls the first dialogue meeting by {due}, after {weeks} weeks; "
    "{safe} is the last safe day.",
    "dl_meeting_1_on_request": "With a graded note the first dialogue meeting is held when the employee, the employer "
    "or the doctor finds it useful.",
    "dl_activity": "By {due}, after {weeks} weeks, the employee should be in some work-related activity, "
    "unless there are good reasons why not.",
    "dl_nav_activity": "NAV itself looks at the activity on {stop}, the last day of week {weeks}.",
    "dl_nav_candidate": "Around {day} NAV asks both sides whether a second dialogue meeting is needed.",
    "dl_meeting_2": "NAV calls the second dialogue meeting by {due}, after {weeks} weeks, and the employer must attend.",
    "dl_dismissal": "Until {until} nobody can be dismissed because of the sickness.",
    "dl_activity_none": (
        "The case has {n} whole week of sick days; NAV looks at activity from {limit} weeks in a case that goes on.",
        "The case has {n} whole weeks of sick days; NAV looks at activity from {limit} weeks in a case that goes on.",
    ),
    "dl_activity_new": (
        "The case has {n} whole week of sick days, so NAV considers the activity requirement; its day was {stop}.",
        "The case has {n} whole weeks of sick days, so NAV considers the activity requirement; its day was {stop}.",
    ),
    "dl_activity_automatically_fulfilled": (
        "The case has {n} whole week of sick days, and the absence is graded: the requirement is met.",
        "The case has {n} whole weeks of sick days, and the absence is graded: the requirement is met.",
    ),
    "dl_candidate": "The case has reached {stop}, so NAV considers a second dialogue meeting.",
    "dl_no_candidate": "NAV considers a second dialogue meeting for employees whose case reaches {stop}.",
    "dl_meeting_held": "A dialogue meeting with NAV is already held in this case, so NAV does not consider a new one now.",
    "dl_weeks": (
        "Counted in sick days from {start}, the case has lasted {n} whole week.",
        "Counted in sick days from {start}, the case has lasted {n} whole weeks.",
    ),
    # Repeated absence
    "ra_counted": (
        "Since {since} there is {n} case of {least} days or more, {days} days together.",
        "Since {since} there are {n} cases of {least} days or more, {days} days together.",
    ),
    "ra_repeated": "That is repeated absence as NAV counts it: {many_cases} cases and {many_days} days, or "
    "{long_cases} cases and {long_days} days. It is a reason for a kind talk about what would help.",
    "ra_not_repeated": "That is not repeated absence as NAV counts it: {many_cases} cases and {many_days} days, or "
    "{long_cases} cases and {long_days} days.",
    # Care days
    "cd_basic": (
        "The children give {n} day in a calendar year.",
        "The children give {n} days in a calendar year.",
    ),
    "cd_alone": (
        "Being alone with the care gives {n} day more.",
        "Being alone with the care gives {n} days more.",
    ),
    "cd_ill": (
        "A child with long-term illness or disability, approved by NAV, gives {n} day more.",
        "A child with long-term illness or disability, approved by NAV, gives {n} days more.",
    ),
    "cd_total": (
        "Together that is {n} day; the employer pays for the first {employer}.",
        "Together that is {n} days; the employer pays for the first {employer}.",
    ),
    # Base amount
    "ba_on": "On {day} the base amount (G) is {g} kroner; it counts from {valid_from}.",
    "ba_average": "The average of the twelve months of {year} is {yearly} kroner.",
    "ba_multiple": "{multiple} times that is {yearly} kroner a year.",
    "ba_daily": "For one weekday of sick pay that is {daily} kroner: a year has {days} such days.",
    # Sick notes
    "sn_ok": "The periods of the sick note fit together.",
    "sn_manual_processing": "The note has treatment days: NAV looks at it by hand.",
    "sn_missing_periods": "The note has no period. Ask for a note with from and to dates.",
    "sn_from_after_to": "A period ends before it begins.",
    "sn_overlap": "Two periods of the note cover the same day.",
    "sn_gap_with_weekday": "There is a weekday between two periods that no period covers.",
    "sn_waiting_combined": "A waiting note must stand alone; this one has other periods too.",
    "sn_waiting_without_employer_input": "A waiting note needs the doctor's advice to the employer about adaptation.",
    "sn_waiting_over_16_days": "A waiting note may last 16 days at most.",
    "sn_too_many_treatment_days_per_week": "There can be one treatment day in each week begun.",
    "sn_grade_over_99": "A graded note has a grade below 100; with 100 it is a full note.",
    "sn_grade_0": "A graded note has a grade; this one has 0.",
    "sn_waiting_day_17": "NAV lets a waiting note of 17 days through, but the employer period has 16: use 16.",
    "sn_grade_below_20": "NAV pays only when the grade over all jobs is 20 percent or more.",
    # Waiting note window
    "wn_window": (
        "A waiting sick note fits from {first} to {last}: {n} day of the employer period is left.",
        "A waiting sick note fits from {first} to {last}: {n} days of the employer period are left.",
    ),
    "wn_none": "All {days} days of the employer period are used, so a waiting sick note no longer fits.",
    "wn_at_work": "The employee is at work meanwhile, with adaptation; the days are not sickness absence.",
    # Grade limit
    "gl_ok": "Weighted by income over all jobs the grade is {total} percent; {limit} or more gives sick pay.",
    "gl_too_low": "Weighted by income over all jobs the grade is {total} percent; it takes {limit} to get sick pay.",
    # Refund
    "rf_daily": "The wage for one weekday at {grade} percent is {wage} kroner.",
    "rf_nav": "NAV refunds {nav} kroner of it.",
    "rf_above_ceiling": "Sick pay is worked out from {ceiling} kroner a year at most ({multiple} G), "
    "so the employer bears {rest} kroner a day.",
    "rf_back": (
        "A claim made on {claimed} reaches {n} month back from the month of the claim: to {first}.",
        "A claim made on {claimed} reaches {n} months back from the month of the claim: to {first}.",
    ),
    "rf_last": (
        "The refund for {day} must be claimed by {last}: within {n} month after that month.",
        "The refund for {day} must be claimed by {last}: within {n} months after that month.",
    ),
    # Self-certification
    "sc_tenure": "Counted from {start}, self-certification can be used from {earliest}.",
    "sc_left": (
        "From {start} there is {n} calendar day to self-certify; the last is {last}.",
        "From {start} there are {n} calendar days to self-certify; the last is {last}.",
    ),
    "sc_none_left": "From {start} there are no days left to self-certify; a doctor's note may be needed.",
    "sc_by_tenure": "The employment has not lasted long enough before {may_from}.",
    "sc_by_occasion": (
        "The limit is {n} calendar day at a time; a weekend inside the absence counts.",
        "The limit is {n} calendar days at a time; a weekend inside the absence counts.",
    ),
    "sc_by_window": (
        "Days self-certified in the last {window} days are added, and together they may be {n}.",
        "Days self-certified in the last {window} days are added, and together they may be {n}.",
    ),
    "sc_by_year": (
        "The scheme gives {n} day in any twelve months.",
        "The scheme gives {n} days in any twelve months.",
    ),
    "sc_by_occasions": (
        "The scheme gives {n} occasion in any twelve months.",
        "The scheme gives {n} occasions in any twelve months.",
    ),
    "sc_withdrawal": (
        "There was {n} absence without a doctor's note in twelve months. The employer may then, after a talk and in "
        "writing, decide that a doctor's note is needed; nothing happens by itself.",
        "There were {n} absences without a doctor's note in twelve months. The employer may then, after a talk and in "
        "writing, decide that a doctor's note is needed; nothing happens by itself.",
    ),
    # Welfare leave
    "wl_balance": "In {year} there are {entitled} days; {taken} are taken, and {left} are left.",
    "wl_granted": "The leave may be granted for important reasons; the local leave rules say which.",
    # The list of parameters
    "parameters_checked": (
        "{n} parameter. All are checked within a year, and none is only from memory.",
        "{n} parameters. All are checked within a year, and none is only from memory.",
    ),
    "parameters_unchecked": (
        "{n} parameter needs checking: nobody has looked at it for a year, or it is only from memory.",
        "{n} parameters need checking: nobody has looked at them for a year, or they are only from memory.",
    ),
    "parameters_column_key": "parameter",
    "parameters_column_value": "value",
    "parameters_column_unit": "unit",
    "parameters_column_since": "since",
    "parameters_column_reference": "reference",
    "parameters_column_sure": "sure",
    "parameters_column_checked": "checked",
    "parameters_never": "never",
}
