"""The same conversation over every channel and both databases: the stored answers are the same, byte for byte."""
