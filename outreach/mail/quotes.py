"""Where the quoted mail begins: "On ... wrote:", dividers, and Outlook's "From: / Sent: / To:" in many languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from outreach.mail.attributions import attribution
from outreach.mail.lines import Line
from outreach.mail.phrases import alternatives

BLOCK = 16  # lines within which Outlook's header has to be complete: long lists of recipients are wrapped

_FORWARDS = alternatives(r"""
    forwarded (?:message|by\b.{0,80})|weitergeleitete (?:nachricht|e-?mail)|weitergeleitet von\b.{0,80}
    message transf(?:é|e)r(?:é|e)|transf(?:é|e)r(?:é|e) par\b.{0,80}|(?:mensaje|correo) reenviado|reenviado por\b.{0,80}
    messaggio inoltrato|inoltrato da\b.{0,80}|doorgestuurd bericht|doorgestuurd door\b.{0,80}
    (?:wiadomość przekazana|przekazana wiadomość)|treść przekazanej wiadomości|mensagem (?:encaminhada|reencaminhada)
    vidarebefordrat meddelande|videresendt (?:melding|meddelelse)|edelleen ?l(?:ä|a)hetetty viesti
    přeposlaná zpráva|preposlaná správa|továbbított üzenet|mesaj redirec(?:ț|t)ionat|пересланное сообщение
    iletilen (?:mesaj|ileti)|proslijeđena poruka|posredovano sporočilo|προωθημένο μήνυμα
