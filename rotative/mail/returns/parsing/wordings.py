"""The words by which servers refuse a letter, in the languages that they use.

Each expression is bounded: it looks at most some dozen characters ahead.
"""

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE | re.DOTALL)


# The sender is refused: reputation, policy, authentication, speed.
SENDER = _words(
    r"""spam(?!\s*folder) | \bunsolicited\b | black-?\s?list | block-?\s?list | deny-?\s?list | real-?time\s+block | \bbanned\b
    | (?:ip|client|sender|host|connection|message|mail|e-?mail|address|you|you're|been|is|was|temporarily|are)\s+(?:\S{1,60}\s+){0,3}blocked\b | blocked\s+(?:by|using|due|for|because|at|see) | \bblocked$
    | \b(?:rbl|dnsbl|spamhaus|spamcop|barracuda\w*|proofpoint|cloudmark|senderscore|sorbs|uceprotect|invaluement|abusix|mimecast|trendmicro)\b | reputation
    | \bdmarc\b | \bspf\b | \bdkim\b | unauthenticated | not\s+(?:authori[sz]ed|permitted|allowed)\s+to\s+(?:send|relay|use)
    | authentication\s+(?:required|failed|checks?|credentials) | (?:sender|return[\s-]?path|mail\s+from|envelope\s+from|from\s+address)\b.{0,60}\b(?:rejected|denied|refused|verif\w+|not\s+allowed|invalid|unknown|not\s+exist|not\s+resolve|unresolvable|blocked)
    | \bpolic(?:y|ies)\b | \babus(?:e|ive)\b | suspicious | rate[\s-]?limit | limit(?:ed)?\s+(?:the\s+)?rate | too\s+(?:many(?!\s+hops)|fast|frequent|much\s+(?:mail|traffic|spam)\s+from) | exceed\w*\s+(?:\S{1,40}\s+){0,4}(?:rate|connections?|messages\s+per|sending|hourly|daily|limit\s+of\s+recipients)
    | throttl | reverse\s+(?:dns|lookup|mapping) | \bptr\b | \brdns\b | bad\s+helo | \bhelo\b.{0,60}(?:reject|invalid|not\s+resolve) | virus | malware | phishing | infected
    | \b(?:ip|client|network|ip\s+address)\b.{0,40}\b(?:is\s+listed|refused|rejected|bad|not\s+allowed) | \blisted\s+(?:in|at|on|by)\b(?!.{0,20}(?:directory|address\s+book)) | complaints | junk\s?mail | bulk\s?(?:e-?)?mail
    | (?:content|filter|fingerprint)\w*\s+(?:filter\w*|reject\w*|detected|match\w*|violation) | administrative(?:ly)?\s+(?:prohibition|prohibited|denied|reject\w*) | (?:not|don't|doesn't|no\s+longer)\s+accept(?:ing|s)?\s+(?:any\s+)?(?:e?-?mails?|messages?|connections?)\s+from
    | (?:relay|relaying)\s+(?:access\s+)?(?:is\s+)?(?:denied|not\s+(?:permitted|allowed)|prohibited) | (?:unable|not\s+permitted|not\s+allowed|will\s+not|cannot)\s+(?:to\s+)?relay | (?<!rejected:\s)access\s+(?:is\s+)?denied | not\s+authori[sz]ed | notauthori[sz]ed | authrequired | restrictedtorecipients
    | r[ée]putation | ind[ée]sirable | liste\s+noire | bloqu[ée](?!\w*\s+par\s+son) | politique\s+de | correo\s+no\s+deseado | lista\s+negra
    | bloquead[oa] | pol[ií]tica | als\s+spam | unerw[üu]nscht | محظور | القائمة\s+السوداء | مزعج | سياسة
    """
)
# The letter is not wanted, without a word on why: no fault of the mailbox, where nothing else is said.
UNWANTED = _words(
    r"""(?:e-?)?mail\s+(?:is\s+|was\s+|has\s+been\s+)?(?:rejected|refused|rejet[eé]) | message\s+(?:is\s+|was\s+|has\s+been\s+)?(?:rejected|refused|denied|not\s+accepted) | service\s+refus[eé]
    | no\s+access\s+(?:for|from)\s+(?:this|your) | from:?\s*domain\s+must | (?:unauthori[sz]ed|open)\s+relay | \brelay(?:ing)?\s+(?:traffic|prohibited|not) | allowed\s+rcpthosts | (?:invalid|bad|unknown)\s+(?:client\s+)?ip\b
    """
)
# The mailbox takes nothing more for now.
FULL = _words(
    r"""(?:mail\s?box|inbox|mail\s?folder|mail\s?drop|user|account|recipient|disk|e-?mail)\b.{0,40}\b(?:full|quota|over\s+limit|out\s+of\s+(?:space|storage)|exceed\w*\s+(?:its\s+|the\s+|their\s+)?(?:size|limit|storage|maximum|allotted|allowed))
    | full\s+mail\s?box | over[\s-]?(?:the\s+)?quota | quota.{0,30}exceed | exceed\w*.{0,40}(?:quota|storage|mail\s?box\s+size|disk\s+space) | quotaexceeded | insufficient\s+(?:system\s+|disk\s+)?(?:storage|space|resources)
    | out\s+of\s+(?:storage|space|disk) | not\s+enough\s+(?:storage|space|disk|room) | space\s+not\s+enough | no\s+(?:space|room)\s+left | disk\s+(?:is\s+)?full | mail\s?box\s+size\s+limit | too\s+full
    | bo[iî]te\b.{0,60}\bpleine | quota\s+d[ée]pass[ée] | espace\s+(?:disque\s+)?insuffisant | buz[oó]n\b.{0,30}\blleno | cuota\b.{0,30}exced
    | postfach\b.{0,40}\bvoll | casella\b.{0,30}\bpiena | caixa\b.{0,30}\bcheia | ممتلئ | تجاوز.{0,30}(?:الحصة|السعة)
    """
)
# The letter itself is refused: its size, its form.
CONTENT = _words(
    r"""(?:message|mail|size|attachment|letter|data)\b.{0,50}\b(?:too\s+(?:large|big|long)|exceed\w*|maximum|size\s+limit|over\s?size) | too\s+(?:large|big)\b | size\s?limit
    | (?:trop\s+(?:gros|volumineux|grand)) | demasiado\s+grande | (?:maximum|size).{0,20}(?:message|incoming)\s+size | line\s+too\s+long | (?:html|attachment)s?\s+(?:not\s+allowed|forbidden|blocked)
    | bare\s+(?:lf|line\s?feed)s? | 8-?bit\b.{0,30}\bnot\b | conversion\s+(?:required|prohibited|failed) | malformed | zu\s+gro(?:ss|ß) | كبير[ةه]?\s+جد
    """
)
# No answer in time, a temporary fault, or a fault of the whole server.
UNREACHABLE = _words(
    r"""gr[ae]y-?\s?list | try\s+(?:again|later) | temporar(?:y|ily) | \btempfail | timed?\s?-?out | connection\s+(?:refused|dropped|lost|reset|failed|closed|terminated|was\s+refused) | (?:could\s?n(?:o|')t|can(?:no|'|\s+no)t|unable\s+to)\s+(?:connect|contact|reach)
    | network\s+(?:is\s+)?(?:unreachable|problem|error) | no\s+route | deferred | \bexpired?\b | too\s+long\s+in\s+(?:the\s+)?queue | in\s+the\s+queue\s+too\s+long | establish.{0,20}connection | retry\s+time(?:out)? | hop\s+count | too\s+many\s+hops | (?:mail|routing|message)\s+loop(?:ing|s)? | loops\s+back
    | (?:server|service|system|host)\s+(?:is\s+)?(?:currently\s+|temporarily\s+)?(?:busy|down|unavailable|not\s+available|overloaded|shutting\s+down) | host\s+(?:is\s+)?(?:down|unreachable|not\s+responding) | not\s+(?:responding|reachable|accepting\s+(?:network\s+)?(?:connections|messages|mail)) | not\s+accepting\s+connections
    | (?:local|internal|server|configuration|lookup|database|ldap|i/o|processing|system)\s+(?:\w{1,20}\s+)?(?:error|failure|fault|problem) | resources?\s+(?:temporarily\s+)?(?:unavailable|restricted) | \bsuspended:
    | (?:dns|name\s?server|mx|domain\s+name|name\s+service)\s+(?:\w{1,20}\s+){0,3}(?:error|failure|failed|fail|timeout|problem|unreachable) | servfail | delivery\s+not\s+authorized.{0,20}later | d[ée]lai | temporaire | r[ée]essayer | temporal | int[ée]ntelo | مؤقت | انتهت\s+المهلة
    """
)
# Words for now: they outweigh that a mailbox is called unavailable or disabled.
FOR_NOW = _words(
    r"""gr[ae]y-?\s?list | try\s+(?:again|later) | (?:again|retry)\s+later | later\s+(?:again|time) | temporar(?:y|ily) | will\s+be\s+retried | temporaire | r[ée]essayer | int[ée]ntelo | temporal | مؤقت
    """
)

