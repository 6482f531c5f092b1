"""The profile: traits with where they come from, consents as they stand, and what of it may be used when."""
