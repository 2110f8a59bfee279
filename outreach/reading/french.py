"""How French replies are read, also Belgian and Swiss ones and those typed without accents: the words that turn a
meaning round, and courtesies."""

from __future__ import annotations

import re

from outreach.reading.language import Flag, Language, word_set, words_pattern

_NO_CONDITIONAL = r"(?!(?:re|ex|por|at|sous|abs)?traits?\b|frais\b|vrais?\b|d[eé]frais\b|marais\b)"
_MARKS = {
    Flag.QUESTION: re.compile(
        r"\?|^\W*(?:(?:pouvez|pourriez|avez|auriez|[êe]tes|seriez|serez|serait|sera|est|sont|a|ont|peut|pourrait"
        r"|pourrions|pouvons|devons|avons|aurons|allez|voulez|voudriez|acceptez|accepteriez|souhaitez|puis|dois|faut"
        r"|convient|conviendrait|suffit|suffirait|va|irait)(?:-|\s|-t-)(?:vous|il|elle|on|nous|je|ils|elles|ce|tu)\b"
        r"|est[\s-]ce\b|qu['’]est[\s-]ce|quand\b|pourquoi\b|comment\b|combien\b|quel(?:le)?s?\b|où\b|qui\b"
        r"|[àa]\s+qui\b|[àa]\s+quo?i\b|de\s+quoi\b|peut[\s-]on\b|y\s*a[\s-]t[\s-]il\b)",
        re.IGNORECASE,
    ),
    Flag.NEGATED: re.compile(
        r"(?<!\w)(?:ne|pas|jamais|rien|aucune?s?|(?<!la )(?<!une )(?<!cette )personne|ni|nullement|gu[eè]re|non"
        r"|impossible|incapables?"
        r"|refus\w*|hors\s+de\s+question|sauf|faux|z[eé]ro|loin\s+de"
        r"|(?<!au )(?<!de )(?<!en )(?<!le )plus(?!\s+(?:tard|rapidement|vite|t[oô]t|brefs|que|de)\b)"
        r"|sans(?!\s+(?:faute|tarder|plus\s+tarder|d[eé]lai|attendre|souci|probl[eè]me)\b))(?!\w)"
        r"|(?<!\w)n['’](?=\w)",
        re.IGNORECASE,
    ),
    Flag.CONDITIONAL: words_pattern(
        "si", r"s['’]ils?", "quand", "lorsque", r"lorsqu['’]\w+", r"d[eè]s\s+(?:que?|lors)", r"d[eè]s\s+qu['’]\w+",
        r"d[eè]s\s+(?:la|le|l['’]\w+|les|votre|vos|notre|nos|r[eé]ception|validation|signature|accord|retour|obtention"
        r"|encaissement|rentr[eé]e)",
        r"une\s+fois(?!\s+(?:par|pour\s+toutes)\b)", r"[àa]\s+(?:la\s+|votre\s+)?(?:condition|r[eé]ception)",
        "sous r[eé]serve",
        r"apr[eè]s(?!-)", "en cas", "au cas", "tant que?", r"tant\s+qu['’]\w+", "sinon", r"pourvu\s+qu[e'’]\w*",
        r"[àa]\s+moins", "d[eé]pend(?:ra|re|ant)?", r"en\s+fonction", r"jusqu['’][àa]\s+ce", "avant que?",
        "aussit[oô]t", "suite [àa] (?:la|l['’]\\w+) (?:r[eé]ception|validation|livraison)",
        "contre (?:remise|avoir|facture)",
        "moyennant", "subordonn[eé]\\w*", "conditionn[eé]\\w*", "alors seulement", "autrement", "quitte",
        r"[àa]\s+l['’](?:issue|ach[eè]vement|obtention|arriv[eé]e)", r"le\s+jour\s+o[uù]",
    ),
    Flag.PAST: words_pattern(
        "[eé]tai(?:t|s|ent|ons)", "avai(?:t|s|ent)", "avions", "fut", "furent", "devai(?:t|s|ent)", "devions",
        "allai(?:t|s|ent)", "allions", "autrefois", "[àa] l['’][eé]poque", "auparavant", "pensais", "pensions",
        "comptai(?:t|s|ent)", "comptions",
    ),
    Flag.HYPOTHETICAL: words_pattern(
        rf"{_NO_CONDITIONAL}\w+(?:rais|rait|raient)", r"\w{2,}(?:erions|irions|drions|rrions|vrions|urions|eriez"
        r"|iriez|drions|driez|rriez|vriez|uriez)",
        "esp[eéè]r\\w+", "essa(?:ie|ye|yons|yer|ierai|ierons|yerons)\\w*", "tent(?:e|ons|er|erai|erons)",
        "t[aâ]ch(?:e|ons|er|erai|erons)", "tenter de", "peut[\\s-]+[eê]tre", "probable(?:ment)?", "sans doute",
        "normalement", "en principe", "th[eé]oriquement", "possible(?:ment)?", "[eé]ventuel(?:le|lement|s|les)?",
        "sembl\\w+", "pens(?:e|ons|er)", "croi[st]", "croyons", "crois", "suppos(?:e|ons)", "envisag\\w+",
        "pr[eé]vo(?:is|it|yons|ir)", "intention", "souhait(?:e|ons|er)", "veu[xt]", "voulons", "peu[xt]", "pouvons",
        "peuvent",
        "pou(?:rrai|rrons|rra)", "doi[st]", "devons", "doivent", "faut", "faudra", "presque", "quasi(?:ment)?",
        r"monde\s+id[eé]al",
        "imagin\\w+", "on verra", "nous verrons", "verrai si", "cherch(?:e|ons)", "vis(?:e|ons)", "si tout va bien",
        "devr(?:a|ons|ont|ai)", "le cas [eé]ch[eé]ant", "oblig[eé]e?s?",
    ),
    Flag.REPORTED: words_pattern(
        "dit", "disent", "disait", "disiez", "selon", r"d['’]apr[eè]s", "para[iî]t", "pr[eé]tend\\w*",
        "soi[\\s-]disant", "affirm\\w+", "assur[eé]\\w*", "promis", "annonc[eé]\\w*", "entendu", "racont\\w+",
        "jur[eé]e?",
        "vous (?:avez|aviez) (?:confirm[eé]|accept[eé])", "apparemment", "rapport[eé]e?",
    ),
}  # fmt: skip

