"""Atoms → terms: one number expression each ("a million and a half", "three fifths"), with its value.

A term is read from its first word on, as far as the next word still adds to it or multiplies it.
"""

from __future__ import annotations

from riscontro.mentions.number_atoms import Atom
from riscontro.mentions.number_joints import Joints, gap
from riscontro.mentions.number_sum import Sum, Term, single
from riscontro.mentions.number_words import Piece

_NUMBERS = ("number", "digits")
_WIDEST_GAP = 14  # characters between two words of one number


class Reader:
    """Reads the terms of one text. `terms()` is the result."""

    def __init__(self, folded: str, atoms: list[Atom], joints: Joints, *, bare: bool = False) -> None:
        self.folded, self.atoms, self.joints, self.bare = folded, atoms, joints, bare

    def terms(self) -> list[Term]:
        """All terms, in order."""
        found: list[Term] = []
        i = 0
        while i < len(self.atoms):
            term, i = self._one(i)
            if term is not None:
                found.append(term)
        return found

    def _one(self, i: int) -> tuple[Term | None, int]:
        atom = self.atoms[i]
        piece = atom.piece
        if piece.kind in _NUMBERS or piece.kind == "half":
            return self._number(i)
        if piece.kind == "scale":
            return self._bare_scale(i)
        if piece.before_parts and not self._share_ends(atom.end):
            return None, i + 1
        kind = "fraction" if piece.kind == "share" else piece.kind
        modifier = "unquantified" if kind == "code" else "exact"
        value = None if kind == "code" else piece.value
        digits = self.folded[atom.start].isdecimal()
        return Term(
            atom.start, atom.end, value, value, value, piece.rule, modifier=modifier, kind=kind, digits=digits
        ), i + 1

    def _gap(self, j: int) -> str:
        return gap(self.folded, self.atoms[j - 1].end, self.atoms[j].start)

    def _number(self, i: int) -> tuple[Term | None, int]:
        """A number word or digits, and all that belongs to it from there."""
        first = self.atoms[i]
        if first.piece.kind == "half" and not self._scale_at(i + 1):
            return None, i + 1
        if i + 1 == len(self.atoms) or self.atoms[i + 1].start - first.end >= _WIDEST_GAP:
            return single(first), i + 1
        state = Sum(first)
        part = self._part_of_whole(i)
        if part is not None:
            value, last, rule = part
            if self._scale_at(last + 1, self.joints.links):  # "three quarters of a million"
                scale, end = self.atoms[last + 1].piece, self.atoms[last + 1].end
                value *= scale.value
                kind = "cardinal" if value == int(value) else "decimal"
                return Term(first.start, end, value, value, value, scale.rule, kind=kind), last + 2
            return Term(first.start, self.atoms[last].end, value, value, value, rule, kind="fraction"), last + 1
        sums_with_and = (
            not self.folded[max(0, first.start - 12) : first.start].rstrip(" ").endswith(self.joints.unsummed)
        )
        return self._extend(state, i + 1, sums_with_and)

    def _extend(self, state: Sum, j: int, sums_with_and: bool) -> tuple[Term, int]:
        atoms = self.atoms
        while j < len(atoms) and atoms[j].start - atoms[j - 1].end < _WIDEST_GAP:
            piece, between = atoms[j].piece, self._gap(j)
            if piece.kind in _NUMBERS:
                part = self._part_of_whole(j) if between in self.joints.and_sums else None
                if part is not None:
                    state.add_share(part[0], atoms[part[1]].end, part[2])
                    return state.term(), part[1] + 1
                if between in self.joints.decimals and state.current is not None:
                    digits, last = self._spoken_digits(j)
                    state.add_decimals(digits, atoms[last].end, self.joints.rules["decimals"])
                    j = last + 1
                    continue
                if not self._adds(state, j, between, sums_with_and):
                    break
                state.add(piece, atoms[j], j, is_and=between in self.joints.and_sums)
            elif piece.kind == "ordinal" and piece.plural and between == " " and not state.is_one:
                return state.divided(piece.value, atoms[j].end, self.joints.rules["share"]), j + 1
            elif piece.kind == "half" and between in self.joints.halves and not self._scale_at(j + 1):
                state.add_half(atoms[j].end, self.joints.rules["half"])
            elif piece.kind == "half" and state.is_one and self._scale_at(j + 1):
                state.current = 0.5  # "a half million"
            elif piece.kind == "share" and self._share_adds(piece, between):
                state.add_share(piece.value, atoms[j].end, piece.rule)
            elif piece.kind != "scale" or not self._multiplies(state, piece, between):
                break
            else:
                state.multiply(piece, atoms[j].end, j)
            j += 1
        return (state.committed(), state.next_atom) if self._overran(state, j) else (state.term(), j)

    def _share_adds(self, piece: Piece, between: str) -> bool:
        return between in ("", " ") or (between in self.joints.and_sums and not piece.exact)

    def _spoken_digits(self, j: int) -> tuple[str, int]:
        """The digits that are told from atom `j` on ("zero five", "seventy-one"), and the last atom of them."""
        value = self.atoms[j].piece.value
        told = f"{value:.0f}"
        while value < 10 and j + 1 < len(self.atoms) and self._gap(j + 1) == " ":
            following = self.atoms[j + 1].piece
            if following.kind != "number" or not following.value < 100:
                break
            value, j = following.value, j + 1
            told += f"{value:.0f}"
        return told, j

    def _overran(self, state: Sum, j: int) -> bool:
        """Whether the last summand counts a scale of its own: "3000 and 5 thousand" is two numbers."""
        if state.saved is None or state.current is None or j >= len(self.atoms) or self.atoms[j].piece.kind != "scale":
            return False
        return self._gap(j) in self.joints.counts

    def _adds(self, state: Sum, j: int, between: str, sums_with_and: bool) -> bool:
        """Whether the number at atom `j` is one more summand."""
        piece, joints = self.atoms[j].piece, self.joints
        if between not in joints.sums or piece.value == 0:
            return False
        is_and = between in joints.and_sums
        if is_and and not sums_with_and:
            return False
        if state.current is None:  # after a scale
            if not piece.value < state.limit:
                return False
            return self._digits_add(state, j, is_and) if piece.kind == "digits" else state.words_may_follow
        if state.is_one and piece.value in joints.after_one and between == " " and piece.kind == "number":
            return True
        if state.has_digits or piece.kind == "digits":
            return False
        return piece.value < state.room and not (is_and and state.room < 100)

    def _digits_add(self, state: Sum, j: int, is_and: bool) -> bool:
        """After a scale: three digits after "3 thousand", whole thousands after "2 million"."""
        value = self.atoms[j].piece.value
        if not state.words_may_follow:
            return False
        if state.limit == 1000:
            return value >= 100 and not (is_and and value % 100)
        return value >= 1000 or self._scale_at(j + 1)

    def _multiplies(self, state: Sum, piece: Piece, between: str) -> bool:
        if state.current is not None:
            fits = piece.value < state.limit and not (state.base == 0 and 1000 <= piece.value <= state.scale)
            return fits and between in self.joints.counts
        if between in self.joints.links:
            return state.saved is not None and piece.alone == "vague"
        return between in ("", " ") and piece.value > state.limit and piece.alone == "vague"

    def _scale_at(self, j: int, joiners: frozenset[str] | None = None) -> bool:
        if j >= len(self.atoms) or self.atoms[j].piece.kind != "scale":
            return False
        return self._gap(j) in (joiners or self.joints.counts)

    def _part_of_whole(self, i: int) -> tuple[float, int, str] | None:
        """The value of "three fifths" at atom `i`, its last atom and its rule; None when there is no such thing."""
        if i + 1 >= len(self.atoms) or self._gap(i + 1) != " ":
            return None
        above, below = self.atoms[i].piece, self.atoms[i + 1].piece
        if above.kind not in _NUMBERS:
            return None
        if self.bare and (below.single or below.kind == "half"):
            return above.value / (below.value if below.single else 2.0), i + 1, below.rule
        if below.kind != "ordinal":
            return None
        if (above.value > 1 and below.plural) or (
            above.value == 1 and below.single and self._share_ends(self.atoms[i + 1].end)
        ):
            rule = below.rule if below.bare else self.joints.rules["share"]
            return above.value / below.value, i + 1, rule
        return None

    def _share_ends(self, end: int) -> bool:
        rest = self.folded[end : end + 16]
        if not rest[:1].isspace():
            return True
        word = rest.replace("'", "' ").split(None, 1)[:1]
        return not word or word[0] in self.joints.share_before

    def _bare_scale(self, i: int) -> tuple[Term | None, int]:
        """A scale without a number before it: "the million", "dozens", "tens of thousands"."""
        atom = self.atoms[i]
        piece = atom.piece
        start = self._quantifier(atom.start)
        if piece.alone == "never":
            return None, i + 1
        if start is None and piece.alone != "vague":
            state = Sum(atom, implied=True)
            state.next_atom = i + 1
            return self._extend(state, i + 1, True)
        assert piece.band is not None
        (low, high), j, end = piece.band, i + 1, atom.end
        while j < len(self.atoms) and self.atoms[j].piece.alone == "vague":
            other, between = self.atoms[j].piece, self._gap(j)
            if between in self.joints.links and other.value > 100:
                low, high = low * other.value, (high + 1) * other.value - 1
            elif between in self.joints.again and other.value >= piece.value and other.band is not None:
                high = max(high, other.band[1])
            else:
                break
            end, j = self.atoms[j].end, j + 1
        begin = atom.start if start is None else start
        return Term(begin, end, None, low, high, self.joints.rules["vague"], modifier="vague", kind="vague"), j

    def _quantifier(self, start: int) -> int | None:
        """Where "alcune" before a scale begins; None when there is none."""
        if start < 2 or self.folded[start - 1] != " ":
            return None
        head = self.folded[max(0, start - 16) : start - 1]
        word = head.rsplit(None, 1)[-1] if head and head[-1].isalpha() else ""
        return start - 1 - len(word) if word in self.joints.quantifiers else None
