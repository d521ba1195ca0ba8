"""What is answered when something broke: the plainest pages there are, because whatever broke must not be needed for them."""

import errno
import sys

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from rotative.core.requests import same_site

# Full, over quota, read-only.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
_AGAIN_S = 30


def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 where the database or the disk takes nothing for now.

    Then what was sent comes back in a form that sends it once more: the page it was written in is gone from the browser,
    and might not open again before there is room.
    """
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError) and getattr(error, "errno", None) not in _NO_ROOM:
        return HttpResponse(_page(_FAILED), status=500)
    # A file would not come back, and what another site sent is not to become a form of ours.
    kept = request.method == "POST" and not request.FILES and same_site(request)
    body = _page(_NOT_SAVED, _once_more(request)) if kept else _page(_FAILED)
    headers = {"Retry-After": str(_AGAIN_S), "Cache-Control": "no-store"}
    return HttpResponse(body, status=503, headers=headers)


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form of the desk without the mark that it is of ours (Django's CSRF_FAILURE_VIEW)."""
    return HttpResponse(_page(_REFUSED), status=403)


def _once_more(request: HttpRequest) -> SafeString:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if "password" not in name.lower()
    ]
    # A textarea keeps line ends, which the value of an input does not.
    kept = format_html_join("", '<textarea name="{}" hidden>\n{}</textarea>', fields)
    return format_html('<form method="post" action="{}">{}{}</form>', request.get_full_path(), kept, _AGAIN)


def _page(words: SafeString, more: SafeString | str = "") -> SafeString:
    return format_html(
        '<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{}</title>{}{}</html>",
        settings.WAGTAIL_SITE_NAME,
        words,
        more,
    )


_FAILED = mark_safe(
    "<h1>Une erreur s’est produite</h1><p>La rédaction est prévenue. Réessayez dans un moment.</p>"
    '<p lang="ar" dir="rtl">وقع خطأ. أعد المحاولة بعد قليل.</p>'
    '<p lang="en">Something went wrong. Try again in a moment.</p>'
    '<p lang="es">Algo ha fallado. Inténtelo de nuevo en un momento.</p>'
)
_REFUSED = mark_safe(
    "<h1>Ce formulaire n’a pas été accepté</h1>"
    "<p>La page était ouverte depuis trop longtemps, ou le navigateur refuse les cookies de la rédaction. Rien n’a été"
    " enregistré. Revenez en arrière, copiez votre texte, rechargez la page et recommencez.</p>"
    '<p lang="ar" dir="rtl">لم تُقبل هذه الاستمارة: ظلت الصفحة مفتوحة أطول من اللازم، أو أن المتصفح يرفض ملفات الارتباط. لم '
    "يُحفظ شيء. ارجع إلى الوراء وانسخ نصك وأعد تحميل الصفحة ثم حاول من جديد.</p>"
    '<p lang="en">This form was not accepted: the page had been open for too long, or the browser refuses the newsroom’s'
    " cookies. Nothing was saved. Go back, copy your text, reload the page and try again.</p>"
    '<p lang="es">No se aceptó este formulario: la página llevaba abierta demasiado tiempo o el navegador rechaza las'
    " cookies de la redacción. No se guardó nada. Vuelva atrás, copie su texto, recargue la página e inténtelo de nuevo.</p>"
)
_NOT_SAVED = mark_safe(
    "<h1>Le serveur ne peut rien enregistrer pour l’instant</h1>"
    "<p>Rien n’a été enregistré à moitié, et ce que vous avez envoyé est dans cette page. Gardez-la ouverte et appuyez sur"
    " «\u00a0Réessayer\u00a0» dans un moment\u202f; si cela dure, prévenez la personne qui tient le serveur.</p>"
    '<p lang="ar" dir="rtl">لا يستطيع الخادم حفظ شيء الآن. لم يُحفظ شيء منقوصا، وما أرسلته باق في هذه الصفحة. أبقها مفتوحة '
    "واضغط «أعد المحاولة» بعد قليل، وإن طال الأمر فأخبر المسؤول عن الخادم.</p>"
    '<p lang="en">The server cannot save anything for now. Nothing was half saved, and what you sent is in this page. Keep'
    " it open and press “Try again” in a moment; if it lasts, tell the person who runs the server.</p>"
    '<p lang="es">El servidor no puede guardar nada por ahora. Nada quedó guardado a medias, y lo que envió está en esta'
    " página. Déjela abierta y pulse «Reintentar» en un momento; si dura, avise a quien lleva el servidor.</p>"
)
_AGAIN = mark_safe(
    '<button>Réessayer · <span lang="ar" dir="rtl">أعد المحاولة</span> · <span lang="en">Try again</span> ·'
    ' <span lang="es">Reintentar</span></button>'
)
