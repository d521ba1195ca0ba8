"""A small but complete newsroom in French and Arabic. `fill` runs with the settings of the home it fills."""

from datetime import timedelta
from io import BytesIO

from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image, ImageDraw

from rotative.articles import actions
from rotative.articles.models import Article, Byline, Correction, EmbedPoster, Section
from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.masthead.models import Account, Masthead, MastheadLanguage
from rotative.media.actions import make_renditions
from rotative.media.encoder import Encoder
from rotative.media.models import Picture
from rotative.pages.actions import add_standing, ensure_front
from rotative.pages.models import FrontPage, FrontSlot, StandingPage
from rotative.subjects.models import Subject
from tests.factories.articles import (
    ArticleFactory,
    BylineFactory,
    SectionFactory,
    SubjectFactory,
    locale,
    published,
)
from tests.factories.blocks import FILM, new_blocks

# Paths the tests name.
ARTICLE = "/politique/le-bac-revient-au-quai/"
ARABIC_ARTICLE = "/ar/siyasa/awdat-al-abbara/"
WITHDRAWN = "/politique/retire/"
# More than two windows, so that the section has a page after its first.
SMALL_ARTICLES = 42

PARAGRAPHS = (
    "Le bac numéro deux reliera de nouveau les deux rives dès lundi, à six heures, après onze mois de cale "
    "sèche. La régie l’a annoncé hier soir devant une salle comble, entre un tableau des marées et une cafetière "
    "qui fuyait. « Nous avions promis le printemps, nous livrons l’automne », a reconnu sa directrice.",
    "Le chantier a coûté quatre millions, un de plus que prévu. La coque était saine ; les moteurs, non. Il a "
    "fallu en commander deux, attendre le premier, renvoyer le second, puis percer la cloison pour les loger. "
    "Les usagers, eux, ont fait le tour par le pont : quarante minutes de plus le matin, une heure le vendredi.",
    "Sur la rive nord, le marché a perdu un tiers de ses étals. Les maraîchers qui traversaient avec leurs "
    "cageots ont changé de place ou de métier. « On ne rattrape pas une saison », résume l’un d’eux, qui a "
    "pourtant gardé son emplacement, payé chaque mois, vide.",
    "La régie promet deux traversées de plus par jour et un tarif inchangé jusqu’à l’été. L’opposition demande "
    "les comptes du chantier ; ils seront publiés, assure la ville, avant la fin du mois. Le conseil en débattra "
    "en séance publique, avec le rapport de l’atelier et les lettres de l’assureur.",
    "Reste le ponton, réparé à la hâte au printemps, que les grandes marées ont fendu. Une entreprise de la ville "
    "voisine doit le consolider de nuit. D’ici là, on embarquera par l’arrière, à pied, vélos compris.",
)
ARABIC_PARAGRAPHS = (
    "تعود العبّارة الثانية إلى العمل بين الضفتين صباح الاثنين بعد أحد عشر شهرا من الإصلاح. أعلنت الوكالة ذلك مساء "
    "أمس أمام قاعة ممتلئة.",
    "كلّف الورش أربعة ملايين، بزيادة مليون عن المتوقع. كان الهيكل سليما، أما المحركات فلا. وقد دار الركاب طوال هذه "
    "المدة عبر الجسر، أربعين دقيقة إضافية كل صباح.",
)


@transaction.atomic
def fill() -> None:
    """Write the newsroom, ready to be baked."""
    set_masthead()
    picture = drawn_picture()
    politics, culture, arabic = _sections()
    subjects = [
        SubjectFactory(kind=Subject.Kind.PLACE, names={"fr": "Le Quai", "ar": "الرصيف"}),
        SubjectFactory(
            kind=Subject.Kind.ORGANISATION, names={"fr": "Régie des bacs", "ar": "وكالة العبّارات"}
        ),
    ]
    writer = BylineFactory(
        name="Ada Kermorvan", slug="ada-kermorvan", bio="Suit le port et ses bacs.", picture=picture
    )
    arabic_writer = BylineFactory(name="هند المريني", slug="hind", locale=arabic.locale)

    for number in reversed(range(SMALL_ARTICLES)):
        headline, slug = f"Chronique du quai, numéro {number + 1}", f"chronique-{number + 1}"
        published(2 + number, section=politics, headline=headline, slug=slug)
    published(3, section=culture, headline="Un bal sur le quai", slug="bal")
    EmbedPoster.objects.create(name=FILM, picture=picture, state=EmbedPoster.State.READY)
    published(500, section=culture, headline="Le phare a cent ans", slug="phare", body=new_blocks(picture.pk))
    earlier = published(
        1, section=politics, headline="Le ponton a cédé", slug="ponton", subjects=subjects, picture=picture
    )
    for number in range(3):
        published(number / 10, section=politics, form=Article.Form.BRIEF, headline=f"En bref {number + 1}")
    published(0.1, section=arabic, locale=arabic.locale, form=Article.Form.BRIEF, headline="خبر قصير")

    article = _article(politics, earlier, subjects, writer, picture)
    _translation(article, arabic, subjects, arabic_writer)
    _comments(article)
    withdrawn = published(0.2, section=politics, headline="Retiré", slug="retire")
    actions.withdraw(withdrawn)
    ArticleFactory(section=politics, headline="Un brouillon que personne ne lit")
    _pages(article)


def set_masthead() -> None:
    masthead = Masthead.objects.get()
    masthead.languages = [
        MastheadLanguage(
            language="fr", name="La Digue", motto="Les deux rives, chaque matin", legal_notice="Directrice : A. Kermorvan.",
            description="Le journal des deux rives.", sort_order=0,
        ),
        MastheadLanguage(language="ar", name="السدّ", motto="الضفتان كل صباح", description="جريدة الضفتين.", sort_order=1),
    ]  # fmt: skip
    masthead.accounts = [Account(network="Mastodon", url="https://social.example/@ladigue")]
    masthead.address = "3, quai des Cordiers"
    masthead.save()


