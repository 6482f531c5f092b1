"""What an author can say, as frozen data; conditions, formulas, facts and segments over known values."""
