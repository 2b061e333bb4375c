"""Who plays a part in a claim: in the sentence first, then in what went before, then in the story as a whole."""

from __future__ import annotations

from riscontro.assemble.clause import AGENT
from riscontro.assemble.guessed import Guessed
from riscontro.assemble.state import country_of, kind_of

_PRESS = ("media", "ngo")  # kinds of actors that tell and never fight or give


class Parts(Guessed):
    """Finds who plays a part."""

    def first(self, parts: tuple[str, ...], *, taken: str) -> str:
        """The first of `parts` that somebody other than `taken` plays; nobody is sent to his own country."""
        acts = not self._got() and AGENT in (parts if taken else self.happening.frames[0].counterpart)
        if acts == bool(taken) and (gapped := self._gapped()) and gapped != taken:
            return gapped
        if not taken and (heads := self._row()):
            return heads
        here = country_of(self.draft.place) if self.placed and not taken and self._goes_abroad() else ""
        fallback = ""
        theirs = self._theirs() if not taken else ""
        if not taken and acts and (giver := self._gives_back()):
            return giver
        for part in parts:
            actor = getattr(self, f"_{part}")(taken)
            if not actor or actor in (taken, theirs) or kind_of(actor) in _PRESS:
                continue
            if actor == here and part not in ("owner", "origin") and not self._at_home(part, actor):
                fallback = fallback or actor
                continue
            self._note(part, actor)
            self.played = self.played or part
            return str(actor)
        return fallback
