"""The command line: thin. It reads arguments, calls one verb, and prints what it answers."""
