"""Text → its language, where a document does not say. One without a folder is named too, so that it can be refused."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from riscontro.lexicon import available

SAMPLE = 10_000  # code points are plenty; the rest of a long text adds time, not certainty
NEAR = 0.2  # a language of ours wins from this share of the best score on: names and figures blur short texts


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None when there is nothing to tell it by."""
    sample = text[:SAMPLE]
    if not any(map(str.isalpha, sample)):
        return None
    ranked: list[tuple[str, float]] = _model().rank(sample)
    best, score = ranked[0]
    ours = next(((code, own) for code, own in ranked if code in available()), None)
    return ours[0] if ours and ours[1] >= NEAR * score else best


@lru_cache(maxsize=1)
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load: only where a document does not say

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
