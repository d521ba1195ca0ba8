"""Every kind of page with believable content of the demo outlet, in French and Arabic."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from markupsafe import Markup

from rotative.articles.cards import (
    ArticleCard,
    ArticleView,
    BlockView,
    CorrectionView,
    EmbedView,
    IntertitleView,
    Link,
    ListView,
    ParagraphView,
    PictureView,
    QuotationView,
    ReadAlsoView,
    SubjectLink,
    TableView,
)
from rotative.layout import contexts
from rotative.layout.dates import Calendar
from rotative.masthead.cards import AccountCard, LanguageCard, OutletCard
from rotative.media.cards import PictureCard, Source
from rotative.subscribers import offers

NOW = datetime(2026, 11, 23, 5, 40, tzinfo=UTC)
BASE_URL = "https://estuaire.example"

SECTIONS = {
    "fr": ("Politique", "Économie", "Société", "Environnement", "Culture", "Sport", "Monde"),
    "ar": ("سياسة", "اقتصاد", "مجتمع", "بيئة", "ثقافة", "رياضة", "العالم"),
}
SLUGS = ("politique", "economie", "societe", "environnement", "culture", "sport", "monde")
NAMES = {"fr": "Français", "ar": "العربية"}
PREFIX = {"fr": "", "ar": "/ar"}
WORDS = {
    "fr": {
        "home": "Accueil",
        "brief": "En bref",
        "about": "Qui nous sommes",
        "write": "Nous écrire",
        "archives": "Archives",
    },
    "ar": {
        "home": "الرئيسية",
        "brief": "باختصار",
        "about": "من نحن",
        "write": "راسلونا",
        "archives": "الأرشيف",
    },
}

# headline, standfirst, section, byline, days and hours ago, minutes, picture
STORIES = {
    "fr": (
        ("Tramway : la ligne A n’ouvrira qu’en décembre 2027, six mois plus tard que prévu", "Neuf mètres de vase sous le pont de la Rive Sud obligent à rallonger les pieux. Le conseil de la ville a voté 140 millions de dirhams de plus, par 31 voix contre 17, après quatre heures de débat.", 0, "Salma Bensouda", 0, 3, "tramway"),
        ("Barrage de la Sebra : 37 % après les pluies, les coupures de nuit levées à Aïn Sfar", "Le lavage des voitures reste interdit. Un hydrologue demande que l’on répare d’abord les fuites.", 3, "Idriss Aït Mellal", 26, 4, "dam"),
        ("Coupe : les Nawras passent en demi-finale, Imane Lemrini-Jebli arrête deux tirs au but", "Un but partout après prolongation, 4 à 3 aux tirs au but devant 6 200 spectateurs.", 5, "Bilal Chergaoui", 30, 2, "ball"),
        ("À Ras Amlil, la criée électronique a fait monter le prix de la sardine de 18 %", "Six semaines après l’ouverture, soixante-quatre bateaux vendent sur écran. Les mareyeurs, eux, comptent autrement.", 1, "Yassir Ouazzani-Tahri", 50, 5, "fish"),
        ("L’école de Hay Salam rouvre après quatorze mois de travaux, sans cantine", "620 élèves ont retrouvé leurs classes. Le réfectoire attend toujours un marché.", 2, "Hind Lamrabti", 122, 3, "school"),
        ("Festival des Rives : 46 000 visiteurs et une lecture sur la barge", "Ghita Maâninou-Sbai a lu onze poèmes au milieu du fleuve, moteur coupé.", 4, "Nora Zemmouri-Vidal", 220, 4, "music"),
        ("Urgences de nuit sur la Rive Sud : 52 minutes d’attente au lieu de 2 h 40", "La nouvelle unité compte vingt-quatre lits. Les infirmières demandent un second médecin.", 2, "Hind Lamrabti", 340, 3, "hospital"),
        ("Trois villes de fleuve cherchent ensemble comment dormir moins près de l’eau", "À la conférence des deltas, une carte a plus circulé que les discours.", 6, "Meryem Doukkali-Ansar", 52, 6, "globe"),
        ("Le port veut supprimer le papier d’ici l’été, les transitaires demandent un an", "Onze formulaires deviennent un seul écran. Il tombe en panne le lundi.", 1, "Yassir Ouazzani-Tahri", 75, 4, ""),
        ("Bail type : ce qui change pour les locataires de la Médina", "Dépôt plafonné, état des lieux obligatoire, et une question laissée ouverte.", 2, "Hind Lamrabti", 98, 5, ""),
        ("Budget : la maire gèle les embauches, sauf à l’eau et aux écoles", "L’économie attendue est de 21 millions de dirhams sur l’année.", 0, "Salma Bensouda", 100, 3, ""),
        ("Sondages de sol : qui a accepté d’en faire trois au lieu de cinq ?", "La commission d’enquête a soixante jours. Elle a commencé par les courriels.", 0, "Salma Bensouda", 130, 4, "council"),
    ),
    "ar": (
        ("الخط الأول من الترامواي لن يفتح قبل دجنبر 2027، بتأخير ستة أشهر", "تسعة أمتار من الوحل تحت قنطرة الضفة الجنوبية فرضت إطالة الأوتاد. وصوّت مجلس المدينة على 140 مليون درهم إضافية بـ31 صوتًا مقابل 17 بعد نقاش دام أربع ساعات.", 0, "سلمى بنسودة", 0, 3, "tramway"),
        ("سد صبرة يبلغ 37 في المئة بعد أمطار نونبر ورفع القطع الليلي في عين سفار", "منع غسل السيارات باقٍ، وخبير في المياه يطالب بإصلاح التسربات أولًا.", 3, "إدريس آيت ملال", 26, 4, "dam"),
        ("لاعبات النورس إلى نصف نهائي الكأس وحارسة تصدّ ركلتين", "تعادل بهدف لمثله ثم 4-3 بالركلات الترجيحية أمام 6200 متفرج.", 5, "بلال شرگاوي", 30, 2, "ball"),
        ("في رأس أمليل، المزاد الإلكتروني يرفع ثمن السردين بـ18 في المئة", "بعد ستة أسابيع من الافتتاح، أربعة وستون مركبًا تبيع على الشاشة.", 1, "ياسر الوزاني الطاهري", 50, 5, "fish"),
        ("مدرسة حي السلام تفتح أبوابها بعد أربعة عشر شهرًا من الأشغال، بلا مطعم", "عاد 620 تلميذًا إلى الأقسام، وما زال المطعم ينتظر صفقته.", 2, "هند لمرابطي", 122, 3, "school"),
        ("مهرجان الضفاف: 46 ألف زائر وأمسية شعرية فوق العبّارة", "غيثة المعنينو السباعي قرأت إحدى عشرة قصيدة وسط النهر.", 4, "نورة زموري فيدال", 220, 4, "music"),
        ("مستعجلات الليل بالضفة الجنوبية: 52 دقيقة انتظارًا بدل ساعتين وأربعين", "الوحدة الجديدة تضم 24 سريرًا، والممرضات يطلبن طبيبًا ثانيًا.", 2, "هند لمرابطي", 340, 3, "hospital"),
        ("ثلاث مدن نهرية تبحث معًا كيف تبتعد عن الماء", "في مؤتمر الدلتا، تداول الحاضرون خريطة أكثر من الخطب.", 6, "مريم الدكالي أنصار", 52, 6, "globe"),
    ),
}  # fmt: skip
BRIEFS = {
    "fr": (
        ("Le bac de Derb el Bahr reprend à 6 h, un départ toutes les vingt minutes", 1),
        ("Marché aux livres de la Médina : quarante étals dimanche", 2),
        ("Vent fort sur les Salines, la jetée fermée jusqu’à midi", 4),
        ("Un cargo de blé à quai après neuf jours d’attente en rade", 9),
        ("Piscine des Salines : réouverture repoussée d’une semaine", 13),
        ("Université du Littoral : les inscriptions du soir prolongées", 15),
    ),
    "ar": (
        ("معدية درب البحر تعود في السادسة صباحًا", 1),
        ("سوق الكتاب بالقصبة: أربعون رواقًا يوم الأحد", 2),
        ("رياح قوية على الملاحات وإغلاق الرصيف حتى الظهر", 4),
        ("سفينة قمح ترسو بعد تسعة أيام من الانتظار", 9),
        ("جامعة الساحل تمدد التسجيل المسائي", 15),
    ),
}
SUBJECTS = {
    "fr": ("Tramway", "Leïla Tazi-Moumen", "Conseil de la ville", "Rive Sud", "Zineb Amrani-Costa"),
    "ar": ("الترامواي", "ليلى التازي مومن", "مجلس المدينة", "الضفة الجنوبية", "زينب العمراني كوستا"),
}


def outlet(language: str) -> OutletCard:
    """L'Estuaire."""
    words = {
        "fr": ("L’Estuaire", "« Tout ce qui remonte le fleuve finit par se savoir. »"),
        "ar": ("المصبّ", "«كلُّ ما يصعد النهر يُعرف يومًا»"),
    }[language]
    return OutletCard(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        name=words[0],
        motto=words[1],
        description="",
        legal_notice="Directrice de la publication : Samira El Kadiri.",
        address="12, quai des Salines, Marsa Zitoune",
        accent="#0b5a6e",
        time_zone="Africa/Casablanca",
        digits="latin",
        logo="",
        accounts=(
            AccountCard(network="Mastodon", url="https://social.example/@estuaire"),
            AccountCard(network="Facebook", url="https://www.facebook.example/estuaire"),
        ),
        languages=tuple(
            LanguageCard(code=code, label=NAMES[code], path=f"{PREFIX[code]}/") for code in NAMES
        ),
    )


