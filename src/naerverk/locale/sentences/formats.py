"""What is wrong with files: what, and what to do. The place (file, line, column) is said before the sentence."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    # the path
    "file_missing": "There is no file {file}. Check the name, or write the whole path.",
    "folder_missing": "There is no folder {file}. Check the name, or write the whole path.",
    "not_a_folder": "{file} is a file, not a folder. Name the folder it lies in.",
    "is_a_folder": "{file} is a folder, not a file. Name a file in it, or give the folder with --data.",
    "cannot_open": "{file} cannot be opened ({reason}). Ask for the right to read it, or copy it to a place of your "
    "own.",
    "no_tables": "The folder {file} holds none of the tables. A file must be called one of {tables}, with the ending "
    ".csv, .txt, .xlsx, .ods or .parquet (also .gz).",
    "table_twice": "The folder {file} holds the table {table} more than once: {files}. Keep one of them, or name the "
    "files one by one.",
    # the file as a whole
    "empty_file": "The file is empty. Export it once more.",
    "too_many_columns": "The first row has more than {most} columns. Save the table with one row for each absence or job, and only the "
    "columns you need.",
    "no_such_period": "{period} is neither a year nor a quarter. Write for example 2025 or 2025K3.",
    "too_many_figures": "The file holds more than {most} published figures. Choose a smaller table.",
    "no_rows": "There are column names but no rows. Export the file once more, with the period you need.",
    "no_rows_ok": "There are column names but no rows. That is right only if nothing happened in the period.",
    "damaged_file": "The file is damaged or is not {format}. Export or copy it once more.",
    "wrong_content": "The name promises something else than the content, which is {found}. Give the file the right "
    "ending, or save it in the format its name says.",
    "old_excel": "This is the Excel format from before 2007. Open it and save it as .xlsx.",
    "password_protected": "The file is locked with a password. Save a copy without a password.",
    "packed_too_hard": "The file unpacks to more than {megabytes} MB, far more than a table should. It was not "
    "opened. Export it once more, or split it.",
    "sheet_too_large": "The sheet {sheet} has {cells} cells up to the last one used. It was not opened. Delete what "
    "lies far to the right or far down, and save again.",
    "sheet_missing": "There is no sheet {sheet}. The file has: {sheets}. Correct the name in the profile.",
    "utf16_without_mark": "The letters are stored as UTF-16 without a mark at the start. Save the file as UTF-8.",
    "not_in_encoding": "The file cannot be read as {encoding}. Name the encoding it has in the import profile, or leave "
    "encoding out there: it is then found from the file.",
    "line_too_long": "A line or file is longer than {megabytes} MB. Check that it has line breaks, and export it "
    "once more.",
    "unclosed_quote": "A quotation mark is opened here and not closed properly, so the rest of the file cannot be "
    "told apart. Close it, or remove it.",
    # the header
    "missing_column": "The column {column} is missing; {table} needs it. The columns found are: {columns}. Add the "
    "column, or describe the file in an import profile (naerverk guess proposes one).",
    "missing_column_near": "The column {column} is missing; {table} needs it. Nearest is {nearest}. Rename that "
    "column, or describe the file in an import profile (naerverk guess proposes one). The columns found are: "
    "{columns}.",
    "column_not_in_profile": "The import profile does not say where the column {column} comes from, and {table} needs it. The "
    "file has a column {nearest}: name it under columns in the profile.",
    "duplicate_column": "The column {column} stands more than once. Keep the one that is right.",
    "header_not_first": "The column names stand on line {line_found}, with other text above. Delete the lines above, "
    "or say header_line: {line_found} in an import profile.",
    "repeated_header": "The column names are repeated in the middle of the rows. Delete this line.",
    "try_profile": "The columns fit the import profile {profile}. Use it with --profile {profile}.",
    "no_dates_no_exposure": "These absences have no dates, and nobody's agreed working time is given. An absence "
    "rate is days lost divided by days agreed, so none can be computed from this file. Use it for other questions "
    "than rates.",
    "percent_for_days": "The column {column} holds percents, but is to be read as days. Percents cannot be added up. "
    "Use a column with days (dagsverk).",
    "percent_by_content": "The column {column} looks like percents, not days: it does not grow with the size of the "
    "unit. Percents cannot be added up. Use a column with days (dagsverk).",
    "perhaps_percent": "The column {column} may hold percents and not days: it does not grow with the size of the "
    "unit. Check it before you trust the figures.",
    # the row
    "cell_count": "The row has {found} cells and the header {expected}. Put quotation marks around text that holds "
    "the separator, or add what is missing.",
    "stray_quote": "A quotation mark stands where the cell should have ended. Write it twice inside quoted text, or "
    "remove it.",
    "long_field": "A cell is longer than 1 MB. Shorten it.",
    "nul_byte": "The row holds a NUL byte, which no text has. Export the file once more.",
    "undecodable": "The row holds bytes that are no letters in {encoding}. Save the file as UTF-8, or name its "
    "encoding in an import profile.",
    "merged_cells": "The cells {cells} are merged, so it is unknown which row the value belongs to. Split them and "
    "fill in every row.",
    "formula_without_value": "The formula in cell {cells} has no value. Correct it, or replace it by its value.",
    "identical_row": "The row says the same as line {other_line} of {other_file}. It is counted once. Delete one of "
    "them if it is a mistake.",
    # the value
    "blank": "{column} is blank and must be filled in.",
    "unreadable_date": "{value} is not a date. Write it as 2026-05-17 or 17.05.2026.",
    "unreadable_month": "{value} is not a month. Write it as 2026-05.",
    "unreadable_number": "{value} is not a number. Write only digits and one decimal mark.",
    "unreadable_integer": "{value} is not a whole number. Write only digits.",
    "other_decimal_mark": "{value} has another decimal mark than the rest of the file, so its size is uncertain. Use "
    "the same mark throughout, and none for thousands.",
    "impossible_date": "{value} is before 1900. Write the right date; leave the cell blank where there is none.",
    "dates_were_numbers": "Dates in the column {column} are stored as bare numbers, such as {value}. They were read "
    "as the spreadsheet counts days. Format the column as dates to be sure.",
    "after_today": "{value} is after today. Check that it is meant.",
    "end_before_start": "The end, {value}, comes before the start. Correct one of them.",
    "fte_out_of_range": "The position share {value} is not above 0 and at most 100 percent. Write one row per job, "
    "each with its own share.",
    "grade_out_of_range": "The grade {value} is not between 0 and 100 percent. Write how many percent of the job the "
    "person is away.",
    "self_certified_graded": "Self-certified absence always counts whole days, but this row says {value} percent. "
    "Write 100, or use doctor_certified.",
    "rounded": "{value} has more than two decimals and was rounded to two. Figures change by less than a hundredth "
    "of a percent.",
    "rounded_share": "{value} has more than four decimals and was rounded to four. No figure changes that anybody can "
    "see.",
    "looks_like_share": "No position share is above {value}. If 1 means a full job, multiply by 100, or say scale: "
    "100 in an import profile.",
    "unknown_kind": "{value} is not a known kind of absence. The kinds are {kinds}. Correct it, or map the code in "
    "an import profile.",
    "unknown_sex": "{value} is not a known sex. Write F, M or X, leave it blank, or map the code in an import profile.",
    "unknown_code": "{value} is not a known value of {column}. Correct it, or map the code in an import profile.",
    "birth_year_out_of_range": "{value} cannot be a year of birth. Write four digits, or leave it blank.",
    "share_out_of_range": "The share {value} is not above 0 and at most 1. Write 0.5 for half a day.",
    "rate_out_of_range": "The rate {value} is not between 0 and 100 percent. Correct it.",
    "negative": "{value} is negative. A number of days or persons cannot be.",
    # between rows
    "unknown_unit": "The unit {value} is not in the table of units. Add it there, or correct it here.",
    "unknown_person": "The person {value} has no row among the employments. Add one, or correct the number here.",
    "own_leader": "The person {value} is named as the own nearest leader. The person is taken in without a leader.",
    "own_parent": "The unit {value} is its own parent. Name the unit above it, or leave the cell blank.",
    "unit_cycle": "The units go in a ring: {ring}. Correct the parent of one of them.",
    "overlapping_validity": "The unit {value} is valid twice on the same day; see also line {other_line} of "
    "{other_file}. End one row the day before the next begins.",
    "overlapping_spells": "The absence from {value} overlaps the one on line {other_line} of {other_file}: same "
    "person, same job. The days would be counted twice. Shorten or delete one of them.",
    "absence_outside_employment": "The absence from {value} is wholly or partly outside the person's employment. "
    "Only employed days count. Check the dates.",
    "job_outside_unit": (
        "{n} employment lies wholly or partly outside the time when the unit {value} is valid. On the days outside, the "
        "unit stands alone and counts in no unit above it. Correct the dates of the unit, or end the employment.",
        "{n} employments lie wholly or partly outside the time when the unit {value} is valid. On the days outside, the "
        "unit stands alone and counts in no unit above it. Correct the dates of the unit, or end the employments.",
    ),
    "jobs_over_100": "The jobs of person {value} add up to {percent} percent from here. Check that an earlier job "
    "has ended.",
    "two_parents": "The unit {value} stands under another unit on line {other_line} of {other_file} in the same "
    "month. Correct one of them.",
    "month_twice": "The unit {value} has another row for the same month on line {other_line} of {other_file}. Keep "
    "the right one.",
    "parts_exceed_total": "Self-certified and doctor-certified days add up to more than the total, {value}. Correct "
    "one of the three.",
    "parts_below_total": "Self-certified and doctor-certified days add up to less than the total, {value}. The total "
    "is used.",
    "sums_differ": "The parts differ from the total, {value}, by up to 0.1. That is rounding; the total is used.",
    "units_differ": "The units below add up to {below}, but this row says {value}. The row itself is used. Check "
    "which is right.",
    "more_absent_than_agreed": "More days are lost than agreed. Check the columns {column} and agreed_days.",
    # the rejected rows
    "rejects_not_written": "{file} could not be written ({reason}). Choose another place with --rejects.",
    "rejects_is_input": "{file} is one of the files to be read, and would be overwritten. Choose another name with "
    "--rejects.",
    # the profile
    "profile_missing": "There is no import profile {profile}. Shipped profiles are {profiles}; or give the path of a "
    "YAML file.",
    "profile_not_yaml": "The profile {file} is not sound YAML. Check the indentation and the colons.",
    "profile_wrong": "The profile {file} is not right at {place}: {what}.",
    "profile_lacks_table": "The profile {profile} has no table {table}; it has {tables}. Choose one of them, or "
    "another profile.",
    # what `check` and `guess` say
    "no_problems": "No problems found.",
    "rows_read": ("{table}: {n} row taken in", "{table}: {n} rows taken in"),
    "errors_found": ("{n} error", "{n} errors"),
    "warnings_found": ("{n} warning", "{n} warnings"),
    "errors_and_warnings": "{errors} and {warnings}.",
    "rejects_written": "Rows that were not taken in are in {file}. Mend them there and read the file again.",
    "reading_file": "Reading {file}",
    "which_table": "The profile {profile} has several tables: {tables}. Name the table with --table.",
    "table_unknown": "The name {file} does not say which table it holds. Name the table with --table; the tables are "
    "{tables}.",
    "data_or_profile": "Give either --data with a folder, or the files to check.",
    "guess_own": "The file has the columns of the table {table} already and needs no profile.",
    "guess_title": "{file} looks like this:",
    "guess_kind": "format",
    "guess_encoding": "encoding",
    "guess_delimiter": "separator",
    "guess_tab": "tab",
    "guess_decimal": "decimal mark",
    "guess_dates": "dates",
    "guess_rows": "rows looked at",
    "guess_table": "table",
    "guess_no_table": "none of the tables",
    "guess_column": "column {column}",
    "guess_from": "from {name}",
    "guess_not_found": "not found",
    "guess_codes": "values of {column}",
    "guess_code": "{value} ({n}): {meaning}",
    "guess_code_unknown": "not known; say what it means in the profile",
    "guess_nothing": "Neither the names nor the contents of the columns tell which table this is. Write an import "
    "profile by hand, or export the file with column names.",
    "guess_fits": "The shipped profile {profile} fits this file. Use --profile {profile}.",
    "guess_proposal": "A proposed profile:",
    "guess_written": "The proposed profile is in {file}. Look it over, fill in what is missing, and use --profile "
    "{file}.",
    "guess_incomplete": "Fill in what is missing before you use it: {columns}.",
}
