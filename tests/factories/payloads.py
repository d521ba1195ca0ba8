"""Texts by somebody who wants a script to run, or a program to stumble; ours, and a published list where it is at hand."""

import json

from tests.processes.servers import ROOT

LIST = ROOT.parent / "shared" / "corpora" / "xss" / "dompurify-expect.json"
NAUGHTY = LIST.with_name("blns.json")

OWN = (
    "<script>alert(1)</script>",
    "</title><script>alert(2)</script>",
    "</script><script>alert(3)</script>",
    "</textarea><script>alert(4)</script>",
    "--><script>alert(5)</script><!--",
    "]]><script>alert(6)</script>",
    "<img src=x onerror=alert(7)>",
    "<img src=x onerror='alert(8)'//",
    "\"><img src=x onerror=alert(9)>",
    "'><img src=x onerror=alert(10)>",
    "\" onmouseover=\"alert(11)\" x=\"",
    "' autofocus onfocus='alert(12)' x='",
    "<svg onload=alert(13)>",
    "<svg><script>alert&#40;14)</script></svg>",
    "<svg><animate onbegin=alert(15) attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:alert(16)\"><text y=20>tirer</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><a href='javascript:alert(17)'/></svg>#x\">",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(18)></style></mglyph></math>",
    "<math href=\"javascript:alert(19)\">tirer</math>",
    "<a href=\"javascript:alert(20)\">tirer</a>",
    "<a href=\"  JaVaScRiPt:alert(21)\">tirer</a>",
    "<a href=\"java&#x0A;script:alert(22)\">tirer</a>",
    "<a href=\"&#106;avascript&colon;alert(23)\">tirer</a>",
    "<a href=\"java\x00script:alert(24)\">tirer</a>",
    "<a href=\"\u202ejavascript:alert(25)\">tirer</a>",
    "<a href=\"data:text/html,<script>alert(26)</script>\">tirer</a>",
    "<a href=\"vbscript:alert(27)\">tirer</a>",
    "<a href=\"https://exemple.example\" onclick=\"alert(28)\" style=\"position:fixed;inset:0\">tirer</a>",
    "<iframe srcdoc=\"<script>alert(29)</script>\"></iframe>",
    "<iframe src=\"javascript:alert(30)\"></iframe>",
    "<object data=\"javascript:alert(31)\"></object><embed src=\"javascript:alert(32)\">",
    "<form action=\"javascript:alert(33)\"><button>tirer</button></form><button form=x formaction=\"javascript:alert(34)\">",
    "<details open ontoggle=alert(35)>tirer</details>",
    "<input autofocus onfocus=alert(36)><select autofocus onfocus=alert(37)>",
    "<video><source onerror=alert(38)></video><audio src=x onerror=alert(39)>",
    "<body onload=alert(40)><marquee onstart=alert(41)>tirer</marquee>",
    "<base href=\"javascript:/a/-alert(42)//\"><a href=x>tirer</a>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(43)\">",
    "<style>@keyframes x{}</style><b style=\"animation-name:x\" onanimationstart=\"alert(44)\">x</b>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(45)>\"></noscript>",
    "<template><img src=x onerror=alert(46)></template><xss id=x tabindex=1 onfocus=alert(47)>",
    "&lt;script&gt;alert(48)&lt;/script&gt;&lt;img src=x onerror=alert(49)&gt;",
    "%3Cscript%3Ealert(50)%3C/script%3E \\u003cscript\\u003ealert(51)\\u003c/script\\u003e",
    "{{ 7*7 }}{% raw %}<img src=x onerror=alert(52)>${alert(53)}",
    "\x00<scr\x00ipt>alert(54)</scr\x00ipt>\u202e<img src=x onerror=alert(55)>\u2066\ufeff",
    "<link rel=stylesheet href=x onerror=alert(58)><script src=\"data:,alert(59)\"></script>",
    "<a href=\"java\tscript:alert(60)\">tirer</a>",
    "<img srcset=\"x 1x\" onerror=\"alert(61)\"><picture><source srcset=x><img src=x onerror=alert(62)></picture>",
    "<dialog open onclose=alert(63)><form method=dialog><button autofocus>fermer</button></form></dialog>",
    "<p style=\"background:url(javascript:alert(64))\" onpointerenter=\"alert(65)\">survoler</p>",
    "＜script＞alert(56)＜/script＞ ʺ><img src=x onerror=alert(57)>",
)  # fmt: skip

# Nothing to run, but much to stumble over.
ODD = (
    "", " ", "0", "-1", "1e999", "NaN", "null", "undefined", "None", "True", "\\", "\\\\0", "%s%d%n", "{0}", "{{}}", "<", "&", "&&;", "&#", "&#x;",
    "&#0;", "&#x110000;", "&notanentity;", "<>", "</>", "<!", "<!-", "<!-->", "<?xml?>", "<a", "<a href=", "<a href='", "<b><i></b></i>",
    "<p><p><p>", "</p></p>", "<br/><br><br />", "<table><b>x</table>", "<li>x<ul><li>y", "\ufeffBOM", "\u200b\u200d\u2060", "\u202eenvers\u202c",
    "e\u0301 \u00e9 \u0065\u0301\u0327", "العربية مع <b>لاتيني</b> و١٢٣", "\u0627\u0644\u0640\u0640\u0640\u0640\u0631\u062d", "🇲🇦👩🏽\u200d🚀", "Z\u0335\u0321\u030aalgo", "\x7f\x85\xa0",
    "line\u2028separator\u2029", "' OR 1=1 --", "\"; DROP TABLE articles; --", "../../../etc/passwd", "$(reboot)", "`reboot`", "C:\\CON", "javascript:", "href=javascript:alert(1)",
)  # fmt: skip


def published() -> list[str]:
    """Return the list of DOMPurify's tests; nothing where it is not at hand."""
    return [case["payload"] for case in json.loads(LIST.read_text(encoding="utf-8"))] if LIST.exists() else []


def naughty() -> list[str]:
    """Return the Big List of Naughty Strings; nothing where it is not at hand."""
    return list(json.loads(NAUGHTY.read_text(encoding="utf-8"))) if NAUGHTY.exists() else []
