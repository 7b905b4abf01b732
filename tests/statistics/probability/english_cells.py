"""English hospital cells (organisation x staff group, 2023-2024) as panels of invented municipalities.

The file counts calendar days; five sevenths, less public holidays, of them are working days.
"""

import csv
import gzip
from collections import defaultdict

import numpy as np

WORKING_SHARE = 252 / 365.25
DAYS_A_MONTH = 365.25 / 12


def cells(path, smallest, largest):
    """(organisation, group) -> (lost, agreed) over all 24 months, for cells of so many full-time equivalents."""
    months, found = [], defaultdict(dict)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["STAFF_GROUP"] == "All staff groups" or not row["FTE_DAYS_LOST"] or not row["FTE_DAYS_AVAILABLE"]:
                continue
            key = row["ORG_CODE"], row["STAFF_GROUP"].replace("&", "and").casefold()
            found[key][row["DATE"]] = float(row["FTE_DAYS_LOST"]), float(row["FTE_DAYS_AVAILABLE"])
            months.append(row["DATE"])
    months = sorted(set(months))
    whole = {key: np.array([one[month] for month in months]).T for key, one in found.items() if len(one) == len(months)}
    return {key: days for key, days in whole.items() if smallest <= days[1].mean() / DAYS_A_MONTH < largest}


def relative_to_group(chosen):
    """Agreed days times the group's own long-run rate over the common one: ambulance crews are not managers."""
    lost, agreed = defaultdict(float), defaultdict(float)
    for (_, group), days in chosen.items():
        lost[group] += days[0].sum()
        agreed[group] += days[1].sum()
    common = sum(lost.values()) / sum(agreed.values())
    return {group: lost[group] / agreed[group] / common for group in lost}
