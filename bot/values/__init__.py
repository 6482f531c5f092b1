"""Small values that every layer speaks: text in several languages, units, scripts, dates, errors."""
