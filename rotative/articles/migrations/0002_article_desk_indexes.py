"""Every way the desk lists articles has its index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_article"),
        ("media", "0001_picture"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["section", "-edited_at"], name="article_section_edited"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["locale", "-edited_at"], name="article_locale_edited"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["form", "-edited_at"], name="article_form_edited"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["author", "-edited_at"], name="article_author_edited"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-published_at"], name="article_newest"),
        ),
    ]
