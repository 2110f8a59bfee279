"""The wire, proved on real mail servers and on misbehaving ones."""
