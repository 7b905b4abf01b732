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
    "cannot_write": "Could not write {path}: {reason}. Choose another place with --out.",
}
