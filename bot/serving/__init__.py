"""Serving: one port for everything that is reached by HTTP, and what tells an operator how it goes."""
