"""Run by the Python of its own environment: letters through django-post_office, as its README sets it up.

`peer_post_office.py FOLDER PORT LETTERS.json` prints the seconds for writing them into the queue and for sending them.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

SUBJECT = "{{ subject }}"
TEXT = """Dear {{ name }},

a short note so that nothing gets lost: {{ invoices|length }} of your invoices
{{ invoices|length|pluralize:"is,are" }} open.

{% for each in invoices %}{{ each.number }}, due on {{ each.due }}: {{ each.amount|floatformat:2 }} {{ each.currency }}
{% endfor %}
If the payment is already planned, you need not do anything. If something looks wrong to you, simply reply to this mail.

{{ sender }}
{{ company }}
"""
HTML = """<html><body><p>Dear {{ name }},</p>
<p>a short note so that nothing gets lost: {{ invoices|length }} of your invoices
{{ invoices|length|pluralize:"is,are" }} open.</p>
<table><tr><th>Invoice</th><th>Due</th><th>Open</th></tr>
{% for each in invoices %}<tr><td>{{ each.number }}</td><td>{{ each.due }}</td>
<td>{{ each.amount|floatformat:2 }} {{ each.currency }}</td></tr>{% endfor %}</table>
<p>If the payment is already planned, you need not do anything. If something looks wrong to you, simply reply to this
mail.</p><p>{{ sender }}<br>{{ company }}</p></body></html>
"""


def main(folder: Path, port: int, letters: list[dict[str, object]]) -> dict[str, float]:
    settings.configure(
        INSTALLED_APPS=["post_office"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "queue.sqlite3")}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        EMAIL_BACKEND="post_office.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", verbosity=0)
    from post_office import mail  # noqa: PLC0415 - its models can be imported only after setup()
    from post_office.models import STATUS, Email, EmailTemplate  # noqa: PLC0415

    template = EmailTemplate.objects.create(name="courtesy", subject=SUBJECT, content=TEXT, html_content=HTML)
    begin = time.perf_counter()
    # Its own advice for many mails: all of them rendered, then inserted at once.
    mail.send_many([{"recipients": e["to"], "sender": e["from"], "template": template, "context": e} for e in letters])
    middle = time.perf_counter()
    call_command("send_queued_mail", lockfile=str(folder / "lock"))
    end = time.perf_counter()
    assert Email.objects.filter(status=STATUS.sent).count() == len(letters)
    return {"writing": middle - begin, "sending": end - middle}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text("utf-8")))))
