"""How each figure is computed: what stands behind the mark beside it."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # Sums, the same everywhere
    "absence_sum": "{lost} lost days × 100 / {agreed} agreed days = {percent} absence, shown as {shown}",
    "presence_sum": "100 % − {absence} absence = {presence} presence, shown as {shown}",
    "none_hidden": "The figure is not shown, and neither is what it is made of: one of its months has too few employees, or "
    "would give away a smaller unit's figure.",
    "none_missing": "There is no figure: the data do not reach over all of this time.",
    "column_month": "Month",
    "column_quarter": "Quarter",
    "column_lost": "Lost days",
    "column_agreed": "Agreed days",
    "column_of": "Of these days",
    "column_absence": "Absence",
    "column_presence": "Presence",
    "column_share": "Share",
    # Definition, period, people
    "basis_title": "Definition, period and people",
    "days_mean": "Lost days are the working days of those who were sick, times position share, times the grade of the sick"
    " leave. Agreed days are the working days of all employed, times position share.",
    "counted_by": "Counted by",
    "source_ssb": "Statistics Norway, Sickness absence (sykefraværsdagsverk and avtalte dagsverk). NAV counts in the same "
    "way.",
    "source_regulation": "The statistics regulation (FOR-1997-03-25-272 §§ 1–4), by ftrl. § 25-2.",
    "source_roster": "The employer's own roster. Not comparable with Statistics Norway.",
    "source_sums": "The monthly sums that were brought in, as their source has counted them.",
    "between": "{first} to {last}",
    "known": "Known when",
    "known_text": "Computed on {made} from what was known then. Definition version {version}.",
    "newest_text": "The newest absences came in on {day}.",
    "assumed": "Assumed",
    "nothing_assumed": "Nothing: these are counts.",
    # Months
    "rolling_means": "The lost days of the twelve months are added up and divided once by the agreed days, so that a month "
    "with many at work weighs more than one with few. It is not the mean of twelve percents.",
    "before_title": "The twelve months before",
    "month_means": "Only the days of this month. Few absences decide one month, and absence has seasons: compare with the "
    "same month a year before, or quote the last twelve months.",
    "same_month_title": "The same month a year before",
    "series_means": "Each point is one month: its lost days in percent of its agreed days, as in the rows below. Months that "
    "are not shown have no numbers here either.",
    "field_title": "The field of ordinary variation",
    "field_means": "The mean of the months, plus and minus 2.66 times the mean distance between neighbouring months; "
    "distances above 3.267 times their mean are left out once (XmR, Wheeler). A point outside, seven in a row"
    " on one side, seven rising or falling, or two of three near the edge is a reason to look, never a proof.",
    "field_sum": "{first} to {last}: {mean} ± 2.66 × {distance} = from {low} to {high}",
    "field_short": "There is no field yet: it needs twelve months.",
    # Quarters
    "self_certified_means": "Days on the employee's own report, without a doctor's note (ftrl. §§ 8-23 to 8-27), in percent of agreed"
    " days.",
    "doctor_certified_means": "Days with a doctor's note (ftrl. § 8-7), in percent of agreed days.",
    "short_means": "Days of absences that had lasted at most 16 calendar days at the end of the quarter: as long as an "
    "employer period (ftrl. § 8-19), NAV's length classes A and B. In percent of agreed days.",
    "long_means": "Days of absences that had lasted more than 16 calendar days at the end of the quarter, NAV's length "
    "classes C to F. In percent of agreed days.",
    "graded_means": "Of the days with a doctor's note: those where the sick leave is less than full (ftrl. § 8-13). Days "
    "count by grade, so that half sick leave for ten days is five. A larger share often means that more are "
    "partly at work.",
    "part_sum": "{lost} such days × 100 / {agreed} agreed days = {percent}, shown as {shown}",
    "graded_sum": "{lost} graded days × 100 / {agreed} days with a doctor's note = {percent}, shown as {shown}",
    "column_such": "Such days",
    "part_rule": "Kinds and lengths are shown by whole quarters, and only when at least {n} persons were absent: with "
    "fewer, the split would describe them. Else the quarter is hidden, and so are its days here.",
    "days_not_kept": "The days behind this share are there from the next time the figures are made.",
    "year_before_title": "The same quarter a year before",
    # People more at work
    "people_mean": "How many more (or fewer) full-time jobs are at work on an ordinary day in the last twelve months than in"
    " the twelve before.",
    "fte_sum": "{agreed} agreed days in {month} / {days} working days = {fte} full-time equivalents",
    "people_sum": "({before} before − {now} now) × {fte} full-time equivalents = {more} more at work",
    "fewer_sum": "({now} now − {before} before) × {fte} full-time equivalents = {fewer} fewer at work",
    "interval_title": "What chance can do",
    "interval_sum": "{more} ± {margin} = from {low} to {high}",
    "interval_means": "The 95% interval of chance: some long absences come or do not come. A month's lost days are taken to "
    "vary by about 11 times their number, and neighbouring months to go together (0.6, then 0.36, and so on)."
    " Other things that have happened are not in it.",
    "interval_assumed": "The two numbers 11 and 0.6 are measured on English hospitals (2023–2025) and assumed to hold here.",
    # Targets
    "path_title": "The way to the target",
    "path_means": "A straight line from the starting point to the target; the face compares the last twelve months with it."
    " On track: at the line or better. Almost on track: at most {near} points worse. The rule is the same "
    "everywhere.",
    "path_sum": "{start} + ({aim} − {start}) × {gone} / {whole} months = {path} absence, or {presence} presence",
    "face_sum": "{now} now − {path} on the path = {above} points: {word}",
    "chance_title": "The chance of reaching it",
    "chance_means": "A model of all units on the same level: their common season, how much units differ, and this unit's own "
    "months, believed as far as its size and history allow. Known months stand; the coming ones are drawn as "
    "months have varied before. The answer is said in tenths, never under 1 in 20 or over 19 in 20.",
    "chance_assumed": "That coming months vary as those before. What you have just begun is not in it.",
    "chance_is": "The answer here: {chance}.",
    "chance_none": "It is not said here. It needs twelve shown months of the unit's own and of at least three others on its "
    "level, and a target that lies 1 to 24 months ahead.",
    "start_title": "The starting point",
    "start_locked": "The twelve months to {month}, as they were shown when the target was adopted. The numbers are locked and"
    " signed: later corrections do not move them.",
    "start_open": "The twelve months to {month}, as they are shown today. They are locked when the target is adopted.",
    "aim_title": "The target",
    "aim_absolute": "Set as {rate} absence in the twelve months to {due}.",
    "aim_presence": "Set as {rate} presence in the twelve months to {due}.",
    "aim_relative": "Set as a change of {rate} from the starting point, for the twelve months to {due}.",
    "aim_sum": "{absence} absence, or 100 % − {absence} = {presence} presence",
    "aim_relative_sum": "{start} × (100 % + {change}) = {absence} absence, or {presence} presence",
    "promise_title": "What it means in people",
    "promise_sum": "({start} − {aim}) × {fte} full-time equivalents = {more} more at work every day",
    "promise_means": "The full-time equivalents are the agreed days of {month} over its working days. They too are kept with "
    "the target.",
    # Cost
    "production_means": "What the work that was not done is worth: pay, holiday pay, pension and employer's tax for the lost days"
    " of twelve months. After the employer period NAV refunds a part; the state bears that.",
    "budget_means": "What the absence does to the accounts: replacement costs extra, and the refund relieves. The ordinary "
    "pay stands in the budget already.",
    "split_sum": "{days} lost days × {share} = {inside} in the employer period; {after} after it",
    "split_means": "How many of the days lie in the employer period (ftrl. § 8-19) is not counted here but assumed, the same"
    " share for everybody. A count from the unit's own absences would tell how long a single person was ill.",
    "price_title": "Prices of one day",
    "price_pay": "Pay: {wage} a year / {days}",
    "price_value": "Value of the work: pay with holiday pay, pension and employer's tax",
    "price_bears": "What the employer bears of it after the employer period (ftrl. §§ 8-10, 8-33 and 22-3)",
    "price_substitute": "Replacement, for the part of a day that is covered",
    "employer_sum": "The employer: {inside} × {value} + {after} × {bears} = {amount}",
    "state_sum": "The state: {after} × ({value} − {bears}) = {amount}",
    "total_sum": "Together: {employer} + {state} = {amount}",
    "replacement_sum": "Replacement: {days} lost days × {substitute} = {amount}",
    "administration_sum": "Administration: {amount}",
    "relief_sum": "Relief after the employer period: {after} × ({value} − {bears}) = {amount}",
    "net_sum": "Net: {replacement} + {administration} − {relief} = {amount}",
    "rounding": "Computed with all decimals and shown in whole thousands, since it rests on assumptions.",
    "saving_title": "Worth of more at work",
    "saving_sum": "{people} more at work × {days} working days a year × {price} a lost day = {amount}",
    # Several units beside each other
    "column_unit": "Unit",
    "column_before": "The 12 months before",
    "column_now": "Last 12 months",
    "column_more": "More at work",
    "column_interval": "From – to",
    "column_said": "What is said",
    "column_path": "The path now",
    "column_aim": "Target",
    "column_set": "Set as",
    "column_limit": "Limit",
    "column_fall": "Fall",
    "rows_title": "The numbers",
    "change_means": "Each unit's last twelve months beside its twelve before, as people at work and with what chance can do. "
    "Clearly: the 95% interval leaves zero out. Probably: the 80% interval does. Else: no certain "
    "difference. No unit is compared with another.",
    "line_means": "The small line is the last {n} months, each on its own: lost days in percent of agreed days, or 100 less"
    " that for presence. A gap is a month that is not shown. The numbers of each month stand on the unit's "
    "own page, under its chart.",
    "together_means": "Each unit's target weighs by its agreed days. A unit without a target counts as it is now. So do the own"
    " staff of the unit above and units too small to be shown; their days are not written here, since they "
    "could tell about a small group.",
    "together_is": "Weighed so, the targets below come to {together} absence.",
    "asks_mean": "What others have managed: a fall of at most {fall} and not below {lowest} absence. The most one can ask "
    "is that limit; more than others have managed lies below it. The limits are assumptions from Norwegian "
    "programmes, not rules.",
    "version_means": "This version was adopted by {role} on {day}. Who adopted it, when, the starting point and the target are"
    " signed (SHA-256); the signature stands in the sealed log too.",
    "people_each": "Everybody employed in each unit and the units below it.",
    "set_absolute": "{value} absence",
    "set_presence": "{value} presence",
    "set_relative": "{value} from the starting point",
    "funnel_means": "The lowest units below that are shown alone in all twelve months. The line in the middle is all of them "
    "together. The field is the middle plus and minus three standard errors: what chance does to a unit of "
    "that size (about {portion} agreed days of a year are taken to vary together as one), and what units "
    "usually differ by (Spiegelhalter 2005). A unit outside is a reason to ask, not a verdict.",
    "funnel_title": "Which units stand out",
    "funnel_centre": "All together: {percent}.",
    "column_jobs": "Full-time equivalents",
    "column_field": "The field",
    "graded_year_title": "Four quarters together",
    "graded_year_means": "The days of four quarters are added up and divided once. Whether the difference from the four before is "
    "certain: days of leave come in spells, so about {portion} of them are taken as one, and clearly or "
    "probably is said when the 95% or the 80% interval of the difference leaves zero out.",
    "tenth_means": "All who were employed in the year are put in order by their lost days; the share is what the tenth of "
    "them with most stands for, of all lost days of the year. It is made once, when the year is whole, and "
    "shown in whole percents.",
    "tenth_untold": "The days and the number of persons behind it are not told here: the days of the tenth are those of few, "
    "and the share alone is what may be shown. Who they are is not stored on this side at all.",
    "return_means": "Doctor-certified absences that began in the year, each counted from its first day; absences that follow "
    "each other are one. The share is those that had ended by a day, with those who were not followed so long"
    " counted as long as they were seen (Kaplan and Meier), and the interval is 95%.",
    "return_untold": "How many absences and persons lie behind each step is not told: a step rests on at least five persons, "
    "and its exact number could single one out.",
    # Lines of the goal card
    "card_means": "The value is measured and written by hand in the unit. Nærverk computes only how far it has come on a "
    "straight line from start to goal.",
    "card_done": "({now} − {start}) / ({goal} − {start}) = {done} of the way",
    "card_gone": "{gone} of {whole} days = {share} of the time on {day}",
    "card_rule": "On track: as far on the way as the time has gone. Almost on track: at most {near} behind, since values "
    "by hand are few and rough.",
    "card_none": "Nothing is measured since the start, so there is no face yet.",
    "card_people": "Not about persons: a line of the card counts what the unit has chosen to count.",
    # Beside published figures
    "published_means": "Published by others and shown as they published it. Nærverk has computed nothing.",
    "own_means": "The unit's own figure of the same kind and time, from the same days as on its page. The interval is what"
    " chance can do in that time (95%).",
    "said_means": "Only the same kind, time and definition are compared. Clearly: the difference is larger than the 95% "
    "interval of the own figure. Probably: larger than its 80% interval. Published figures are taken as they"
    " are.",
    "column_figure": "Figure",
    "column_period": "Period",
    "column_source": "Source and definition",
    "column_own": "Here",
    "column_published": "Published",
    "column_difference": "Difference",
    "defined_ssb": "{source}: lost days of agreed days, holiday not taken out",
    "defined_ssb_before_2018q4": "{source}: lost days of agreed days, holiday taken out",
    "defined_otherwise": "{source}: {definition}",
}
