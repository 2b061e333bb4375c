"""Text → atoms: the number words and digit groups that are there, each with its Piece, in order."""

from __future__ import annotations

from dataclasses import dataclass

from riscontro.mentions.number_digits import Digits
from riscontro.mentions.number_scan import Span
from riscontro.mentions.number_words import Piece, Words

_MODEL = "-/"
_LONGEST_SCALE = 24


@dataclass(slots=True)
class Atom:
    """A Piece and where it stands."""

    start: int
    end: int
    piece: Piece


def find_atoms(
    text: str, folded: str, hits: list[Span], words: Words, digits: Digits, never_after: frozenset[str], *, bare: bool
) -> list[Atom]:
    """The atoms at `hits` of `folded` (the folded `text`). `bare`: the text may be one number and nothing else."""
    atoms: list[Atom] = []
    last = 0
    for start, end in hits:
        if start < last:
            continue
        if folded[start].isalpha():
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
            tail = _letters(folded, end)
            scale = words.read(folded[end:tail])
            if scale is not None and scale.kind == "scale":
                written = text[end:tail]
                if (scale.capital and not written.isupper()) or (scale.decimals and piece.value == int(piece.value)):
                    return
                atoms.append(Atom(end, tail, scale))
        elif piece.kind == "digits" and following.isnumeric() and not following.isdigit():
            found = digits.read(folded, end)


def _letters(folded: str, at: int) -> int:
    """Where the letters that begin at `at` end."""
    end = at
    while end - at < _LONGEST_SCALE and folded[end : end + 1].isalpha():
        end += 1
    return end


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
    if piece.after and not follows(folded, start, piece.after):
        return False
    return not (piece.article and before in (" ", "-") and _is_name(text, folded, start, end, never_after))


def follows(folded: str, start: int, allowed: frozenset[str]) -> bool:
    """Whether one of the allowed words stands right before `start`."""
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
