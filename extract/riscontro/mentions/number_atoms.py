"""Text → atoms: the number words and digit groups that are there, each with its Piece, in order; a cheap scan first."""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_digits import Digits
from riscontro.mentions.number_words import Piece, Words
from riscontro.patterns import Pattern

_MODEL = "-/"
_LETTERS = Pattern("numbers.letters", r"[^\W\d_]{1,24}+")


@dataclass(slots=True)
class Atom:
    """A Piece and where it stands."""

    start: int
    end: int
    piece: Piece


def compile_scan(words: Words, prefix: str, *, vulgar: bool) -> Pattern:
    """The pattern that stops where a number may begin, and nowhere else if it can help it; `vulgar`: at "½" too."""
    by_letter: dict[str, list[str]] = {}
    for start in words.prefixes:
        by_letter.setdefault(start[0], []).append(start[1:] if len(start) > 2 else start[1:] + r"(?![^\W\d_])")
    tails = (
        f"{first}(?:{'|'.join(sorted(rest, key=lambda r: (-len(r), r)))})" for first, rest in sorted(by_letter.items())
    )
    found = rf"\b(?:(?P<word>(?:{'|'.join(tails)})[^\W\d_]*+)|\d++)"
    return Pattern(prefix + "scan", rf"{found}|[¼-¾⅐-⅞]" if vulgar else found)


def find_atoms(
    text: str, folded: str, scan: Pattern, words: Words, digits: Digits, never_after: frozenset[str], *, bare: bool
) -> list[Atom]:
    """All atoms of `folded` (the folded `text`), left to right. `bare`: the text may be one number and nothing else."""
    atoms: list[Atom] = []
    last = 0
    hits = [
        (match.span(), match.lastgroup) for match in scan.finditer(folded)
    ]  # at once: the time limit is the scan's alone
    for (start, end), group in hits:
        if start < last:
            continue
        if group == "word":
            piece = words.read(folded[start:end])
            if piece is None or (piece.bare and not bare):
                continue
            if piece.glued:
                if not _glues(piece, text[start:end], folded[:start], atoms, bare=bare):
                    continue
            elif not _word_stands(piece, text, folded, start, end, atoms, never_after):
                continue
            atoms.append(Atom(start, end, piece))
        elif _digits_stand(folded, start, atoms):
            _read_digits(text, folded, start, words, digits, atoms)
        last = atoms[-1].end if atoms else 0
    return atoms


def _read_digits(text: str, folded: str, start: int, words: Words, digits: Digits, atoms: list[Atom]) -> None:
    """Adds the digits at `start`, with the sign or mark before and the half or scale that touches them after."""
    found = None
    if start and folded[start - 1] in "+.,":  # a telephone; a decimal without its zero
        found = digits.read(folded, start - 1)
        start -= found is not None
    found = found or digits.read(folded, start)
    while found is not None:
        piece, end = found
        atoms.append(Atom(start, end, piece))
        start, found = end, None
        following = folded[end : end + 1]
        if piece.kind == "digits" and following.isalpha():
            letters = _LETTERS.match(folded, end)
            scale = words.read(letters.group()) if letters else None
            if scale is not None and scale.kind == "scale" and letters is not None:
                written = text[end : letters.end()]
                if (scale.capital and not written.isupper()) or (scale.decimals and piece.value == int(piece.value)):
                    return
                atoms.append(Atom(end, letters.end(), scale))
        elif piece.kind == "digits" and following.isnumeric() and not following.isdigit():
            found = digits.read(folded, end)


def _glues(piece: Piece, written: str, head: str, atoms: list[Atom], *, bare: bool) -> bool:
    """Whether a scale that touches its digits may stand apart here: after a decimal ("2,5 k"), or in a bare number."""
    if not atoms or atoms[-1].piece.kind != "digits" or (piece.capital and not written.isupper()):
        return False
    value, distance = atoms[-1].piece.value, len(head) - atoms[-1].end
    return head.endswith(" ") and (bare or (distance == 1 and value != int(value)))


def _word_stands(
    piece: Piece, text: str, folded: str, start: int, end: int, atoms: list[Atom], never_after: frozenset[str]
) -> bool:
    before = folded[start - 1] if start else ""
    if before == "-" and not (atoms and atoms[-1].end == start - 1):
        return False  # "Jong-un"
    if piece.before and not folded.startswith(piece.before, end):
        return False
    if piece.after and not _follows(folded, start, piece.after):
        return False
    return not (piece.article and before in (" ", "-") and _is_name(text, folded, start, end, never_after))


def _follows(folded: str, start: int, allowed: frozenset[str]) -> bool:
    head = folded[max(0, start - 24) : start].rstrip(" ").replace("'", "' ").rsplit(None, 1)
    return bool(head) and head[-1] in allowed


def _is_name(text: str, folded: str, start: int, end: int, never_after: frozenset[str]) -> bool:
    """A capital "Un" in the middle of a sentence belongs to a name, unless all is in capitals."""
    head = text[max(0, start - 24) : start - 1]
    word = head.rsplit(None, 1)[-1] if head and not head[-1].isspace() else ""
    if word.lower() in never_after:
        return True
    if not text[start].isupper() or not word or not word[-1].isalnum():
        return False
    return not (text[start:end].isupper() and word.isupper())


def _digits_stand(folded: str, start: int, atoms: list[Atom]) -> bool:
    """Whether these digits stand for themselves, not inside a model, a path or a longer figure."""
    if start == 0:
        return True
    before = folded[start - 1]
    if before.isalnum():
        return False
    if start > 1 and before in _MODEL and folded[start - 2].isalnum():
        return bool(atoms) and atoms[-1].end == start - 1
    return not (start > 1 and before in ".," and folded[start - 2].isdigit())
