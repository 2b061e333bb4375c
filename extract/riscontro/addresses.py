"""Web addresses → the publisher they belong to, and the key under which two addresses are one page. No network."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from riscontro import catalog

_DOMAIN = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z][\w-]+)\.?(?::\d+)?(?:/.*)?", re.IGNORECASE)
_SAME_SITE = ("www.", "m.", "amp.")  # a page for telephones is the same page


def publisher_of(url: str | None) -> str | None:
    """The publisher whose domain an address belongs to: an id of publishers.csv, else the registered domain."""
    host = _host(url)
    if host is None:
        return None
    above = registered_domain(host)
    labels = host.split(".")
    names = (".".join(labels[start:]) for start in range(len(labels) - above.count(".")))
    return next((name for name in names if name in catalog.publishers()), above)


def known_publisher(said: str) -> str:
    """What a caller calls the publisher: a domain with a row, or under one that has, is that row; the rest stays."""
    found = publisher_of(said) if _DOMAIN.fullmatch(said) else None
    return found if found in catalog.publishers() else said


def registered_domain(host: str) -> str:
    """What was registered below a public suffix; the last two labels where the suffix is not a public one."""
    found: str = _suffixes()(host).top_domain_under_public_suffix
    return found or ".".join(host.split(".")[-2:])


def page_key(url: str) -> str:
    """The same for all addresses of one page: without scheme, fragment, trackers, www and a slash at the end."""
    from courlan import clean_url

    parts = urlsplit(clean_url(url) or url)
    host = _host(url) or parts.netloc.lower()
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _host(url: str | None) -> str | None:
    """The host of an address or of a bare domain, in lower case and without what only says how it is shown."""
    match = _DOMAIN.fullmatch((url or "").strip())
    if not match:
        return None
    host = match[1].lower()
    for prefix in _SAME_SITE:
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


@cache
def _suffixes() -> Any:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that came with it; nothing is fetched
