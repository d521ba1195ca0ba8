"""A small vocabulary in four languages, and what is found with it."""

from rotative.subjects.finding import Article, Findings, Index, Known, find

KNOWN = {
    "mali": ("place", {"fr": ["Mali"], "ar": ["مالي"], "en": ["Mali"], "es": ["Malí"]}),
    "niger": ("place", {"fr": ["Niger"], "ar": ["النيجر"]}),
    "nigeria": ("place", {"fr": ["Nigeria"], "ar": ["نيجيريا"]}),
    "qatar": ("place", {"fr": ["Qatar"], "ar": ["قطر"]}),
    "sudan": ("place", {"fr": ["Soudan"], "ar": ["السودان"]}),
    "south-sudan": ("place", {"fr": ["Soudan du Sud"], "ar": ["جنوب السودان"]}),
    "cannes": ("place", {"fr": ["Cannes"], "ar": ["كان"]}),
    "tyre": ("place", {"fr": ["Tyr"], "ar": ["صور"]}),
    "fez": ("place", {"fr": ["Fès"], "ar": ["فاس"]}),
    "france": ("place", {"fr": ["France"], "ar": ["فرنسا"]}),
    "guinea": ("place", {"fr": ["Guinée"], "ar": ["غينيا"]}),
    "ivory-coast": ("place", {"fr": ["Côte d'Ivoire"], "ar": ["ساحل العاج", "كوت ديفوار"]}),
    "cairo": ("place", {"fr": ["Le Caire"], "ar": ["القاهرة"], "en": ["Cairo"]}),
    "ndjamena": ("place", {"fr": ["N'Djamena"], "ar": ["نجامينا"]}),
    "sale": ("place", {"fr": ["Salé"], "ar": ["سلا"]}),
    "chad": ("place", {"fr": ["Tchad"], "en": ["Chad"], "ar": ["تشاد"]}),
    "drc": ("place", {"fr": ["République démocratique du Congo", "RDC", "Congo"], "ar": ["الكونغو الديمقراطية", "الكونغو"]}),
    "congo": ("place", {"fr": ["République du Congo", "Congo", "Brazzaville"], "ar": ["جمهورية الكونغو", "الكونغو"]}),
    "egypt": ("place", {"fr": ["Égypte"], "ar": ["مصر"]}),
    "gaza": ("place", {"fr": ["Gaza"], "ar": ["غزة"]}),
    "aleppo": ("place", {"fr": ["Alep"], "ar": ["حلب"]}),
    "oujda": ("place", {"fr": ["Oujda"], "ar": ["وجدة"]}),
    "fatah": ("organisation", {"fr": ["Fatah"], "ar": ["حركة فتح", "فتح"]}),
    "paris": ("place", {"fr": ["Paris"], "ar": ["باريس"]}),
    "psg": ("organisation", {"fr": ["Paris Saint-Germain", "PSG", "Paris"], "ar": ["باريس سان جيرمان", "باريس"]}),
    "un": ("organisation", {"fr": ["Organisation des Nations unies", "ONU"], "ar": ["الأمم المتحدة"], "en": ["United Nations", "UN"]}),
    "who": ("organisation", {"fr": ["Organisation mondiale de la santé", "OMS"], "ar": ["منظمة الصحة العالمية"]}),
    "est": ("organisation", {"fr": ["Espérance sportive de Tunis", "EST"], "ar": ["الترجي"]}),
    "orange": ("organisation", {"fr": ["Orange"], "ar": ["أورانج"]}),
    "le-monde": ("organisation", {"fr": ["Le Monde"], "ar": ["لوموند"]}),
    "amal": ("organisation", {"fr": ["Amal"], "ar": ["حركة أمل", "أمل"]}),
    "berri": ("person", {"fr": ["Nabih Berri"], "ar": ["نبيه بري"]}),
    "sonko": ("person", {"fr": ["Ousmane Sonko"], "ar": ["عثمان سونكو"]}),
    "senghor": ("person", {"fr": ["Léopold Sédar Senghor", "Senghor"], "ar": ["ليوبولد سيدار سنغور"]}),
    "a-wade": ("person", {"fr": ["Abdoulaye Wade"], "ar": ["عبد الله واد"]}),
    "k-wade": ("person", {"fr": ["Karim Wade"], "ar": ["كريم واد"]}),
    "salah": ("person", {"fr": ["Mohamed Salah"], "ar": ["محمد صلاح", "صلاح"]}),
    "sisi": ("person", {"fr": ["Abdel Fattah al-Sissi"], "ar": ["عبد الفتاح السيسي"]}),
    "kiir": ("person", {"fr": ["Salva Kiir"], "ar": ["سلفا كير"]}),
    "tillaberi": ("place", {"fr": ["Tillabéri"], "ar": ["تيلابيري"]}),
    "algeria": ("place", {"fr": ["Algérie"], "ar": ["الجزائر"]}),
    "algiers": ("place", {"fr": ["Alger"], "ar": ["الجزائر", "الجزائر العاصمة"]}),
    "democratic-zairie": ("place", {"fr": ["République démocratique de Zaïrie", "RDZ", "Zaïrie"]}),
    "zairie": ("place", {"fr": ["Zaïrie", "République de Zaïrie"]}),
    "liverpool": ("place", {"fr": ["Liverpool"]}),
    "liverpool-fc": ("organisation", {"fr": ["Liverpool FC", "Liverpool"]}),
    "iraq": ("place", {"fr": ["Irak"], "ar": ["العراق"]}),
    "unemployment": ("theme", {"fr": ["chômage"], "ar": ["البطالة"]}),
    "mahfouz": ("person", {"ar": ["نجيب محفوظ"]}),
    "regragui": ("person", {"ar": ["وليد الركراكي"]}),
    "benzema": ("person", {"ar": ["كريم بنزيما"]}),
    "mohammed-vi": ("person", {"fr": ["Mohammed VI"]}),
    "desert": ("theme", {"fr": ["désertification"], "ar": ["تصحر"]}),
}  # fmt: skip

INDEX = Index(Known(id=pk, kind=kind, names=names) for pk, (kind, names) in KNOWN.items())


def found(text: str, *, language: str = "", headline: str = "", standfirst: str = "") -> Findings:
    """Return what is found in a text; the language is that of its letters if none is given."""
    said = language or ("ar" if any("\u0621" <= letter <= "\u064a" for letter in text + headline) else "fr")
    return find(INDEX, Article(language=said, headline=headline, standfirst=standfirst, text=text))


def named(text: str, *, language: str = "", headline: str = "") -> list[str]:
    """Return the subjects that a text certainly names, in alphabetical order."""
    findings = found(text, language=language, headline=headline)
    return sorted(each.ids[0] for each in findings.subjects if not each.asked and not each.spelled_otherwise)


def asked(text: str, *, language: str = "") -> list[tuple[str, ...]]:
    """Return the questions that a text leaves to the desk."""
    return sorted(each.ids for each in found(text, language=language).subjects if each.asked)