_THANKED = (
    r"(?:courriels?|e-?mails?|mails?|messages?|mot|relances?|rappels?|courriers?|lettre|retour|r[eé]ponse|patience"
    r"|compr[eé]hension|aide|diligence|informations?|envoi|gentillesse|appel|indulgence|confiance|suivi|note)"
)
_REGRET = (
    r"(?:\s+(?:pour|de|du|des|d['’])\s*(?:(?:le|la|les|l['’]|ce|cet|cette|ces|notre|nos|mon|ma|mes|tout|tous|du)\s*)*"
    r"(?:petite?\s+|longue?\s+|l[eé]g[eè]re?\s+|[eé]ventuel(?:le)?s?\s+)?"
    r"(?:retards?(?:\s+(?:de|du|dans)\s+(?:la\s+|le\s+|ma\s+|notre\s+)?(?:paiement|r[eè]glement|r[eé]ponse))?"
    r"|r[eé]ponse\s+tardive|r[eè]glement\s+tardif|paiement\s+tardif|oubli|d[eé]lais?(?:\s+de\s+r[eé]ponse)?"
    r"|d[eé]sagr[eé]ments?|g[eê]ne|contretemps|attente|silence|inconv[eé]nients?|confusion)"
    r"(?:\s+(?:occasionn[eé]e?s?|caus[eé]e?s?))?)"
)
_PHRASES = words_pattern(
    r"(?:(?:un\s+)?(?:grand\s+)?merci(?!\s+de\s+(?:bien|nous|m|v[eé]rifier|noter)\b)|mille\s+mercis|(?:je"
    r"|nous)\s+(?:vous|te)\s+remerci(?:e|ons)"
    r"|(?:en\s+|tout\s+en\s+)?vous\s+remerciant|(?:avec\s+)?(?:tous\s+)?(?:nos|mes)\s+remerciements)"
    r"(?:\s+(?:beaucoup|bien|encore|d['’]avance|par\s+avance|infiniment|vivement|sinc[eè]rement|[àa]\s+vous"
    r"|[àa]\s+toi))*"
    rf"(?:\s+(?:pour|de)\s+(?:votre|vos|ton|ta|le|la|les|cette|ce|l['’])\s*(?:\w+\s+)?{_THANKED})?",
    rf"(?:veuillez(?:\s+bien)?|merci\s+de(?:\s+bien\s+vouloir)?|(?:je"
    rf"|nous)\s+vous\s+prions?\s+(?:de(?:\s+bien\s+vouloir)?"
    rf"|d['’])|pri[eè]re\s+d['’])\s*(?:nous\s+|m['’])?(?:excuser|accepter\s+(?:nos"
    rf"|mes)(?:\s+\w+)?\s+excuses){_REGRET}?",
    rf"(?:avec\s+)?(?:toutes\s+)?(?:nos|mes)\s+(?:(?:plus\s+)?\w+es\s+)?excuses{_REGRET}?",
    rf"(?:(?:je\s+suis|nous\s+sommes)\s+)?(?:vraiment\s+|sinc[eè]rement\s+|tr[eè]s\s+|bien\s+)?(?:d[eé]sol[eé]e?s?"
    rf"|navr[eé]e?s?"
    rf"|confuse?){_REGRET}?",
    rf"(?:je\s+m['’]excuse|nous\s+nous\s+excusons|excusez[\s-](?:moi|nous)|excuse[\s-]moi|pardon){_REGRET}?",
    r"(?:j['’]esp[eè]re|nous\s+esp[eé]rons|en\s+esp[eé]rant)\s+que\s+(?:vous\s+(?:allez|vous\s+portez)\s+bien"
    r"|tout\s+va\s+bien(?:\s+(?:pour|chez)\s+vous)?|tu\s+vas\s+bien)",
    r"n['’]h[eé]sitez\s+(?:surtout\s+)?pas\s+[àa]\s+(?:me|nous|m['’])\s*(?:contacter|appeler|solliciter|joindre"
    r"|[eé]crire|interroger)(?:\s+(?:en\s+cas\s+de\s+(?:besoin|questions?)|si\s+besoin"
    r"|si\s+vous\s+avez\s+(?:des|une|la\s+moindre)\s+questions?))?",
    r"(?:(?:je|nous)\s+rest(?:e|ons)|restant|je\s+me\s+tiens|nous\s+nous\s+tenons)\s+(?:bien\s+)?[àa]\s+votre\s+"
    r"(?:enti[eè]re\s+)?(?:disposition|[eé]coute)"
    r"(?:\s+pour\s+(?:toute?|tous)\s+(?:\w+\s+)?(?:informations?|renseignements?|questions?"
    r"|compl[eé]ment\w*)(?:\s+\w+)?)?",
    r"(?:je\s+vous\s+prie|nous\s+vous\s+prions|veuillez)\s+(?:d['’]agr[eé]er|d['’]accepter|de\s+croire|de\s+recevoir"
    r"|agr[eé]er|recevoir|croire)[^.\n?!]{0,120}?(?:salutations|consid[eé]ration|sentiments|respects)"
    r"(?:\s+(?:distingu[eé]e?s|les\s+meilleure?s|respectueu\w+|d[eé]vou[eé]s|cordiale?s|les\s+plus\s+\w+))?",
    r"(?:(?:avec\s+)?(?:mes|nos)\s+)?(?:sinc[eè]res\s+|meilleures\s+|cordiales\s+)?salutations(?:\s+(?:distingu[eé]es"
    r"|cordiales|les\s+meilleures))?",
    r"(?:(?:bien|tr[eè]s)\s+)?(?:cordialement|amicalement|respectueusement)(?:\s+[àa]\s+vous)?", "cdlt", "cdt",
    r"bien\s+[àa]\s+(?:vous|toi)", "[àa] bient[oô]t",
    r"(?:(?:je|nous)\s+vous\s+souhait(?:e|ons)\s+)?(?:une\s+)?(?:tr[eè]s\s+)?(?:bonne|belle|excellente"
    r"|agr[eé]able)\s+(?:journ[eé]e"
    r"|soir[eé]e|semaine|fin\s+de\s+(?:journ[eé]e|semaine)|apr[eè]s-midi|r[eé]ception|continuation|ann[eé]e)",
    r"(?:(?:je|nous)\s+vous\s+souhait(?:e|ons)\s+)?(?:un\s+)?(?:tr[eè]s\s+)?(?:bon|excellent)\s+(?:week[\s-]?end"
    r"|dimanche|courage)",
    r"(?:(?:comme\s+|faisant\s+)?suite\s+[àa]|en\s+r[eé]ponse\s+[àa]|en\s+retour\s+de|concernant)\s+(?:votre|ton"
    r"|vos)\s+"
    rf"(?:\w+\s+)?{_THANKED}(?:\s+\w+)?",
    r"comme\s+(?:convenu|promis|indiqu[eé]|annonc[eé]|demand[eé]|[eé]voqu[eé]|discut[eé]|vu)(?:\s+(?:ensemble"
    r"|par\s+t[eé]l[eé]phone|ce\s+matin|avec\s+vous))?",
    r"(?:je|nous)\s+(?:(?:vous|te)\s+)?(?:confirm|inform|signal|pr[eé]cis|indiqu)(?:e|ons)(?:\s+(?:bien|donc"
    r"|par\s+la\s+pr[eé]sente))?(?:\s+que|\s+qu['’](?=\w))?",
    r"(?:je\s+(?:tiens|peux)|nous\s+(?:tenons|pouvons))\s+(?:[àa]\s+)?vous\s+(?:confirmer|informer)(?:\s+que"
    r"|\s+qu['’](?=\w))?",
    r"(?:veuillez|merci\s+de|sachez|soyez\s+assur[eé]s?|soyez\s+s[uû]rs?)(?:\s+(?:bien\s+)?noter)?\s+que",
    r"par\s+la\s+pr[eé]sente", r"pour\s+(?:votre\s+)?info(?:rmation)?", r"je\s+reviens\s+vers\s+vous",
    r"nous\s+revenons\s+vers\s+vous(?=\s+(?:concernant|pour|au\s+sujet))",
    r"dans\s+les\s+(?:plus\s+brefs|meilleurs)\s+d[eé]lais", "d[eè]s que possible", "si possible", "au plus vite",
    "sans faute", "sans (?:plus )?tarder", r"pas\s+de\s+(?:souci|probl[eè]me)s?", r"aucun\s+(?:souci|probl[eè]me)",
    r"(?:ne\s+)?vous\s+inqui[eé]tez\s+pas", "rassurez-vous", "soyez rassur[eé]e?s?", "bonne nouvelle",
    r"pas\s+plus\s+tard\s+qu[e'’]", "au plus tard", r"s['’]il\s+(?:vous|te)\s+pla[iî]t", "svp", "stp",
    r"(?:est|a\s+[eé]t[eé])\s+(?:bien\s+)?(?:valid|comptabilis|enregistr|approuv)[eé]e?s?"
    r"(?=\s+(?:et|ce\s+matin|hier)\b|[,.])",
    r"merci\s+de\s+(?:bien\s+vouloir\s+)?v[eé]rifier"
    r"(?:\s+(?:sur\s+)?(?:votre\s+compte|de\s+votre\s+c[oô]t[eé]|votre\s+banque))?",
    r"(?:(?:on|c['’])\s*est\s+|nous\s+sommes\s+|je\s+suis\s+)?d['’]accord",
    r"envoy[eé]\s+(?:de(?:puis)?|[àa]\s+partir\s+de)\s+mon\s+\w+", r"une\s+fois\s+de\s+plus",
)  # fmt: skip

