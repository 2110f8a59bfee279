"""What our letters say in the languages other than English, and how mail programs of those languages speak."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """The set phrases of a letter; the three of a stage stand one after the other, mildest first."""

    dear: str
    subjects: tuple[str, str, str]
    openings: tuple[str, str, str]
    questions: tuple[str, str, str]
    closing: str
    regards: str
    due: str
    total: str
    columns: tuple[str, str, str]


TONGUES = {
    "en": Tongue(
        "Dear {name},",
        ("Invoice {numbers} is past its due date", "Overdue: {numbers}", "{firm}: balance of {total} still open"),
        (
            "a quick note that the following is now past its due date. If it is already on its way, please "
            "ignore this.",
            "according to our books the invoices below are overdue and we have not heard from you.",
            "we wrote to you before and the amounts below are still open. They are now well overdue.",
        ),
        (
            "Could you let us know when we can expect payment?",
            "Please let us know the day on which you will pay, or tell us if anything is wrong with the work.",
            "If there is a reason why this has not been paid, tell us now. If you need a copy of an invoice, just ask.",
        ),
        "You can simply answer this e-mail, a person reads it.",
        "Kind regards", "due", "Balance overdue:", ("Invoice", "Due", "Open"),
    ),
    "de": Tongue(
        "Guten Tag {name},",
        ("Rechnung {numbers} ist überfällig", "Überfällig: {numbers}", "{firm}: {total} noch offen"),
        (
            "die folgenden Rechnungen sind inzwischen fällig. Hat sich Ihre Zahlung mit diesem Schreiben "
            "überschnitten, ist es gegenstandslos.",
            "nach unseren Büchern sind die folgenden Rechnungen überfällig, und wir haben noch nichts von "
            "Ihnen gehört.",
            "wir hatten Ihnen bereits geschrieben, und die folgenden Beträge sind weiterhin offen.",
        ),
        (
            "Wann dürfen wir mit der Zahlung rechnen?",
            "Bitte nennen Sie uns den Tag, an dem Sie zahlen, oder sagen Sie uns, wenn mit der Arbeit etwas "
            "nicht stimmt.",
            "Gibt es einen Grund, weshalb nicht gezahlt wurde? Wenn Sie eine Rechnungskopie brauchen, genügt ein Wort.",
        ),
        "Sie können einfach auf diese E-Mail antworten, ein Mensch liest sie.",
        "Mit freundlichen Grüßen", "fällig", "Überfälliger Betrag:", ("Rechnung", "Fällig", "Offen"),
    ),
    "fr": Tongue(
        "Bonjour {name},",
        ("Facture {numbers} échue", "En retard : {numbers}", "{firm} : solde de {total} toujours ouvert"),
        (
            "les factures suivantes sont arrivées à échéance. Si votre règlement est déjà parti, merci de "
            "ne pas tenir compte de ce message.",
            "sauf erreur de notre part, les factures ci-dessous sont en retard et nous n'avons pas eu de "
            "vos nouvelles.",
            "nous vous avons déjà écrit et les montants ci-dessous restent impayés.",
        ),
        (
            "Pourriez-vous nous dire quand nous recevrons le paiement ?",
            "Merci de nous indiquer le jour de votre paiement, ou de nous dire si quelque chose ne va pas "
            "dans notre travail.",
            "S'il y a une raison pour laquelle ceci n'est pas payé, dites-le-nous. Une copie de facture ? "
            "Il suffit de demander.",
        ),
        "Vous pouvez simplement répondre à ce message, une personne le lit.",
        "Cordialement", "échéance", "Total échu :", ("Facture", "Échéance", "Solde"),
    ),
    "es": Tongue(
        "Estimado/a {name}:",
        ("Factura {numbers} vencida", "Pendiente de pago: {numbers}", "{firm}: saldo de {total} aún abierto"),
        (
            "le recordamos que las siguientes facturas ya han vencido. Si el pago está en camino, no tenga "
            "en cuenta este mensaje.",
            "según nuestros libros, las facturas de abajo están vencidas y no hemos tenido noticias suyas.",
            "ya le escribimos y los importes de abajo siguen sin pagar.",
        ),
        (
            "¿Podría decirnos cuándo recibiremos el pago?",
            "Indíquenos por favor el día en que pagará, o díganos si algo no está bien en el trabajo.",
            "Si hay un motivo para no haber pagado, díganoslo ahora. Si necesita una copia de la factura, pídala.",
        ),
        "Puede contestar a este correo, lo lee una persona.",
        "Un saludo", "vence", "Total vencido:", ("Factura", "Vencimiento", "Saldo"),
    ),
    "it": Tongue(
        "Gentile {name},",
        ("Fattura {numbers} scaduta", "Scaduto: {numbers}", "{firm}: saldo di {total} ancora aperto"),
        (
            "le ricordiamo che le fatture seguenti sono scadute. Se il pagamento è già partito, ignori "
            "questo messaggio.",
            "dai nostri libri le fatture sotto risultano scadute e non abbiamo avuto sue notizie.",
            "le abbiamo già scritto e gli importi sotto sono tuttora insoluti.",
        ),
        (
            "Ci può dire quando riceveremo il pagamento?",
            "Ci indichi il giorno in cui pagherà, oppure ci dica se qualcosa nel lavoro non va.",
            "Se c'è un motivo per cui non è stato pagato, ce lo dica ora. Se serve una copia della fattura, "
            "basta chiedere.",
        ),
        "Può semplicemente rispondere a questa e-mail, la legge una persona.",
        "Cordiali saluti", "scadenza", "Totale scaduto:", ("Fattura", "Scadenza", "Saldo"),
    ),
    "nl": Tongue(
        "Beste {name},",
        ("Factuur {numbers} is vervallen", "Achterstallig: {numbers}", "{firm}: {total} staat nog open"),
        (
            "de volgende facturen zijn inmiddels vervallen. Is uw betaling al onderweg, dan kunt u dit "
            "bericht negeren.",
            "volgens onze boeken zijn de facturen hieronder te laat en hebben we niets van u gehoord.",
            "we schreven u al eerder en de bedragen hieronder staan nog steeds open.",
        ),
        (
            "Kunt u ons laten weten wanneer we uw betaling kunnen verwachten?",
            "Laat ons weten op welke dag u betaalt, of zeg het als er iets mis is met het werk.",
            "Is er een reden waarom niet is betaald, zeg het dan nu. Hebt u een kopie van de factuur nodig, "
            "vraag het gerust.",
        ),
        "U kunt gewoon op deze e-mail antwoorden, een mens leest hem.",
        "Met vriendelijke groet", "vervaldag", "Totaal achterstallig:", ("Factuur", "Vervaldag", "Open"),
    ),
    "pl": Tongue(
        "Szanowni Państwo ({name}),",
        ("Faktura {numbers} po terminie", "Zaległość: {numbers}", "{firm}: saldo {total} nadal otwarte"),
        (
            "poniższe faktury są już po terminie płatności. Jeśli przelew jest w drodze, prosimy zignorować "
            "tę wiadomość.",
            "według naszych ksiąg poniższe faktury są zaległe i nie mamy od Państwa wiadomości.",
            "pisaliśmy już wcześniej, a poniższe kwoty nadal nie zostały uregulowane.",
        ),
        (
            "Kiedy możemy spodziewać się zapłaty?",
            "Prosimy podać dzień zapłaty albo napisać, jeśli z pracą jest coś nie tak.",
            "Jeśli jest powód, dla którego nie zapłacono, prosimy o informację. Kopię faktury wyślemy na prośbę.",
        ),
        "Na tę wiadomość można po prostu odpowiedzieć, czyta ją człowiek.",
        "Z poważaniem", "termin", "Razem po terminie:", ("Faktura", "Termin", "Saldo"),
    ),
    "pt": Tongue(
        "Caro(a) {name},",
        ("Fatura {numbers} vencida", "Em atraso: {numbers}", "{firm}: saldo de {total} ainda em aberto"),
        (
            "as faturas seguintes já venceram. Se o pagamento já seguiu, ignore esta mensagem.",
            "segundo os nossos livros, as faturas abaixo estão em atraso e não tivemos notícias suas.",
            "já lhe escrevemos e os valores abaixo continuam por pagar.",
        ),
        (
            "Pode dizer-nos quando receberemos o pagamento?",
            "Indique-nos o dia em que vai pagar, ou diga-nos se há algum problema com o trabalho.",
            "Se há um motivo para não ter sido pago, diga-nos agora. Se precisar de uma cópia da fatura, basta pedir.",
        ),
        "Pode responder a este e-mail, é lido por uma pessoa.",
        "Com os melhores cumprimentos", "vencimento", "Total em atraso:", ("Fatura", "Vencimento", "Saldo"),
    ),
}  # fmt: skip

BLOCKS = {
    "en": ("From", "Sent", "To", "Subject"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "es": ("De", "Enviado el", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "pl": ("Od", "Wysłano", "Do", "Temat"),
    "pt": ("De", "Enviada em", "Para", "Assunto"),
}
GMAIL = {
    "us": "On {w}, {m} {d}, {y} at {h12} {who} wrote:",
    "en": "On {w}, {d} {m} {y} at {h24}, {who} wrote:",
    "de": "Am {w}, {d}. {m} {y} um {h24} Uhr schrieb {who}:",
    "fr": "Le {w} {d} {m} {y} à {h24}, {who} a écrit :",
    "es": "El {w}, {d} {m} {y} a las {h}, {who} escribió:",
    "it": "Il giorno {w} {d} {m} {y} alle ore {h24} {who} ha scritto:",
    "nl": "Op {w} {d} {m} {y} om {h24} schreef {who}:",
    "pl": "{w}, {d} {m} {y} o {h24} {who} napisał(a):",
    "pt": "Em {w}, {d} de {m} de {y} às {h24}, {who} escreveu:",
}
APPLE = {
    "us": "On {m} {d}, {y}, at {h12}, {who} wrote:",
    "en": "On {d} {m} {y}, at {h24}, {who} wrote:",
    "de": "Am {dd}.{mm}.{y} um {h24} schrieb {who}:",
    "fr": "Le {d} {m} {y} à {h24}, {who} a écrit :",
    "es": "El {d} {m} {y}, a las {h}, {who} escribió:",
    "it": "Il giorno {d} {m} {y}, alle ore {h24}, {who} ha scritto:",
    "nl": "Op {d} {m} {y}, om {h24} heeft {who} het volgende geschreven:",
    "pl": "Wiadomość napisana przez {who} w dniu {dd}.{mm}.{y}, o godz. {h24}:",
    "pt": "No dia {dd}/{mm}/{y}, às {h24}, {who} escreveu:",
}
THUNDERBIRD = {
    "us": "On {mon}/{d}/{y} {h12}, {name} wrote:",
    "en": "On {dd}/{mm}/{y} {h24}, {name} wrote:",
    "de": "Am {dd}.{mm}.{y} um {h24} schrieb {name}:",
    "fr": "Le {dd}/{mm}/{y} à {h24}, {name} a écrit :",
    "es": "El {dd}/{mm}/{y} a las {h24}, {name} escribió:",
    "it": "Il {dd}/{mm}/{y} {h24}, {name} ha scritto:",
    "nl": "Op {dd}-{mm}-{y} om {h24} schreef {name}:",
    "pl": "W dniu {dd}.{mm}.{y} o {h24}, {name} pisze:",
    "pt": "Em {dd}/{mm}/{y} {h24}, {name} escreveu:",
}
IPHONE = {
    "en": "Sent from my iPhone", "de": "Von meinem iPhone gesendet", "fr": "Envoyé de mon iPhone",
    "es": "Enviado desde mi iPhone", "it": "Inviato da iPhone", "nl": "Verstuurd vanaf mijn iPhone",
    "pl": "Wysłane z iPhone'a", "pt": "Enviado do meu iPhone",
}  # fmt: skip
OUTLOOK_PHONE = {
    "en": "Get Outlook for iOS", "de": "Holen Sie sich Outlook für iOS", "fr": "Télécharger Outlook pour iOS",
    "es": "Obtener Outlook para iOS", "it": "Scarica Outlook per iOS", "nl": "Outlook voor iOS downloaden",
    "pl": "Pobierz program Outlook dla systemu iOS", "pt": "Obter o Outlook para iOS",
}  # fmt: skip
GALAXY = {
    "en": ("Sent from my Galaxy", "Original message", "Date"),
    "de": ("Von meinem Galaxy gesendet", "Ursprüngliche Nachricht", "Datum"),
    "fr": ("Envoyé depuis mon appareil Galaxy", "Message d'origine", "Date"),
    "es": ("Enviado desde mi Galaxy", "Mensaje original", "Fecha"),
    "it": ("Inviato dal mio Galaxy", "Messaggio originale", "Data"),
    "nl": ("Verzonden vanaf mijn Galaxy", "Oorspronkelijk bericht", "Datum"),
    "pl": ("Wysłane z mojego Galaxy", "Oryginalna wiadomość", "Data"),
    "pt": ("Enviado do meu Galaxy", "Mensagem original", "Data"),
}
