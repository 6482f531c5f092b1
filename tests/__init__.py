"""The repository's own tests; they need nothing outside it."""
