"""Every address that somebody can come to: the links of each page, and the routes of the site themselves."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit, urlunsplit

from playwright.sync_api import APIResponse

# Code in a page would be stopped by the content security policy; data for a script is none.
DATA = {"application/json"}
LEADS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


class Marks(HTMLParser):
    """What a page leads to, and what may not stand in it: code and styles of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.own_code: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {given.get("id") or ""}
        self.own_code += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA):
            self.own_code.append(tag)
        if tag != "form" or given.get("method", "get") == "get":
            lead = given.get(LEADS.get(tag, ""))
            self.links += [lead] if lead else []


@dataclass
class Found:
    """What somebody's walk came to: pages by kind, and what was wrong on the way."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    ids: dict[str, set[str]] = field(default_factory=dict)
    places: set[tuple[str, str, str]] = field(default_factory=set)

    def all_wrong(self) -> list[tuple[str, str]]:
        """What was wrong, and links to places in a page that are not there."""
        gone = [each for each in self.places if each[0] in self.ids and each[1] not in self.ids[each[0]]]
        return self.wrong + [(there, f"has no #{place} (from {by})") for there, place, by in sorted(gone)]


def walk(get: Callable[[str], APIResponse], starts: list[str], *, most: int, signed_in: bool = True) -> Found:
    """Follow every link, at most so many addresses of a kind (route and names of the parameters)."""
    found, met = Found(), set(starts)
    waiting, taken = deque((start, "") for start in starts), Counter[str]()
    while waiting:
        there, by = waiting.popleft()
        kind = kind_of(there)
        if taken[kind] >= most:
            continue
        taken[kind] += 1
        answer = get(there)
        found.wrong += [(there, f"{each} (from {by})") for each in _wrong(answer, bool(by), signed_in)]
        if answer.status != 200 or not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        found.pages.setdefault(kind, []).append(there)
        marks = Marks(answer.text())
        found.ids[there] = marks.ids
        found.wrong += [(there, f"in the page: {each}") for each in marks.own_code]
        for link, place in _of_the_site(answer.url, marks.links):
            found.places |= {(link, place, there)} if place else set()
            if link not in met:
                met.add(link)
                waiting.append((link, there))
    return found


def _wrong(answer: APIResponse, linked: bool, signed_in: bool) -> Iterator[str]:
    """A link leads somewhere; what one who signed in has seen is kept by nobody."""
    if answer.status != 200 and (linked or answer.status not in {404, 405}):
        yield f"answers {answer.status}"
    static = "/static/" in answer.url
    if signed_in and not static and "no-store" not in answer.headers.get("cache-control", ""):
        yield "may be kept"


def _of_the_site(page: str, links: list[str]) -> Iterator[tuple[str, str]]:
    """Addresses without their host, each with the place in the page that is meant."""
    here = urlsplit(page)
    for link in links:
        there = urlsplit(urljoin(page, link))
        if (there.scheme, there.netloc) == (here.scheme, here.netloc):
            yield urlunsplit(("", "", there.path, there.query, "")), there.fragment


def kind_of(address: str) -> str:
    """Addresses of a kind are made by the same code: the same route, and parameters of the same names."""
    from django.urls import Resolver404, resolve

    parts = urlsplit(address)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        route = parts.path
    return "?".join(filter(None, (route, "&".join(sorted(parse_qs(parts.query, keep_blank_values=True))))))
