"""The report: an author's sections and a person's answers, composed into one neutral document."""
