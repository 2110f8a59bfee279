"""How programs and people word things in the languages we meet: subjects of automatic answers, receipts, challenges.

Only data and how it is matched. A phrase alone never makes a robot of a person: `kind` says where it may count.
"""

from __future__ import annotations

import re

_LABEL_ENDS = r"\s*(?:$|[:\-–—(\[!]|bis\b|until\b|jusqu|hasta\b|fino\b|tot\b|do\b|até\b)"


def alternatives(lines: str) -> str:
    """The alternatives of a pattern, written over several lines: one language or one sense a line."""
    return "|".join(line.strip() for line in lines.strip().split("\n"))


def _starts(lines: str) -> re.Pattern[str]:
    """Matches a subject that begins with one of the phrases and then ends, or goes on as a label does."""
    return re.compile(f"(?:{alternatives(lines)}){_LABEL_ENDS}", re.IGNORECASE)


def _says(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lines)})", re.IGNORECASE)


AWAY_SUBJECT = _starts(r"""
    automatic reply|auto(?:matic)?[- ]?(?:reply|response)|ooo|vacation (?:reply|response)
    (?:i am |i'm )?out of (?:the )?office(?: (?:auto)?reply| autoreply)?|on (?:annual |parental )?leave|on vacation
    away from (?:the|my) (?:office|desk|mail)
    automatische (?:antwort|r(?:ü|ue)ckantwort|abwesenheitsnotiz)|abwesend|abwesenheit|urlaub|au(?:ß|ss)er haus
    abwesenheits(?:notiz|nachricht|meldung|assistent|info)|nicht im (?:b(?:ü|ue)ro|haus)
    r(?:é|e)ponse automatique|absen(?:ce|te?)(?: du bureau)?|message d'absence|en cong(?:é|e)s?
    respuesta autom(?:á|a)tica|fuera de (?:la )?oficina|ausencia|ausente|de vacaciones
    risposta automatica|fuori (?:sede|ufficio)|assenza|assente
    automatische? antwoord|automatisch antwoord|afwezig(?:heid)?|afwezigheidsbericht|niet aanwezig|buiten kantoor
    automatyczna odpowied(?:ź|z)|odpowied(?:ź|z) automatyczna|autoodpowied(?:ź|z)|nieobecno(?:ść|sc)|poza biurem|urlop
    resposta autom(?:á|a)tica|fora do escrit(?:ó|o)rio|aus(?:ê|e)ncia|de f(?:é|e)rias
    automatiskt? svar|autosvar|fr(?:å|a)nvaro(?:meddelande)?|automaattinen vastaus|automatick(?:á|a) odpov(?:ě|e)(?:ď|d)
""")

AWAY = _says(r"""
    out of (?:the )?office|limited access to (?:my )?e-?mail|(?:return|back) (?:to|in) the office
    (?:am|be|is|currently) (?:away|on (?:annual |parental |maternity |sick )?leave|on (?:vacation|holiday))
    no longer (?:works?|with|employed|at)|has left the company
    nicht im (?:b(?:ü|ue)ro|haus)|abwesen(?:d|heit)|au(?:ß|ss)er haus|im urlaub|in elternzeit
    wieder (?:im b(?:ü|ue)ro|erreichbar|da)\b|nicht mehr (?:f(?:ü|ue)r|bei|im unternehmen|t(?:ä|ae)tig)
    absente?s?\b|en cong(?:é|e)|de retour (?:le|au|à)|ne (?:fait|travaille) plus
    fuera de la oficina|ausente|de vacaciones|ya no trabaja
    fuori (?:sede|ufficio)|assente|in ferie|non lavora pi(?:ù|u)
    afwezig|niet aanwezig|met (?:vakantie|verlof)|niet meer werkzaam
    nieobecn|na urlopie|poza biurem|nie pracuje
    fora do escrit(?:ó|o)rio|de f(?:é|e)rias|j(?:á|a) n(?:ã|a)o trabalha
""")

TICKET_SUBJECT = _says(r"""
    ticket (?:received|created|opened|#)|case (?:created|opened)|acknowledge?ment of receipt
    \[(?:ticket|case|request|vorgang|anfrage)[^\]]{0,40}\d[^\]]{0,20}\]
    (?:your|new) (?:request|ticket|case|enquiry|inquiry|message)\b.{0,40}\b(?:received|created|opened)
    received your (?:request|message|e-?mail|enquiry|inquiry)
    (?:eingangs|empfangs)best(?:ä|ae)tigung|ticket erstellt
    ihre (?:anfrage|nachricht|e-mail)\b.{0,40}\b(?:eingegangen|erhalten)
    accus(?:é|e) de r(?:é|e)ception|votre demande|acuse de recibo|hemos recibido su
    conferma di ricezione|abbiamo ricevuto|ontvangstbevestiging|wij hebben uw
    potwierdzenie (?:otrzymania|przyj(?:ę|e)cia)|confirma(?:ç|c)(?:ã|a)o de rece(?:p|b)
""")

TICKET = _says(r"""
    (?:ticket|case|request|reference) (?:number|no\.?|id|#)|we have received your
    (?:your|a) (?:request|ticket|case|message|enquiry|inquiry) (?:has been|was) (?:received|created|opened|logged)
    thank you for (?:contacting|your (?:message|e-?mail|enquiry|inquiry))
    ticket-?(?:nummer|nr)|vorgangsnummer|(?:ihre (?:anfrage|nachricht|e-mail)|ihr anliegen) (?:ist|wurde)
    wir haben ihre (?:anfrage|nachricht|e-mail) erhalten|vielen dank f(?:ü|ue)r ihre (?:anfrage|nachricht|e-mail)
    num(?:é|e)ro de (?:ticket|dossier)|nous avons bien re(?:ç|c)u
    n(?:ú|u)mero de (?:ticket|caso|incidencia|pedido)|hemos recibido su|recebemos (?:a sua|o seu)
    numero (?:di )?(?:ticket|pratica)|abbiamo ricevuto|wij hebben uw (?:bericht|vraag|e-?mail)
    numer (?:zg(?:ł|l)oszenia|sprawy)|otrzymali(?:ś|s)my
""")

CHALLENGE = _says(r"""
    (?:confirm|verify|prove) (?:that )?(?:you are|you're) (?:a |not a )?(?:human|person|real|robot)
    (?:confirm|verify) your (?:e-?mail )?(?:address|message|identity) (?:to|so that|before|for)
    sender (?:address )?verification|approved senders? list|your message is (?:being held|waiting)|challenge[- ]response
    best(?:ä|ae)tigen sie,? dass sie (?:ein mensch|kein roboter)|absender(?:adresse)? best(?:ä|ae)tigen
""")

DELAYED = _says(r"""
    delayed|deferred|temporar(?:y|ily)|not yet (?:been )?delivered|warning message only|do not need to resend
    will (?:be retried|keep trying|retry|continue to try)|verz(?:ö|oe)ger|vor(?:ü|ue)bergehend|erneut versucht
    temporaire|retard|retras|temporal|in ritardo|vertraag|tijdelijk|op(?:ó|o)(?:ź|z)ni|tempor(?:á|a)ri
""")
