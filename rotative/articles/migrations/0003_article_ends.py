"""The worker finds the articles that end, and the desk those that missed their hour, without reading the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_article_desk_indexes")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["expire_at"], condition=models.Q(expire_at__isnull=False), name="article_ends"
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["go_live_at"],
                condition=models.Q(live=False, go_live_at__isnull=False),
                name="article_awaited",
            ),
        ),
    ]
