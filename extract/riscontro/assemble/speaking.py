"""Who only speaks in a sentence, and plays no part in what it tells."""

from __future__ import annotations

from riscontro.assemble.shapes import Name, Parsed, Speaker, Verb


def only_speaks(parsed: Parsed, name: Name, verb: Verb) -> bool:
    """ "il comando, che valuta in 400 gli uomini messi fuori uso": who counts is not who suffers."""
    if any(s.name is name and (_is_aside(parsed, s, verb) or _is_inserted(parsed, s, verb)) for s in parsed.speakers):
        return True
    if any(_is_quoted_within(parsed, s, name, verb) for s in parsed.speakers):
        return True
    if verb.finite or verb.slot != "participle" or not verb.adjectival:
        return False
    return any(s.name is name and name.last <= s.last <= verb.first for s in parsed.speakers)


def _is_aside(parsed: Parsed, speaker: Speaker, verb: Verb) -> bool:
    """ "Ankara, sostiene Damasco, ha sparato": between commas, behind the name that is the subject."""
    norms, comma, last = parsed.tokens.norm, speaker.first - 1, speaker.last
    if speaker.entry.kind != "say" or not 0 < comma < last <= verb.first or last >= len(norms):
        return False
    return norms[comma] == norms[last] == "," and any(not n.prep and n.last == comma for n in parsed.names)


def _is_quoted_within(parsed: Parsed, speaker: Speaker, name: Name, verb: Verb) -> bool:
    """ "Ankara, scrive un quotidiano citando i servizi egiziani, ha inviato": whom an aside quotes."""
    norms, first = parsed.tokens.norm, min(speaker.first, name.first)
    while first > 0 and norms[first - 1] != ",":
        first -= 1
    aside = range(first, norms.index(",", first) if "," in norms[first : verb.first] else 0)
    return name.first in aside and speaker.first in aside and any(w.first in aside for w in parsed.of("citing"))


def _is_inserted(parsed: Parsed, speaker: Speaker, verb: Verb) -> bool:
    """ "sono partiti, rivela Kirby, 300 barili": between commas, with its own verb before it."""
    norms, name = parsed.tokens.norm, speaker.name
    if speaker.entry.kind != "say" or name is None or speaker.first < verb.first < name.last:
        return False
    first, last = min(speaker.first, name.first), max(speaker.last, name.last)
    if parsed.reading(last + 1, "clause"):
        return False  # "…, riferisce Kiev, che dice di averne abbattuti 40"
    return speaker.first < name.first and first > 0 and last < len(norms) and norms[first - 1] == norms[last] == ","
