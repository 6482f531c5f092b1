"""Every mistake that an author can make, one module each: its name is the code, its docstring what is told of it.

A docstring has a sentence, an explanation, and **Wrong** and **Right** examples, which are the rule's test. What is
told while a file is read has no more than that; what only a file as a whole can get wrong is checked here as well:

- `check_texts(writing)` looks at a file with its translations,
- `check_shared(common)` at what all questionnaires share,
- `check_scene(scene)` at one questionnaire that was read without errors,
- `check_folder(folder)` at all of them together, where there are no errors.
"""
