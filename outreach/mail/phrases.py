"""How programs and people word things in the languages we meet: subjects of automatic answers, receipts, challenges.

Only data and how it is matched. A phrase alone never makes a robot of a person: `kind` says where it may count.
"""

# ruff: noqa: E501 - a wording and its variants read best on one line

from __future__ import annotations

import re

_LABEL_ENDS = r"\s*(?:$|[:\-–—(\[!]|re\b|aw\b|sv\b|bis\b|until\b|jusqu|hasta\b|fino\b|tot\b|do\b|até\b)"


def alternatives(lines: str) -> str:
    """The alternatives of a pattern, written over several lines: one language or one sense a line."""
    return "|".join(line.strip() for line in lines.strip().split("\n"))


def _starts(lines: str) -> re.Pattern[str]:
    """Matches a subject that begins with one of the phrases and then ends, or goes on as a label does."""
    return re.compile(f"(?:{alternatives(lines)}){_LABEL_ENDS}", re.IGNORECASE)


def _says(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lines)})", re.IGNORECASE)


AUTOMATIC_SUBJECT = _starts(r"""
    automatic reply|auto(?:matic)?[- ]?(?:reply|response)|auto(?: ?:|-)|vacation (?:reply|response)
    out[- ]of[- ]office (?:auto)?-?reply
    automatische (?:antwort|r(?:ü|ue)ckantwort|abwesenheitsnotiz)|abwesenheits(?:notiz|nachricht|meldung|assistent|info)
    autoantwort|r(?:é|e)ponse automatique(?: d'absence)?|message d['’]absence|r(?:é|e)ponse auto
    respuesta autom(?:á|a)tica|risposta automatica|automatische? antwoord|automatisch antwoord|afwezigheidsbericht
    automatyczna odpowied(?:ź|z)|odpowied(?:ź|z) automatyczna|autoodpowied(?:ź|z)|resposta autom(?:á|a)tica
    automatiskt? svar|autosvar|fr(?:å|a)nvaromeddelande|automaattinen vastaus|automatick(?:á|a) odpov(?:ě|e)(?:ď|d)
    automatikus v(?:á|a)lasz|r(?:ă|a)spuns automat|\[auto-?reply\]|\[automatic
""")
"""Labels that only programs put before a subject."""

AWAY_SUBJECT = _starts(r"""
    (?:i am |i'm |currently )?out[- ]of[- ](?:the[- ])?office|on (?:annual |parental |maternity |sick )?leave
    on (?:vacation|holidays?)|ooo|vacation
    away from (?:the|my) (?:office|desk|mail)|away until|office closed|abwesend|abwesenheit|urlaub|im urlaub
    au(?:ß|ss)er haus
    nicht im (?:b(?:ü|ue)ro|haus)|betriebsferien|betriebsurlaub|absen(?:ce|te?)(?: du bureau)?|en cong(?:é|e)s?
    cong(?:é|e)s annuels
    fuera de (?:la )?oficina|ausencia|ausente|de vacaciones|fuori (?:sede|ufficio)|assenza|assente|in ferie
    chiusura (?:estiva|aziendale)
    afwezig(?:heid)?|niet aanwezig|buiten kantoor|met vakantie|nieobecno(?:ść|sc)|poza biurem|urlop|na urlopie
    fora do escrit(?:ó|o)rio|aus(?:ê|e)ncia|de f(?:é|e)rias|fr(?:å|a)nvaro|fraværende|poissa
""")
"""Labels that a person may write, too: they count beside other signs only."""

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
    away (?:from|until|at|on|this|next|for|and)|on leave|annual leave|office (?:is |will be )?closed
    closed (?:for|from|until|between)|holiday
    not (?:be )?(?:in the office|available|reachable)
    (?:back|return(?:ing)?) (?:on|in|from|at work|monday|tuesday|wednesday|thursday|friday)
    abwesenheit|elternzeit|mutterschutz|krank|betriebsferien|geschlossen|wieder (?:zur(?:ü|ue)ck|für sie da)
    zurück (?:am|ab)|nicht erreichbar
    vacances|arr(?:ê|e)t maladie|ferm(?:é|e)e? (?:du|pour|jusqu)|de retour|reprendrai|vacaciones|regres[oa]
    volver(?:é|e)|cerrad[oa]
    ferie|rientr|chius[oai]|torner(?:ò|o)|vakantie|verlof|terug (?:op|vanaf)|gesloten|urlop|wracam|powr(?:ó|o)t
    wr(?:ó|o)c(?:ę|e)|zamkni
    f(?:é|e)rias|regress|estarei ausente|encerrad
