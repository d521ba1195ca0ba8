"""The words by which lists say whether a person gets letters, in four languages."""

import re
from enum import IntEnum
from functools import lru_cache

from rotative.core.text import fold

# In the place of the name of a column that need not be read: all of them.
EVERY = "*"


class ListState(IntEnum):
    """The state of a person in the words of a list. The highest one that a row names holds."""

    CONFIRMED = 1
    # Asked and never confirmed, or never asked: gets nothing, and may be added later.
    PENDING = 2
    LEFT = 3
    # Letters to the address came back.
    BOUNCED = 4
    # Letters were reported as unwanted.
    COMPLAINED = 5


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = re.compile(r"[\W_]+")
# "abonné(e)", "suscrito/a"
_BOTH_SEXES = re.compile(r" (?:e|a|o)$")
_ZERO = re.compile(r"0++(?:[.,:\s/-]++0++)*+(?:\s*+%)?|[-–—.]|null|none|nan|n a|na", re.IGNORECASE)

# Written by hand, because each of them was seen in an export or is the plain word for it.
_WORDS: dict[ListState, str] = {
    ListState.CONFIRMED: """
        confirmed, subscribed, active, enabled, regular, premium, free, paid, comp, comped, complimentary, gifted, past due, unpaid, lifetime, trialed, opted in,
        opt in, optin, verified, valid, reachable, deliverable, ok, explicit, express, member, subscriber, c,
        confirme, confirmee, abonne, abonnee, inscrit, inscrite, actif, verifie, verifiee, valide, validee,
        suscrito, suscrita, activo, activa, confirmado, confirmada, inscrito, inscrita, verificado, verificada, de alta, alta,
        مشترك, مشتركة, نشط, نشطة, مؤكد, مؤكدة, مفعل, مفعلة, فعال, فعالة, مسجل, مسجلة""",
    ListState.PENDING: """
        pending, unconfirmed, unverified, unactivated, validating, not confirmed, not verified, awaiting confirmation,
        waiting, awaiting, waiting for confirmation, unknown, paused, snoozed, s, p confirm, never subscribed, not subscribed,
        nonsubscribed, non subscribed, no consent, implied, transactional, prospect, contact, invited, upcoming, none yet,
        en attente, en attente de confirmation, non confirme, non confirmee, a confirmer, non verifie, non verifiee,
        en pause, non inscrit, non inscrite, jamais inscrit, jamais inscrite, non abonne, non abonnee, inconnu, invite,
        pendiente, pendiente de confirmacion, sin confirmar, no confirmado, no confirmada, no verificado, en pausa,
        no suscrito, no suscrita, desconocido,
        قيد الانتظار, في الانتظار, بانتظار التاكيد, في انتظار التاكيد, غير مؤكد, غير مؤكدة, معلق, غير معروف""",
    ListState.LEFT: """
        unsubscribed, unsubscribe, unsub, cancelled, canceled, cancelled by user, disabled, inactive, blocklisted, blacklisted,
        block listed, black listed, blocked, banned, opted out, opt out, optout, removed, deleted, archived, left, churned,
        suppressed by user, excluded, do not contact, do not email, do not mail, dnc, stopped, unsubscribed by admin, u,
        unsubscribed by user, global unsubscribe, cold, ended, expired, closed, revoked, withdrawn, declined, refused,
        no mail, nomail, inactif, inactive, desinscription, desabonnement, unsubscription, desuscripcion,
        desabonne, desabonnee, desinscrit, desinscrite, supprime, supprimee, bloque, bloquee, desactive, desactivee,
        resilie, resiliee, annule, annulee, parti, partie, radie, radiee, exclu, exclue, liste noire, sur liste noire,
        sorti, sortie, retire, retiree, archive, archivee, refuse, refusee, oppose, opposee, ne plus ecrire, ne pas ecrire,
        ne plus contacter, ne pas contacter, stop, arret, expire, expiree, quitte, depart, depart volontaire,
        baja, dado de baja, dada de baja, de baja, cancelado, cancelada, inactivo, inactiva, eliminado, eliminada,
        bloqueado, bloqueada, desuscrito, desuscrita, borrado, borrada, desactivado, desactivada, anulado, anulada,
        lista negra, en lista negra, excluido, excluida, retirado, retirada, rechazado por el usuario, no contactar,
        no enviar, archivado, archivada, expirado, caducado,
        ملغى, ملغي, ملغاة, ملغية, غير مشترك, غير مشتركة, غير نشط, غير نشطة, الغى الاشتراك, الغت الاشتراك, الغاء الاشتراك,
        تم الغاء الاشتراك, محذوف, محذوفة, محظور, محظورة, معطل, معطلة, منسحب, منسحبة, انسحب, غادر, غادرت, متوقف, متوقفة,
        موقوف, قائمة سوداء, في القائمة السوداء, لا ترسل, لا يرغب, مستبعد""",
    ListState.BOUNCED: """
        bounced, bounce, hard bounced, hard bounce, hardbounce, hardbounced, soft bounced, soft bounce, softbounced, cleaned,
        undeliverable, undelivered, not deliverable, invalid, invalid email, invalid address, dead, suppressed, b, failed,
        unreachable, rejected, mailbox full, does not exist, error, needs attention,
        rebond, rebonds, rebondi, en rebond, rejete, rejetee, erreur, en erreur, invalide, adresse invalide, n existe plus,
        inexistante, injoignable, non distribuable, npai, nettoye, nettoyee,
        rebotado, rebotada, rebote, rebote duro, rebote suave, no valido, no valida, invalido, invalida, rechazado, rechazada,
        no existe, limpiado, limpiada, inalcanzable,
        مرتد, مرتدة, ارتد, ارتدت, ارتداد, مرفوض, مرفوضة, غير صالح, غير صالحة, لا يوجد, غير موجود, تعذر التسليم""",
    ListState.COMPLAINED: """
        complained, complaint, spam, spammy, spam complaint, marked as spam, reported as spam, reported, abuse, abuse complaint,
        junk, fbl, feedback loop, p,
        plainte, plainte spam, signale comme spam, signalee comme spam, signale, indesirable, pourriel,
        queja, denuncia, denunciado, correo no deseado, marcado como spam, reclamacion,
        شكوى, اشتكى, بريد مزعج, ابلاغ, مبلغ عنه, سبام""",
}
_YES = "true, yes, y, oui, o, vrai, si, verdadero, نعم, صحيح, 1, x, on, t, v, checked, ✓, ✔, ☑"
_NO = "false, no, n, non, faux, falso, لا, خطا, 0, off, f, unchecked, ☐"


def folded(text: str) -> str:
    """Return a name or a word in the form that is compared: lower case, no accents, single spaces between its words."""
    return _SIGNS.sub(" ", fold(_CAMEL.sub(" ", text))).strip() or text.strip()


def _table(words: str) -> frozenset[str]:
    return frozenset(folded(word) for word in words.split(","))


_TABLES = {list_state: _table(words) for list_state, words in _WORDS.items()}
_TRUE, _FALSE = _table(_YES), _table(_NO)


@lru_cache(maxsize=4096)
def state_of(word: str) -> ListState | None:
    """Return what a word says about a person, the worst of its meanings; None for a word that is not known."""
    spellings = {folded(word), _BOTH_SEXES.sub("", folded(word))}
    found = [list_state for list_state, table in _TABLES.items() if not spellings.isdisjoint(table)]
    return max(found, default=None)


@lru_cache(maxsize=4096)
def truth_of(word: str) -> bool | None:
    """Return whether a word is a yes or a no; None if it is neither."""
    if folded(word) in _TRUE:
        return True
    return False if folded(word) in _FALSE else None


def is_nothing(text: str) -> bool:
    """Return whether a cell is empty, a zero, a zero date or a dash."""
    return not text or _ZERO.fullmatch(text.strip()) is not None
