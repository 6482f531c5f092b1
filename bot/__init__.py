"""Colloquy: branching questionnaires that pay for the answers at once."""
