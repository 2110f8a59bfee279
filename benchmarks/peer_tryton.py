"""Run by the Python of its own environment: letters through Tryton's account_dunning_email, its database in SQLite.

`peer_tryton.py FOLDER PORT LETTERS.json` prints the seconds for processing the dunnings, which writes and sends mails.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

DATABASE = "bench"
TODAY = datetime.now().astimezone().date()  # by the same clock as Tryton, which takes no other day


def main(folder: Path, port: int, letters: list[dict[str, Any]]) -> dict[str, float]:
    os.environ |= {  # read when trytond is imported
        "TRYTOND_DATABASE__URI": "sqlite://",
        "TRYTOND_DATABASE__PATH": str(folder),
        "TRYTOND_EMAIL__URI": f"smtp://127.0.0.1:{port}",
        "TRYTOND_EMAIL__FROM": letters[0]["from"],
        "TRYTONPASSFILE": str(folder / "password"),
    }
    _install(folder)
    from trytond.pool import Pool  # noqa: PLC0415 - see above
    from trytond.transaction import Transaction  # noqa: PLC0415

    Pool.start()
    pool = Pool(DATABASE)
    pool.init()
    context = _transaction(lambda: _firm(pool), {})
    _transaction(lambda: _book(pool, letters, context["company"]), context)
    _transaction(lambda: pool.get("account.dunning").generate_dunnings(TODAY), context)
    begin = time.perf_counter()
    _transaction(lambda: _press_process(pool, Transaction()), context)
    took = time.perf_counter() - begin
    with Transaction().start(DATABASE, 1, context=context, readonly=True):
        assert pool.get("ir.email").search([], count=True) == len(letters)
    return {"writing": 0.0, "sending": took}  # one step


def _transaction(work: Callable[[], Any], context: dict[str, Any]) -> Any:
    """As its server does with a request: again from the beginning when it needs locks that must be taken first."""
    from trytond.transaction import Transaction, TransactionError  # noqa: PLC0415

    extras: dict[str, Any] = {}
    while True:
        with Transaction().start(DATABASE, 1, context=context, **extras) as transaction:
            try:
                return work()
            except TransactionError as error:
                transaction.rollback()
                error.fix(extras)


def _install(folder: Path) -> None:
    (folder / f"{DATABASE}.sqlite").touch()
    (folder / "password").write_text("only-for-this-hour")
    admin = [str(Path(sys.executable).parent / "trytond-admin"), "-d", DATABASE, "-u", "account_dunning_email"]
    subprocess.run([*admin, "--activate-dependencies", "--email", "admin@northwind-joinery.example"], check=True)


def _firm(pool: Any) -> dict[str, Any]:
    """A company with what it needs to have a receivable line; the context that its user works in."""
    (gbp,) = pool.get("currency.currency").create(
        [
            {
                "name": "Pound",
                "symbol": "£",
                "code": "GBP",
                "rates": [("create", [{"date": date(2020, 1, 1), "rate": 1}])],
            }
        ]
    )
    (us,) = pool.get("party.party").create([{"name": "Northwind Joinery Ltd"}])
    (company,) = pool.get("company.company").create([{"party": us.id, "currency": gbp.id}])
    user = pool.get("res.user")
    user.write([user(1)], {"companies": [("add", [company.id])], "company": company.id})
    return dict(user.get_preferences(context_only=True))


def _book(pool: Any, letters: list[dict[str, Any]], company: int) -> None:
    """One posted receivable line for each letter, because this module writes one mail for each line that is due."""
    period, journal = _year(pool, company), pool.get("account.journal").search([("code", "=", "REV")])[0]
    kinds = pool.get("account.account.type").create(
        [
            {"name": "Receivables", "company": company, "statement": "balance", "receivable": True, "assets": True},
            {"name": "Revenue", "company": company, "statement": "income", "revenue": True},
        ]
    )
    receivable, revenue = pool.get("account.account").create(
        [{"name": kind.name, "company": company, "type": kind.id, "party_required": kind.receivable} for kind in kinds]
    )
    level = {"overdue": timedelta(days=5), "send_email": True}
    (procedure,) = pool.get("account.dunning.procedure").create([{"name": "Standard", "levels": [("create", [level])]}])
    parties = pool.get("party.party").create(
        [
            {
                "name": letter["client"],
                "dunning_procedure": procedure.id,
                "contact_mechanisms": [("create", [{"type": "email", "value": letter["to"], "name": letter["name"]}])],
            }
            for letter in letters
        ]
    )
    moves = pool.get("account.move").create(
        [
            {
                "company": company, "period": period.id, "journal": journal.id, "date": period.start_date,
                "lines": [("create", _lines(letter["invoices"][0], party, receivable, revenue))],
            }
            for letter, party in zip(letters, parties, strict=True)
        ]
    )  # fmt: skip
    pool.get("account.move").post(moves)


def _lines(invoice: dict[str, str], party: Any, receivable: Any, revenue: Any) -> list[dict[str, Any]]:
    amount, due = Decimal(invoice["amount"]), TODAY - timedelta(days=10)
    owed = {"account": receivable.id, "party": party.id, "debit": amount, "description": invoice["number"]}
    return [owed | {"maturity_date": due}, {"account": revenue.id, "credit": amount}]


def _year(pool: Any, company: int) -> Any:
    """The first period of this fiscal year."""
    (kind,) = pool.get("ir.sequence.type").search([("name", "=", "Account Move")])
    (sequence,) = pool.get("ir.sequence.strict").create(
        [{"name": "moves", "sequence_type": kind.id, "company": company}]
    )
    year = {"name": "this", "company": company, "move_sequence": sequence.id}
    begin, end = TODAY.replace(month=1, day=1), TODAY.replace(month=12, day=31)
    years = pool.get("account.fiscalyear").create([year | {"start_date": begin, "end_date": end}])
    pool.get("account.fiscalyear").create_period(years)
    return pool.get("account.period").search([("type", "=", "standard")], order=[("start_date", "ASC")])[0]


def _press_process(pool: Any, transaction: Any) -> None:
    """What a person does who has looked through the drafts: all of them, and the button."""
    drafts = pool.get("account.dunning").search([("state", "=", "draft")])
    chosen = {"active_model": "account.dunning", "active_id": drafts[0].id, "active_ids": [each.id for each in drafts]}
    with transaction.set_context(**chosen):
        wizard = pool.get("account.dunning.process", type="wizard")
        session = wizard.create()[0]
        wizard.execute(session, {}, "process")
        wizard.delete(session)


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text("utf-8")))))
