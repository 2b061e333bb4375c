"""Fetching against a server of this test on the loopback: what is kept, what is refused, what is asked."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from riscontro import readers
from riscontro.fetch import Outcome, fetch, fetcher
from riscontro.fetch_client import AGENT, Limits, _is_public
from riscontro.readers.source import Options, SetAside

PAGE = (Path(__file__).parent / "inputs" / "same" / "article.html").read_bytes()
FEED = (
    '<rss version="2.0"><channel><title>B</title><item><title>T</title><link>{base}/article</link>'
    "<description>Breve.</description></item></channel></rss>"
)
NOW = dt.datetime(2025, 1, 12, 9)
HTML = {"Content-Type": "text/html; charset=utf-8"}
Answer = tuple[int, dict[str, str], bytes]


class Server:
    """Answers by path; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, Answer | list[Answer] | Callable[[Any], None]] = {}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.base = f"http://127.0.0.1:{self._http.server_port}"

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def count(self) -> Counter[str]:
        return Counter(path for path, _ in self.asked)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                answer = server.answers.get(self.path, (404, HTML, b"none"))
                if isinstance(answer, list):
                    answer = answer.pop(0) if len(answer) > 1 else answer[0]
                if callable(answer):
                    return answer(self)
                status, headers, data = answer
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *arguments: Any) -> None:
                pass

        return Handler


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    made.answers["/article"] = (200, {**HTML, "ETag": '"1"', "Last-Modified": "Sun, 12 Jan 2025 07:00:00 GMT"}, PAGE)
    yield made
    made.close()


@pytest.fixture
def get(server: Server, tmp_path: Path) -> Callable[..., Outcome]:
    """`get("/path", …limits)`: what became of it."""

    def go(path: str, **limits: Any) -> Outcome:
        given = {"pause": 0.0, "seconds": 5.0, "tries": 2, "private": True} | limits
        url = path if "://" in path else server.base + path
        (outcome,) = fetch([url], tmp_path / "into", limits=Limits(**given), now=lambda: NOW)
        return outcome

    return go


def refusal(outcome: Outcome) -> tuple[str, str]:
    assert outcome.problem is not None, outcome
    return outcome.problem.reason, outcome.problem.expected


def test_a_page_is_kept_as_it_came_and_can_be_read_offline(get: Any, server: Server, tmp_path: Path) -> None:
    outcome = get("/article")
    assert (outcome.state, outcome.path.read_bytes()) == ("stored", PAGE)
    server.close()
    (document,) = readers.read([tmp_path / "into"], on_problem=print)
    assert (document.fetched, document.published) == (NOW, dt.date(2025, 1, 11))
    assert server.asked[-1][1]["User-Agent"] == AGENT


def test_what_robots_forbids_is_not_asked_for(get: Any, server: Server) -> None:
    server.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /article\n")
    assert refusal(get("/article")) == ("robots", "expected a page for programs, found that robots.txt forbids it")
    assert server.count() == {"/robots.txt": 1}


def test_robots_that_cannot_be_read_forbid_everything(get: Any, server: Server) -> None:
    server.answers["/robots.txt"] = (503, HTML, b"")
    assert refusal(get("/article"))[0] == "robots"
    assert server.count()["/article"] == 0


def test_a_redirect_is_followed(get: Any, server: Server, tmp_path: Path) -> None:
    server.answers["/old"] = (301, {"Location": "/article"}, b"")
    assert get("/old").state == "stored"
    assert f"{server.base}/article" in (tmp_path / "into" / "metadata.csv").read_text()


def test_a_circle_of_redirects_ends(get: Any, server: Server) -> None:
    server.answers["/old"] = (302, {"Location": "/old"}, b"")
    assert refusal(get("/old", redirects=3)) == ("redirects", "expected a page, found more than 3 redirects")
    assert server.count()["/old"] == 4


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://a.example/x", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_refused(get: Any, server: Server, target: str) -> None:
    server.answers["/old"] = (302, {"Location": target}, b"")
    assert refusal(get("/old"))[0] == "address"


