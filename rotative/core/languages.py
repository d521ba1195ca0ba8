"""Table of the languages a newsroom can publish in: one row each, and nothing about a language anywhere else.

A new language is a row here, a catalogue (`make messages`, then translate it) and the migrations that
`makemigrations` writes, because its code is a choice of some fields. The order is that of every list of languages.
Imports neither Django nor Wagtail.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

# The language the texts of the interface are written in.
SOURCE = "en"


@dataclass(frozen=True, kw_only=True, slots=True)
class PathWords:
    """The words that the paths of a language are made of, in ASCII."""

    archive: str
    author: str
    # The web copies of the letters.
    brief: str
    # The stream of briefs.
    briefs: str
    dossier: str
    # Below that of the dossiers: the commitments by date.
    due: str
    # Below the page of a dossier: its events of a kind.
    kind: str
    # The page to subscribe on.
    letter: str
    # Below that of the dossiers: the commitments of all of them.
    promises: str
    search: str
    subject: str
    # The text alone of an article, below the article's own path.
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FailureTexts:
    """Sentences of the pages that must work when the catalogues do not."""

    # Something broke: 500.
    failed: str
    # A form of the desk was refused: 403.
    refused: str
    # Nothing can be saved for now: 503.
    not_saved: str
    # The button that sends the form once more.
    again: str
    # Their headings; only the first row of the table needs them.
    failed_heading: str = ""
    refused_heading: str = ""
    not_saved_heading: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """One language."""

    # ISO 639-1.
    code: str
    # The language's own name for itself.
    name: str
    # Babel's locale: decides the names of months and days and their order in a date.
    locale: str
    # The locale that social networks know; the region is theirs.
    open_graph: str
    direction: Literal["ltr", "rtl"] = "ltr"
    script: Literal["latin", "arabic"] = "latin"
    # The ten digits an outlet may choose instead of 0 to 9; "" if there are none.
    own_digits: str = ""
    # The number of the first day of a month, if it is not "1".
    first_of_month: str = "1"
    # Punctuation is set with narrow spaces, as French does.
    french_spaces: bool = False
    # A comma may separate thousands: 1,200.
    comma_groups: bool = False
    # A slug parts the article from its word with a hyphen: "al-madina".
    hyphenated_article: bool = False
    # Words per minute: IReST 2012 normal-text speeds (IOVS 53:5452), scaled by Brysbaert 2019's 238 for English
    # (JML 109:104047).
    words_per_minute: int
    paths: PathWords
    # Words that this language uses all the time and the other languages of its script hardly ever.
    common_words: frozenset[str] = frozenset()
    failures: FailureTexts


TABLE = (
    Language(
        code="fr",
        name="Français",
        locale="fr",
        open_graph="fr_FR",
        first_of_month="1er",
        french_spaces=True,
        words_per_minute=204,
        paths=PathWords(
            archive="archives",
            author="auteur",
            brief="brief",
            briefs="breves",
            dossier="dossier",
            due="echeances",
            kind="type",
            letter="lettre",
            promises="engagements",
            search="recherche",
            subject="sujet",
            text="texte",
        ),
        common_words=frozenset({
            "le", "les", "des", "du", "et", "est", "une", "dans", "qui", "pour", "au", "aux", "sur", "avec",
            "pas", "ce", "sont", "cette", "ou", "mais", "été", "plus", "leur",
        }),
        failures=FailureTexts(
            failed_heading="Une erreur s’est produite",
            failed="La rédaction est prévenue. Réessayez dans un moment.",
            refused_heading="Ce formulaire n’a pas été accepté",
            refused="La page était ouverte depuis trop longtemps, ou le navigateur refuse les cookies de la rédaction. Rien"
            " n’a été enregistré. Revenez en arrière, copiez votre texte, rechargez la page et recommencez.",
            not_saved_heading="Le serveur ne peut rien enregistrer pour l’instant",
            not_saved="Rien n’a été enregistré à moitié, et ce que vous avez envoyé est dans cette page. Gardez-la ouverte et"
            " appuyez sur «\u00a0Réessayer\u00a0» dans un moment\u202f; si cela dure, prévenez la personne qui tient le"
            " serveur.",
            again="Réessayer",
        ),
    ),
    Language(
        code="ar",
        name="العربية",
        # The months of the Maghreb are not those of Babel's plain "ar".
        locale="ar_MA",
        open_graph="ar_AR",
        direction="rtl",
        script="arabic",
        own_digits="٠١٢٣٤٥٦٧٨٩",
        hyphenated_article=True,
        words_per_minute=144,
        paths=PathWords(
            archive="archives",
            author="katib",
            brief="brief",
            briefs="mujaz",
            dossier="milaf",
            due="ajal",
            kind="naw",
            letter="risala",
            promises="taahudat",
            search="bahth",
            subject="mawdou",
            text="nass",
        ),
        failures=FailureTexts(
            failed="وقع خطأ. أعد المحاولة بعد قليل.",
            refused="لم تُقبل هذه الاستمارة: ظلت الصفحة مفتوحة أطول من اللازم، أو أن المتصفح يرفض ملفات الارتباط. لم "
            "يُحفظ شيء. ارجع إلى الوراء وانسخ نصك وأعد تحميل الصفحة ثم حاول من جديد.",
            not_saved="لا يستطيع الخادم حفظ شيء الآن. لم يُحفظ شيء منقوصا، وما أرسلته باق في هذه الصفحة. أبقها مفتوحة "
            "واضغط «أعد المحاولة» بعد قليل، وإن طال الأمر فأخبر المسؤول عن الخادم.",
            again="أعد المحاولة",
        ),
    ),
    Language(
        code="en",
        name="English",
        locale="en_GB",
        open_graph="en_GB",
        comma_groups=True,
        words_per_minute=238,
        paths=PathWords(
            archive="archives",
            author="author",
            brief="brief",
            briefs="briefs",
            dossier="dossier",
            due="due",
            kind="kind",
            letter="letter",
            promises="commitments",
            search="search",
            subject="subject",
            text="text",
        ),
        common_words=frozenset({
            "the", "and", "of", "to", "is", "in", "that", "it", "was", "for", "with", "are", "his", "they",
            "have", "this", "from", "by", "be", "at", "an", "has", "were",
        }),
        failures=FailureTexts(
            failed="Something went wrong. Try again in a moment.",
            refused="This form was not accepted: the page had been open for too long, or the browser refuses the newsroom’s"
            " cookies. Nothing was saved. Go back, copy your text, reload the page and try again.",
            not_saved="The server cannot save anything for now. Nothing was half saved, and what you sent is in this page."
            " Keep it open and press “Try again” in a moment; if it lasts, tell the person who runs the server.",
            again="Try again",
        ),
    ),
    Language(
        code="es",
        name="Español",
        locale="es",
        open_graph="es_ES",
        words_per_minute=228,
        paths=PathWords(
            archive="archives",
            author="autor",
            brief="brief",
            briefs="breves",
            dossier="dossier",
            due="plazos",
            kind="tipo",
            letter="carta",
            promises="compromisos",
            search="buscar",
            subject="tema",
            text="texto",
        ),
        common_words=frozenset({
            "el", "los", "las", "del", "y", "es", "una", "en", "que", "por", "con", "para", "se", "al", "su",
            "como", "más", "pero", "ha", "fue", "sus", "está", "son",
        }),
        failures=FailureTexts(
            failed="Algo ha fallado. Inténtelo de nuevo en un momento.",
            refused="No se aceptó este formulario: la página llevaba abierta demasiado tiempo o el navegador rechaza las"
            " cookies de la redacción. No se guardó nada. Vuelva atrás, copie su texto, recargue la página e inténtelo de"
            " nuevo.",
            not_saved="El servidor no puede guardar nada por ahora. Nada quedó guardado a medias, y lo que envió está en esta"
            " página. Déjela abierta y pulse «Reintentar» en un momento; si dura, avise a quien lleva el servidor.",
            again="Reintentar",
        ),
    ),
)  # fmt: skip

BY_CODE: Mapping[str, Language] = {row.code: row for row in TABLE}
CODES = tuple(BY_CODE)
# Code and own name, for the choices of a field.
CHOICES = tuple((row.code, row.name) for row in TABLE)
# Every path word of every language.
PATH_WORDS = frozenset(getattr(row.paths, word.name) for row in TABLE for word in fields(PathWords))


def own_digits(text: str, language: str) -> str:
    """Return the text with the language's own digits in place of 0 to 9."""
    return text.translate(_OWN_DIGITS[language]) if language in _OWN_DIGITS else text


_OWN_DIGITS = {row.code: str.maketrans("0123456789", row.own_digits) for row in TABLE if row.own_digits}
