"""The facts live in the domain, because the agent gathers them; templates speak of them under these names."""

from __future__ import annotations

from outreach.domain.letter_facts import CompanyFacts, InvoiceFacts, LetterFacts, PromiseFacts

__all__ = ["CompanyFacts", "InvoiceFacts", "LetterFacts", "PromiseFacts"]
