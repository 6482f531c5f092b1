"""Use cases: what a respondent can do, decided purely from what is kept of them, and the ports they need."""
