"""The wire: letters go out by SMTP, answers come in by IMAP. Every error of the network ends on this floor."""
