"""How Polish writes days and invoices."""

from __future__ import annotations

import re

from outreach.reading.language import words_pattern
from outreach.reading.names import months_of, short_weekdays_of, weekdays_of
from outreach.reading.words.vocabulary import DayWords, Vocabulary, counted, day_words, folded_pattern

_NUMBERS = counted(
    """
    jeden/jednego/jedną/jednej dwa/dwie/dwóch/dwu/parę/kilku_dwóch trzy/trzech cztery/czterech pięć/pięciu sześć/sześciu
    siedem/siedmiu osiem/ośmiu dziewięć/dziewięciu dziesięć/dziesięciu jedenaście/jedenastu dwanaście/dwunastu
    trzynaście/trzynastu czternaście/czternastu piętnaście/piętnastu szesnaście/szesnastu siedemnaście/siedemnastu
    osiemnaście/osiemnastu dziewiętnaście/dziewiętnastu dwadzieścia/dwudziestu dwadzieścia_jeden
    """
) | {"trzydzieści": 30, "trzydziestu": 30, "sześćdziesięciu": 60, "parę": 0}
_ORDINALS = counted(
    """
    pierwszego drugiego trzeciego czwartego piątego szóstego siódmego ósmego dziewiątego dziesiątego jedenastego
    dwunastego trzynastego czternastego piętnastego szesnastego siedemnastego osiemnastego dziewiętnastego dwudziestego
    dwudziestego_pierwszego dwudziestego_drugiego dwudziestego_trzeciego dwudziestego_czwartego dwudziestego_piątego
    dwudziestego_szóstego dwudziestego_siódmego dwudziestego_ósmego dwudziestego_dziewiątego trzydziestego
    trzydziestego_pierwszego
    """
)
_INFLECTED_DAYS = {
    "poniedziałku": 0, "poniedziałkiem": 0, "wtorku": 1, "wtorkiem": 1, "środę": 2, "środy": 2, "środą": 2,
    "środzie": 2,
    "czwartku": 3, "czwartkiem": 3, "piątku": 4, "piątkiem": 4, "pt": 4, "czw": 3, "pon": 0, "sobotę": 5, "soboty": 5,
    "sobotą": 5, "niedzielę": 6, "niedzieli": 6, "niedzielą": 6,
}  # fmt: skip
_INFLECTED_MONTHS = counted(
    "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu"
) | counted(
    "styczniem lutym marcem kwietniem majem czerwcem lipcem sierpniem wrześniem październikiem listopadem grudniem"
)
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}

