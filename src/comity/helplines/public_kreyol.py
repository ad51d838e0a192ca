"""What CLDR does not have in Haitian Creole: names of countries, days, months and languages."""

DAYS = ("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch")
MONTHS = (
    "janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm",
    "desanm",
)  # fmt: skip
LANGUAGES = {
    "ar": "arab", "ay": "aymara", "en": "angle", "es": "panyòl", "fr": "franse", "gn": "gwarani",
    "ht": "kreyòl ayisyen", "nl": "olandè", "pap": "papyamento", "pt": "pòtigè",
    "qu": "kechwa", "quc": "kiche", "srn": "sranan tongo", "zh": "chinwa",
}  # fmt: skip
COUNTRIES = {
    "AG": "Antigwa ak Babouda", "AI": "Angila", "AR": "Ajantin", "AW": "Awouba", "BB": "Babad",
    "BL": "Sen Batelemi", "BM": "Bèmid", "BO": "Bolivi", "BQ": "Peyiba Karayib", "BR": "Brezil",
    "BS": "Bahamas", "BZ": "Beliz", "CA": "Kanada", "CL": "Chili", "CO": "Kolonbi",
    "CR": "Kosta Rika", "CU": "Kiba", "CW": "Kiraso", "DM": "Dominik",
    "DO": "Repiblik Dominikèn", "EC": "Ekwatè", "ES": "Espay", "FK": "Zile Malwin",
    "FR": "Lafrans", "GB": "Wayòm Ini", "GD": "Grenad", "GF": "Giyàn Franse", "GP": "Gwadloup",
    "GT": "Gwatemala", "GY": "Giyàn", "HN": "Ondiras", "HT": "Ayiti", "JM": "Jamayik",
    "KN": "Sen Kits ak Nevis", "KY": "Zile Kayiman", "LC": "Sent Lisi", "MF": "Sen Maten",
    "MQ": "Matinik", "MS": "Monsera", "MX": "Meksik", "NI": "Nikaragwa", "NL": "Peyiba",
    "PA": "Panama", "PE": "Pewou", "PM": "Sen Pyè ak Mikelon", "PR": "Pòtoriko",
    "PY": "Paragwe", "SR": "Sirinam", "SV": "Salvadò", "SX": "Sint Maarten",
    "TC": "Zile Tik ak Kayik", "TT": "Trinidad ak Tobago", "US": "Etazini", "UY": "Irigwe",
    "VC": "Sen Vensan ak Grenadin", "VE": "Venezyela", "VG": "Zile Vyèj Britanik",
    "VI": "Zile Vyèj Ameriken",
}  # fmt: skip
