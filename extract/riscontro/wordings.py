"""How names are written: one brace notation in, all wordings out; and the library's country names."""

from __future__ import annotations

from functools import cache


def expand(name: str) -> tuple[str, ...]:
    """All wordings of `name`: `colo{,u}r{s,}` has four. Groups nest; an empty alternative is fine."""
    if "{" not in name and "}" not in name:
        return (" ".join(name.split()),)
    end = name.find("}")
    start = name.rfind("{", 0, max(end, 0))
    if start < 0:
        raise ValueError(name)
    before, options, after = name[:start], name[start + 1 : end], name[end + 1 :]
    return tuple(dict.fromkeys(w for option in options.split(",") for w in expand(before + option + after)))


@cache
def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """(name, ISO 3166-1 alpha-3) of every country in a language; list forms with a bracket or a dash are left out."""
    from babel.core import Locale, UnknownLocaleError, get_global

    try:
        territories = Locale(language).territories
    except UnknownLocaleError:
        return ()
    codes = get_global("territory_aliases")
    pairs = ((territories.get(two[0], "").replace("’", "'"), code) for code, two in sorted(codes.items()))
    return tuple((name, code) for name, code in pairs if name and "(" not in name and " - " not in name)