def test_what_has_not_changed_is_not_sent_again(get: Any, server: Server, tmp_path: Path) -> None:
    first = get("/article")
    server.answers["/article"] = (304, {}, b"")
    again = get("/article")
    asked = server.asked[-1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Sun, 12 Jan 2025 07:00:00 GMT")
    assert (again.state, again.path) == ("unchanged", first.path)
    assert len((tmp_path / "into" / "metadata.csv").read_text().splitlines()) == 2


def test_a_page_that_has_changed_is_kept_beside_the_older_one(get: Any, server: Server, tmp_path: Path) -> None:
    first = get("/article")
    server.answers["/article"] = (200, HTML, PAGE.replace(b"300 soldati", b"400 soldati"))
    second = get("/article")
    assert (second.state, first.path.exists(), second.path != first.path) == ("stored", True, True)
    assert len((tmp_path / "into" / "metadata.csv").read_text().splitlines()) == 3


@pytest.mark.parametrize("status", [404, 410, 403])
def test_a_page_that_is_not_there(get: Any, server: Server, status: int) -> None:
    server.answers["/gone"] = (status, HTML, b"")
    assert refusal(get("/gone")) == ("status", f"expected a page, found the answer {status}")
    assert server.count()["/gone"] == 1


def test_a_busy_server_is_asked_again(get: Any, server: Server) -> None:
    server.answers["/article"] = [(503, {"Retry-After": "0"}, b""), (200, HTML, PAGE)]
    assert get("/article").state == "stored"
    assert server.count()["/article"] == 2


def test_a_server_that_stays_busy_is_left_alone(get: Any, server: Server) -> None:
    server.answers["/busy"] = (503, HTML, b"")
    assert refusal(get("/busy", tries=3))[0] == "status"
    assert server.count()["/busy"] == 3


def _dripping(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"a" * 70_000)
        time.sleep(0.05)


def _silent(handler: Any) -> None:
    time.sleep(3)


@pytest.mark.parametrize(("how", "reason"), [(_dripping, "too_slow"), (_silent, "no_answer")])
def test_a_slow_page(get: Any, server: Server, how: Callable[[Any], None], reason: str) -> None:
    server.answers["/slow"] = how
    assert refusal(get("/slow", seconds=1.5, tries=1))[0] == reason


@pytest.mark.parametrize("how", [(200, HTML, b"a" * 300_000), _dripping], ids=["said", "not said"])
def test_a_huge_page(get: Any, server: Server, how: Any) -> None:
    server.answers["/huge"] = how
    assert refusal(get("/huge", megabytes=0.2)) == (
        "too_large",
        "expected a page of at most 0.2 MB, found a larger one",
    )


def test_a_wrong_type(get: Any, server: Server) -> None:
    server.answers["/a.png"] = (200, {"Content-Type": "image/png"}, b"PNG")
    assert refusal(get("/a.png")) == ("type", "expected a page, a feed or a report, found image/png")


def test_a_private_address_is_not_asked(get: Any, server: Server) -> None:
    assert refusal(get("/article", private=False)) == ("private", "expected a public address, found 127.0.0.1")
    assert server.asked == []


def test_a_public_name_with_a_private_address_is_not_asked(get: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: found)
    assert refusal(get("http://news.example/a", private=False))[1] == "expected a public address, found 10.0.0.1"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1%1", "::ffff:127.0.0.1"],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not _is_public(address)
    assert _is_public("93.184.216.34")


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/hostname", "a.example", "http://", "http://[x"])
def test_an_address_that_is_none(get: Any, url: str) -> None:
    assert "expected an address with http or https" in refusal(get(url if ":" in url else f"//{url}://"))[1]


def test_a_host_is_given_a_pause_between_two_requests(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("riscontro.fetch_client.time.sleep", pauses.append)
    server.answers["/robots.txt"] = (200, HTML, b"User-agent: *\nCrawl-delay: 40\n")
    list(fetch([f"{server.base}/article"], tmp_path, limits=Limits(pause=20.0, private=True), now=lambda: NOW))
    list(fetch([f"{server.base}/article"], tmp_path, limits=Limits(pause=50.0, private=True), now=lambda: NOW))
    assert [round(pause, -1) for pause in pauses] == [40, 50]


def test_a_feed_of_summaries_is_read_with_its_pages(server: Server, tmp_path: Path) -> None:
    feed = tmp_path / "feed.rss"
    feed.write_text(FEED.format(base=server.base))
    limits = Limits(pause=0.0, private=True)
    with fetcher(tmp_path / "pages", limits=limits, now=lambda: NOW) as get:
        (document,) = readers.read([feed], on_problem=print, options=Options(fetch=get))
    assert (document.title, document.fetched) == ("Seul: undicimila soldati nel Kursk", NOW)


def test_a_page_that_was_kept_serves_where_the_server_is_gone(server: Server, tmp_path: Path) -> None:
    limits = Limits(pause=0.0, tries=1, private=True)
    with fetcher(tmp_path, limits=limits, now=lambda: NOW) as get:
        get(f"{server.base}/article")
    server.close()
    with fetcher(tmp_path, limits=limits, now=lambda: NOW) as get:
        assert get(f"{server.base}/article").data == PAGE
        with pytest.raises(SetAside):
            get(f"{server.base}/other")


def test_the_command(cli: Callable[..., Any], server: Server, tmp_path: Path) -> None:
    urls = [f"{server.base}/article", f"{server.base}/gone"]
    result = cli("fetch", *urls, "--into", tmp_path / "p", "--pause", "0", "--allow-private")
    assert result.exit_code == 0
    assert result.stdout.startswith("stored    ")
    assert f"{server.base}/gone: expected a page, found the answer 404; check the address" in result.stderr
    assert cli("fetch", *urls, "--into", tmp_path / "p", "--pause", "0", "--allow-private", "--strict").exit_code == 1
    assert cli("fetch", server.base, "--into", tmp_path / "p", "--pause", "0").exit_code == 1


def test_a_folder_with_a_metadata_file_of_somebody_else(cli: Callable[..., Any], folder: Any) -> None:
    made = folder({"metadata.csv": "path,publisher\n"})
    result = cli("fetch", "https://a.example", "--into", made)
    assert (result.exit_code, "fetch into a folder of its own" in result.stderr) == (1, True)
