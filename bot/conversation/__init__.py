"""The conversation: a pure engine from (version, session, input, time) to the next session and what happened."""
