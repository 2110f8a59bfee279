"""How programs and firms frame a person's words, in the languages that we meet: banners, footers, closings, titles.

Only data and how it is matched; `signature` says where each may count.
"""

# ruff: noqa: E501 - a wording and its variants read best on one line

from __future__ import annotations

import re

from outreach.mail.phrases import alternatives


def _begins(lines: str) -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(lines)})", re.IGNORECASE)


BANNER = _begins(r"""
    \W{0,5}(?:caution|warning|external|attention|notice|alert|security)\W.{0,120}(?:external|outside|originat|sender|untrusted)
    \W{0,5}(?:achtung|warnung|vorsicht|extern\w*|hinweis)\W.{0,120}(?:extern|außerhalb|ausserhalb|absender)
    \W{0,5}(?:attention|avertissement|prudence|courriel externe)\W.{0,120}(?:extérieur|externe|expéditeur|hors de)
    \W{0,5}(?:precaución|atención|advertencia|aviso|correo externo|cuidado|atenção)\W.{0,120}(?:extern|fuera|fora d|remitente)
    \W{0,5}(?:attenzione|avviso|avvertenza)\W.{0,120}(?:estern|mittente|al di fuori)
    \W{0,5}(?:let op|waarschuwing|pas op)\W.{0,120}(?:extern|buiten|afzender)
    \W{0,5}(?:uwaga|ostrzeżenie|ostrożnie)\W.{0,120}(?:zewn|spoza|nadawc)
    \W{0,3}\[?(?:external|extern[aeoyu]?|externe|esterno|externo|zewnętrzn[ay]|outside)(?: (?:e-?mail|sender|message|mail|nachricht))?\]?\W{0,3}$
    \W{0,3}\[(?:external|extern[aeo]?|esterno|externo)[^\]]{0,40}\]\W{0,3}$
    .{0,20}this (?:e-?mail|message|sender)\b.{0,30}(?:originated|came|was sent|is from|comes)\b.{0,20}(?:outside|external)
    .{0,20}diese (?:e-?mail|nachricht|mail)\b.{0,20}(?:stammt|kommt|wurde)\b.{0,20}(?:extern|außerhalb|ausserhalb|von außen)
    .{0,20}(?:ce (?:message|courriel|mail)|cet e-?mail)\b.{0,30}(?:provient|vient|a été envoyé)\b.{0,40}(?:extér|extern|hors)
    .{0,20}este (?:mensaje|correo)\b.{0,30}(?:proviene|procede|viene|se envió)\b.{0,40}(?:extern|fuera)
    .{0,20}questa? (?:messaggio|e-?mail)\b.{0,30}(?:proviene|arriva)\b.{0,40}(?:estern|fuori)
    .{0,20}(?:dit bericht|deze e-?mail)\b.{0,30}(?:komt|is afkomstig)\b.{0,40}(?:extern|buiten)
    .{0,20}ta wiadomość\b.{0,30}(?:pochodzi|została)\b.{0,40}(?:zewn|spoza)
    .{0,20}esta? (?:mensagem|e-?mail)\b.{0,30}(?:vem|provém|foi enviad|originou)\b.{0,40}(?:extern|fora)
    (?:some people who received this message|you) don['’]t often get e-?mail from
    (?:einige personen|sie erhalten) .{0,60}(?:oft|häufig)\b.{0,20} e-?mails? von
    sie erhalten nicht (?:oft|häufig) e-?mails? von
    vous n['’](?:obtenez|recevez) pas souvent d['’]e-?mail|no suele recibir correo|non si ricevono spesso messaggi
    (?:u|je) ontvangt? niet vaak e-?mail|nie otrzymujesz często wiadomości|não recebe com frequência
    você não costuma receber
    zixcorp|\W{0,4}this is an external e-?mail
""")
BANNER_GOES_ON = re.compile(
    r"\b(?:click|links?|attachments?|recogni[sz]e|learn why|anhänge|absender|klicken|öffnen|sender|erfahren sie|liens?"
    r"|pièces jointes|expéditeur|enlaces|adjuntos|remitente|collegamenti|allegati|mittente|bijlagen|koppelingen|afzender"
    r"|łącz|załącznik|nadawc|anexos|report (?:phish|suspicious)|phishing|aka\.ms)",
    re.IGNORECASE,
)
BANNER_PREFIX = re.compile(
    r"\W{0,2}\[(?:external|extern|extern[aeo]|esterno|ext)(?: [\w-]{1,12}){0,2}\][:\s]+", re.IGNORECASE
)
SENT_FROM = _begins(r"""
    sent (?:from|via|with|on|by) (?:my |an? |outlook|yahoo|proton|gmail|mail\b|the |samsung|android|iphone|ipad|mobile|spark|hey\b|airmail|tutanota|tuta\b|missive|superhuman|front\b|zoho|thunderbird|blue\b|bluemail|k-9)
    get (?:outlook|bluemail|the free) |sent from .{0,30}(?:phone|pad|mobile|android|galaxy|outlook|mail)\b
    typed (?:on|with) (?:my|an?) .{0,20}phone
    (?:please )?excuse (?:the |my |any )?(?:brevity|typos?|spelling|terseness)|apologies for (?:brevity|typos?)
    von meinem .{1,60}gesendet|gesendet (?:von|mit|über|aus) |diese nachricht wurde von meinem|holen sie sich outlook
    von unterwegs gesendet
    outlook (?:für|para|pour|per|voor|dla|for) (?:ios|android|mac)|envoyé (?:de|depuis|à partir de|avec|via)
    obtenez outlook|télécharge[rz] outlook
    envoyée? (?:de|depuis) mon|enviado (?:desde|do|da|de|a partir do|com|con|via) (?!acuerdo)|obtener outlook
    obter o outlook|obtenha o outlook|obtén outlook
    inviato (?:da[l ]|con |tramite )|scarica outlook|ottieni outlook|mandato da (?:iphone|android)|descarga? outlook
    (?:verzonden|verstuurd) (?:vanaf|met|via|vanuit|vanop) |outlook voor |download outlook
    wysłan[eoay] (?:z|za pomocą|przez) |pobierz outlook
    skickat (?:från|med)|sendt fra|sendt med|lähetetty\b|hanki outlook|hämta outlook|hent outlook|odesláno z
    odoslané z|stáhněte si outlook
    .{0,15}iphone-omról küldve|küldve .{0,20}telefon|trimis (?:de pe|din|cu) |отправлено (?:с|из) |надіслано з
    iphoneから送信
    yahoo mail ?: .{0,40}|из мобильн|gönderildi\b|(?:iphone|android)['’]?\w* gönder
""")
DISCLAIMER = _begins(r"""
    \W{0,5}(?:this|the) (?:e-?mail|message|communication|information|content|transmission)s?\b.{0,120}(?:confidential|privileged)
    \W{0,5}(?:this|the) (?:e-?mail|message|communication|transmission)\b.{0,80}\bintended (?:only|solely|for)
    \W{0,5}(?:disclaimer|confidentiality(?: notice)?|haftungsausschluss|vertraulichkeits?(?:hinweis|klausel)|avis de confidentialité|aviso (?:legal|de confidencialidad(?:e)?)|avvertenze legali|nota de confidencialidad|klauzula poufności|privacy notice|important notice|legal notice|avviso di riservatezza|mentions légales)\b
    if you (?:are not|have received)\b.{0,60}(?:intended|in error)
    \W{0,3}(?:diese|die in dieser|der inhalt dieser) (?:e-?mail|nachricht|mail)\b.{0,120}(?:vertraulich|rechtlich geschützt|bestimmt)
    \W{0,3}(?:ce|le présent|cet|ces) (?:message|courriel|e-?mail)\b.{0,120}(?:confidentiel|destiné|destinataire)
    \W{0,3}(?:este|el presente|esta) (?:mensaje|correo|mensagem|e-?mail|comunicación)\b.{0,160}(?:confidencia|dirigid|exclusiv|destinat)
    \W{0,3}(?:questo|il presente|le informazioni contenute|la presente|questa) (?:messaggio|e-?mail|in quest\w*|comunicazione)?\b.{0,160}(?:riservat|confidenzial|destinatari|esclusivo)
    \W{0,3}(?:dit|deze|de informatie in (?:dit|deze)) (?:bericht|e-?mail\w*)\b.{0,160}(?:vertrouwelijk|bestemd|geadresseerde)
    \W{0,3}(?:niniejsza|ta|treść tej|informacje zawarte w) (?:wiadomość|wiadomości|korespondencja|e-?mail)?\b.{0,160}(?:poufn|przeznaczon|adresat)
    \W{0,3}(?:detta|denne|dette|tämä) (?:meddelande|mejl|e-?post\w*|e-?mail\w*|viesti|mail)\b.{0,120}(?:konfidenti|fortrolig|avsett|luottamuksel)
    \W{0,3}(?:please |kindly )?(?:consider|think of|save|respect) the (?:environment|planet)|\W{0,3}before printing
    virus-free|virenfrei\b|(?:diese e-mail wurde .{0,30})?avast\b
    \W{0,3}(?:bitte )?(?:denken sie an|schonen sie) die umwelt|\W{0,3}pensez à l['’]environnement
    n['’]imprimez (?:ce|cet)|antes de imprimir|prima di stampare|denk aan het milieu|chroń środowisko
    proszę pomyśl o środowisku
    .{2,60}\bis (?:a (?:limited liability partnership|(?:private |public )?limited company|trading name|registered charity|company)|authori[sz]ed and regulated|regulated by)\b
    (?:a company |\w+ ?(?:&|and)? ?\w* ?)?registered (?:in|office|no|number|company)\b
    company (?:registration|reg\.?|no\.?|number)\b|a company registered
    sitz der gesellschaft|handelsregister\b|amtsgericht|registergericht|geschäftsführ(?:er|ung|erin)\s*:
    vorsitzend(?:er|e) des|vorstand\s*:|persönlich haftende
    siège social|au capital de|rcs \w+ |siren\b|siret\b|tva intracom|inscrita en el registro|registro mercantil
    sede legale|capitale sociale|cap\. soc|p\.? ?iva\b
    kvk\b|handelsregister kvk|kapitał zakładowy|sąd rejonowy|numer krs|krs\b|nip\b|capital social|nipc\b
    to unsubscribe\b|unsubscribe\b
    (?:informationen zum datenschutz|datenschutz(?:hinweise?|informationen)|our privacy (?:policy|notice)|informativa (?:sulla )?privacy|de conformidad con|en cumplimiento d|ai sensi del|w związku z rodo|administratorem)
    scanned by|this (?:e-?mail|message) (?:has been|was) (?:scanned|checked)|checked by avg|no virus found
    general terms|all (?:orders|business|transactions) .{0,40}(?:terms|conditions)
""")
DISCLAIMS = tuple(
    re.compile(stem, re.IGNORECASE)
    for stem in (
        r"intended (?:recipient|solely|only|addressee)|adressat|destinataire|destinatari|geadresseerde|addressee|bestimmungsgemäß",
        r"confiden[tc]i|vertraulich|vertrouwelijk|poufn|riservat|fortrolig|privileged|luottamuks",
        r"disclos|distribut|verbreit|weitergabe|divulg|diffus|difus|verspreid|rozpowszech|reprodu|dissemin|weiterleitung",
        r"\bin error\b|by mistake|irrtümlich|par erreur|por error|per errore|ten onrechte|per vergissing|omyłkow|por engano|por erro",
        r"delete|destroy|lösch|vernicht|supprim|détrui|elimin|borr[ae]|cancell|verwijder|usun|apag",
        r"virus|malware|monitors?\b|monitored|überprüft|scann",
        r"liab|haft(?:ung|et)|responsab|aansprakelijk|odpowiedzialno|views (?:or opinions )?expressed|opinions expressed",
        r"unauthori[sz]ed|prohibited|unbefugt|unzulässig|interdit|prohibid|vietat|proibid|verboden|zabronion|strictly|nicht gestattet",
        r"subject to|freedom of information|under law|gdpr|dsgvo|rgpd|rodo\b|\bavg\b|2016/679|datenschutz",
        r"registered (?:in|office|number|no|charity)|company number|authori[sz]ed and regulated",
    )
)
_CLOSINGS = alternatives(r"""
    (?:many |kind(?:est)? |best |warm(?:est)? |with (?:kind|best|warm|many) |all (?:the |my )?)?(?:thanks|regards|rgds|wishes|best)(?: ?(?:and|&|/|,|\+) \w+ ?\w*)?
    cheers|sincerely|yours(?: \w+)?|thank you(?: (?:so|very) much)?(?: (?:and|&) .{3,25})?
    thanks (?:in advance|again|a million|a lot|so much|very much)|thx|tks|ta\b|tia|br|brgds|kr|respectfully(?: yours)?
    warmly|cordially|take care|ciao|speak soon|talk soon|with thanks|thanking you|much appreciated
    have a (?:good|great|nice|lovely) .{3,20}
    (?:mit )?(?:freundlich|best|herzlich|viel|lieb|schön|kollegial|sonnig|nett)e?[nmrs]? (?:grüßen|grüße|gruß|grüssen|grüsse|gruss|dank)(?: (?:aus|vom|nach|an|und) .{2,30})?
    mfg|mfg\.|vg|lg|bg|gruß|gruss|grüße|grüsse|danke(?: (?:ihnen|dir|schön|sehr|und .{3,25}))?
    vielen dank(?: (?:und|im voraus|vorab).{0,30})?|hochachtungsvoll|servus|schönen gruß|schönes wochenende
    dankend
    (?:bien )?cordialement(?: .{2,12})?|(?:bien )?à vous
    (?:mes |nos |sincères |cordiales |meilleures |bonnes )?salutations(?: (?:distinguées|cordiales|sincères|respectueuses))?
    cdt|cdlt|bien amicalement|merci(?: (?:d'avance|beaucoup|et .{3,30}|par avance|à vous))?
    bonne (?:journée|réception|soirée|semaine)|respectueusement|sincèrement|amitiés
    (?:un )?(?:cordial |cordiales )?saludos?(?: cordial(?:es)?| a todos)?|atentamente|atte\.?
    (?:muchas |mil )?gracias(?: (?:y|por) .{3,25}| de antemano)?|un abrazo|quedo a .{5,30}|cordialmente
    reciba un .{3,30}
    (?:cordiali|distinti|un cordiale|tanti|cari) saluti|saluti(?: cordiali)?|un saluto|cordialità|cordialmente
    (?:mille )?grazie(?: (?:mille|e .{3,25}|ancora))?|buona (?:giornata|serata|domenica)
    buon (?:lavoro|fine settimana)|in fede|a presto
    (?:met )?(?:vriendelijke|hartelijke|beste|warme|zonnige|collegiale)? ?(?:groet(?:en|jes)?)(?: uit .{2,20})?|mvg
    hoogachtend|bedankt|alvast bedankt|dank(?: (?:u|je))?(?: wel)?|gr\.?
    pozdrawiam(?: (?:serdecznie|ciepło))?|pozdrowienia
    (?:łączę|z) (?:pozdrowieniami|pozdrowienia|wyrazami szacunku|poważaniem)|serdecznie pozdrawiam
    dziękuję(?: .{3,20})?|pozdr\.?|z góry dziękuję
    (?:atenciosamente|att\.?|abs\.?|abraços?|cordialmente|saudações|obrigad[oa])
    (?:com os )?(?:melhores |meus )?cumprimentos|muito obrigad[oa]|grat[oa]|(?:um )?bem[- ]haja|bom (?:dia|trabalho)
    (?:med )?(?:vänliga?|vennlig|venlig|bästa|beste|mange|hjertelig)? ?(?:hälsning(?:ar)?|hilsen(?:er)?)|mvh|vh
    hälsningar|tack|takk|tak|hilsen|ystävällisin terveisin|terveisin|yt
    s pozdravem|s přátelským pozdravem|üdvözlettel|tisztelettel|cu (?:stimă|respect|drag)|mulțumesc|с уважением
    з повагою|με εκτίμηση|saygılarımla|lep pozdrav|srdačan pozdrav
""")
CLOSED = re.compile(rf"(?:{_CLOSINGS})[\s,.!;:)–—-]*", re.IGNORECASE)
CLOSED_WITH_NAME = re.compile(
    rf"(?:(?:[^\n]{{0,200}}[.!?]\s+)?)(?i:{_CLOSINGS})[\s,.!–—-]+(?P<name>[A-ZÀ-ÞŁŚŻŹĆ][\w.'’-]*(?: (?:de|van|der|von|den|da|dos|di|la|le|el|[A-ZÀ-ÞŁŚŻŹĆ][\w.'’-]*)){{0,4}})[\s,.!]*"
)
CONTACT = re.compile(
    alternatives(r"""
        (?:\+|\b00|\(0|\b0)\d[\d ()/.\-–]{5,}|\b\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b
        \S@\S+\.\S|\bwww\.|https?://|\[(?:cid|image|bild|logo|immagine|afbeelding|imagen|imagem)\b
        \b[a-z0-9-]+\.(?:com|co\.uk|de|fr|es|it|nl|pl|pt|eu|net|org|example)\b
        \b(?:gmbh|ltd|limited|llc|llp|inc|ag|kg|ohg|e\.k|gbr|ug|sarl|sàrl|sas|sa|s\.a|s\.l|s\.r\.l|srl|s\.p\.a|b\.?v|n\.?v|bvba|spa|plc|pty|pvt|sp\. ?z ?o\.? ?o|sp\. ?j|lda|unipessoal|aps|ab|oy|s\.?l\.?u|eirl|corp|co)\b\.?
        \b(?:vat|ust|hrb|siret|kvk|btw|nip|regon|n\.?i\.?f|c\.?i\.?f|p\.? ?iva|abn|gst(?:in)?)\b
        ^\s*(?:tel|phone|telefon|téléphone|teléfono|telefono|telefoon|telefone|fax|mob|mobil|mobile|móvil|cell|cellulare|portable|direct|ddi|office|fon|handy|kom|gsm|tél|skype|linkedin|web|mail|e-?mail)\s*[.:|]
        ^\s*[tmfewodpc]\s*(?:[:|]|[.]?\s*[+\d(])
        \b\d{4,5}\s+[A-ZÄÖÜ]|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b|\b\d{2}-\d{3}\s+\w|\b\d{4}\s?[A-Z]{2}\b\s+\w
        \bpo box\b|\bp\.?o\.? box\b
        \b(?:street|road|lane|avenue|suite|floor|straße|strasse|str\.|weg|platz|allee|rue|boulevard|calle|avenida|via|viale|piazza|straat|laan|ulica|ul\.|rua)\b.{0,30}\d
        \d{1,4}.{0,20}\b(?:street|st|road|rd|lane|avenue|ave|drive|square|quay|terrace|rue|boulevard)\b
        book (?:a )?(?:time|meeting|call) with me|schedule a (?:meeting|call)|termin (?:buchen|vereinbaren)|follow us
        folgen sie uns|suivez[- ]nous|síguenos|seguici|volg ons|linkedin|facebook|instagram|twitter|xing\b|calendly
        prendre rendez-vous|reserva una|begin:vcard|\.vcf\b
        (?:office|working|opening) hours|bürozeiten|öffnungszeiten|arbeitstage|horaires|horario|werkdagen|working days
        pronouns|(?:she|he|they)/(?:her|him|them)
    """),
    re.IGNORECASE,
)
PROMPT = _begins(r"""
    book (?:a )?(?:time|meeting|call) (?:with|to)|schedule (?:a )?(?:meeting|call|time) with|(?:follow|find|visit|like|connect with) (?:us|me) (?:on|at)
    termin (?:mit mir )?(?:buchen|vereinbaren)|buchen sie (?:einen termin|zeit)|folgen sie uns|besuchen sie uns|suivez[- ]nous|retrouvez[- ]nous
    prendre rendez-vous|síguenos|visite nuestra|reserva(?:r)? una (?:cita|reunión)|seguici|visita il nostro|volg ons|bezoek onze|plan een afspraak
    śledź nas|odwiedź nas|siga-nos|visite o nosso|\U0001F4C5|check out our|join our|subscribe to
""")
TITLE = re.compile(
    r"\b(?:"
    + alternatives(r"""
        accounts?|accounting|accountant|bookkeep\w*|payables?|receivables?|ap|finance|financial|controller|manager
        director|owner|partner|proprietor|clerk|assistant|officer|executive|head|lead|team|department|dept|ceo|cfo|coo
        president|secretary|administrator|admin|purchas\w*|procurement|treasur\w*|office|managing|senior|junior
        project|operations|founder|bursar|chef|sales
        buchhalt\w*|kreditor\w*|rechnungs\w*|geschäfts\w*|leit(?:er|erin|ung)|einkauf\w*|verwaltung|sekretariat
        inhaber(?:in)?|abteilung|sachbearbeit\w*|finanz\w*|prokurist(?:in)?|assistenz|büro|zentrale
        comptab\w*|responsable|directeur|directrice|gérante?|service|fournisseurs|assistante?|chargée?|administrati\w*
        secrétaire|trésor\w*|président\w*|associée?|achats
        contab\w*|cuentas|pagos|cobros|pagar|contas|pagamentos|paiements?|règlements?|debitoren\w*|director[a]?|gerente|administra\w*|departamento|proveedores|tesorer\w*|finanzas|propietari[oa]
        jef[ea]|socia|socio|compras
        amministra\w*|ufficio|contabile|contabilità|titolare|direttore|direttrice|fornitori|resp\.?|segreteria
        administratie|crediteuren\w*|debiteuren\w*|boekhoud\w*|eigenaar|medewerker|afdeling|directie|hoofd|financieel
        financiën
        księgow\w*|dział|kierownik|dyrektor|specjalist\w*|właściciel\w*|biuro|prezes|asystent\w*|finans\w*
        departamento|sócio|diretor[a]?|financeiro|tesouraria|fornecedores|proprietári[oa]
    """)
    + r")\b",
    re.IGNORECASE,
)
POSTSCRIPT = re.compile(
    r"\W{0,3}(?:p\.? ?s\b|n\.? ?b\b|ps\b|nota bene|edit\b|note:|update\b|nachtrag|übrigens|by the way|btw)",
    re.IGNORECASE,
)
JOINING = frozenset(
    "of and for the at in on to für und der die das des im am de du d l la le les et di e del della y en el los las van voor do da dos das w i z".split()  # noqa: SIM905 - quoted one by one they would fill a page
)
