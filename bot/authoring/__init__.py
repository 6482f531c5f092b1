"""What authors write, YAML and Markdown, read into a checked catalogue; every mistake is a problem with its place."""
