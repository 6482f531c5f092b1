"""Pictures of cards and arrows: room for words, columns, and the run of the arrows; nothing is drawn here."""
