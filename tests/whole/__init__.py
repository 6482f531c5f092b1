"""The whole bot in a process of its own, met by people through a Bot API server on this machine."""
