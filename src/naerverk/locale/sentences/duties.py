"""What is said about a duty in a case: its short name, how it stands, who does it, why it may be left out, its step."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "name_first_contact": "First contact",
    "name_doctors_note": "Doctor's note",
    "name_income_report": "Income report to NAV",
    "name_refund_claim": "Claim for refund",
    "name_follow_up_plan": "Follow-up plan",
    "name_mapping_questions": "Questions from NAV to the employee",
    "name_dialogue_meeting_1": "First dialogue meeting",
    "name_activity_requirement": "Activity requirement",
    "name_meeting_need": "NAV asks whether a meeting is needed",
    "name_dialogue_meeting_2": "Second dialogue meeting",
    "name_dialogue_meeting_3": "Third dialogue meeting",
    "name_ending_soon_letter": "Letter from NAV: sick pay soon ends",
    "name_dismissal_protection_ends": "Special protection against dismissal ends",
    "name_maximum_date": "Last day with sick pay from NAV",
    "name_updated_plan": "Updated plan to NAV",
    # How it stands
    "status_upcoming": "Comes later",
    "status_due_soon": "Due soon",
    "status_overdue": "The date has passed",
    "status_done": "Done",
    "status_excepted": "Not needed: an exception is recorded",
    "status_met": "Already met",
    "status_on_request": "Only if somebody asks for it",
    "status_lapsed": "Never came up: the absence ended before",
    # Who does it
    "who_employee": "the employee",
    "who_leader": "the leader",
    "who_employer_with_employee": "the leader together with the employee",
    "who_employer": "the employer",
    "who_payroll": "the payroll office",
    "who_nav": "NAV",
    "who_any_party": "any of the parties",
    # Why it may be left out
    "reason_returns_soon_without_adaptation": "The employee will soon be back without any adaptation.",
    "reason_too_ill_to_return": "The employee is so seriously ill that a return is not possible.",
    "reason_adaptation_already_works": "The work is adapted already, and that works.",
    "reason_medical_grounds": "Medical grounds clearly stand in the way.",
    "reason_adaptation_not_possible": "The workplace cannot be adapted; the employer has documented why.",
    "reason_seafarer_abroad": "The employee is a seafarer abroad.",
    "reason_measures_in_place": "Measures are under way already.",
    "reason_in_institution": "The employee is in an institution.",
    "reason_fit_within_28_weeks": "The employee is expected to be fit for work within 28 weeks.",
    "reason_measure_that_ends_in_fitness": "A documented measure is expected to end in full work.",
    "reason_meeting_already_held": "The meeting has been held already.",
    "reason_employment_ended": "The employment has ended.",
    # The step that explains it: what there is to do, and when
    "step_first_contact": "{due}: tell the leader on the first day; the leader makes the first contact.",
    "step_doctors_note": "{due}: from now the employer may ask for a doctor's note, after {days} self-certified days.",
    "step_income_report": "{due}: the employer period is over; payroll sends the income report to NAV.",
    "step_refund_claim": "{due}: last day to claim the refund for the first days NAV pays, from {first}.",
    "step_follow_up_plan": "{due}: the follow-up plan is ready and sent to the doctor, {weeks} weeks after {start}; "
    "{safe} is the last safe day.",
    "step_mapping_questions": "{due}: about now NAV asks the employee some questions about the way ahead.",
    "step_dialogue_meeting_1": "{due}: the employer has held the first dialogue meeting, {weeks} weeks after {start}; "
    "{safe} is the last safe day.",
    "step_dialogue_meeting_1_on_request": "The first dialogue meeting is held if the employee, the employer or the "
    "doctor finds it useful, since the absence is graded.",
    "step_activity_requirement": "{due}: {weeks} weeks after {start} the employee should be in some work-related "
    "activity; NAV decides.",
    "step_activity_requirement_met": "{due}: the activity requirement after {weeks} weeks is met, "
    "since the absence is graded.",
    "step_meeting_need": "{due}: NAV asks both sides whether a second dialogue meeting is needed.",
    "step_dialogue_meeting_2": "{due}: NAV has held the second dialogue meeting, {weeks} weeks after {start}; "
    "the employer must attend.",
    "step_dialogue_meeting_3": "Any party may ask NAV for a third dialogue meeting.",
    "step_ending_soon_letter": "{due}: NAV writes that sick pay soon comes to an end.",
    "step_dismissal_protection_ends": (
        "{due}: the special protection against dismissal ends after {n} month; the ordinary protection stays.",
        "{due}: the special protection against dismissal ends after {n} months; the ordinary protection stays.",
    ),
    "step_maximum_date": "{due}: the last day with sick pay from NAV.",
    "step_updated_plan": "{due}: an updated plan is with NAV, {n} days before the meeting on {meeting}.",
}
