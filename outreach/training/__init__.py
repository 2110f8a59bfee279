"""The statistical reader is trained here, from the texts in `inbox_rules/training/`; nothing at run time imports it."""