def picture(name: str, caption: str = "", *, width: int = 1600, height: int = 1000) -> PictureCard:
    """A drawing at the addresses the media app would give it."""

    def srcset(suffix: str) -> str:
        return ", ".join(f"/media/{name}.{size}.{suffix} {size}w" for size in (320, 640, 1024, 1600))

    return PictureCard(
        sources=(
            Source(type="image/avif", srcset=srcset("avif")),
            Source(type="image/webp", srcset=srcset("webp")),
        ),
        src=f"/media/{name}.1024.jpg",
        srcset=srcset("jpg"),
        width=width,
        height=height,
        alt="Une rame de tramway s’approche d’un pont inachevé au-dessus d’un fleuve" if caption else "",
        caption=caption,
        credit="L’Estuaire / dessin" if caption else "",
    )


def section(language: str, at: int) -> Link:
    return Link(name=SECTIONS[language][at], path=f"{PREFIX[language]}/{SLUGS[at]}/")


def card(language: str, at: int) -> ArticleCard:
    """The story of that number."""
    headline, standfirst, number, byline, hours, _minutes, drawing = STORIES[language][
        at % len(STORIES[language])
    ]
    return ArticleCard(
        id=100 + at,
        language=language,
        form="article",
        path=f"{PREFIX[language]}/{SLUGS[number]}/recit-{at}/",
        headline=headline,
        standfirst=standfirst,
        excerpt=standfirst,
        section=section(language, number),
        bylines=(Link(name=byline, path=f"{PREFIX[language]}/auteur/a{number}/"),),
        published_at=NOW - timedelta(hours=hours),
        updated_at=None,
        picture=picture(drawing) if drawing else None,
    )


