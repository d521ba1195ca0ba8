"""The worker finds the comments whose address is to be forgotten without reading all.

Each comment has an entry until its address is forgotten: some 20 bytes, written with the comment.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_comment")]

    operations = [
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["-written_at", "-id"],
                condition=~models.Q(email="", network_hash=""),
                name="comment_with_address",
            ),
        ),
    ]
