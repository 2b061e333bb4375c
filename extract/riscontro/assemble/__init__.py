"""Mentions → facts: what is counted, what happened, whose, who says so, when, how surely."""