def brief(language: str, at: int) -> ArticleCard:
    headline, hours = BRIEFS[language][at]
    return replace(
        card(language, 4),
        id=200 + at,
        form="brief",
        headline=headline,
        path=f"{PREFIX[language]}/societe/breve-{at}/",
        picture=None,
        published_at=NOW - timedelta(hours=hours),
    )


def subjects(language: str) -> tuple[SubjectLink, ...]:
    return tuple(
        SubjectLink(name=name, path=f"{PREFIX[language]}/sujet/s{at}/", id=at, kind="theme")
        for at, name in enumerate(SUBJECTS[language])
    )


def frame(language: str, path: str, title: str, **more: object) -> contexts.PageFrame:
    """What surrounds a page of the outlet."""
    prefix, words = PREFIX[language], WORDS[language]
    other = "ar" if language == "fr" else "fr"
    links = [section(language, at) for at in range(7)] + [Link(name=words["brief"], path=f"{prefix}/breves/")]
    whole = contexts.PageFrame(
        outlet=outlet(language),
        base_url=BASE_URL,
        path=prefix + path,
        title=title,
        description=STORIES[language][0][1],
        home_path=f"{prefix}/",
        search_path=f"{prefix}/recherche/",
        letter_path=f"{prefix}/lettre/",
        menu=tuple(
            contexts.MenuItem(
                name=link.name, path=link.path, current="true" if path.startswith(link.path) else ""
            )
            for link in links
        ),
        standing=(
            Link(name=words["about"], path=f"{prefix}/a-propos/"),
            Link(name=words["write"], path=f"{prefix}/contact/"),
        ),
        archives=Link(name=words["archives"], path=f"{prefix}/archives/2026/11/"),
        languages=(
            contexts.LanguageLink(
                name=NAMES[other],
                path=f"{PREFIX[other]}/",
                language=other,
                direction="rtl" if other == "ar" else "ltr",
            ),
        ),
        feeds=(contexts.FeedLink(title=outlet(language).name, path=f"{prefix}/rss.xml"),),
        breadcrumb=(Link(name=words["home"], path=f"{prefix}/"), Link(name=title, path="")) if title else (),
        open_graph=contexts.OpenGraph(locale="fr_MA"),
        year=2026,
    )
    return replace(whole, **more)  # type: ignore[arg-type]  # any field


