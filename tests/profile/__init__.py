"""Tests of bot.profile."""
