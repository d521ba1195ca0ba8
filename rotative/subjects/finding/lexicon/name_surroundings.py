"""The words around a name that say what kind of thing it is."""

from rotative.subjects.finding.kept_words import KeptWords
from rotative.subjects.finding.lexicon.common_words import (
    ARABIC_SAYING,
    ARABIC_TITLES,
    LATIN_TITLES,
    word_set,
)

_PLACE = word_set(
    "مدينه بلده قريه ولايه محافظه قضاء اقليم منطقه دوله جمهوريه مملكه اماره سلطنه ميناء مطار جزيره عاصمه العاصمه مدينتي بلدتي",
    "ville villes village commune region province etat pays republique capitale prefecture departement ile royaume emirat quartier",
    "city town state country republic capital island ciudad pais isla provincia estado",
)
_ORGANISATION = word_set(
    "نادي فريق حزب حركه قناه صحيفه جريده شركه تنظيم موسسه منظمه جمعيه جبهه تيار كتله موقع مجله وكاله اذاعه بنك مدرب لاعب لاعبو",
    "مهاجم حارس مدافع نجم جماهير جمهور لاعبي هداف قايد ريس ناديي فريقي منظمتي ضيفه مضيفه غريمه وغريمه",
    "club equipe parti mouvement chaine journal quotidien entreprise societe groupe operateur organisation association banque",
    "magazine hebdomadaire agence radio site geant constructeur compagnie banque entraineur coach attaquant defenseur gardien",
    "party movement company newspaper team player partido equipo empresa periodico",
)
_EVENT = word_set(
    "مهرجان بطوله كاس موتمر قمه معرض festival tournoi coupe sommet salon conference",
)
_BEFORE_PLACE = word_set(
    "وزراء خارجيه داخليه",
    "في الي من شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي داخل خارج باتجاه نحو منتخب حكومه جيش سفاره امير شيخ رييس ريس",
    "a au aux en vers depuis chez in to from hacia",
)
_PREFIXES = ("و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "لل", "ول", "وب")
# A place of this name is another one: غينيا الجديدة, Corée du Nord.
NARROWED_AFTER = word_set(
    "الجديده الجديد الشماليه الجنوبيه الشرقيه الغربيه الاستوايه الاستوايي الوسطي الديمقراطيه الشعبيه الديموقراطيه",
    "equatoriale equatorial centrale central occidentale occidental orientale oriental septentrionale meridionale",
)
# With this word after it a name is a word: مسقط رأس, a birthplace.
WORDS_WITH = {"مسقط": "راس"}
# Of an event after its name: كأس العالم للأندية is another one.
NARROWED_EVENTS = word_set(
    "للانديه للشباب للناشيين للسيدات للشاطييه للصالات للمحليين للجامعات feminine feminin feminines u17 u20 clubs jeunes juniors militaire",
)
# Parts of a place that an adjective after its name narrows, and not the place: أحياء دمشق الشرقية.
PARTS_OF_PLACES = word_set("احياء ضواحي ضاحيه غوطه شوارع مداخل اطراف ارياف بوابه سواحل")
# After a place they make a newspaper or a club of it: واشنطن بوست, باريس سان جيرمان.
FOREIGN_AFTER = word_set("سان بوست تايمز هيرالد ستار تليغراف تلغراف تريبيون نيوز سيتي يونايتد")
NARROWED_BY = word_set(
    "nord sud est ouest north south east west norte sur",
)
# An organisation of this name is another one: Organisation mondiale de la santé animale.
_NO_ADJECTIVES = word_set(
    "indique explique critique publique revendique communique implique complique applique fabrique pratique signale egale etale avale",
    "replique declique rapplique installe reclame declare claire contraire notaire",
)
_ENDINGS = (
    "ique",
    "iques",
    "imale",
    "ionale",
    "orale",
    "erale",
    "ulaire",
    "itaire",
    "entaire",
    "onnaire",
    "inaire",
)


def kinds_said(word: str) -> frozenset[str]:
    """Return the kinds of subject that a folded word before a name announces."""
    return _KINDS[word]


def _announced(word: str) -> frozenset[str]:
    found = set()
    if word in _PLACE:
        found.add("place")
    if word in _ORGANISATION:
        found.add("organisation")
    if word in _EVENT:
        found.add("event")
    if word in _EVENT:
        # مهرجان كان: the place as well.
        found.add("place")
    if word in ARABIC_TITLES or word in LATIN_TITLES or word in ARABIC_SAYING:
        found.add("person")
    if word in ARABIC_SAYING:
        found.add("organisation")
    return frozenset(found)


def _bare(word: str) -> list[str]:
    """Return a word, and what is left of it without what Arabic writes in one with it."""
    return [word, *(word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix))]


_KINDS = KeptWords(lambda word: frozenset(kind for each in _bare(word) for kind in _announced(each)))


def leads_to_place(word: str) -> bool:
    """Return whether a folded word before a name makes a place of it: في, à."""
    return word in _BEFORE_PLACE or word.removeprefix("و") in _BEFORE_PLACE


def narrows(word: str) -> bool:
    """Return whether a folded word in small letters after an organisation's name makes another one of it."""
    return word.endswith(_ENDINGS) and word not in _NO_ADJECTIVES