def french_masthead(name: str = "L’Estuaire") -> Masthead:
    """Make the masthead of an outlet that writes in French alone."""
    masthead: Masthead = Masthead.objects.create()
    masthead.languages = [MastheadLanguage(language="fr", name=name, sort_order=0)]
    masthead.save()
    return masthead


def _sections() -> tuple[Section, Section, Section]:
    politics = SectionFactory(
        name="Politique", slug="politique", position=0, description="La ville et ses affaires."
    )
    culture = SectionFactory(name="Culture", slug="culture", position=1)
    arabic = SectionFactory(
        name="سياسة", slug="siyasa", locale=locale("ar"), translation_key=politics.translation_key
    )
    return politics, culture, arabic


def drawn_picture() -> Picture:
    drawing = Image.new("RGB", (800, 533), "#7ea3b8")
    pen = ImageDraw.Draw(drawing)
    pen.rectangle((0, 350, 800, 533), fill="#2f5d73")
    pen.polygon([(225, 340), (610, 340), (560, 400), (270, 400)], fill="#8a1c1c")
    file = BytesIO()
    drawing.save(file, "JPEG", quality=80)
    return picture_of(
        file.getvalue(), "bac.jpg", title="Le bac", alt="Un bac rouge sur l’eau", credit="Dessin : La Digue"
    )


def picture_of(data: bytes, name: str, **fields: str) -> Picture:
    """Put a picture into the library and make its renditions."""
    picture: Picture = Picture.objects.create(
        file=ImageFile(BytesIO(data), name=name), **{"title": name, **fields}
    )
    with Encoder() as encoder:
        make_renditions(picture, encoder)
    return picture


def _article(
    section: Section, earlier: Article, subjects: list[Subject], writer: Byline, picture: Picture
) -> Article:
    """Publish an article of the usual length, with every kind of block."""
    first, second, third, fourth, fifth = (("paragraph", f"<p>{text}</p>") for text in PARAGRAPHS)
    article = ArticleFactory(
        section=section,
        headline="Le bac revient au quai après onze mois d’absence",
        slug="le-bac-revient-au-quai",
        standfirst="Réparé, repeint et plus cher que prévu, le bac numéro deux reprend la mer lundi. Le marché respire.",
        body=[
            first,
            ("intertitle", "Deux moteurs pour un"),
            second,
            ("picture", {"image": picture, "alt": "", "caption": "Le bac, la veille de sa mise à l’eau.", "credit": ""}),
            ("quotation", {"text": "Nous avions promis le printemps, nous livrons l’automne.", "source": "La directrice"}),
            third,
            ("list", {"ordered": True, "items": ["<p>Six heures</p>", "<p>Huit <b>heures</b></p>", "<p>Midi</p>"]}),
            ("table", {
                "data": [["Traversée", "Avant", "Après"], ["Matin", "6", "8"], ["Soir", "5", "5"]],
                "first_row_is_table_header": True, "first_col_is_header": True, "table_caption": "Traversées par jour",
            }),
            fourth,
            ("embed", {"url": "https://video.example/bac", "title": "Le lancement en images"}),
            ("read_also", {"article": earlier}),
            fifth,
        ],
        picture=picture,
        picture_caption="Le bac numéro deux.",
        subjects=subjects,
        bylines=[writer],
        rank=1,
        updated_at=clock.now(),
        updated_note="Le tarif d’été a été précisé.",
        published_at=clock.now() - timedelta(hours=2),
    )  # fmt: skip
    article.corrections = [Correction(text="Le chantier a duré onze mois, et non dix.")]
    actions.publish(article)
    return article


def _translation(article: Article, section: Section, subjects: list[Subject], writer: Byline) -> None:
    published(
        0.05,
        section=section,
        locale=section.locale,
        translation_key=article.translation_key,
        headline="العبّارة تعود إلى الرصيف بعد أحد عشر شهرا",
        slug="awdat-al-abbara",
        standfirst="أصلحت وطليت وكلّفت أكثر من المتوقع: العبّارة الثانية تعود الاثنين.",
        body=[("paragraph", f"<p>{text}</p>") for text in ARABIC_PARAGRAPHS],
        subjects=subjects,
        bylines=[writer],
    )


def _comments(article: Article) -> None:
    shown = Comment.objects.create(
        article=article,
        name="Une riveraine",
        email="riveraine@example.org",
        text="Enfin !",
        state=Comment.State.SHOWN,
    )
    Comment.objects.create(
        article=article,
        parent=shown,
        name="Un maraîcher",
        email="m@example.org",
        text="À lundi.",
        state=Comment.State.SHOWN,
    )
    Comment.objects.create(article=article, name="Personne", email="p@example.org", text="Secret gardé")
    queue.mark_stale([keys.comments(article.pk)])


def _pages(lead: Article) -> None:
    for code, title in (("fr", "À propos"), ("ar", "من نحن")):
        front = ensure_front(code, title=title)
        body = [("paragraph", "<p>La Digue paraît chaque matin.</p>")]
        add_standing(front, StandingPage(title=title, slug=f"a-propos-{code}", body=body))
    front = FrontPage.objects.get(locale__language_code="fr")
    front.slots = [FrontSlot(article=lead, place=0)]
    front.urgent_text, front.urgent_article = "Les quais sont fermés", lead
    front.urgent_until_at = clock.now() + timedelta(days=1)
    front.save_revision().publish()
