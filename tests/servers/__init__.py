"""Mail servers for tests: Dovecot and Postfix as they are, and scripted ones that misbehave on purpose."""
