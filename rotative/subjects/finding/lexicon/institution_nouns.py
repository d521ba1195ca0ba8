"""Nouns of institutions, streets and firms that are called by a place: بنك مصر, Banque de Tunisie, rue de Dakar; all folded, singular."""

from rotative.subjects.finding.lexicon.common_words import word_set

# Directly before a place they are the beginning of a name. In the plural they are described: بنوك مصر.
_ARABIC = word_set(
    "بنك مصرف جامعه كليه معهد اكاديميه مدرسه ثانويه فندق مقهي مطعم شارع جاده ساحه ميدان قناه تلفزيون اذاعه راديو صحيفه جريده مجله وكاله شركه",
    "موسسه دار نادي استاد طيران اتصالات بريد",
    # Waters and mountains that are called by a country.
    "بحيره خليج مضيق نهر بحر جبل",
)
# They are where an adjective or a purpose follows: مجموعة تونس القابضة, مصنع الجزائر للحديد; without it مجموعة مصر are those in a group with Egypt.
_ARABIC_WITH_MORE = word_set(
    "مجموعه مصنع مستشفي مسرح مسجد جامع متحف مركز صندوق بورصه سوق هييه دوري",
)
# What Arabic writes in one with a noun.
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
ARABIC_INSTITUTIONS = frozenset(prefix + noun for prefix in _PREFIXES for noun in _ARABIC)
ARABIC_WITH_MORE = frozenset(prefix + noun for prefix in _PREFIXES for noun in _ARABIC_WITH_MORE)

# With a capital and "de" before a place: l'Hôtel de Bamako, but "un hôtel de Bamako".
LATIN_INSTITUTIONS = word_set(
    "banque credit societe compagnie groupe brasserie brasseries ciments clinique pharmacie hopital hotel cafe restaurant theatre cinema",
    "universite institut ecole lycee college academie radio television tele journal gazette quotidien courrier tribune magazine voix echos echo",
    "editions stade tour club athletic olympique racing",
)
# At the beginning of a sentence, where the capital says nothing: hardly ever without its article, but as a name.
LATIN_OPENING = word_set("banque credit hotel cafe radio editions")
# In small letters too, after "la" or alone: la rue de Paris, but "une rue de Paris", "les enfants de la rue de Dakar".
STREETS = word_set("rue avenue boulevard")
# Waters and mountains that are called by a country: le lac Tchad, le golfe de Guinée; but "un lac du Mali".
WATERS = word_set("lac fleuve golfe mer mont detroit")
BEFORE_ANY_STREET = word_set("un une ce cet cette chaque aucun aucune quelque de d")
# La Banque centrale de Tunisie is the country's, as its government is.
STATE_ADJECTIVES = word_set("centrale central nationale national")