_DAYS = day_words(
    DayWords(
        code="pl",
        months=months_of("pl", _INFLECTED_MONTHS | _ROMAN),
        weekdays=weekdays_of("pl", _INFLECTED_DAYS),
        short_weekdays=short_weekdays_of("pl"),
        numbers=_NUMBERS,
        spelled_days=_ORDINALS,
        nth=counted("pierwszy/pierwszego/pierwszą/pierwsza/pierwszym/1 drugi/drugiego/drugą/drugim/2 "
                    "trzeci/trzeciego/trzecią/trzecim/3 czwarty/czwartego/czwartą/czwartym/4")
        | {"ostatni": -1, "ostatniego": -1, "ostatnią": -1, "ostatnim": -1},
        today={
            "dziś": 0, "dzisiaj": 0, "jeszcze dziś": 0, "jeszcze dzisiaj": 0, "dziś wieczorem": 0,
            "w dniu dzisiejszym": 0,
            "dnia dzisiejszego": 0, "dzisiejszego dnia": 0, "dziś po południu": 0, "w ciągu dnia": 0, "dzis": 0,
            "jutro": 1, "jutra": 1, "jutrem": 1, "już jutro": 1, "jutro rano": 1, "z samego rana jutro": 1,
            "dniu jutrzejszym": 1,
            "jutro z samego rana": 1, "jutrzejszym": 1, "pojutrze": 2, "pojutrza": 2, "wczoraj": -1, "przedwczoraj": -2,
            "od dziś za tydzień": 7, "za tydzień": 7, "w ciągu tygodnia": 7, "za miesiąc": 30,
            "w przeciągu tygodnia": 7,
        },
        end_of_day=("koniec dnia", "końca dnia", "koniec dnia pracy", "końca dnia roboczego", "końca dnia pracy",
                    "eod", "cob",
                    "końcem dnia"),
        feasts={
            "wielkanoc": "easter", "wielkanocą": "easter", "wielkanocy": "easter", "wielkiej nocy": "easter",
            "poniedziałek wielkanocny": "easter monday", "świętach wielkanocnych": "easter",
            "świętami wielkanocnymi": "easter", "świąt wielkanocnych": "easter", "lany poniedziałek": "easter monday",
            "wielki piątek": "good friday", "wielkim piątkiem": "good friday", "boże ciało": "corpus christi",
            "bożym ciele": "corpus christi", "bożym ciałem": "corpus christi", "zielone świątki": "whitsun",
            "boże narodzenie": "christmas", "bożym narodzeniem": "christmas", "bożym narodzeniu": "christmas",
            "świąt bożego narodzenia": "christmas", "bożego narodzenia": "christmas", "wigilia": "christmas eve",
            "wigilii": "christmas eve", "wigilią": "christmas eve", "sylwestra": "new year's eve",
            "sylwestrem": "new year's eve", "nowy rok": "new year", "nowym rokiem": "new year",
            "nowym roku": "new year",
            "trzech króli": "epiphany", "trzema królami": "epiphany", "majówka": "constitution", "majówką": "may day",
            "majówce": "constitution", "weekendem majowym": "may day", "weekendzie majowym": "constitution",
            "wszystkich świętych": "all saints", "wszystkimi świętymi": "all saints",
            "święto niepodległości": "national day",
            "świętem niepodległości": "national day", "święcie niepodległości": "national day",
        },
        week="tydzień|tygodnia|tygodniu|tygodniem|tyg",
        weekend="weekend|weekendu|weekendem|weekendzie",
        month="miesiąc|miesiąca|miesiącu|miesiącem|mies|m-ca|mc",
        quarter="kwartał|kwartału|kwartale|kwartałem",
        year="rok|roku|rokiem",
        hours="godzina|godziny|godzin|godz|h",
        days="dzień|dni|dnia",
        weeks="tydzień|tygodnie|tygodni|tygodnia|tyg",
        months_long="miesiąc|miesiące|miesięcy|miesiąca",
        workdays="dr",
        month_ends=("eom", "koniec miesiąca", "końca miesiąca", "końcem miesiąca", "końcu miesiąca"),
        week_ends=("eow", "koniec tygodnia", "końca tygodnia", "końcem tygodnia", "końcu tygodnia"),
        week_number="tydzień|tygodniu|tygodnia|tydz|kw|tyg",
        end=r"koniec|końca|końcem|końcu|końcówka|końcówce|schyłku|ostatni\w*\s+dni\w*(?:\s+robocz\w+)?",
        late=r"pod\s+koniec|drug\w+\s+połow\w+",
        mid=r"połow(?:a|ie|y|ę)|środku|pierwsz\w+\s+połow\w+",
        early=r"początek|początku|początkiem|pierwsz\w+\s+dni\w*(?:\s+robocz\w+)?|zaraz\s+na\s+początku",
        next=r"przyszł(?:y|ym|ego|ą|ej)|następn(?:y|ym|ego|ą|ej)|kolejn(?:y|ym|ego|ą|ej)",
        coming=r"nadchodząc(?:y|ym|ego|ą|ej)|najbliższ(?:y|ym|ego|ą|ej|ych)",
        this=r"t(?:en|ym|ego|ę|ej)|bieżąc(?:y|ym|ego|ą|ej)|bież|br|obecn(?:ym|ego)",
        last=r"ubiegł(?:y|ym|ego|ą|ej)|zeszł(?:y|ym|ego|ą|ej)|minion(?:y|ym|ego|ą|ej)|ostatni(?:ą|ego|m)?"
             r"|poprzedni\w*",
        after_next=r"po\s+następnym",
        link=r"w\s+|we\s+|do\s+|na\s+|dnia\s+|dniu\s+|z\s+|miesiąca\s+|roku\s+",
        mark=r"-?(?:go|ego|tego|szego|ciego|mego|stego|tym|ym|ty|stym)|\.",
        needs_mark=True,
        lead=r"(?:do|na|w\s+dniu|od|przed|po|około|ok\.?|dnia|najpóźniej|i|lub|albo|z)\s+(?:do\s+)?(?:dnia\s+)?",
        day_word=r"dnia|dniu|dn\.?",
        not_a_day=r"faktur\w*|przypomnie\w*|wezwani\w*|płatnoś\w*|rat[ayęą]?|raz\w*|dni|tygod\w*|miesi\w*|procent"
                  r"|zł\w*|pozycj\w*|godz\w*"
                  r"|piętr\w*|mail\w*|punkt\w*|dostaw\w*|zamówi\w*|euro|tys\w*|przelew\w*|\d",
        daytime=r"rano|po\s+południu|wieczorem|przed\s+południem|w\s+południe|(?:do"
                r"|o)\s+(?:godz\w*\.?\s+)?\d{1,2}(?:[:.]\d\d)|najpóźniej"
                r"|z\s+samego\s+rana",
        within=r"w\s+(?:ciągu|przeciągu|terminie|czasie)|do(?=\s+\d+\s+dni)|maksymalnie\s+(?:w|za|do)"
               r"|najpóźniej\s+(?:za|w\s+ciągu)"
               r"|nie\s+później\s+niż\s+(?:za|w\s+ciągu)",
        loosely=r"za(?:\s+jakieś|\s+około|\s+ok\.?)?|jeszcze|na\s+przestrzeni",
        from_now=r"od\s+(?:dziś|dzisiaj|teraz|zaraz|daty\s+tego\s+maila)|licząc\s+od\s+dziś",
        work=r"robocz(?:y|e|ych|ego)|pracując(?:y|e|ych)|bankow(?:y|e|ych)",
        span_of=r"od|po|przed|temu|opóźnienia|zwłoki|licząc|spóźnienia",
        week_later=r"za\s+tydzień",
        fortnight_later=r"za\s+(?:dwa|2)\s+tygodnie",
        later=r"później|potem",
        following=r"(?:w\s+|we\s+)?(?:następn|kolejn)\w+",
        after_that=r"później|potem|po\s+tym",
        next_day=r"(?:następnego|kolejnego)\s+dnia|nazajutrz",
        day_before=r"dzień\s+(?:wcześniej|przedtem)",
        in_month=r"(?:we?|w\s+ciągu|do|na|w\s+miesiącu|w\s+trakcie)\s+",
        before=r"przed", after=r"po",
        on=r"w\s+|we\s+|do\s+|na\s+|,\s*|\(|dnia\s+",
        to=r"do|a",
        either=r"lub|albo|bądź|czy",
        both=r"i|oraz|a",
        between=r"(?:po)?między|pomiędzy|od|albo",
        rejects=r"nie",
        corrects=r"nie|przepraszam|sorry|sorki|poprawka|raczej|a\s+raczej|znaczy(?:\s+się)?|to\s+znaczy"
                 r"|miało\s+być|korekta|pardon"
                 r"|chciał[ae]m\s+napisać|a\s+właściwie|właściwie|tzn|ups|jednak",
        since=r"od|po|licząc\s+od",
        week_of=r"(?:w\s+)?tygodni[ua]\s+(?:od|z|zaczynając\w+\s+się|rozpoczynając\w+\s+się)",
        next_is_in_next_week=True,
    )
)  # fmt: skip

