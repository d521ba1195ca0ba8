"""The headings of lists: the kind of each column by its name, in four languages and as other programs write it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from rotative.subscribers.lists.list_states import ListState, folded

# The columns of our own export, by name.
OWN = (
    "email", "language", "minutes", "sections", "subjects", "dossiers", "days", "paused_until", "state", "confirmed_at",
    "left_at", "consent_at", "consent_page",
)  # fmt: skip


class Role(Enum):
    """The kinds of columns."""

    EMAIL = auto()
    # One of our own choices; `Heading.own` names it.
    CHOICE = auto()
    # A word for the state of the person.
    STATE = auto()
    # The same where every cell is such a word; else as UNREAD.
    TYPE = auto()
    # Whether the person gets letters: a yes, a date, or a word.
    GETS = auto()
    # Whether, or when, or why the person no longer gets letters; `Heading.list_state` says which way they left.
    GONE = auto()
    # When the person came.
    CAME = auto()
    # Nothing about letters.
    HARMLESS = auto()
    # Words that people write freely: notes, labels.
    REMARKS = auto()
    # It may be about leaving, in a way that nobody can know from here.
    DOUBTFUL = auto()
    UNREAD = auto()


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column of a list."""

    # As the file writes it.
    name: str
    role: Role
    # Of OWN, for a choice.
    own: str = ""
    # GONE: the way; GETS: what a "no" means.
    list_state: ListState = ListState.LEFT
    # GONE: it says why or how, in any words or numbers.
    why: bool = False
    # Of the dates of one row, the lowest number is when the person agreed.
    rank: int = 9


_EMAIL = """email, e mail, mail, email address, e mail address, address email, emails, subscriber, subscriber email,
    subscriber email address, contact email, user email, member email, primary email, email 1, e mail 1 value, courriel,
    adresse, adresse email, adresse e mail, adresse mail, adresse electronique, adresse courriel, adresse de courriel,
    adresse de messagerie, messagerie, adresse de courrier electronique, courrier electronique, adresse mel, mel,
    email de l abonne, email du contact, correo, correo electronico, direccion de correo, direccion de correo electronico,
    direccion de email, direccion email, direccion de e mail, email del suscriptor, correo e, البريد الالكتروني, بريد الكتروني,
    البريد, عنوان البريد الالكتروني, عنوان البريد, الايميل, ايميل, بريد, البريد الالكتروني للمشترك"""
_CHOICES = {
    "language": "language, lang, langue, idioma, lengua, اللغة, لغة, locale",
    "minutes": "minutes",
    "sections": "sections",
    "subjects": "subjects",
    "dossiers": "dossiers",
    "days": "days",
    "paused_until": "paused until",
    "consent_page": "consent page",
}
_STATE = """state, status, statut, etat, estado, situation, situacion, الحالة, حالة, وضع, الوضع, حالة الاشتراك, حالة المشترك,
    subscriber type, type d abonne, tipo de suscriptor"""
_STATE_PARTS = "status, statut, etat, estado, state, حالة, الحالة, وضع"

