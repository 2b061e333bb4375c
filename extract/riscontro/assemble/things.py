"""What a sentence names and a later number may count: nouns without a count, bare nations, the things of claims."""

from __future__ import annotations

from operator import attrgetter

from riscontro.assemble import roles
from riscontro.assemble.around import kinds_at, prep_at
from riscontro.assemble.beside import UNIT
from riscontro.assemble.event import frames_for
from riscontro.assemble.shapes import Name, Parsed
from riscontro.assemble.state import Draft
from riscontro.frames import is_a
from riscontro.vocabulary import Entry, Word

_PEOPLE, _PERSON = ("people",), "person"  # rows of seeds/entities.csv; the first is a bare nation
_OWNS = {"owner", "agent"}  # parts of seeds/frames.csv: who acts may be whose they are
_INDEFINITE = "indefinite"  # the kind of number that an article is
_SUBJECT = 3  # words between a subject and its verb: "la contraerea russa ne abbatte"
_NO_NOUN = frozenset({"prep", "article", "verb", "aux", "adverb", "and", "clause", "noun", "partitive", "quantifier"})


class Thing:
    """Something named earlier that a number may count: its nouns, whose it is, and the claim it stood in, if any."""

    __slots__ = ("_at", "_owner", "draft", "entities", "last", "line", "nouns", "one", "people")

    def __init__(
        self,
        nouns: tuple[Entry, ...],
        people: str,
        owner: str,
        draft: Draft | None,
        line: int,
        entity: str = "",  # where it is known, or no noun names it
        at: tuple[Parsed, Word] | None = None,  # where its owner is read, for few things are asked for theirs
    ) -> None:
        self.nouns, self.people, self.draft, self.line = nouns, people, draft, line
        self._owner, self._at = owner, at
        self.last = -1  # where it ends, where a sentence just names it
        self.one = False  # "una ragazza": no greater number counts it
        self.entities: tuple[str, ...]  # what it is in the entities' hierarchy
        if entity:
            self.entities = (entity,)
        else:
            self.entities = _PEOPLE if people else tuple([n.get("entity") for n in nouns])

    @property
    def owner(self) -> str:
        """The actor whose it is, or nothing."""
        if self._at is not None:
            parsed, word = self._at
            name = roles.owner(parsed, word.first, word.last) or _sender(parsed, word, self.entities)
            self._owner, self._at = name.actor if name else "", None
        return self._owner


def _sender(parsed: Parsed, word: Word, entities: tuple[str, ...]) -> Name | None:
    """ "le truppe inviate da Pyongyang": who sends what is his, behind the participle; who kills does not."""
    verb = next((v for v in parsed.verbs if v.first == word.last and v.slot == "participle"), None)
    name = next((n for n in parsed.names if n.prep == "from" and n.first - verb.last <= 2), None) if verb else None
    if verb is None or name is None or name.first < verb.last:
        return None
    told = (f for e in verb.entries for f in frames_for(e.get("event"), entities))
    return name if any(set(f.actor) >= _OWNS for f in told) else None


def of_draft(draft: Draft) -> Thing:
    """The thing that a claim counted."""
    bare = "" if draft.found.nouns or draft.found.people else draft.entity  # "l'Italia mette 21 milioni"
    return Thing(draft.found.nouns, draft.found.people, draft.actor, draft, draft.line, bare)


def named(parsed: Parsed, upto: int | None = None) -> list[Thing]:
    """Things that a sentence names before token `upto`, in text order: nouns without a count, and bare demonyms."""
    if parsed.named is None:  # asked for again and again, once the names are settled
        parsed.named = _named(parsed)
    return parsed.named if upto is None else [thing for thing in parsed.named if thing.last <= upto]


def _named(parsed: Parsed) -> list[Thing]:
    line = parsed.sentence.line
    things: list[Thing] = []
    for word in parsed.of("noun"):
        noun = word.form.by_kind["noun"]
        if _names(noun) and not _is_contents(parsed, word.first) and not _is_something_else(parsed, word):
            thing = Thing((noun,), "", "", None, line, noun.get("entity"), (parsed, word))
            thing.last = word.last
            thing.one = any(n.tail == word.first and n.quantity.kind == _INDEFINITE for n in parsed.numbers)
            things.append(thing)
    nouns = len(things)
    for word in parsed.of("actor"):
        if _is_nation(parsed, word):
            things.append(_nation(word, line))
    return sorted(things, key=attrgetter("last")) if len(things) > nouns else things


def _names(noun: Entry) -> bool:
    """Whether a noun names something that is counted."""
    entity = noun.get("entity")
    return bool(entity) and entity != UNIT and not noun.get("measure")


def _is_something_else(parsed: Parsed, word: Word) -> bool:
    """A word that may be a noun that is counted, but is none here."""
    return _is_said(parsed, word) or describes(parsed, word) or _defends(parsed, word)


def _is_said(parsed: Parsed, word: Word) -> bool:
    """ "una persona è morta": a verb behind its auxiliary."""
    return "verb" in word.form.by_kind and any(v.first < word.first < v.last and not v.nominal for v in parsed.verbs)


def describes(parsed: Parsed, word: Word) -> bool:
    """ "l'agenzia ufficiale", "il portavoce militare": an adjective, behind a noun of no matter and its article."""
    before, noun = word.first - 1, word.form.by_kind["noun"]
    if (
        before < 1
        or noun.get("event")
        or parsed.is_numeral(before)
        or parsed.is_any(before, _NO_NOUN)
        or not parsed.tokens.norm[before][0].isalpha()
    ):
        return False
    kinds = kinds_at(parsed, before - 1)
    return ("article" in kinds or "prep" in kinds) and is_a(noun.get("entity"), _PERSON)


def _defends(parsed: Parsed, word: Word) -> bool:
    """ "La contraerea russa ne abbatte 22": who shoots is none of what is shot down."""
    return "defence" in word.form.by_kind and any(
        0 <= v.first - word.last <= _SUBJECT and v.finite for v in parsed.verbs
    )


def _nation(word: Word, line: int) -> Thing:
    actor = word.form.by_kind["actor"].id
    thing = Thing((), actor, actor, None, line)
    thing.last = word.last
    return thing


def _is_nation(parsed: Parsed, word: Word) -> bool:
    """ "i russi": a demonym that is no adjective, behind its article or preposition."""
    by_kind = word.form.by_kind
    if by_kind["actor"].slot != "demonym" or ("noun" in by_kind and _names(by_kind["noun"])):
        return False
    before, after = kinds_at(parsed, word.first - 1), kinds_at(parsed, word.last)
    if prep_at(parsed, word.first - 1) == "from":
        return False  # "ne hanno riavuti dagli ucraini": who does it is not what is counted
    opened = "article" in before or "prep" in before or "how_many" in before
    return opened and "noun" not in after and "institution" not in after


def _is_contents(parsed: Parsed, first: int) -> bool:
    """ "container di granate": the head is what "of them" points to."""
    if prep_at(parsed, first - 1) != "of":
        return False
    head = kinds_at(parsed, first - 2).get("noun")
    return head is not None and bool(head.get("entity")) and not head.get("event")
