"""The agent: one verb a file. It asks the domain what to do, and does it through the ports."""