POLISH = Vocabulary(
    code="pl",
    days=_DAYS,
    date_refers=folded_pattern(
        r"(?<!przelewie )(?<!przelewow )(?<!platnosci )(?<!turze )(?<!partii )\b(?:z|(?:wystawion\w+|otrzyman\w+"
        r"|wysłan\w+|datowan\w+|dostarczon\w+|faktur\w*|mail\w*|e-mail\w*"
        r"|wiadomoś\w+|wezwani\w+"
        r"|przypomnieni\w+|pism\w+|rozmow\w+|zamówieni\w+|dostaw\w+|spotkani\w+|termin\w*(?:\s+płatności)?|płatn\w+)"
        r"\s+(?:z(?:\s+dnia)?|w\s+dniu|od|na\s+dzień|do|dnia|upłynął|minął)|z\s+dnia|z\s+datą"
        r"|termin(?:em)?\s+płatności|od(?:\s+dnia)?"
        r"|z\s+terminem|wracam|nieobecn\w+\s+do|wrócę)\s+$",
    ),
    date_is_vague=folded_pattern(
        r"(?<!\w)(?:po|około|ok\.?|koło|w\s+okolicach?|od|między|nie\s+wcześniej\s+niż|lub|albo|i|może|prawdopodobnie"
        r"|mniej\s+więcej)(?:\s+dnia)?\s+$",
    ),
    date_describes=folded_pattern(r"\s+(?:faktur\w*|termin\w*|zamówieni\w*)\b"),
    invoice_word=r"(?:faktur(?:y|a|ę|om|ami|ze|ach)?|fv|fvs|f-ra|fra|fakt|nr|numer(?:y|ze|u)?|poz)\b\.?|#",
    groups=re.compile(
        r"(?<!\w)(?:(?P<both>ob(?:ie|u|ydwie|ydwu)(?:\s+faktur\w*)?|dwie\s+faktury)"
        r"|(?P<others>(?:pozostał|inn)[eay]ch?(?:\s+(?P<n>dwie|trzy|cztery|\d))?(?:\s+faktur\w*)?"
        r"|reszt[ęaą]\s+faktur)"
        r"|(?P<all>wszystki(?:e|ch)\s+(?:(?:te|nasze|zaległe|otwarte|otwartych)\s+)*(?:(?P<m>trzy|cztery"
        r"|\d)\s+)?faktur\w*"
        r"|wszystkie\s+(?P<k>trzy|cztery|\d)|wszystkie))(?!\w)",
        re.IGNORECASE,
    ),
    singular=words_pattern(r"(?:ta|tę|tą|tej|ww\.?|powyższa|powyższą)\s+faktur\w+", r"faktur[aęy]", "ją"),
)  # fmt: skip
