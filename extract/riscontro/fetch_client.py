"""One polite request after the other: robots.txt, pauses, retries, limits of size and time, no private addresses."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from riscontro import __version__

AGENT = f"riscontro/{__version__}"
_RETRIED = (429, 500, 502, 503, 504)
_MOVED = (301, 302, 303, 307, 308)
_ROBOTS_BYTES = 512 * 1024
_LONGEST_PAUSE = 60.0  # seconds; a site that wants more is asked another day


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much, how long, how often, and where."""

    seconds: float = 30.0  # for one request, from the first byte to the last
    megabytes: float = 20.0  # of one page
    tries: int = 3
    pause: float = 1.0  # seconds between two requests to one host, and before the first retry
    redirects: int = 5
    private: bool = False  # whether addresses of this machine and of local networks may be asked


class Refused(Exception):
    """A page that cannot or must not be had: reason, what was expected, what to do."""

    def __init__(self, reason: str, expected: str, action: str) -> None:
        super().__init__(expected)
        self.reason, self.expected, self.action = reason, expected, action


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said in the end."""

    url: str
    status: int
    headers: Mapping[str, str]
    data: bytes = b""


@dataclass
class Client:
    """Asks one thing at a time, so never two of one host; a host is given its pause in between."""

    limits: Limits = field(default_factory=Limits)
    _http: httpx.Client = field(init=False)
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Client:
        timeout = httpx.Timeout(min(self.limits.seconds, 15.0))
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        # No proxy of the environment: it would look up the names, and so decide what is private.
        self._http = httpx.Client(timeout=timeout, headers=headers, trust_env=False, follow_redirects=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The page at an address, wherever it has moved; Refused where there is none for us."""
        largest = int(self.limits.megabytes * 1_000_000)
        return self._follow(url, headers or {}, largest, before=self._check_robots)

    def _follow(self, url: str, headers: Mapping[str, str], largest: int, *, before: Callable[[str], None]) -> Answer:
        for _ in range(self.limits.redirects + 1):
            _check_address(url)
            before(url)
            answer = self._patiently(url, headers, largest)
            target = answer.headers.get("location")
            if answer.status not in _MOVED or not target:
                return answer
            url = urljoin(url, target)
        found = f"expected a page, found more than {self.limits.redirects} redirects"
        raise Refused("redirects", found, "check the address in a browser")

    def _patiently(self, url: str, headers: Mapping[str, str], largest: int) -> Answer:
        """The answer, asked for again where the server is busy or cannot be reached."""
        for last in (*[False] * (self.limits.tries - 1), True):
            wait = self.limits.pause
            try:
                answer = self._once(url, headers, largest)
                if answer.status not in _RETRIED or last:
                    return answer
                wait = _asked_pause(answer.headers) or wait
            except httpx.InvalidURL as error:  # also where it would lead us
                raise _no_address(url) from error
            except httpx.TransportError as error:
                if last or isinstance(error, httpx.UnsupportedProtocol):
                    found = " ".join(str(error).split()).lower() or type(error).__name__
                    expected = f"expected an answer within {self.limits.seconds:g} s, found: {found}"
                    raise Refused("no_answer", expected, "try again later") from error
            time.sleep(min(wait, _LONGEST_PAUSE))
        raise AssertionError(url)  # the last try returns or raises

    def _once(self, url: str, headers: Mapping[str, str], largest: int) -> Answer:
        parts = urlsplit(url)
        self._take_turn(parts.netloc)
        host = parts.hostname or ""
        address = _address_of(host, parts.port or (443 if parts.scheme == "https" else 80), self.limits)
        pinned = httpx.URL(url).copy_with(host=address)  # no second look-up that could say another thing
        named = {"Host": parts.netloc.rpartition("@")[2], **headers}
        request = self._http.build_request("GET", pinned, headers=named, extensions={"sni_hostname": host})
        started = time.monotonic()
        response = self._http.send(request, stream=True)
        try:
            data = b"" if response.status_code in _MOVED else _body(response, largest, started + self.limits.seconds)
            return Answer(url, response.status_code, dict(response.headers.items()), data)
        finally:
            response.close()
            self._last[parts.netloc] = time.monotonic()

    def _take_turn(self, netloc: str) -> None:
        robots = self._robots.get(netloc)
        asked = robots.crawl_delay(AGENT) if robots else None
        pause = min(max(self.limits.pause, float(asked or 0)), _LONGEST_PAUSE)
        if netloc in self._last:
            time.sleep(max(0.0, self._last[netloc] + pause - time.monotonic()))

    def _check_robots(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.netloc not in self._robots:
            self._robots[parts.netloc] = self._rules(f"{parts.scheme}://{parts.netloc}/robots.txt")
        rules = self._robots[parts.netloc]
        if rules is None:
            raise Refused("robots", "expected to read its robots.txt, found it unreachable", "try again later")
        if not rules.can_fetch(url, AGENT):
            raise Refused("robots", "expected a page for programs, found that robots.txt forbids it", "leave it out")

    def _rules(self, url: str) -> Protego | None:
        """What robots.txt says: nothing is forbidden where there is none, everything where the server fails."""
        try:
            answer = self._follow(url, {}, _ROBOTS_BYTES, before=lambda url: None)
        except Refused as refused:
            if refused.reason in ("no_answer", "private", "address"):
                raise
            return None
        if answer.status >= 500:
            return None
        return Protego.parse(answer.data.decode("utf-8", errors="replace") if answer.status == 200 else "")


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        known = False
    if not known:
        raise _no_address(url)


def _no_address(url: str) -> Refused:
    return Refused("address", f"expected an address with http or https, found {url!r:.80}", "correct it")


def _address_of(host: str, port: int, limits: Limits) -> str:
    """The address behind a name; Refused where it, or another one behind the same name, is private."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Refused("no_answer", f"expected a server named {host}, found none", "check the address") from error
    private = next((address for address in found if not _is_public(address)), None)
    if private and not limits.private:
        expected = f"expected a public address, found {private}"
        raise Refused("private", expected, "give --allow-private if you trust it")
    return found[0]


def _is_public(address: str) -> bool:
    ip: Any = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return bool((inner or ip).is_global and not ip.is_multicast)


def _body(response: httpx.Response, largest: int, until: float) -> bytes:
    """All of it; Refused where it is too large or too slow."""
    too_large = partial(Refused, "too_large", f"expected a page of at most {largest / 1e6:g} MB, found a larger one")
    said = response.headers.get("content-length", "")
    if said.isdecimal() and int(said) > largest:
        raise too_large("give --megabytes if you want it")
    data = bytearray()
    for chunk in response.iter_bytes(65_536):
        data += chunk
        if len(data) > largest:
            raise too_large("give --megabytes if you want it")
        if time.monotonic() > until:
            raise Refused("too_slow", "expected a page in time, found one that takes longer", "give --seconds")
    return bytes(data)


def _asked_pause(headers: Mapping[str, str]) -> float | None:
    said = headers.get("retry-after", "")
    return float(said) if said.isdecimal() else None
