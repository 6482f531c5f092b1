"""The web: the conversation as pages that need no script, and reports behind links that expire."""
