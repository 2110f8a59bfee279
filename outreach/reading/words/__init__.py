"""The words of days, amounts and invoices, one file a language."""
