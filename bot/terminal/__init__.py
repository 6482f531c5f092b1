"""The terminal: prompts and reports as lines of text, and typed lines as what a person does."""
