"""What Outreach costs, measured against what SMTP, IMAP, fsync and the libraries under it cost."""