_HARMLESS = """id, uuid, uid, user id, contact id, subscriber id, member id, ext id, external id, wordpress user id, wp user id,
    name, full name, first name, last name, firstname, lastname, surname, given name, family name, middle name, nickname, title,
    salutation, gender, sex, display name, username, login, company, organization, organisation, job title, occupation, age,
    birthday, birthdate, date of birth, address, address 1, address 2, street, city, town, zip, zip code, zipcode,
    postal code, postcode, country, country code, region, county, province, time zone, timezone, gmtoff, dstoff, latitude,
    longitude, cc, ip, ip address, member rating, rating, score, lead score, leid, euid, source, referrer, referrer url,
    website, url, linkedin, twitter, facebook, instagram, landline number, contact timezone, last changed, updated at,
    modified time, last updated, date modified, modified at, modified, updated, update date, utm source, utm medium, utm campaign,
    utm term, utm content, utm channel, referral code, referring site, stripe customer id, stripe plan, plan, complimentary plan,
    tiers, tier, subscription tier, stripe id, attributes, metadata, avatar image, avatar, geolocation, custom fields, fax, vat,
    nom, prenom, nom complet, nom et prenom, prenom et nom, prenom nom, nom prenom, nom de famille, civilite, genre, sexe,
    societe, entreprise, organisme, fonction, profession, metier, ville, code postal, cp, pays, departement, adresse postale,
    rue, date de naissance, anniversaire, fuseau horaire, identifiant, numero, no, n, date de modification, modifie le,
    mis a jour le, derniere modification, site web, origine,
    nombre, nombres, nombre completo, apellido, apellidos, nombre y apellidos, sexo, genero, empresa, organizacion,
    profesion, cargo, ciudad, codigo postal, pais, provincia, direccion, direccion postal, calle, fecha de nacimiento,
    cumpleanos, zona horaria, identificador, numero, fecha de modificacion, modificado, actualizado, origen, sitio web,
    الاسم, اسم, الاسم الاول, الاسم الاخير, الاسم الكامل, اللقب, اسم العائلة, النسب, الكنية, الجنس, الشركة, المؤسسة, المهنة,
    المدينة, مدينة, البلد, بلد, الدولة, العنوان, عنوان, الرمز البريدي, تاريخ الميلاد, الرقم, رقم, المصدر, تاريخ التعديل, المعرف"""
_REMARKS = """note, notes, tags, tag, labels, label, comment, comments, remark, remarks, group, groups, segment, segments, list,
    lists, list name, interests, category, categories, description,
    remarque, remarques, commentaire, commentaires, etiquette, etiquettes, mots cles, groupe, groupes, liste, listes, categorie,
    categories, observations, observation,
    nota, notas, comentario, comentarios, etiqueta, etiquetas, grupo, grupos, lista, listas, observaciones, observacion,
    ملاحظة, ملاحظات, وسوم, الوسوم, تعليق, تعليقات, مجموعة, المجموعة, قائمة, القائمة, تصنيف"""
_CAME = """created at, created, signup date, sign up date, signup time, signed up, date signed up, added time, added, added at, date added, date created, creation date, created date, joined,
    joined at, join date, date joined, registered, registered at, registration date, start date, date, since, member since,
    cree le, date de creation, ajoute le, date d ajout, date d arrivee, depuis, date d entree, arrivee,
    creado, creado el, fecha de creacion, fecha, fecha de ingreso, anadido, fecha de registro, desde,
    تاريخ الانشاء, تاريخ الاضافة, تاريخ التسجيل, تاريخ الانضمام, التاريخ, تاريخ"""

# Other ways to be reached: they say nothing about letters.
_OTHER_WAYS = "sms, whatsapp, phone, telephone, tel, mobile, portable, gsm, telefono, movil, push, fax, postal, هاتف, الهاتف, جوال"
# Words next to which a column of the coming of a person says how, not whether.
_HOW = """id, uuid, ip, source, url, referrer, page, form, via, origin, campaign, medium, method, track, tracking, formulaire, origine,
    formulario, origen, location, country"""
# Figures on reading.
_FIGURES = """days, jours, dias, views, last, latest, open, opens, opened, click, clicks, clicked, rate, total, received, sent, read, activity, num,
    average, avg, engagement, dernier, derniere, ouvertures, clics, taux, envois, ultimo, ultima, aperturas, clics, tasa, اخر"""

_PENDING = "unconfirm, unverif, unvalidat, pending, awaiting, attente, pendiente, non confirm, no confirm, غير موكد, انتظار"
_COMPLAINED = "complain, spam, abuse, plainte, queja, denuncia, junk, indesirable, feedback loop, fbl, شكوي, مزعج, ابلاغ"
_BOUNCED = """bounc, rebond, rebot, clean, undeliver, unreach, invalid, dead, hardbounce, suppress, supress, npai, rejet,
    reject, rechaz, failed, failure, مرتد, ارتد, مرفوض, غير صالح"""