def body(language: str) -> tuple[BlockView, ...]:
    """One block of every kind between paragraphs."""
    if language == "ar":
        return (
            ParagraphView(html=Markup("<p>وصلت الجملة في التاسعة وعشر دقائق ليلًا، وسط عرض من أربعين صفحة. قرأت زينب العمراني كوستا، مديرة المشروع: «التشغيل التجاري: دجنبر 2027»، أمام قاعة أضيفت إليها كراسٍ للسكان. وحتى مساء أمس كانت المدينة تتحدث عن يونيو.</p>")),
            ParagraphView(html=Markup("<p>السبب في أنبوب بلاستيكي مرّرته المهندسة من يد إلى يد: عيّنة رمادية رخوة أُخذت من تحت الدعامة الثالثة من <a href='/ar/mawdou/rive-sud/'>قنطرة الضفة الجنوبية</a> المقبلة. دراسات 2024 توقعت أرضًا صلبة على عمق مترين، فوجدت الثقوب تسعة أمتار من الوحل.</p>")),
            IntertitleView(text="قرض وحديقة مؤجلة", anchor="i1"),
            ParagraphView(html=Markup("<p>ستقترض المدينة 90 مليون درهم على خمس عشرة سنة، وتأتي الخمسون الباقية من تأجيل حديقة الملاحات التي كان مقررًا أن تبدأ أشغالها في الربيع.</p>")),
            QuotationView(html=Markup("<p>وعدتُ بأحد عشر كيلومترًا وثماني عشرة محطة قبل نهاية 2027. الوعد قائم، بفارق ثلاثة أسابيع.</p>"), source="ليلى التازي مومن، رئيسة مجلس المدينة"),
            TableView(caption="كلفة الخط بملايين الدراهم", header=("البند", "2024", "اليوم"), rows=(("الأوتاد", "310", "450"), ("المجموع", "2400", "2540")), row_headers=True),
            ReadAlsoView(card=card("ar", 3)),
            ParagraphView(html=Markup("<p>أما التجارب في القسم الشمالي بين القصبة وحي السلام فتحتفظ بموعدها: أول عربة بلا ركاب في ماي على طول 3,8 كيلومترات.</p>")),
        )  # fmt: skip
    return (
        ParagraphView(html=Markup("<p>La phrase est arrivée à 21 h 10, au milieu d’un diaporama de quarante pages. « Mise en service commerciale : décembre 2027 », a lu Zineb Amrani-Costa, directrice du projet, devant une salle où l’on avait ajouté des chaises pour les riverains. Jusqu’à hier soir, la ville annonçait juin.</p>")),
        ParagraphView(html=Markup("<p>La cause tient dans un tube de plastique que l’ingénieure a fait passer de main en main : une carotte grise, molle, prélevée sous la troisième pile du futur <a href='/sujet/rive-sud/'>pont de la Rive Sud</a>. Les études de 2024 comptaient sur un sol ferme à deux mètres sous le lit. Les forages terminés le 3 novembre ont trouvé neuf mètres de vase.</p>")),
        ParagraphView(html=Markup("<p>Quatorze pieux devront donc descendre à 34 mètres au lieu de 22. Surcoût : 140 millions de dirhams, ce qui porte la facture de 2,4 à 2,54 milliards. Le conseil l’a accepté par 31 voix contre 17. Trois élus étaient absents.</p>")),
        IntertitleView(text="Un emprunt et un parc repoussé", anchor="un-emprunt"),
        ParagraphView(html=Markup("<p>La ville empruntera 90 millions sur quinze ans. Les 50 autres viendront du report du parc des Salines, dont les travaux devaient commencer au printemps. Ni l’État ni la région n’ont pour l’instant proposé de participer à la rallonge ; le wali, Karim Rachdi-Alami, a seulement fait savoir qu’une réunion se tiendrait « avant la fin du mois ».</p>")),
        QuotationView(html=Markup("<p>J’ai promis onze kilomètres et dix-huit stations avant la fin de 2027. La promesse tient. Elle tient à trois semaines près, et je le dis avant qu’on me le reproche.</p>"), source="Leïla Tazi-Moumen, maire de Marsa Zitoune"),
        ParagraphView(html=Markup("<p>L’opposition ne lui a pas fait ce crédit. Son chef de file, Driss Benomar-Sqalli, a demandé pourquoi les résultats n’avaient été transmis aux élus que quatre jours avant le vote. « On nous fait signer un chèque devant la caisse », a-t-il lancé.</p>")),
        PictureView(picture=picture("council", "La salle du conseil, peu avant le vote.")),
        TableView(caption="Coût de la ligne A, en millions de dirhams", header=("Poste", "2024", "Aujourd’hui"), rows=(("Pieux et piles", "310", "450"), ("Voie et stations", "1 340", "1 340"), ("Matériel roulant", "750", "750"), ("Total", "2 400", "2 540")), row_headers=True),
        ReadAlsoView(card=card("fr", 11)),
        ListView(ordered=False, items=(Markup("cinq sondages prévus en 2024 dans le lit de l’oued ;"), Markup("<strong>trois faits</strong>, deux annulés à cause d’une crue ;"), Markup("soixante jours pour dire qui a accepté cette économie."))),
        ParagraphView(html=Markup("<p>Dans le public, Rkia Bouhlal, qui tient une mercerie avenue du Môle, avait apporté son carnet de caisse. « Six mois, pour vous, c’est une colonne. Pour moi c’est deux fêtes sans clientes. »</p>")),
        EmbedView(title="La séance du conseil, en entier", url="https://video.example.org/w/1", provider="video.example.org"),
        ParagraphView(html=Markup("<p>Les essais sur la partie nord, entre la Médina et Hay Salam, gardent leur date : une première rame, sans voyageurs, doit rouler en mai sur 3,8 kilomètres. Le battage des nouveaux pieux commence dans cinq semaines, de 8 heures à 18 heures, et durera jusqu’à l’été.</p>")),
    )  # fmt: skip


