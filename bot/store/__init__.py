"""The store: everything that is kept, sealed at rest, written by one thread in short transactions."""
