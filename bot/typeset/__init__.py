"""A document as PDF or as pictures of its pages, by Typst."""
