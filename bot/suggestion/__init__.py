"""Suggestions: which products fit what was said, in which order, why, and what speaks against them."""