FRENCH = Language(
    code="fr",
    common=word_set(
        """
        le la les des du un une et est nous vous votre vos notre nos pour pas ne sur par avec ce cette dans sera
        avons ont été ete facture factures paiement virement règlement reglement payer payé payée paye réglé réglée
        regle régler merci bonjour bonsoir cordialement je j'ai il elle qui au aux c'est mais demain jeudi vendredi
        lundi mardi mercredi semaine salut oui reçu recu chèque cheque jamais rien plus avoir commande livraison
        accord madame monsieur sommes en on que de cela ça encore êtes fait avez ai à ma mon mes si deux trois été suis
        tout tous aucun aucune toujours veuillez pouvez pourriez serait compte société adresse marchandise travaux copie
        service avoir dès leur j l qu n prochain prochaine euros vient
        """
    ),
    plain=word_set(
        """
        le la les l un une des du de d au aux à nous on je j vous te tu votre vos notre nos mon ma mes ton ta tes
        en y ce cet cette ces cela ça celle-ci celui-ci lui leur vers chez pour par avec sur dans d'ici avant jusqu'à
        jusqu'au le la bien déjà deja aussi donc alors ainsi et facture factures montant montants l'ensemble somme
        sommes totalité l'intégralité solde total totale complet complète intégral intégralement entier entièrement
        paiement paiements règlement reglement virement virements bancaire chèque cheque prélèvement compte banque
        n n° nº ° no numéro numero numéros réf ref référence objet euros euro eur chf francs dollars oui ok
        d'accord demain matin après-midi soir midi fin impayé impayée impayées ouverte ouvertes due dues ttc ht
        due échue échues restant restante restants reste dernier dernière délai sepa instantané immédiatement
        immédiat définitivement effectivement certainement concerné concernée concernées susmentionnée
        ci-dessus ci-dessous mentionnée mentionnées indiquée correspondant correspondante jour ce donc tous toutes
        tout toute présent présente également enfin lors prochain prochaine prochains campagne
        règlements virements c'est j'ai l'ai l'avons l'argent l'échéance
        """
    ),
    marks=_MARKS,
    greeting=re.compile(
        r"\s*(?:re[\s-]?bonjour|bonjour|bonsoir|salut|coucou|hello|ch[eè]re?s?|madame|monsieur|mesdames|messieurs)\b"
        r"(?:[\s,]+(?:[àa]|tous|toutes|vous|madame|monsieur|mesdames|messieurs|mme|mlle|m\.|mr\.?|ma[iî]tre|docteur"
        r"|dr\.?"
        r"|ch[eè]re?s?|coll[eè]gues?|l['’][eé]quipe|et|(?-i:[A-ZÀÂÇÉÈÊÎÔÛ])[\w'’.-]*)(?!\w)){0,6}"
        r"(?:\s+[\w'’-]+(?=\s*,))?\s*[,!.:–-]*",
        re.IGNORECASE,
    ),
    closing=re.compile(
        r"(?:(?:(?:bien|tr[eè]s)\s+)?(?:cordialement|amicalement|respectueusement)(?:\s+[àa]\s+vous)?|cdlt|cdt"
        r"|bien\s+[àa]\s+(?:vous|toi)|(?:(?:avec\s+)?(?:mes|nos)\s+)?(?:sinc[eè]res\s+|meilleures\s+"
        r"|cordiales\s+)?salutations"
        r"(?:\s+(?:distingu[eé]es|cordiales|les\s+meilleures))?|merci(?:\s+(?:d['’]avance|beaucoup|bien|encore))?"
        r"|[àa]\s+bient[oô]t|(?:tr[eè]s\s+)?(?:bonne|belle|excellente)\s+(?:journ[eé]e|soir[eé]e|semaine"
        r"|fin\s+de\s+(?:journ[eé]e"
        r"|semaine)|r[eé]ception)|bon\s+week[\s-]?end|bises?)",
        re.IGNORECASE,
    ),
    phrases=_PHRASES,
    cuts=re.compile(
        r"\s(?=(?:mais|cependant|toutefois|n[eé]anmoins|par\s+contre|en\s+revanche|alors\s+que|tandis\s+que|car"
        r"|sauf|pourtant|donc)\b|parce\s+qu|bien\s+qu|puisqu"
        r"|et\s+(?:nous|on|je|j['’]|il|elle|ils|elles|vous|le|la|les|l['’]|votre|notre|cette|ce|c['’]est|ne|n['’]|pas"
        r"|jamais|sera|seront|a|ont|est|sont|avons|merci|donc)\b|et\s+[a-z]{0,5}[\s-]?\d)",
        re.IGNORECASE,
    ),
    abbreviations=word_set(
        """
        n réf ref m mm mme mlle mr dr sté ste ets env tél tel ex p.ex etc fact bd av cf resp c.-à-d s.a s.a.r.l
        """
    ),
    back=words_pattern(
        r"(?:de\s+|mon\s+)?retour", "reprends", "reprendrai", "reprise", r"serai\s+(?:[àa]\s+nouveau|de\s+nouveau)",
        "reviens", "reviendrai", "rentre", "rentrerai", r"r[eé]ouvr\w+", "rouvr\\w+", "r[eé]ouverture",
        r"(?:disponible|joignable|pr[eé]sente?)\s+(?:[àa]\s+(?:partir|nouveau)|d[eè]s)", "r[eé]int[eè]gre",
    ),
    away_until=re.compile(
        r"(?:\bjusqu['’](?:[àa]|au|en)|\bdu\s+[\w./]+(?:\s+\w+){0,2}\s+au|[-–])"
        r"(?:\s+(?:la\s+)?fin\s+(?:de|du))?(?:\s+le)?\s*$",
        re.IGNORECASE,
    ),
    left=words_pattern(
        r"ne\s+(?:fai[st]|font|fera)\s+plus\s+partie", r"ne\s+travaill\w+\s+plus",
        r"n['’]est\s+plus\s+(?:en\s+poste|employ[eé]e?|salari[eé]e?|pr[eé]sente?|chez|dans\s+(?:la\s+soci[eé]t[eé]"
        r"|l['’]entreprise))",
        r"(?:a|ai)\s+quitt[eé]\s+(?:(?:la|notre|l['’])\s*(?:soci[eé]t[eé]|entreprise|groupe|[eé]tablissement)"
        r"|nos\s+effectifs"
        r"|ses\s+fonctions|mes\s+fonctions)",
        r"(?:pris|parti[er]?|fait\s+valoir\s+ses\s+droits)\s+(?:sa\s+|[àa]\s+la\s+|en\s+)retraite",
    ),
)  # fmt: skip
