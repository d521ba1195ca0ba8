"""Reasons for the refusal of a letter: from the status code (RFC 3463) and from the words next to it.

The words win where they are about the sender's reputation, because many servers say “550 5.1.1” and “blocked” at once, and
no reader may be dropped for what is our fault.
"""

import re

from rotative.mail.returns.parsing.parsed_mail import Reason

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
# Characters of a server's words that are read.
_MOST_WORDS = 2000
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?=[ \-:])")

_SENDER = re.compile(
    r"""spam(?!\s*folder) | \bunsolicited\b | black-?\s?list | block-?\s?list | deny-?\s?list | \bblocked\b | \bbanned\b
    | \b(?:rbl|dnsbl|spamhaus|spamcop|barracuda|proofpoint|cloudmark|senderscore|sorbs|uceprotect|invaluement)\b | reputation
    | \bdmarc\b | \bspf\b | \bdkim\b | unauthenticated | not\s+(?:authori[sz]ed|permitted|allowed)\s+to\s+send
    | authentication\s+(?:required|failed|checks?) | sender\s+(?:address\s+)?(?:rejected|denied|verify|not\s+allowed)
    | \bpolic(?:y|ies)\b | \babus(?:e|ive)\b | suspicious | rate[\s-]limit | too\s+many\s+(?:messages|connections|recipients|emails)
    | throttl | reverse\s+dns | \bptr\b | bad\s+helo | \bhelo\b.*(?:reject|invalid) | virus | malware | phishing
    | \b(?:ip|client|network)\b.{0,40}\b(?:is\s+listed|refused|rejected|bad)\b | complaints | junk\s?mail | bulk\s?mail
    | r[ée]putation | ind[ée]sirable | liste\s+noire | bloqu[ée] | politique\s+de | correo\s+no\s+deseado | lista\s+negra
    | bloquead[oa] | pol[ií]tica | als\s+spam | unerw[üu]nscht | محظور | القائمة\s+السوداء | مزعج | سياسة
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_FULL = re.compile(
    r"""(?:mail\s?box|inbox|mail\s?folder|user|account|recipient|disk)\b.{0,40}\b(?:full|quota|over\s+limit|out\s+of\s+(?:space|storage))
    | over[\s-]?(?:the\s+)?quota | quota.{0,30}exceed | exceed\w*.{0,40}(?:quota|storage|mailbox\s+size) | insufficient\s+(?:system\s+|disk\s+)?(?:storage|space)
    | out\s+of\s+(?:storage|space) | not\s+enough\s+(?:storage|space) | mailbox\s+size\s+limit
    | bo[iî]te\b.{0,60}\bpleine | quota\s+d[ée]pass[ée] | espace\s+(?:disque\s+)?insuffisant | buz[oó]n\b.{0,30}\blleno | cuota\b.{0,30}exced
    | postfach\b.{0,40}\bvoll | casella\b.{0,30}\bpiena | caixa\b.{0,30}\bcheia | ممتلئ | تجاوز.{0,30}(?:الحصة|السعة)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_GONE = re.compile(
    r"""(?:user|recipient|address|account|mail\s?box|alias|destination|domain|host|addressee|e-?mail)\b.{0,60}?\b(?:unknown|not\s+(?:be\s+)?found|not\s+exist|n[o']t\s+exist|no\s+longer
        |invalid|disabled|inactive|unavailable|closed|deactivated|suspended|terminated|not\s+(?:a\s+)?(?:valid|known|listed|local)|rejected|unrouteable|undeliverable|does\s+not|doesn't)
    | (?:unknown|no\s+such|invalid|illegal|bad|nonexist[ae]nt|non-exist[ae]nt|unrout(?:e)?able|unresolvable|undeliverable)\s+(?:\w+\s+){0,3}(?:user|recipient|address|account|mail\s?box|alias|host|domain|person|addressee|local\s?part)
    | no\s+mail\s?box\s+here | not\s+our\s+customer | has\s+(?:been\s+)?(?:moved|left|expired)\b | isn't\s+in\s+my\s+control\s+file | doesn't\s+have\s+a\b.{0,60}account
    | can\s?not\s+resolve | name\s+or\s+service\s+not\s+known | domain\s+name\s+not\s+found | null\s?mx | no\s+mx\b | unlisted | not\s+in\s+(?:the\s+)?(?:directory|address\s+book)
    | \bn'existe\s+p(?:as|lus) | (?:utilisateur|destinataire|adresse|compte|bo[iî]te)\b.{0,50}\b(?:inconnue?|inexistante?|invalide|d[ée]sactiv[ée]e?|ferm[ée]e?|introuvable|supprim[ée]e?)
    | \bno\s+existe\b | (?:usuario|destinatario|direcci[oó]n|cuenta|buz[oó]n)\b.{0,50}\b(?:desconocid[oa]|inexistente|inv[áa]lid[oa]|desactivad[oa]|inhabilitad[oa]|cancelad[oa])
    | (?:empf[äa]nger|benutzer|adresse|konto)\b.{0,40}\b(?:unbekannt|ung[üu]ltig|existiert\s+nicht|gesperrt|deaktiviert) | inesistente | sconosciuto | n[ãa]o\s+existe | desconhecido
    | غير\s+(?:موجود|معروف|صالح) | لا\s+(?:يوجد|وجود) | معطل | مغلق
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONTENT = re.compile(
    r"""(?:message|mail|size|attachment|letter)\b.{0,50}\b(?:too\s+(?:large|big)|exceed\w*|maximum|size\s+limit) | too\s+(?:large|big)\b
    | (?:trop\s+(?:gros|volumineux|grand)) | demasiado\s+grande | (?:maximum|size).{0,20}(?:message|incoming)\s+size | line\s+too\s+long | (?:html|attachment)s?\s+(?:not\s+allowed|forbidden)
    | zu\s+gro(?:ss|ß) | كبير[ةه]?\s+جد
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_UNREACHABLE = re.compile(
    r"""gr[ae]y-?\s?list | try\s+(?:again|later) | temporar(?:y|ily) | timed?\s?-?out | connection\s+(?:refused|dropped|lost|reset|failed|was\s+refused) | could\s?n(?:o|')t\s+connect | unable\s+to\s+connect
    | network\s+(?:is\s+)?unreachable | no\s+route | deferred | expired | too\s+long\s+in\s+(?:the\s+)?queue | in\s+the\s+queue\s+too\s+long | establish.{0,20}connection | retry\s+time(?:out)? | hop\s+count | (?:mail|routing)\s+loop | server\s+(?:busy|down|unavailable)
    | host\s+(?:is\s+)?(?:down|unreachable) | d[ée]lai | temporaire | r[ée]essayer | temporal | int[ée]ntelo | مؤقت | انتهت\s+المهلة
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

# By "subject.detail" of RFC 3463, without the class; a bare subject is for all its details.
_BY_STATUS = {
    "1.7": Reason.SENDER,
    "1.8": Reason.SENDER,
    "1.9": Reason.SENDER,
    "1": Reason.GONE,
    "2.1": Reason.GONE,
    "2.2": Reason.FULL,
    "2.3": Reason.CONTENT,
    "2.4": Reason.UNREACHABLE,
    "3.4": Reason.CONTENT,
    "3": Reason.UNREACHABLE,
    "4.1": Reason.GONE,
    "4.4": Reason.GONE,
    "4": Reason.UNREACHABLE,
    "6": Reason.CONTENT,
    "7": Reason.SENDER,
}


def status_of(text: str) -> str:
    """Find the first enhanced status code of a failure in a text, "5.1.1"; "" if there is none."""
    for match in _STATUS.finditer(text[:_MOST_WORDS]):
        if match[1] != "2":
            return match[0]
    return ""


def reason_of(status: str, words: str) -> Reason:
    """Return the reason, from a status code ("" if none is known) and the server's words.

    words: the diagnostic alone, not the letter that comes back with it.
    """
    words = words[:_MOST_WORDS]
    if _SENDER.search(words) or _by_status(status) == Reason.SENDER:
        return Reason.SENDER
    if _FULL.search(words) or status.endswith(".2.2"):
        return Reason.FULL
    if _CONTENT.search(words):
        return Reason.CONTENT
    if _passing(status, words):
        return Reason.UNREACHABLE
    if _GONE.search(words):
        return Reason.GONE
    return _by_status(status) or (Reason.UNREACHABLE if _UNREACHABLE.search(words) else Reason.UNSAID)


def _passing(status: str, words: str) -> bool:
    """Tell whether the failure is temporary: a 4yz, or such words without a 5yz that contradicts them."""
    if status:
        return status.startswith("4")
    reply = _REPLY.search(words)
    if reply is not None:
        return reply[1] == "4"
    return _UNREACHABLE.search(words) is not None and _GONE.search(words) is None


def _by_status(status: str) -> Reason | None:
    _class, _dot, detail = status.partition(".")
    return _BY_STATUS.get(detail) or _BY_STATUS.get(detail.partition(".")[0])
