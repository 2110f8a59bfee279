"""The suite. Areas mirror the package; `servers` holds real mail servers and misbehaving ones for all of them."""
