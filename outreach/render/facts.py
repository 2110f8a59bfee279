"""The facts live in the domain, because the agent gathers them; templates speak of them under these names."""

from __future__ import annotations

from outreach.domain.letter_facts import CompanyFacts as CompanyFacts
from outreach.domain.letter_facts import InvoiceFacts as InvoiceFacts
from outreach.domain.letter_facts import LetterFacts as LetterFacts
from outreach.domain.letter_facts import PromiseFacts as PromiseFacts
