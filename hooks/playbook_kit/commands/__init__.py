"""The command ``playbooks``, one module a command: the only room that prints."""
