"""What can be asked: held against hand-computed numbers and against brute force."""