_LEFT = """unsub, desabonn, desinscri, desuscri, opt out, optout, opted out, block, blackl, bloqu, liste noire, lista negra,
    supprim, suprim, delet, remov, elimin, borrad, disab, desactiv, deactiv, inactiv, inactif, cancel, annul, anulad,
    churn, refus, declin, withdr, revok, oppos, archiv, nomail, no mail, do not, don t, ne pas, ne plus, no contactar, no enviar,
    non abonn, non inscri, not subscri, nonsubscri, non subscri, no suscri, never subscri,
    الغاء, الغي, ملغ, محذوف, حذف, محظور, حظر, معطل, تعطيل, منسحب, انسحاب, غادر, مغادر, توقف, متوقف, ايقاف, غير مشترك, غير نشط,
    لا ترسل, سوداء"""
# The same as whole words: others begin with them.
_LEFT_WORDS = """quit, quitte, leave, leaving, left, depart, departure, parti, partie, partis, sorti, sortie, retire, retiree,
    retirado, retirada, radie, radiee, radiation, stop, stopped, banned, baja, bajas, dnc, resilie, resiliee, resiliation,
    exclu, exclue, exclus, excluded, excluido, excluida, reposo"""
# Next to a word for getting letters they turn it round.
_NOT = "ne, n, pas, jamais, not, no, non, don, doesn, sans, sin, never, without, nunca, tampoco, لا, لم, غير, بدون, ليس"
_WHY = "id, ip, reason, title, campaign, comment, other, raison, motif, campagne, titre, motivo, razon, campana, titulo, سبب, حملة"
_GETS = """subscri, abonn, inscri, suscri, activ, actif, enabl, confirm, optin, opt in, opted in, consent, verif, valid,
    permission, permis, permit, accept, acept, agree, accord, autoris, autoriz, authori, mailable, deliverab, receiv, recoit, recevoir, recib,
    newsletter, newsletters, lettre, letter, infolettre, marketing, gdpr, rgpd, alta, boletin, mailing, emailing, allow, wants, souhaite, desea,
    مشترك, اشترك, اشتراك, نشط, فعال, مفعل, موكد, تاكيد, موافق, نشرة, يرغب"""
# A "no" there means that the person never confirmed, not that they left.
_PROOFS = "confirm, verif, valid, double, موكد, تاكيد, optin, opt in, opted in"
_DOUBTFUL = "end, ended, ends, fin, until, closed, pause, paused, flag, flags"
_DOUBTFUL_STEMS = "expir, caduc, termin, suspend, انتهاء, نهاية"

# Known by the columns of one program alone: (columns that only it has, and its columns that say nothing about letters).
_PROGRAMS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    # Substack: about paid subscriptions and digests; readers of the free letter have none.
    (
        frozenset({"email disabled", "active subscription"}),
        frozenset({"active subscription", "expiry", "digest enabled", "first payment at", "subscription interval", "is gift",
                   "is comp", "is free trial", "group"}),
    ),
    # The same, newer: figures on reading and paying.
    (
        frozenset({"stripe plan", "start date", "activity"}),
        frozenset({"paid upgrade date", "first paid date", "post views", "shares", "revenue", "comments"}),
    ),
    # MailerLite.
    (frozenset({"opens count", "clicks count"}), frozenset({"location", "signup source", "groups"})),
    # beehiiv.
    (frozenset({"subscription tier"}), frozenset({"subscription premium tier names", "referral count"})),
    # Buttondown.
    (
        frozenset({"referrer url", "creation date"}),
        frozenset({"purchased by", "risk score", "secondary id", "stripe coupon", "subscriber import id", "upgrade date",
                   "gift subscription message"}),
    ),
    # Ghost.
    (frozenset({"subscribed to emails", "complimentary plan"}), frozenset({"email count", "email open rate", "last seen at"})),
    # Mailchimp: links and numbers of the letter by which a person left; UNSUB_TIME or CLEAN_TIME says that they did.
    (frozenset({"leid", "euid"}), frozenset({"optin ip", "confirm ip"})),
)  # fmt: skip


def headings_of(names: Sequence[str]) -> list[Heading]:
    """Return what each column says, in the order of the file. None of them is the e-mail column yet: see `email_column`."""
    plain = [folded(name) for name in names]
    spared = {name for signs, own in _PROGRAMS if signs.issubset(plain) for name in own}
    is_own = {"consent page", "paused until"}.issubset(plain)
    return [_heading(name, word, spared, is_own=is_own) for name, word in zip(names, plain, strict=True)]


