"""Automatic moderation, and sanitizing of texts and names."""

import pytest

from rotative.comments import moderation, sanitize
from rotative.comments.moderation import Context, RawComment, State, Verdict, judge

FRENCH = "Merci pour cette enquête. Ma rue est inondée chaque hiver, et la mairie ne répond pas."
ARABIC = "شكراً على هذا التحقيق. شارعنا يغرق كل شتاء، والبلدية لا تجيب على رسائلنا."


def comment(text: str = FRENCH, name: str = "Une lectrice", trap: str = "") -> RawComment:
    return RawComment(name=name, email="lectrice@example.org", text=text, trap=trap)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        ARABIC,
        "Bravo !",
        "أحسنتم 👏🏽",
        "Écrivez à contact@exemple.com, ils répondent.",
        "نعم.لا.ربما",
        "L’ONU, l’OCDE et le HCP disent le contraire : 12,5 % en 2024.",
        "می‌خواهم بدانم چرا",
        "👩‍👩‍👧 Nous étions là.",
    ],
)
def test_success_held_without_a_word(text: str) -> None:
    assert judge(comment(text), context=Context()) == Verdict(state=State.HELD)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Le rapport est là : https://exemple.org/rapport,2024.pdf", moderation.LINK),
        ("Voir www.exemple.org et le reste.", moderation.LINK),
        ("اقرؤوا هذا: https://exemple.org/تقرير", moderation.LINK),
        ("C’EST UNE HONTE, ON NOUS MENT DEPUIS VINGT ANS", moderation.IN_CAPITALS),
        ("Une phrase\u200bcollée d’ailleurs.", moderation.HIDDEN),
        ("Le pаysage a changé.", moderation.MIXED),
    ],
)
def test_success_held_with_a_note(text: str, reason: str) -> None:
    assert judge(comment(text), context=Context()) == Verdict(state=State.HELD, reason=reason)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (comment(trap="https://spam.example"), moderation.TRAP),
        (comment("Voyez http://a.example,http://b.example;http://c.example"), moderation.MANY),
        (comment("زوروا http://a.example ثم www.b.example ثم exemple.com"), moderation.MANY),
        (comment('Bon site <a href="//x">ici</a>'), moderation.MARKUP),
        (comment("Bon site [url=x.example]ici[/url]"), moderation.MARKUP),
        (comment(name="www.casino.example"), moderation.LINK_IN_NAME),
        (comment("G\u200ba\u200bg\u200bn\u200bez de l’argent"), moderation.HIDDEN),
        (comment("GAGNEZ BEAUCOUP D’ARGENT AVEC NOUS http://a.example"), moderation.SEVERAL),
    ],
)
def test_success_spam(sent: RawComment, reason: str) -> None:
    assert judge(sent, context=Context()) == Verdict(state=State.SPAM, reason=reason)


@pytest.mark.parametrize(
    "text",
    [
        "Quel CRÉTIN, vraiment.",
        "Quel cre\u0301tin !",
        "Quel cré\u200btin !",
        "هذا والغبيّ سواء",
        "غـــبـــي",
        "C’est un faux   jeton.",
    ],
)
def test_success_blocked_words_in_any_spelling(text: str) -> None:
    context = Context(blocked_words=("crétin", "غبي", "faux jeton", " "))

    assert judge(comment(text), context=context) == Verdict(
        state=State.REJECTED, reason=moderation.BLOCKED_WORD
    )


@pytest.mark.parametrize("text", ["Les crétinoïdes sont des fossiles.", "Un jeton faux.", "أغبياء؟ لا."])
def test_success_blocked_words_match_whole(text: str) -> None:
    context = Context(blocked_words=("crétin", "غبي", "faux jeton"))

    assert judge(comment(text), context=context).state == State.HELD


def test_success_sent_twice_by_the_same_person() -> None:
    context = Context(own_texts=(FRENCH.upper(),))

    assert judge(comment(), context=context) == Verdict(state=State.REJECTED, reason=moderation.SENT_TWICE)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (ARABIC, Verdict(state=State.SPAM, reason=moderation.REPEATED)),
        ("Bravo !", Verdict(state=State.HELD)),
    ],
)
def test_success_only_long_texts_are_repeated(text: str, verdict: Verdict) -> None:
    assert judge(comment(text), context=Context(recent_texts=(text,))) == verdict


@pytest.mark.parametrize(
    ("known", "trust_known", "state"),
    [(True, False, State.HELD), (False, True, State.HELD), (True, True, State.SHOWN)],
)
def test_success_a_known_address_is_shown_only_where_trusted(
    known: bool, trust_known: bool, state: State
) -> None:
    context = Context(known=known, trust_known=trust_known)

    assert judge(comment(), context=context) == Verdict(state=state)


def test_success_a_doubt_holds_even_the_trusted() -> None:
    verdict = judge(comment("Voir https://exemple.org"), context=Context(known=True, trust_known=True))

    assert verdict == Verdict(state=State.HELD, reason=moderation.LINK)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Un.\r\n\r\n\r\n\r\nDeux.\t!  \rTrois.\x00\x07", "Un.\n\nDeux. !\nTrois."),
        ("\u202eà l’envers\u202c et \u2067ici\u2069", "à l’envers et ici"),
        ("invi\u200bsi\u00adble\ufeff \ufffe", "invisible"),
        ("العربية\u200f وال\u200cنص", "العربية\u200f وال\u200cنص"),
        ("z" + "\u0301" * 40 + "algo", "z" + "\u0301" * 4 + "algo"),
        ("مُمَرِّضَةٌ", "مُمَرِّضَةٌ"),
        ("<b>pas une balise</b> & 1 < 2", "<b>pas une balise</b> & 1 < 2"),
        ("\u200b \u2060\r\n", ""),
    ],
)
def test_success_text_without_invisible_characters(raw: str, kept: str) -> None:
    assert sanitize.text(raw) == kept


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  Léa \n Haddad ", "Léa Haddad"),
        ("<b>Léa</b><script>alert(1)</script>", "Léaalert(1)"),
        ("Léa &#8238;&lt;img src=x&gt;", "Léa &#8238;&lt;img src=x&gt;"),
        ("\u202eليلى\u202c", "ليلى"),
        ("J <3 Paris", "J 3 Paris"),
    ],
)
def test_success_name_without_markup(raw: str, kept: str) -> None:
    assert sanitize.name(raw) == kept
