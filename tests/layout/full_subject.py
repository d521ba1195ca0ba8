"""A subject whose page shows all that it can."""

from rotative.articles import actions
from rotative.articles.models import Article, ArticleSubject, PinnedArticle, Section
from rotative.subjects.models import Subject, SubjectRole
from tests.factories.articles import SubjectFactory, locale, published

COMPANIONS = {
    "La criée": "سوق السمك",
    "Les bacs": "العبّارات",
    "La jetée": "الرصيف الطويل",
    "Le phare": "المنارة",
}


def surround(subject: Subject, sections: dict[str, Section]) -> None:
    """Give a subject roles, a parent, a child, companions, a pinned article and a mention. sections: by language."""
    city = SubjectFactory(kind=Subject.Kind.PLACE, names={"fr": "La ville basse", "ar": "المدينة السفلى"})
    quarter = SubjectFactory(names={"fr": "La darse", "ar": "الحوض"})
    companions = [SubjectFactory(names={"fr": fr, "ar": ar}) for fr, ar in COMPANIONS.items()]
    for code, section in sections.items():
        _role(subject, code)
        told = {"section": section, "locale": locale(code)}
        for number, one in enumerate((city, quarter, *companions)):
            for again in range(2):
                headline = f"{one.names.get(language=code)} ({number}.{again})"
                article = published(
                    60 + 2 * number + again, headline=headline, subjects=[subject, one], **told
                )
        published(80, headline="Une mention", subjects=[subject], **told)
        mention = Article.objects.get(headline="Une mention", locale=locale(code))
        ArticleSubject.objects.filter(article=mention).update(is_main=False)
        actions.publish(Article.objects.get(pk=mention.pk))
        PinnedArticle.objects.create(subject=subject, article=article)
    subject.parent, subject.wikidata, subject.same_as = city, "Q1028", "https://quai.example/"
    subject.save()
    quarter.parent = subject
    quarter.save()


def _role(subject: Subject, code: str) -> None:
    text = {"fr": "port d’attache du bac", "ar": "ميناء العبّارة"}[code]
    SubjectRole.objects.create(subject=subject, language=code, text=text, since="2017-05")
    SubjectRole.objects.create(subject=subject, language=code, text=text, since="2001", until="2016-12-31")