def looks_like_email(name: str) -> bool:
    """Return whether a column of this name has addresses in every file."""
    return folded(name) in _listed(_EMAIL)


def says_left(name: str) -> bool:
    """Return whether a file of this name has people who left, or who never asked."""
    word = folded(name)
    return any(
        _has(word, stems)
        for stems in (
            "unsub, nonsubscri, desabonn, desinscri, desuscri, opt out, optout, blackl, blockl, inactif, inactiv, deleted, bajas",
            "bounce, bounced, bounces, cleaned, rebond, rebot, suppress, complain, plainte, quejas, transactional, non subscri",
            "الغاء, ملغ, غير مشترك, مرتد, منسحب",
        )
    )


def _heading(name: str, word: str, spared: Collection[str], *, is_own: bool) -> Heading:
    """Return the kind of a column. is_own: the file is an export of ours."""
    for own, names in _CHOICES.items():
        if word in _listed(names):
            return Heading(name=name, role=Role.CHOICE, own=own)
    if word == "consent at" and is_own:
        return Heading(name=name, role=Role.CHOICE, own="consent_at")
    if word in ("type", "types"):
        # The state in some programs, the kind of subscription or of person in others.
        return Heading(name=name, role=Role.TYPE)
    if word == "confirmed at":
        return Heading(name=name, role=Role.GETS, list_state=ListState.PENDING, rank=0)
    if word in spared or (
        _has(word, _OTHER_WAYS, whole=True) and not _has(word, "email, mail, courriel, correo")
    ):
        return Heading(name=name, role=Role.HARMLESS)
    for role, names in (
        (Role.STATE, _STATE),
        (Role.CAME, _CAME),
        (Role.HARMLESS, _HARMLESS),
        (Role.REMARKS, _REMARKS),
    ):
        if word in _listed(names):
            return Heading(name=name, role=role, rank=3)
    return _by_stems(name, word)


def _by_stems(name: str, word: str) -> Heading:
    """Return the kind of a column by the parts of its name; the worst it may mean comes first."""
    ways = (
        (ListState.COMPLAINED, _COMPLAINED),
        (ListState.BOUNCED, _BOUNCED),
        (ListState.PENDING, _PENDING),
        (ListState.LEFT, _LEFT),
    )
    for list_state, stems in ways:
        if _has(word, stems) or (list_state == ListState.LEFT and _has(word, _LEFT_WORDS, whole=True)):
            return Heading(name=name, role=Role.GONE, list_state=list_state, why=_has(word, _WHY, whole=True))
    if _has(word, _STATE_PARTS, whole=True):
        return Heading(name=name, role=Role.STATE)
    if _has(word, _FIGURES, whole=True):
        return Heading(name=name, role=Role.HARMLESS)
    if _has(word, _GETS):
        if _has(word, _NOT, whole=True):
            return Heading(name=name, role=Role.GONE, why=_has(word, _WHY, whole=True))
        if _has(word, _HOW, whole=True):
            return Heading(name=name, role=Role.HARMLESS)
        proof = _has(word, _PROOFS)
        confirms = _has(word, "confirm, verif, valid, موكد, تاكيد")
        return Heading(
            name=name,
            role=Role.GETS,
            list_state=ListState.PENDING if proof else ListState.LEFT,
            rank=1 if confirms else 2,
        )
    if _has(word, _DOUBTFUL, whole=True) or _has(word, _DOUBTFUL_STEMS):
        return Heading(name=name, role=Role.DOUBTFUL)
    return Heading(name=name, role=Role.UNREAD)


@cache
def _listed(names: str) -> frozenset[str]:
    return frozenset(folded(name) for name in names.split(","))


@cache
def _stems(names: str) -> tuple[str, ...]:
    return tuple(folded(name) for name in names.split(","))


def _has(word: str, stems: str, *, whole: bool = False) -> bool:
    """Return whether a word of a folded name begins with one of the stems, or (whole) is one; Arabic ones may be inside."""
    text = f" {word} "
    return any(
        (f" {stem} " if whole else f" {stem}" if stem.isascii() else stem) in text for stem in _stems(stems)
    )
