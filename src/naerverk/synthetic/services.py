"""What a Norwegian municipality does, and who does it.

Doctor-certified levels by occupation are Statistics Norway's (table 14789, 2025, CC BY 4.0); head counts, sizes and
self-certified levels are ours, set so that the whole resembles a municipality (docs/explanation/synthetic.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Shares = Mapping[float, float]
"""Position shares in percent, weighed."""

FULL: Shares = {100: 1}
MOSTLY_FULL: Shares = {50: 7, 60: 5, 80: 13, 90: 4, 100: 71}
OFFICE: Shares = {40: 6, 50: 14, 60: 12, 80: 22, 90: 4, 100: 42}
SKILLED_CARE: Shares = {20: 4, 37.5: 4, 50: 15, 60: 14, 70: 10, 75: 14, 80: 14, 90: 4, 100: 21}
NURSE: Shares = {50: 9, 60: 7, 75: 15, 80: 18, 90: 6, 100: 45}
ASSISTANT: Shares = {20: 15, 37.5: 12, 50: 22, 60: 14, 75: 15, 80: 8, 100: 14}
TEACHER: Shares = {40: 12, 50: 13, 60: 13, 75: 10, 80: 19, 90: 5, 100: 28}
KINDERGARTEN: Shares = {50: 8, 60: 5, 80: 15, 90: 4, 100: 68}
CHILD_ASSISTANT: Shares = {25: 11, 40: 20, 50: 25, 62.5: 16, 75: 12, 80: 7, 100: 9}
SCHOOL_ASSISTANT: Shares = {25: 18, 40: 24, 50: 26, 62.5: 14, 75: 10, 80: 4, 100: 4}
CLEANER: Shares = {25: 9, 40: 19, 50: 26, 60: 18, 75: 12, 80: 8, 100: 8}
CARETAKER: Shares = {50: 25, 60: 10, 80: 15, 100: 50}
STANDBY: Shares = {10: 25, 20: 22, 50: 18, 100: 35}
LESSONS: Shares = {15: 15, 25: 25, 40: 25, 60: 20, 100: 15}


@dataclass(frozen=True, slots=True)
class Occupation:
    """One STYRK-08 code. Rates in percent; `women` and `turnover` (per year) are shares of 1."""

    code: str
    doctor: float
    self_certified: float
    women: float
    age: float
    fte: Shares
    turnover: float = 0.12


OCCUPATIONS = (
    Occupation("1112", 1.7, 0.6, 0.43, 52, FULL, 0.08),  # senior government officials
    Occupation("1219", 3.5, 0.8, 0.48, 50, FULL, 0.08),  # administration managers
    Occupation("1341", 5.7, 1.0, 0.89, 49, FULL, 0.08),  # kindergarten leaders
    Occupation("1342", 4.7, 0.9, 0.76, 49, FULL, 0.08),  # health services leaders
    Occupation("1343", 4.5, 0.9, 0.80, 50, FULL, 0.09),  # leaders in the care of the elderly
    Occupation("1344", 5.3, 0.9, 0.60, 48, FULL, 0.09),  # social welfare leaders
    Occupation("1345", 4.0, 0.8, 0.60, 51, FULL, 0.08),  # heads of schools
    Occupation("1349", 3.2, 0.8, 0.39, 50, FULL, 0.08),  # leaders of other services
    Occupation("2221", 7.9, 1.2, 0.89, 47, NURSE, 0.10),  # specialist nurses, public health nurses
    Occupation("2223", 8.4, 1.6, 0.89, 39.7, NURSE, 0.15),  # nurses
    Occupation("2224", 9.2, 1.7, 0.75, 41.1, NURSE, 0.13),  # social educators (vernepleiere)
    Occupation("2264", 5.4, 1.2, 0.75, 41.3, MOSTLY_FULL, 0.10),  # physiotherapists
    Occupation("2341", 5.7, 1.6, 0.73, 42.7, TEACHER, 0.10),  # primary and lower secondary teachers
    Occupation("2342", 9.4, 2.1, 0.89, 40.7, KINDERGARTEN, 0.12),  # kindergarten teachers
    Occupation("2359", 5.1, 1.0, 0.49, 45.1, LESSONS, 0.11),  # other teachers (school of music and performing arts)
    Occupation("2422", 5.1, 1.2, 0.65, 46.6, MOSTLY_FULL, 0.11),  # policy administration advisers
    Occupation("2423", 4.9, 1.2, 0.75, 45.5, MOSTLY_FULL, 0.11),  # personnel advisers
    Occupation("2622", 4.8, 1.1, 0.77, 47.3, TEACHER, 0.09),  # librarians
    Occupation("2635", 9.0, 1.6, 0.81, 42.2, MOSTLY_FULL, 0.14),  # social work advisers
    Occupation("3112", 3.9, 1.0, 0.18, 44.7, MOSTLY_FULL, 0.10),  # building engineers
    Occupation("3412", 8.2, 1.6, 0.73, 42.3, SKILLED_CARE, 0.15),  # social work assistants (miljøarbeidere)
    Occupation("4110", 5.9, 1.3, 0.75, 45, OFFICE, 0.12),  # office clerks
    Occupation("4313", 6.4, 1.3, 0.89, 47.9, MOSTLY_FULL, 0.09),  # payroll clerks
    Occupation("5120", 6.2, 1.5, 0.60, 42, SKILLED_CARE, 0.13),  # cooks
    Occupation("5153", 5.5, 1.1, 0.12, 49.1, CARETAKER, 0.08),  # caretakers
    Occupation("5311", 9.2, 2.1, 0.81, 40, CHILD_ASSISTANT, 0.17),  # kindergarten and after-school assistants
    Occupation("5312", 8.0, 1.9, 0.67, 39.5, SCHOOL_ASSISTANT, 0.18),  # school assistants
    Occupation("5321", 10.3, 1.7, 0.86, 44.6, SKILLED_CARE, 0.11),  # health care workers (helsefagarbeidere)
    Occupation("5322", 8.1, 1.7, 0.77, 40.5, ASSISTANT, 0.17),  # home helps
    Occupation("5329", 6.7, 1.6, 0.76, 36, ASSISTANT, 0.24),  # care assistants
    Occupation("5411", 4.8, 0.8, 0.07, 43.7, STANDBY, 0.08),  # fire-fighters
    Occupation("7126", 6.4, 1.2, 0.03, 41, MOSTLY_FULL, 0.10),  # plumbers, water and sewage
    Occupation("8342", 4.9, 1.1, 0.04, 44, MOSTLY_FULL, 0.10),  # machine operators, roads and parks
    Occupation("9112", 8.2, 1.7, 0.78, 45.5, CLEANER, 0.15),  # cleaners
    Occupation("9412", 6.0, 1.5, 0.68, 39.9, CLEANER, 0.16),  # kitchen helpers
)

OCCUPATION_INDEX: Mapping[str, int] = {occupation.code: index for index, occupation in enumerate(OCCUPATIONS)}


@dataclass(frozen=True, slots=True)
class Service:
    """One kind of work. `people` is its head count in a municipality of 1,200; `size` the usual size of a unit.

    `sections`: so many units stand under one house. `mix`: occupations by weight, the leader not counted.
    `department`: a node between sector and unit, shared by several services.
    `first`: what the first units are called; the next take a place name in `names`.
    `shift`: share of the staff that works evenings, nights and weekends. `year`: which yearly rhythm it follows.
    """

    code: str
    kind: str
    sector: str
    people: int
    size: int
    leader: str
    mix: Mapping[str, float]
    names: tuple[str, ...]
    first: tuple[str, ...] = ()
    department: str | None = None
    sections: int = 1
    section_names: tuple[str, ...] = ()
    shift: float = 0.0
    year: str = "office"
    sizes: tuple[float, ...] = field(default=(1.0, 1.12, 0.88, 1.05, 0.95))


SECTORS = {"health": "Helse og omsorg", "upbringing": "Oppvekst", "community": "Samfunn og administrasjon"}
"""Code -> name. The first service of a sector takes in those too small to stand alone."""

CARE = ("home_care", "nursing_home", "housing")
"""Kinds in which the measure that works is tried."""

SERVICES = (
    Service(
        "nursing_home", "nursing_home", "health", 216, 43, "1343",
        {"5321": 43, "2223": 20, "5329": 27, "2224": 2, "9412": 4, "5120": 4}, ("{place} omsorgssenter",),
        sections=3, section_names=("avd. 1", "avd. 2", "avd. 3"),
        shift=0.9, year="care", sizes=(0.97, 1.13, 0.87),
    ),
    Service(
        "home_care", "home_care", "health", 168, 42, "1343",
        {"5321": 45, "2223": 23, "5329": 22, "5322": 10}, ("Hjemmetjenesten {place}",),
        sections=4, section_names=("gruppe 1", "gruppe 2", "gruppe 3", "nattpatruljen"),
        shift=0.85, year="care", sizes=(1.1, 1.05, 1.2, 0.65),
    ),
    Service(
        "housing", "housing", "health", 96, 24, "1344",
        {"2224": 24, "3412": 36, "5321": 10, "5329": 30}, ("{place} bofellesskap",),
        shift=0.85, year="care", sizes=(1.0, 1.3, 0.7, 1.15, 0.85),
    ),
    Service(
        "health", "health", "health", 40, 20, "1342",
        {"2221": 45, "2264": 40, "4110": 15}, ("Helsestasjonen {place}", "Fysio- og ergoterapien {place}"),
        first=("Helsestasjonen", "Fysio- og ergoterapitjenesten"),
    ),
    Service(
        "social", "social", "health", 20, 20, "1344", {"2635": 85, "4110": 15}, ("Barnevernet {place}",),
        first=("Barnevernstjenesten",),
    ),
    Service(
        "school", "school", "upbringing", 288, 41, "1345",
        {"2341": 64, "5312": 18, "5311": 18}, ("{place} skole", "{place} skule", "{place} skole"),
        first=("Lyngholt skole", "Bygda skule"), year="school", sizes=(1.0, 0.62, 1.38, 0.85, 1.2, 0.55, 1.4),
    ),
    Service(
        "kindergarten", "kindergarten", "upbringing", 168, 21, "1341",
        {"2342": 42, "5311": 58}, ("{place} barnehage",),
        year="kindergarten", sizes=(1.0, 0.75, 1.3, 0.9, 1.05, 1.2, 0.8, 1.0),
    ),
    Service(
        "staff", "administration", "community", 20, 20, "1112",
        {"2422": 55, "2423": 25, "1219": 10, "4110": 10}, ("Bydelsdirektørens stab {place}",),
        department="Administrasjon", first=("Kommunedirektørens stab",),
    ),
    Service(
        "finance", "administration", "community", 20, 20, "1219",
        {"2422": 45, "4313": 35, "4110": 20}, ("Økonomi og lønn {place}",),
        department="Administrasjon", first=("Økonomi og lønn",),
    ),
    Service(
        "counter", "administration", "community", 20, 20, "1219",
        {"4110": 60, "2422": 40}, ("Innbyggertorget {place}",), department="Administrasjon", first=("Innbyggertorget",),
    ),
    Service(
        "cleaning", "technical", "community", 42, 21, "1349", {"9112": 100}, ("Renhold {place}",),
        department="Teknisk", first=("Renhold nord", "Renhold sør"), sizes=(1.0, 1.0),
    ),
    Service(
        "roads", "technical", "community", 26, 26, "1349",
        {"8342": 45, "7126": 35, "3112": 20}, ("Vei og vann {place}",), department="Teknisk", first=("Vei og vann",),
    ),
    Service(
        "property", "technical", "community", 22, 22, "1349",
        {"5153": 75, "3112": 25}, ("Eiendom {place}",), department="Teknisk", first=("Eiendom",),
    ),
    Service(
        "fire", "technical", "community", 18, 18, "1349", {"5411": 100}, ("Brannstasjonen {place}",),
        department="Teknisk", first=("Brann og redning",), shift=0.9,
    ),
    Service(
        "culture", "culture", "community", 18, 18, "1349",
        {"2422": 45, "4110": 30, "5153": 25}, ("Kultur og fritid {place}",),
        department="Kultur", first=("Kultur og fritid",),
    ),
    Service(
        "culture_school", "culture", "community", 12, 12, "1349",
        {"2359": 100}, ("{place} kulturskole",), department="Kultur", first=("Lyngholt kulturskole",), year="school",
    ),
    Service(
        "library", "culture", "community", 6, 6, "1349",
        {"2622": 80, "4110": 20}, ("{place} bibliotek",), department="Kultur", first=("Lyngholt bibliotek",),
    ),
)  # fmt: skip
