"""What a reply says: its new text in, a finding out. Pure: what is known about the case comes as a `Context`."""
