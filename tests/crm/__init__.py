"""Tests of bot.crm."""
