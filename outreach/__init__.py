"""Outreach: an agent in a business's own mailbox that gets invoices paid without hurting its client relationships."""

__version__ = "0.1.0"
