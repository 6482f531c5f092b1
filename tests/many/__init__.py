"""Several workers, one PostgreSQL, many people at once."""
