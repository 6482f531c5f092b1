"""Tests of bot.questionnaire."""
