"""Editorial acts drawn at random: what a desk does in a day, through the same actions as the desk."""

import random
from collections.abc import Callable
from datetime import timedelta

from rotative.articles import actions
from rotative.articles.models import Article, ArticleSubject, Byline, Correction, Section
from rotative.bake import keys, queue
from rotative.comments.models import Comment
from rotative.core import clock
from rotative.masthead.models import Masthead
from rotative.pages.actions import add_standing
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


class Desk:
    """Draws and does acts; the same seed does the same day."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.sections = [
            SectionFactory(slug=slug, name=slug.capitalize(), locale=locale(code))
            for code, slug in (("fr", "politique"), ("fr", "monde"), ("ar", "siyasa"))
        ]
        self.subjects = [SubjectFactory(names={"fr": f"Sujet {n}", "ar": f"موضوع {n}"}) for n in range(4)]
        self.bylines = [BylineFactory(locale=locale(code)) for code in ("fr", "fr", "ar")]
        self.acts: list[Callable[[], None]] = [
            self.publish, self.publish, self.publish, self.back_date, self.brief, self.edit_headline, self.edit_body,
            self.withdraw, self.republish, self.change_section, self.change_subjects, self.correct, self.update,
            self.comment, self.translate, self.schedule, self.rename_section, self.rename_subject, self.slots,
            self.stand, self.masthead, self.delete, self.rename_byline, self.age,
        ]  # fmt: skip

    def act(self) -> str:
        """Do one act; returns its name."""
        chosen = self.draw.choice(self.acts)
        chosen()
        return chosen.__name__

    def _live(self) -> Article | None:
        pks = list(Article.objects.filter(live=True).order_by("pk").values_list("pk", flat=True))
        return Article.objects.get(pk=self.draw.choice(pks)) if pks else None

    def _new(self, days_ago: float = 0, **fields: object) -> Article:
        section = self.draw.choice(self.sections)
        code = section.locale.language_code
        return published(
            days_ago,
            section=section,
            locale=section.locale,
            subjects=self.draw.sample(self.subjects, self.draw.randint(0, 3)),
            bylines=[b for b in self.bylines if b.locale.language_code == code][:1],
            rank=self.draw.randint(1, 5),
            **fields,
        )

    def publish(self) -> None:
        self._new()

    def back_date(self) -> None:
        self._new(self.draw.uniform(0.5, 500))

    def brief(self) -> None:
        self._new(self.draw.uniform(0, 3), form=Article.Form.BRIEF)

    def edit_headline(self) -> None:
        if article := self._live():
            article.headline = f"{article.headline} bis"
            actions.publish(article)

    def edit_body(self) -> None:
        if article := self._live():
            other = self._live()
            article.body = [
                ("paragraph", f"<p>Repris {self.draw.random()}</p>"), ("read_also", {"article": other}),
            ]  # fmt: skip
            actions.publish(article)

    def withdraw(self) -> None:
        if article := self._live():
            actions.withdraw(article)

    def delete(self) -> None:
        if article := self._live():
            article.delete()

    def republish(self) -> None:
        article = Article.objects.filter(state=Article.State.WITHDRAWN).order_by("pk").first()
        if article is not None:
            actions.publish(article)

    def change_section(self) -> None:
        if article := self._live():
            fitting = [s for s in self.sections if s.locale_id == article.locale_id]
            article.section = self.draw.choice(fitting)
            actions.publish(article)

    def change_subjects(self) -> None:
        if article := self._live():
            chosen = self.draw.sample(self.subjects, self.draw.randint(0, 3))
            article.article_subjects = [
                ArticleSubject(subject=subject, sort_order=n) for n, subject in enumerate(chosen)
            ]
            actions.publish(article)

    def correct(self) -> None:
        if article := self._live():
            article.corrections.add(Correction(text="Le nom était mal écrit."))
            actions.publish(article)

    def update(self) -> None:
        if article := self._live():
            article.updated_at, article.updated_note = clock.now(), "Les chiffres de midi."
            actions.publish(article)

    def comment(self) -> None:
        if article := self._live():
            Comment.objects.create(
                article=article, name="Une lectrice", text="Merci.", state=Comment.State.SHOWN
            )
            queue.mark_stale([keys.comments(article.pk)])

    def translate(self) -> None:
        if article := self._live():
            other = next(s for s in self.sections if s.locale_id != article.locale_id)
            if not Article.objects.filter(
                translation_key=article.translation_key, locale=other.locale
            ).exists():
                published(0, section=other, locale=other.locale, translation_key=article.translation_key)

    def schedule(self) -> None:
        article = ArticleFactory(section=self.sections[0], locale=self.sections[0].locale)
        actions.publish(article, at=clock.now() + timedelta(hours=1))
        article.revisions.update(approved_go_live_at=clock.now() - timedelta(seconds=1))
        for revision in article.revisions.all():
            revision.content["go_live_at"] = None
            revision.save()
        actions.publish_due()

    def rename_section(self) -> None:
        section = Section.objects.get(pk=self.draw.choice(self.sections).pk)
        section.name, section.slug = f"{section.name}+", f"{section.slug}-{self.draw.randint(1, 9)}"
        section.save()
        self.sections = [section if s.pk == section.pk else s for s in self.sections]

    def rename_subject(self) -> None:
        name = Subject.objects.get(pk=self.draw.choice(self.subjects).pk).names.first()
        name.name, name.slug = f"{name.name}+", f"{name.slug}-{self.draw.randint(1, 9)}"
        name.save()

    def rename_byline(self) -> None:
        byline = Byline.objects.get(pk=self.draw.choice(self.bylines).pk)
        byline.name, byline.slug = f"{byline.name}+", f"{byline.slug}-{self.draw.randint(1, 9)}"
        byline.save()

    def slots(self) -> None:
        article, front = self._live(), FrontPage.objects.filter(locale=locale("fr")).first()
        if article and front and article.locale_id == front.locale_id:
            front.slots = [FrontSlot(article=article, sort_order=0)]
            front.save_revision().publish()

    def stand(self) -> None:
        front = FrontPage.objects.filter(locale=locale("fr")).first()
        page = StandingPage.objects.order_by("pk").first()
        if page is None:
            add_standing(front, StandingPage(title="À propos", slug="a-propos"))
        elif page.live:
            page.unpublish()
        else:
            page.save_revision().publish()

    def masthead(self) -> None:
        masthead = Masthead.objects.get()
        masthead.address = f"{self.draw.randint(1, 99)}, rue des Voiliers"
        masthead.save()

    def age(self) -> None:
        actions.age()
