"""How each language writes: direction, digits, numbers, money, dates, lists, plural forms, isolation."""
