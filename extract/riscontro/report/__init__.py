"""A published file in; a page for people (page.py) or a figure for a paper (figure.py) out."""