_PERSON = r"(?:users?|recipients?|accounts?|mail\s?box(?:es)?|alias(?:es)?|addressees?|inbox|person|subscriber|username|login|employee|local\s?part|member)"
_PLACE = (
    r"(?:domain|host\s?name|(?:destination|recipient|remote|mail)\s+(?:domain|host|server|address)|address)"
)
_NOT_THERE = (
    r"(?:unknown|unrecogni[sz]ed|not\s+(?:be\s+)?(?:found|recogni[sz]ed|known|listed|present|registered|existing)|not\s+exist|n[o']t\s+exist|doesn't\s+exist|nonexist[ae]nt|non-exist[ae]nt|no\s+longer"
    r"|not\s+(?:a\s+|an\s+)?(?:valid|known|listed|local|existing|registered|active|current|our)|not\s+in\s+(?:the\s+|our\s+)?(?:directory|address\s+book|database|system)|not\s+(?:\w{1,20}\s+)?here|unrouteable|unroutable|discontinued|deleted|removed)"
)
# The mailbox or its domain does not exist, in words that mean nothing else.
GONE = _words(
    rf"""\b{_PERSON}\b.{{0,60}}?\b{_NOT_THERE} | \b{_PLACE}\b.{{0,60}}?\b(?:unknown|not\s+(?:be\s+)?(?:found|recogni[sz]ed|known|valid)|not\s+exist|n[o']t\s+exist|unrouteable|unroutable|no\s+longer|invalid)
    | (?:unknown|no\s+such|nonexist[ae]nt|non-exist[ae]nt|unrout(?:e)?able|unresolvable)\s+(?:\w{{1,30}}\s+){{0,3}}(?:users?|recipients?|address|account|mail\s?box|alias|host|domain|person|addressee|local\s?part|name|member)
    | (?:invalid|illegal|bad)\s+(?:\w{{1,30}}\s+){{0,3}}(?:users?|recipients?|userid|address(?:ee)?|account|mail\s?box|alias|local\s?part)
    | no\s+(?:valid\s+)?(?:mail\s?box|account|user|recipient|person)s?\s+(?:\w{{1,20}}\s+){{0,3}}(?:here|by\s+that\s+name|with\s+that\s+name|found) | not\s+our\s+customer | isn't\s+in\s+my\s+control\s+file | doesn't\s+have\s+an?\b.{{0,60}}account | does\s+not\s+have\s+an?\b.{{0,60}}(?:account|mail\s?box|final\s+email)
    | \b{_PERSON}\b.{{0,40}}\bhas\s+(?:been\s+)?(?:moved|left|closed) | recip(?:ient)?notfound | adr\.?recipnotfound | (?:name|host|domain)\s+not\s+found(?!.{{0,10}}try) | name\s+or\s+service\s+not\s+known | nxdomain | null\s?mx | does\s+not\s+accept\s+(?:e-?)?mail\s*\(?nullmx
    | indicated\s+no\s+smtp\s+service | \bno\s+mx\b | unlisted | not\s+listed\s+in\b | user\s?unknown | unknown\s?user | no\s+(?:final\s+)?(?:e-?mail\s+)?delivery\s+point
    | \bn'existe\s+p(?:as|lus) | (?:utilisateur|destinataire|adresse|compte|bo[iî]te)\b.{{0,50}}\b(?:inconnue?|inexistante?|invalide|d[ée]sactiv[ée]e?|ferm[ée]e?|introuvable|supprim[ée]e?|r[ée]sili[ée]e?)
    | \bno\s+existe\b | (?:usuario|destinatario|direcci[oó]n|cuenta|buz[oó]n)\b.{{0,50}}\b(?:desconocid[oa]|inexistente|inv[áa]lid[oa]|desactivad[oa]|inhabilitad[oa]|cancelad[oa])
    | (?:empf[äa]e?nger|benutzer|adresse|konto)\b.{{0,40}}\b(?:unbekannt|ung[üu]e?ltig|existiert\s+nicht|gesperrt|deaktiviert|nicht\s+gefunden) | inesistente | sconosciuto | n[ãa]o\s+existe | desconhecido
    | غير\s+(?:موجود|معروف|صالح) | لا\s+(?:يوجد|وجود) | معطل | مغلق
    """
)
# The mailbox takes nothing: final where a server says so of a reader it was asked for, not of a letter it has read.
CLOSED = _words(
    rf"""\b{_PERSON}\b.{{0,40}}?\b(?:disabled|inactive|unavailable|not\s+available|closed|deactivated|suspended|terminated|rejected|undeliverable|expired|cancell?ed|retired|locked|frozen|not\s+(?:accept|receiv)\w*\s+(?:any\s+)?(?:e-?)?mail|invalid|refused)
    | (?:address|recipient)\s+rejected | \b(?:disabled|inactive|closed|deactivated|suspended|expired)\s+(?:\w{{1,30}}\s+){{0,2}}(?:user|recipient|account|mail\s?box|address) | address\b.{{0,40}}\b(?:disabled|inactive|deactivated|closed)
    """
)
