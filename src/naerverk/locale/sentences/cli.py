"""What the command line itself says."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "bug": "Something went wrong inside Nærverk ({what}). Your files are untouched. "
    "Run the command again with --verbose and send us what it prints.",
    "interrupted": "Stopped. Nothing half-done was left behind.",
    "error": "Error",
    "warning": "Warning",
    "place": "{file}, line {line}",
    "place_column": "{file}, line {line}, column {column}",
    "more_problems": ("and {n} more of the same kind", "and {n} more of the same kind"),
    "file_missing": "There is no file {path}. Check the name, or write the whole path.",
    "not_a_date": "{option} is {value}, which is not a date. Write the date as 2026-01-31.",
    "not_a_month": "{option} {value} is not a month. Write it as 2026-05.",
    "no_room": "There is no room to write ({reason}). Make room on the disk, or write to another place, and run the "
    "command again. Your files are untouched.",
    "cannot_write": "Could not write {path}: {reason}. Choose another place with --out.",
}
