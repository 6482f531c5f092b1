"""Telegram as a channel: updates in, calls out. Nothing outside this package knows aiogram."""