""")
_ORIGINALS = alternatives(r"""
    original (?:message|appointment|e-?mail)|reply (?:message|above this line)|message d['’]origine
    message (?:original|initial)
    ursprüngliche (?:nachricht|e-?mail)|original-?nachricht|original-?mail|mensaje original
    messaggio (?:originale|originario)
    oorspronkelijk(?:e)? (?:bericht|e-?mail)|wiadomość oryginalna|oryginalna wiadomość|mensagem original
    original-?meddelande|ursprungligt meddelande|originalmeddelelse|oprindelig (?:meddelelse|besked|mail)
    opprinnelig melding|alkuperäinen viesti|původní (?:zpráva|e-?mail)|pôvodná správa|eredeti üzenet|mesaj original
    mesajul original|исходное сообщение|оригинальное сообщение|orijinal (?:mesaj|ileti)|özgün ileti|izvorna poruka
    originalna poruka|izvirno sporočilo|αρχικό μήνυμα|оригінальне повідомлення
    原始邮件|原邮件|元のメッセージ|원본 메시지
""")
_FRAME = r"[-_–—*=\s]"
_DIVIDER = re.compile(
    rf"{_FRAME}{{2,}}(?P<name>(?P<forward>{_FORWARDS})|{_ORIGINALS})\s*:?{_FRAME}{{2,}}"
    + r"|(?P<begin>(?:"
    + alternatives(r"""
        begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|empezar mensaje reenviado
        inicio del mensaje reenviado|début du message (?:réexpédié|transféré)|inizio messaggio inoltrato
        begin doorgestuurd bericht|rozpoczęcie przekazanej wiadomości|początek przekazywanej wiadomości
        in[ií]cio da mensagem (?:encaminhada|reencaminhada)|vidarebefordrat mejl|videresendt (?:besked|e-post)
        start på vidarebefordrat meddelande|start på videresendt melding|välitetty viesti alkaa
    """)
    + r"))\s*:",
    re.IGNORECASE,
)
_ZOHO = re.compile(r"-{2,12} ?(?P<said>\w.{8,298}?[\w>)]) ?-{2,12}")  # ---- On Thu, 5 Mar 2026 Tom wrote ----
_RULE = re.compile(r"[-_=–—*]{5,}")
_NAMED_RULE = re.compile(r"[-_=–—*]{3,}[^\d]{3,50}[-_=–—*]{3,}")
_KEYS = {
    "from": "from|von|de|de la|da|van|od|från|fra|lähettäjä|expéditeur|remitente|mittente|absender|afzender|nadawca"
    "|remetente|feladó|от|від|από|kimden|gönderen|odesílatel|šalje|pošiljatelj|发件人|寄件者|差出人|보낸 사람",
    "sent": "sent|date|gesendet(?: am)?|datum|envoyé(?: le)?|enviad[ao](?: el| em)?|fecha"
    "|inviato(?: il)?|data|verzonden|wysłano|wysłane|data wysłania|skickat|sendt|lähetetty|päivämäärä|dato|date d'envoi"
    "|odesláno|odoslané|dátum|küldve|elküldve|küldés ideje|trimis|отправлено|дата|надіслано|στάλθηκε|ημερομηνία"
    "|gönderilme(?: tarihi)?|tarih|poslano|received|empfangen|发送时间|日期|寄件日期|送信日時|日付|날짜|보낸 날짜",
    "to": "to|an|à|a|para|aan|naar|do|till|til|vastaanottaja|empfänger|destinataire|destinatario|pour|komu|címzett"
    "|către|кому|προς|kime|alıcı|za|収件者|收件人|收件者|宛先|받는 사람",
    "subject": "subject|betreff|objet|sujet|asunto|oggetto|onderwerp|temat|assunto|ämne|emne|aihe|betr|předmět|predmet"
    "|tárgy|subiect|тема|θέμα|konu|zadeva|主题|主旨|件名|제목",
}
_KEY = re.compile("|".join(rf"(?P<{kind}>(?:{names})\.?)" for kind, names in _KEYS.items()), re.IGNORECASE)
_FLAT = {kind: re.compile(rf"(?:^|\s)\*{{0,2}}(?:{names})\s?:", re.IGNORECASE) for kind, names in _KEYS.items()}
_FLAT_FROM = re.compile(rf"\W{{0,4}}(?:{_KEYS['from']})\s?:.{{0,200}}[@\d]", re.IGNORECASE)


def header_at(lines: Sequence[Line], start: int, followed: bool) -> int:
    """How many lines from `start` are the header of a quoted mail; 0 = none begins here.

    `followed` tells that quoted lines, or lines of ours, come after it. Without them an attribution has to name an
    address or an hour: "On 3 March we wrote:" is how people begin a sentence of their own.
    """
    look = lines[start].look
    if not look:
        return 0
    if _DIVIDER.fullmatch(look) or _is_zoho(lines[start]):
        return 1
    if block := _block(lines, start, 3):
        return block
    if _RULE.fullmatch(lines[start].content) or _NAMED_RULE.fullmatch(look):
        below = _past_blanks(lines, start + 1)
        block = _block(lines, below, 2) if below - start <= 2 else 0
        return below - start + block if block else 0
    return attribution(lines, start, followed)


def forwards_at(line: Line) -> bool:
    """Whether the line begins a forwarded mail, as programs write it."""
    match = _DIVIDER.fullmatch(line.look)
    return bool(match and (match["forward"] or match["begin"]))


def _is_zoho(line: Line) -> bool:
    match = _ZOHO.fullmatch(line.content)
    return bool(match and attribution([Line("", 0, f"{match['said']}:")], 0, False))


def _past_blanks(lines: Sequence[Line], start: int) -> int:
    while start < len(lines) and not lines[start].look:
        start += 1
    return start


def _block(lines: Sequence[Line], start: int, at_least: int) -> int:
    """Outlook's block: `at_least` of from, sent, to and subject, in any order, the sender among them, close by."""
    if start >= len(lines) or not (first := _kind(lines[start])):
        return 0
    if first == "from" and _FLAT_FROM.match(lines[start].look) and _flat(lines[start].look) >= 3:
        return 1
    kinds: set[str] = set()
    end = start
    for number in range(start, min(len(lines), start + BLOCK)):
        if kind := _kind(lines[number]):
            if kind in kinds:
                break
            kinds.add(kind)
            end = number + 1
        elif not lines[number].look and len(kinds) >= 3:
            break
    return end - start if "from" in kinds and len(kinds) >= at_least else 0


def _flat(look: str) -> int:
    """How many of the fields stand in one line, as programs that lose line ends write them."""
    return sum(bool(pattern.search(look)) for pattern in _FLAT.values())


def _kind(line: Line) -> str:
    key, colon, _ = line.look.replace("：", ":", 1).partition(":")
    match = _KEY.fullmatch(key.strip("*_ ")) if colon and len(key) < 30 else None
    return match.lastgroup or "" if match else ""