def comments(language: str) -> tuple[contexts.CommentView, ...]:
    text = {
        "fr": ("Trois sondages au lieu de cinq : à la maison, on appelle cela économiser sur les fondations.", "La crue de 2024 a bon dos, le matériel était encore sur la berge en mai."),
        "ar": ("ثلاثة أثقاب بدل خمسة: نسمي هذا في البيت توفيرًا في الأساس.", "الآليات كانت ما تزال على الضفة في ماي."),
    }[language]  # fmt: skip
    names = {"fr": ("Mounir T.", "Une riveraine"), "ar": ("منير ت.", "ساكنة من الحي")}[language]
    answer = contexts.CommentView(
        id=2, name=names[1], html=Markup("<p>{}</p>").format(text[1]), written_at=NOW + timedelta(hours=4)
    )
    return (
        contexts.CommentView(
            id=1,
            name=names[0],
            html=Markup("<p>{}</p>").format(text[0]),
            written_at=NOW + timedelta(hours=2),
            replies=(answer,),
        ),
    )


def article(language: str) -> contexts.ArticlePage:
    caption = {
        "fr": "Le chantier du pont de la Rive Sud, côté aval, où les foreuses ont rencontré la vase.",
        "ar": "ورش قنطرة الضفة الجنوبية حيث صادفت آلات الحفر الوحل.",
    }[language]
    other = "ar" if language == "fr" else "fr"
    story = replace(
        card(language, 0), picture=picture("tramway", caption), updated_at=NOW + timedelta(hours=3)
    )
    view = ArticleView(
        card=story,
        body=body(language),
        subjects=subjects(language),
        corrections=(CorrectionView(dated_at=NOW + timedelta(hours=3), text="La séance s’est ouverte à 17 heures, et non à 18 heures."),)
        if language == "fr"
        else (),
        updated_note="Le montant de l’emprunt a été précisé par la ville." if language == "fr" else "",
        word_count=430,
    )  # fmt: skip
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": story.published_at.isoformat(),
        "author": [{"@type": "Person", "name": story.bylines[0].name}],
    }
    return contexts.ArticlePage(
        frame=frame(
            language,
            f"/politique/recit-{language}/",
            story.headline,
            breadcrumb=(
                Link(name=WORDS[language]["home"], path=f"{PREFIX[language]}/"),
                Link(name=story.section.name, path=story.section.path),
            ),
            alternates=tuple(
                contexts.Alternate(hreflang=code, path=f"{PREFIX[code]}/politique/recit-{code}/")
                for code in NAMES
            ),
            json_ld=json.dumps(data, ensure_ascii=False),
            open_graph=contexts.OpenGraph(
                type="article",
                locale="fr_MA",
                published_at=story.published_at,
                picture=contexts.SharingPicture(
                    url=f"{BASE_URL}/media/tramway.1024.jpg", width=1024, height=640, alt=""
                ),
                section=story.section.name,
            ),
        ),
        article=view,
        related=tuple(
            contexts.RelatedGroup(subject=subject, cards=tuple(card(language, at) for at in picked))
            for subject, picked in zip(subjects(language), ((1, 3, 6), (2, 4, 5)), strict=False)
        ),
        comments=comments(language),
        comment_count=2,
        translations=(
            contexts.LanguageLink(
                name=NAMES[other],
                path=f"{PREFIX[other]}/politique/recit-{other}/",
                language=other,
                direction="rtl" if other == "ar" else "ltr",
            ),
        ),
    )


