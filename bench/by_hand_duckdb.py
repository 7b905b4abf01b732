"""The figures of the benchmark, written by hand in DuckDB's SQL for this one question and a tree that never changes.

python bench/by_hand_duckdb.py DATA OUT
"""

import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from naerverk.calendar import is_working_day

FIRST, LAST = date(2020, 1, 1), date(2024, 12, 31)

PREPARE = """
CREATE TABLE works AS SELECT unnest($days::DATE[]) AS day, unnest($works::INT[]) AS works;
CREATE TABLE days AS SELECT day, sum(works) OVER (ORDER BY day)::INT AS through,
    (sum(works) OVER (ORDER BY day) - works)::INT AS before,
    ((year(day) - 2020) * 12 + month(day) - 1)::INT AS month FROM works;
CREATE TABLE months AS SELECT month, min(before) AS before, max(through) AS through FROM days GROUP BY month;
CREATE TABLE spans AS SELECT (b.month * 60 + e.month)::INT AS span, m.* FROM months b, months e, months m
    WHERE m.month BETWEEN b.month AND e.month;
CREATE TABLE units AS SELECT (row_number() OVER (ORDER BY unit_id) - 1)::INT AS unit, unit_id, parent_id
    FROM read_parquet($data || '/units.parquet');
CREATE TABLE above AS WITH RECURSIVE up AS (
    SELECT unit, unit AS above, parent_id FROM units
    UNION ALL SELECT up.unit, u.unit, u.parent_id FROM up JOIN units u ON u.unit_id = up.parent_id)
    SELECT unit, above FROM up;
CREATE TABLE jobs AS SELECT person_id, unit_id, unit, (unit * 4 + sex)::INT AS place, fte, first, last,
    f.before, f.month AS begin, l.through, l.month AS stop
    FROM (SELECT e.person_id, e.unit_id, u.unit,
        CASE sex WHEN 'F' THEN 0 WHEN 'M' THEN 1 WHEN 'X' THEN 2 ELSE 3 END AS sex,
        floor(fte_percent * 1e4 + 0.5) AS fte,
        greatest(start, DATE '2020-01-01') AS first,
        least(coalesce("end", DATE '2024-12-31'), DATE '2024-12-31') AS last
        FROM read_parquet($data || '/employments.parquet') e JOIN units u USING (unit_id)
        WHERE start <= DATE '2024-12-31' AND ("end" IS NULL OR "end" >= DATE '2020-01-01'))
    JOIN days f ON f.day = first JOIN days l ON l.day = last;
CREATE TABLE many AS SELECT * FROM jobs WHERE person_id IN (
    SELECT person_id FROM jobs GROUP BY person_id HAVING count(*) > 1);
"""

EMPLOYED = """
CREATE TABLE events AS
WITH event AS (
    SELECT place, begin AS month, fte,
        (before - (SELECT before FROM months m WHERE m.month = begin)) * fte AS cut, 1 AS n
        FROM jobs
    UNION ALL SELECT place, stop, 0, ((SELECT through FROM months m WHERE m.month = stop) - through) * fte, 0 FROM jobs
    UNION ALL SELECT place, stop + 1, -fte, 0, -1 FROM jobs),
on_units AS (SELECT place, month, sum(fte) AS fte, sum(cut) AS cut, sum(n) AS n FROM event GROUP BY ALL),
rolled AS (SELECT above.above * 4 + place % 4 AS place, month, fte, cut, n
    FROM on_units JOIN above ON above.unit = place // 4),
placed AS (SELECT person_id, above.above * 4 + place % 4 AS place, begin, stop
    FROM many JOIN above ON above.unit = many.unit),
filled AS (SELECT *, max(stop) OVER (PARTITION BY person_id, place ORDER BY begin, stop
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until FROM placed),
twice AS (SELECT place, begin AS month, -1 AS n FROM filled WHERE until >= begin
    UNION ALL SELECT place, least(stop, until) + 1, 1 FROM filled WHERE until >= begin),
everything AS (SELECT * FROM rolled UNION ALL SELECT place, month, 0, 0, n FROM twice)
SELECT place, month, sum(fte) AS fte, sum(cut) AS cut, sum(n) AS n FROM everything GROUP BY ALL;
CREATE TABLE employed AS SELECT * FROM (
    SELECT p.place, m.month, m.through - m.before AS works,
        sum(coalesce(fte, 0)) OVER w AS fte, coalesce(cut, 0) AS cut, sum(coalesce(n, 0)) OVER w AS persons
    FROM (SELECT DISTINCT place FROM events) p CROSS JOIN months m
    LEFT JOIN events e ON e.place = p.place AND e.month = m.month
    WINDOW w AS (PARTITION BY p.place ORDER BY m.month)) WHERE persons > 0;
"""

