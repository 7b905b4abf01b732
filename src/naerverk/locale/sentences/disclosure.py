"""What disclosure control says."""

SENTENCES: dict[str, str | tuple[str, str]] = {
    "limit_too_low": "The limit {limit} is too low: no figure may rest on fewer than {least} persons. The limit can only be raised.",
    "persons_unknown": "The file does not say how many persons the figures are about ({rows} rows without), so nobody can tell which are safe to show. Add the column persons, or use --disclose off and keep the figures to yourself.",
    "not_a_table": "The table {table} cannot be read: {what} is missing or wrong. A table needs published, inner_rows, published_is_sum_of_inner_index0, freq_var and params.maxN, and its counts are numbers from 0 up.",
    "wrong_sum": "In the table {table} the published row {row} (counted from 0) is not the sum of its inner rows. Correct the count or the list of inner rows.",
    "counts_disagree": "In the table {table} the counts that are shown contradict each other: no inner counts from 0 up add up to them. Look for a wrong count, or a row with the wrong inner rows.",
    "too_large": "In the table {table} {rows} published rows hang together, and more than {most} cannot be protected at once. Leave out totals over the parts, for instance over the years: parts that no published row adds up are protected one by one, however many.",
    "not_json": "What came in is not JSON (near line {line}). Send a list of tables.",
    "not_a_list": "Send a list of tables, also when there is only one: [{{...}}].",
    "files_only_for_attack": "--monthly and --profile go with --attack: naerverk disclose --attack --profile P --monthly F. To protect figures from a file, use naerverk rates.",
}