def dossiers(language: str) -> tuple[contexts.DossierTeaser, ...]:
    words = {
        "fr": (("Le tramway, promesse de 2024", "Onze kilomètres, dix-huit stations, fin 2027 : ce qui a été promis, voté, repoussé.", "6 engagements, 1 tenu"), ("L’eau de la Sebra", "Le barrage, les fuites, l’usine de dessalement : trois ans de décisions.", "5 engagements, 2 en cours")),
        "ar": (("الترامواي، وعد 2024", "أحد عشر كيلومترًا وثماني عشرة محطة: ما وُعد به وما تأخر.", "6 التزامات، تحقق واحد"), ("ماء صبرة", "السد والتسربات ومحطة التحلية: ثلاث سنوات من القرارات.", "5 التزامات")),
    }[language]  # fmt: skip
    return tuple(
        contexts.DossierTeaser(
            name=name, path=f"{PREFIX[language]}/dossier/d{at}/", summary=summary, figures=figures
        )
        for at, (name, summary, figures) in enumerate(words)
    )


def pages(language: str) -> dict[str, contexts.Page]:
    """One page of every kind, by a name for its file."""
    cards = tuple(card(language, at) for at in range(len(STORIES[language])))
    calendar = Calendar(language=language, time_zone="Africa/Casablanca", digits="latin")
    days = calendar.by_day(brief(language, at) for at in range(len(BRIEFS[language])))
    pager = contexts.Pager(newer_path="/politique/", older_path="/politique/page/11/")
    of = partial(frame, language)
    title = {"fr": "Lundi 23 novembre 2026", "ar": "الإثنين 23 نونبر 2026"}[language]
    by_section = [tuple(card for card in cards if card.section == section(language, at)) for at in range(7)]
    hits = tuple(
        contexts.SearchHit(card=found, extract=Markup("… le <mark>pont</mark> de la Rive Sud …"))
        for found in cards[:4]
    )
    return {
        "front": contexts.FrontPage(
            frame=of("/", ""),
            place={"fr": "Marsa Zitoune", "ar": "مرسى الزيتون"}[language],
            dated_at=NOW,
            lead=cards[0],
            seconds=cards[1:4],
            further=cards[4:7],
            briefs=days,
            briefs_path=f"{PREFIX[language]}/breves/",
            dossiers=dossiers(language),
            rows=tuple(
                contexts.SectionRow(section=section(language, at), cards=(*found, *cards[3 + at :])[:4])
                for at, found in enumerate(by_section[:5])
            ),
        ),
        "article": article(language),
        "section": contexts.ListingPage(
            frame=of("/politique/", SECTIONS[language][0]),
            heading=SECTIONS[language][0],
            cards=cards,
            pager=pager,
        ),
        "briefs": contexts.BriefsPage(
            frame=of("/breves/", WORDS[language]["brief"]),
            heading=WORDS[language]["brief"],
            days=days,
            pager=pager,
        ),
        "subject": contexts.SubjectPage(
            frame=of("/sujet/s1/", SUBJECTS[language][1]),
            name=SUBJECTS[language][1],
            kind={"fr": "Personne", "ar": "شخصية"}[language],
            description={
                "fr": "Maire de Marsa Zitoune, élue en 2024.",
                "ar": "رئيسة مجلس مرسى الزيتون منذ 2024.",
            }[language],
            aliases=(SUBJECTS["ar" if language == "fr" else "fr"][1],),
            dossiers=dossiers(language)[:1],
            cards=cards[:5],
            pager=pager,
        ),
        "author": contexts.AuthorPage(
            frame=of("/auteur/a0/", STORIES[language][0][3]),
            name=STORIES[language][0][3],
            role={"fr": "Politique", "ar": "سياسة"}[language],
            biography={
                "fr": "Suit le conseil de la ville depuis 2019.",
                "ar": "تتابع مجلس المدينة منذ 2019.",
            }[language],
            picture=picture("portrait", width=800, height=800),
            cards=cards[:4],
            pager=pager,
        ),
        "archive": contexts.ArchivePage(
            frame=of("/archives/2026/11/", WORDS[language]["archives"]),
            month=date(2026, 11, 1),
            days=calendar.by_day(sorted(cards[:8], key=lambda card: card.published_at, reverse=True)),
            pager=contexts.Pager(older_path="/archives/2026/10/"),
            months=tuple(
                contexts.ArchiveMonth(
                    month=date(2026, at, 1), path="" if at == 11 else f"/archives/2026/{at:02}/"
                )
                for at in range(6, 12)
            ),
        ),
        "search": contexts.SearchPage(
            frame=of("/recherche/", "Recherche", indexed=False),
            query="pont & rive",
            total=4,
            hits=hits,
            subjects=subjects(language)[:2],
            pager=contexts.Pager(older_path="/recherche/?q=pont&page=2"),
        ),
        "search-empty": contexts.SearchPage(
            frame=of("/recherche/", "Recherche", indexed=False), query="<b>zzz</b>"
        ),
        "standing": contexts.StandingPage(
            frame=of("/a-propos/", WORDS[language]["about"]),
            heading=WORDS[language]["about"],
            body=body(language)[:5],
            updated_at=NOW,
        ),
        "dossier": contexts.DossierPage(
            frame=of("/dossier/d0/", dossiers(language)[0].name),
            name=dossiers(language)[0].name,
            summary=Markup("<p>{}</p>").format(dossiers(language)[0].summary),
            actors=subjects(language)[1:4],
            commitments=tuple(
                contexts.CommitmentView(
                    text=STORIES[language][at][0],
                    state=state,
                    state_label=label,
                    by=subjects(language)[1],
                    due={"fr": "fin 2027", "ar": "نهاية 2027"}[language],
                    steps=(
                        contexts.CommitmentStep(
                            day=date(2026, 6, 2), state=state, label=label, evidence=cards[at]
                        ),
                        contexts.CommitmentStep(day=date(2024, 6, 2), state="announced", label="Annoncé"),
                    ),
                )
                for at, (state, label) in enumerate(
                    (
                        ("under_way", "En cours"),
                        ("kept", "Tenu"),
                        ("broken", "Rompu"),
                        ("stalled", "À l’arrêt"),
                    )
                )
            ),
            events=tuple(
                contexts.DossierEvent(
                    day=date(2026, 11 - at, 3),
                    html=Markup("<p>{}</p>").format(STORIES[language][at][1]),
                    articles=cards[at : at + 1],
                )
                for at in range(3)
            ),
        ),
        "archives": contexts.ArchivesPage(
            frame=of("/archives/", "Archives"),
            heading="Archives",
            years=(
                contexts.ArchiveYear(
                    number=2026,
                    months=tuple(
                        contexts.ArchiveMonth(month=date(2026, at, 1), path=f"/archives/2026/{at:02d}/")
                        for at in range(11, 0, -1)
                    ),
                ),
            ),
        ),
        "dossiers": contexts.DossiersPage(
            frame=of("/dossier/", "Dossiers"), heading="Dossiers", dossiers=dossiers(language)
        ),
        "signup": contexts.SignupPage(
            frame=of("/lettre/", {"fr": "La lettre", "ar": "الرسالة"}[language]),
            minutes=tuple(
                contexts.Choice(value=str(at), label=f"{at} min", chosen=at == 5) for at in (3, 5, 10)
            ),
            sections=tuple(
                contexts.Choice(value=slug, label=name)
                for slug, name in zip(SLUGS, SECTIONS[language], strict=True)
            ),
            days=tuple(
                contexts.Choice(value=str(bit), label=name, chosen=True)
                for bit, name in offers.weekdays(language)
            ),
            subjects_path=f"/_/subscribe/?language={language}",
            latest=Link(name=title, path=f"{PREFIX[language]}/brief/2026-11-23/"),
        ),
        "edition": contexts.EditionPage(
            frame=of("/brief/2026-11-23/", title),
            edition_on=date(2026, 11, 23),
            minutes=5,
            items=tuple(
                contexts.EditionItem(
                    rendition="long" if at < 2 else "short" if at < 4 else "headline",
                    headline=found.headline,
                    path=found.path,
                    section=found.section,
                    html=Markup("<p>{}</p>").format(found.standfirst) if at < 4 else "",
                    picture=found.picture if at == 0 else None,
                )
                for at, found in enumerate(cards[:7])
            ),
            pager=contexts.Pager(older_path="/brief/2026-11-22/"),
        ),
        "message": contexts.MessagePage(
            frame=of(
                "/_/unsubscribe/",
                {"fr": "Ne plus recevoir la lettre", "ar": "إيقاف الرسالة"}[language],
                indexed=False,
            ),
            heading={"fr": "Ne plus recevoir la lettre ?", "ar": "إيقاف الرسالة؟"}[language],
            paragraphs=(
                {"fr": "Un clic suffit : votre adresse sera oubliée.", "ar": "نقرة واحدة تكفي."}[language],
            ),
            form=contexts.PostForm(
                action="/_/unsubscribe/",
                label={"fr": "Me désinscrire", "ar": "إيقاف"}[language],
                fields=(contexts.HiddenField(name="token", value='a"b'),),
            ),
        ),
        "errors": contexts.MessagePage(
            frame=of("/_/comment/", "Commentaire", indexed=False),
            heading={"fr": "Votre commentaire n’est pas parti", "ar": "لم يُرسل تعليقكم"}[language],
            errors=({"fr": "Écrivez votre nom.", "ar": "اكتبوا اسمكم."}[language],),
            links=(Link(name="Retour", path="/politique/recit-fr/"),),
        ),
        "not-found": contexts.NotFoundPage(frame=of("/404/", "404", indexed=False)),
        "gone": contexts.GonePage(frame=of("/politique/retire/", "410", indexed=False)),
    }