STRETCHES = """
    FROM (SELECT j.person_id, s.start, j.unit, place, s.kind = 'doctor_certified' AS sick,
        fte * floor(grade_percent * 100 + 0.5) AS weight, greatest(s.start, j.first) AS from_day,
        least(coalesce(s."end", DATE '2024-12-31'), j.last) AS to_day, s.start >= j.first AS starts
        FROM read_parquet($data || '/absences.parquet') s JOIN {jobs} j ON j.person_id = s.person_id
            AND s.start <= j.last AND (s."end" IS NULL OR s."end" >= j.first)
            AND (s.unit_id IS NULL OR s.unit_id = j.unit_id)
        WHERE s.kind IN ('self_certified', 'doctor_certified')) r
    JOIN days f ON f.day = from_day JOIN days l ON l.day = to_day
    LEFT JOIN spans ON span = f.month * 60 + l.month
"""

ABSENT = """
CREATE TABLE on_units AS SELECT place, month,
    sum(d * weight) FILTER (NOT sick) AS a0, sum(d * weight) FILTER (sick) AS a1,
    count(*) FILTER (begins AND NOT sick) AS s0, count(*) FILTER (begins AND sick) AS s1
FROM (SELECT place, spans.month, sick, weight, starts AND spans.month = f.month AS begins,
    least(l.through, spans.through) - greatest(f.before, spans.before) AS d {all})
GROUP BY ALL;
CREATE TABLE busy AS SELECT DISTINCT person_id FROM (SELECT person_id, first, max(last) OVER (
    PARTITION BY person_id ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until FROM many)
    WHERE until >= first;
CREATE TABLE busy_jobs AS SELECT * FROM jobs WHERE person_id IN (FROM busy);
CREATE TABLE twice AS SELECT place, month, sum(1 - n) FILTER (NOT sick) AS s0, sum(1 - n) FILTER (sick) AS s1
FROM (SELECT above.above * 4 + place % 4 AS place, month, sick, count(*) AS n
    FROM (SELECT r.person_id, r.start, r.unit, place, spans.month, sick {some} WHERE starts AND spans.month = f.month) r
    JOIN above ON above.unit = r.unit GROUP BY above.above * 4 + place % 4, month, sick, person_id, start HAVING n > 1)
GROUP BY ALL;
CREATE TABLE absent AS SELECT place, month, sum(a0) AS a0, sum(a1) AS a1, sum(s0) AS s0, sum(s1) AS s1 FROM (
    SELECT above.above * 4 + place % 4 AS place, month, a0, a1, s0, s1
    FROM on_units JOIN above ON above.unit = place // 4
    UNION ALL SELECT place, month, 0, 0, s0, s1 FROM twice) GROUP BY ALL;
"""

RESULT = """
COPY (
    WITH wide AS (SELECT e.place, e.month, fte * works - cut AS agreed, persons, coalesce(a0, 0) AS a0,
            coalesce(a1, 0) AS a1, coalesce(s0, 0) AS s0, coalesce(s1, 0) AS s1
        FROM employed e LEFT JOIN absent a ON a.place = e.place AND a.month = e.month),
    long AS (SELECT place, month, 0 AS kind, agreed, persons, a0 AS absent, s0 AS spells FROM wide
        UNION ALL SELECT place, month, 1, agreed, persons, a1, s1 FROM wide
        UNION ALL SELECT place, month, 2, agreed, persons, a0 + a1, s0 + s1 FROM wide)
    SELECT units.unit_id AS unit, printf('%d-%02d', 2020 + month // 12, month % 12 + 1) AS month,
        CASE kind WHEN 0 THEN 'self_certified' WHEN 1 THEN 'doctor_certified' ELSE 'total' END AS kind,
        CASE place % 4 WHEN 0 THEN 'F' WHEN 1 THEN 'M' WHEN 2 THEN 'X' ELSE 'unknown' END AS sex,
        agreed / 1e6 AS agreed_days, absent / 1e10 AS absence_days,
        CASE WHEN agreed <> 0 THEN absent / agreed / 100 END AS rate_percent,
        persons::BIGINT AS persons, spells::BIGINT AS spells, 'none' AS status
    FROM long JOIN units ON units.unit = place // 4
    ORDER BY units.unit, long.month, long.kind, place % 4
) TO '{out}' (FORMAT parquet, COMPRESSION zstd);
"""


def main(data: Path, out: Path) -> None:
    dates = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET temp_directory = ?", [folder])
        literals = {
            "$days": "[" + ",".join(f"'{day}'" for day in dates) + "]",
            "$works": "[" + ",".join(str(int(is_working_day(day))) for day in dates) + "]",
            "$data": f"'{data}'",
        }
        absent = ABSENT.format(all=STRETCHES.format(jobs="jobs"), some=STRETCHES.format(jobs="busy_jobs"))
        for statement in (PREPARE, EMPLOYED, absent, RESULT.format(out=out)):
            for name, text in literals.items():
                statement = statement.replace(name, text)
            connection.execute(statement)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