""")

TICKET_SUBJECT = _says(r"""
    (?:ticket|case|request|incident|query) ?(?:no\.?|number|id|nr\.?|#|:)? ?#?[\w/-]*\d[\w/-]* ?(?:received|created|opened|logged|registered|erstellt)
    acknowledge?ment (?:of|:)|we(?:'ve| have)? (?:got|received) your
    thank(?:s| you) for (?:contacting|your (?:e-?mail|message|enquiry|request))
    \[ref:|\(case \d|bedankt voor uw|dzi(?:ę|e)kujemy za|obrigad[oa] pelo|gracias por (?:su|contactar)
    merci (?:de nous avoir|pour votre)
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
    (?:we|we've) (?:have )?(?:got|received) your (?:message|mail|e-?mail|request|query|enquiry)
    we will (?:get back|respond|reply) to you
    this (?:mailbox|address) is (?:not )?monitored|automated? (?:acknowledge?ment|receipt|confirmation|response|message)
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
    confirme[zr]? (?:que )?vous (?:êtes|n['’]êtes pas)|confirme que (?:es|no es|usted)|confermi? (?:di essere|che non)
    bevestig dat u (?:een|geen)|potwierd(?:ź|z),? (?:że|ze) (?:jeste(?:ś|s)|nie)|confirme que (?:é|n(?:ã|a)o)
""")

INVOICE_STATUS = _says(r"""
    (?:status (?:of|for|update|change)|has changed status|status changed|status:)
    (?:invoice|document)s? .{0,60}\b(?:received|approved|rejected|accepted|processed|processing|paid|scheduled|cleared|matched|disputed|on hold|posted|status)
    (?:payment|invoice) (?:status|scheduled|notification)|scheduled for payment
    has been (?:approved|rejected|submitted|posted|returned)
    (?:rechnung|beleg)\w* .{0,60}\b(?:status|eingegangen|freigegeben|abgelehnt|verbucht|bezahlt|geprüft|zur zahlung)
    rechnungsstatus|statusänderung
    (?:facture|document) .{0,60}\b(?:statut|reçue|approuvée|rejetée|refusée|validée|payée)|statut d(?:e|u)
    factura .{0,60}\b(?:estado|recibida|aprobada|rechazada|pagada|contabilizada)|cambio de estado
    fattura .{0,60}\b(?:stato|ricevuta|approvata|rifiutata|scartata|pagata|accettata)
    factuur .{0,60}\b(?:status|ontvangen|goedgekeurd|afgewezen|betaald|afgekeurd)
    faktur\w* .{0,60}\b(?:status|otrzyman|zatwierdzon|odrzucon|op(?:ł|l)acon)
    fatura .{0,60}\b(?:estado|recebida|aprovada|rejeitada|paga|rejeitou)
""")
REFUSED = _says(
    r"rejected|refused|returned|on hold|disputed|abgelehnt|zurückgewiesen|rejetée|refusée|rechazad|rifiutat|scartat|afgewezen|afgekeurd|odrzucon|rejeitad"
)

REMITTANCE = _says(r"""
    remittance|payment advice|advice of payment|(?:ach|bacs|eft|wire|vendor|supplier) (?:payment|remittance)
    payment (?:confirmation|notification|details)
    zahlungs?avis|zahlungsankündigung|überweisungsavis|avis de (?:paiement|virement|règlement)
    aviso de (?:pago|transferencia|pagamento)
    avviso di (?:pagamento|bonifico)|distinta di pagamento|betaal(?:advies|specificatie|avis)|betalingsadvies
    awizo (?:płatności|zapłaty)
    specyfikacja płatności|we have (?:today )?paid|payment (?:has been|was) (?:sent|made|issued|released)
""")

RECEIPT_SUBJECT = _starts(
    r"read|not read|gelesen|ungelesen(?: gelöscht)?|lu|non lu|leído|no leído|letto|non letto|gelezen|niet gelezen|przeczytano|lida|lido"
)
RECEIPT_TEXT = re.compile(
    r"\s*(?:(?:your message|ihre nachricht|votre message|su mensaje|el mensaje|il messaggio|uw bericht|twoja wiadomość|a sua mensagem)"
    r"(?:\s*\n|\s+(?:to|an|à|para|a|aan|do)\b[^\n]{0,200}(?:read|deleted|gelesen|gelöscht|lu\b|supprimé|leíd|letto|gelezen|przeczytan|lida))"
    r"|dies ist eine empfangsbestätigung|this is a (?:return|read) receipt)",
    re.IGNORECASE,
)
CALENDAR_SUBJECT = _starts(r"""
    accepted|declined|tentative(?:ly accepted)?|zugesagt|zusage|abgesagt|abgelehnt|mit vorbehalt|accepté|refusé
    provisoire|aceptad[oa]
    rechazad[oa]|provisional|accettato|rifiutato|provvisorio|geaccepteerd|geweigerd|zaakceptowan[oe]|odrzucon[oe]
    aceite|aceito|recusad[oa]
""")

FAILURE_SUBJECT = re.compile(
    r"(?:re: ?)?.{0,40}(?<!\w)(?:"
    + alternatives(r"""
        undeliver\w*|non[- ]?deliver\w*|un?deliverable|returned (?:mail|message|e-?mail)|returned to sender
        failure notice|fail(?:ed|ure) (?:mail|delivery|notification)
        (?:mail|message|e-?mail) (?:delivery|system|transport|router|server)? ?(?:error|failed|failure|problem|status|notification|report|subsystem|undeliverable|not delivered|could not be delivered|delayed)
        delivery (?:status|failure|failed|problem|report|has failed|error|notification|delayed|unsuccessful|attempts?|notice|incomplete)
        notification of (?:non|delivery)|delayed (?:mail|delivery|message)
        could(?:n't| not) (?:be )?(?:sen[dt]|deliver)\w*|unable to (?:deliver|send|relay)
        can(?:not|'t) (?:be )?(?:deliver|send|sent)\w*|not delivered|warning: (?:could not|message|e-?mail)
        user unknown|unknown (?:user|recipient|address)
        permanent (?:delivery )?(?:failure|error)|mailbox (?:full|unavailable|not found|over)|bounced?|rejected
        message (?:you sent )?(?:blocked|rejected|refused)|error (?:sending|delivering)|nondelivery
        inactive (?:mailbox|account)|invalid (?:address|recipient)|address (?:not found|unknown)|no such user
        unzustellbar\w*|nicht zu(?:gestellt|stellbar)\w*|zustell(?:fehler|ung|problem|benachrichtigung)\w*
        konnte nicht (?:zugestellt|ausgeliefert)|rückläufer|fehler bei der zustellung
        benachrichtigung .{0,20}zustell\w*|unzustellbare
        échec de (?:la )?(?:remise|distribution|livraison)|non remis\w*|non distribu\w*|avis de non[- ]remise
        message non délivré|notification d'état de remise|erreur de (?:remise|livraison)
        no (?:se pudo |se ha podido )?entreg\w*|no entregad[oa]|error (?:de|en la) entrega|devuelto|correo devuelto
        notificación (?:de|del) .{0,20}entrega|mensaje no (?:entregado|enviado)
        mancat[oa] (?:recapito|consegna)|impossibile (?:recapitare|consegnare)|non (?:recapitat|consegnat)\w*
        errore di (?:recapito|consegna)|notifica .{0,20}(?:recapito|consegna)
        onbestelbaar|niet (?:bezorgd|afgeleverd|besteld)|bezorging mislukt|aflevering mislukt|niedostarczon\w*
        nie (?:można|udało się) dostarczyć|zwrot (?:wiadomości|poczty)|błąd dostarcz\w*|niedoręczon\w*
        não (?:foi possível |pôde ser )?entreg\w*|falha na entrega|não entregue|erro (?:de|na) entrega|devolvid[oa]
        notificação .{0,30}entrega|mensagem não entregue|kunde inte levereras|kan ikke leveres|olevererbart
        kunne ikke leveres
        エラー|配信|配送|届き|失敗|不能|undelivery|недоставлен\w*|退信|退件|無法投遞
    """)
    + r")",
    re.IGNORECASE,
)
SERVER_NAME = re.compile(
    r"(?:mail|message|e-?mail|internet mail)[ _-]?(?:er[-_]?daemon|daemon|delivery|admin\w*|router|system|server|gateway|service|transport|filter|subsystem)|mailer[-_]?daemon|postmaster"
    r"|system ?(?:administrator|attendant)|systemadministrator|administrador d[eo]l? sistema|administrateur système|amministratore di sistema|microsoft ?(?:exchange|outlook)"
    r"|^administrator$|^(?:smtp|mta|mmdf|mdaemon|imail|root|system|bounces?|daemon|amavis|delivery)(?:[-_+.].*)?$|symantec|mailsweeper|mimecast|barracuda|non-?delivery|undeliver",
    re.IGNORECASE,
)

DELAYED = _says(r"""
    delayed|deferred|temporar(?:y|ily)|not yet (?:been )?delivered|warning message only|do not need to resend
    will (?:be retried|keep trying|retry|continue to try)|verz(?:ö|oe)ger|vor(?:ü|ue)bergehend|erneut versucht
    temporaire|retard|retras|temporal|in ritardo|vertraag|tijdelijk|op(?:ó|o)(?:ź|z)ni|tempor(?:á|a)ri
""")
