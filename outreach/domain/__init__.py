"""What the business decides. Pure: standard library only, no socket, no file, no clock; time is always an argument."""
