"""Arabic names that no subject has: what follows a role, a verb of saying or a given name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rotative.subjects.finding.kept_words import KeptWords
from rotative.subjects.finding.lexicon.arabic_roles import (
    CALLED_BY_A_WORD,
    OF_ROLES,
    PREPOSITIONS_OF_ROLES,
    ROLES,
)
from rotative.subjects.finding.lexicon.common_words import (
    ARABIC_FUNCTION,
    ARABIC_SAYING,
    ARABIC_WHOLE,
    ARABIC_WORDS,
    word_set,
)
from rotative.subjects.finding.lexicon.given_names import ARABIC_GIVEN, FOREIGN_GIVEN
from rotative.subjects.finding.unknown.foreign_shape import (
    PRESENT,
    WRITTEN_IN_ONE,
    has_foreign_shape,
    has_sure_ending,
    may_be_written_in_one,
)

# What is written apart, such as عبد, counts with the next word.
_MOST_WORDS = 4
_MOST_ROLE_WORDS = 9
_LEAST_SURNAME = 4
# After the name of who speaks: "قال فلان إن".
_AFTER_SPEAKER = frozenset(("ان", "انه", "انها", "بان"))
_NO_NAMES = word_set(
    "مصادر مصدر مسوول مسوولون مسوولين متحدث ناطق باحث باحثون علماء خبراء بيان تقرير وزاره مكتب رييس لجنه مجلس شركه شركات قوات جيش",
    "حكومه دوله الله وكاله صحيفه قناه منظمه حزب حركه نادي فريق منتخب شرطه محكمه نيابه جامعه هييه موسسه مركز عضو نايب وكيل كاتب",
    "وسايل شهود سكان نشطاء ناشطون محامي محاميه والد والده زوجه شقيق نجل ابن ابنه خلال حول بشان ردا تعليقا حديث تصريح مقابله",
    "عدد احد بعض جميع كافه معظم اكثر نحو حوالي الاف ملايين مليون مليار عشرات مءات مره مرات عام يوم اسبوع شهر امس مساء صباح",
    "منطقه اماره مجله محطه شبكه جريده موقع اذاعه نقيب مراسل تطبيق بلاده بلادها بلادهم نفسه نفسها ذاته ذاتها سابقا حاليا رسميا",
    "انذاك حينها حينيذ صباحا ليلا معا وزراء قياده",
)
_ARAB_JOINED = word_set("عبد بن ابن ابو ابي ال ولد بنت ام بو")
_JOINED = _ARAB_JOINED | word_set("دي دا دو دير دن فون فان دوس ديل دال ماك سان")
# After a foreign given name alone: elsewhere "if" and "no".
_DOUBTFUL_JOINED = word_set("لو لا")
# San Bruno and Saint-Paul are towns.
_SAINTS = word_set("سان سانت سانتا ساو")
_GIVEN = ARABIC_GIVEN | FOREIGN_GIVEN
# Foreign names of Arabs as well, whose surnames are Arabic.
_ALSO_ARAB = word_set(
    "جورج بيار بيير ميشال ميشيل شارل انطوان طوني الياس ايلي جان جوزيف نقولا جبران نانسي دينا رانيا سوزان لينا لورا مايا كارلا كارمن",
)
# آنا is a name, أنا is I.
_NEVER_AFTER_SAYING = frozenset(("انا",))
# Given names that are words too; alone they are no sign.
_UNSURE_GIVEN = frozenset(_GIVEN & (ARABIC_WORDS | ARABIC_WHOLE)) | word_set(
    "علي كريم عزيز ماجد مالك راشد صادق صابر طاهر ماهر عارف عبد نصر سعد حكيم حبيب عامر هلال بيل تركي قاسم غالب جابر سيف ثامر طه زين ريم",
    "سحر وفاء امال احلام دعاء صفاء رضا عماد جهاد زياد مراد هند هاله حنان لطيفه كميل وسام بدر مسلم عيد حكيم نجيب",
    "انا امير تمام اسماء ناديه كيم لي جو تيم بن توم سام دان روي كولن",
)
# After a name: when, and which one of several.
_AFTER_NAMES = word_set(
    "الجمعه السبت الاحد الاثنين الثلاثاء الاربعاء الخميس العام الماضي الماضيه المقبل المقبله الحالي الجاري السابق الاسبق الراحل الدولي الوطني",
    "المعروف المعروفه الملقب الملقبه المدعو المكني",
)
_NO_SURNAMES_BEGIN_SO = ("ال", "بال", "لل", "وال", "وا", "وي", "وق", "لد", "لب", "بم", "بش", "بت")


def _signs() -> dict[str, str]:
    """Return each form of the words that announce or begin a name, with the word itself."""
    words = _GIVEN | ARABIC_SAYING | ROLES
    found = {f"{prefix}{word}": word for word in words for prefix in ("و", "ف")}
    for role in ROLES:
        if role.startswith("ال"):
            found |= {f"لل{role[2:]}": role, f"بال{role[2:]}": role}
        else:
            found |= {f"ل{role}": role, f"ب{role}": role}
    # وزير is no و and زير.
    return found | {word: word for word in words}


_SIGNS = _signs()


class Found(NamedTuple):
    """A name that may be new: the places of its first word and after its last, and its points."""

    start: int
    end: int
    points: float
    # Letters written in one with the first word: وفادي.
    prefix: int


def arabic_names(words: Sequence[str], known: Mapping[int, int]) -> Iterator[Found]:
    """Return the names in the folded words of a text, in its order; none overlaps another.

    words: "" where a wall is. known: the place of the first word of each known name, and the place after its last.
    """
    words = list(words)
    last = 0
    for place in [place for place, word in enumerate(words) if word in _SIGNS]:
        if place < last:
            continue
        start, points = _begins_name(words, place, known)
        if not points:
            continue
        whole = words[start]
        if start == place:
            words[start] = _SIGNS[whole]
        end = _end_of_name(words, start, announced=start > place)
        if end > start + 1:
            last = end
            yield Found(start, end, points, len(whole) - len(words[start]))


def announces_name(words: Sequence[str]) -> bool:
    """Return whether a text has a word that announces or begins a name; hardly one in another script has."""
    return not _SIGNS.keys().isdisjoint(words)


def _begins_name(words: Sequence[str], place: int, known: Mapping[int, int]) -> tuple[int, float]:
    """Return where a name begins if a word announces or is the beginning of one, and its points; 0 points for none."""
    word = words[place]
    bare = _SIGNS[word]
    said = bare in ARABIC_SAYING
    if said or bare in ROLES:
        start, definite = _after_role(words, place, known)
        if start < len(words) and words[start]:
            given = words[start] in _GIVEN and (words[start] not in _NEVER_AFTER_SAYING or not said)
            if given or (words[start] in _ARAB_JOINED and definite):
                return start, 3.0
            comma = not words[start - 1]
            direct = start == place + 1
            if said and not comma and _foreign(words, start) and (direct or _shaped(words, start)):
                return start, 2.0
            if (
                not said
                and definite
                and (not comma or _shaped(words, start))
                and _like_name(words, start, direct=direct)
            ):
                return start, 2.0
    if words[place - 1] in _SAINTS:
        return place, 0.0
    return place, 1.5 * (bare in _GIVEN and bare not in _UNSURE_GIVEN)


def _after_role(words: Sequence[str], place: int, known: Mapping[int, int]) -> tuple[int, bool]:
    """Return the place after a role and what it is of, and whether it is a certain one: المتحدث باسم …, وزير المالية السعودي."""
    definite = _SIGNS[words[place]].startswith("ال")
    first = place + 1
    place = first
    while place < min(len(words), first + _MOST_ROLE_WORDS) and (word := words[place]):
        if word in ROLES and word in _GIVEN and definite and place > first:
            # أمين is a secretary or a given name.
            break
        if place in known and word not in _GIVEN:
            place = known[place]
            definite = True
        elif word in ROLES or (
            word.startswith(("ال", "لل", "وال")) and word not in ARABIC_FUNCTION and word not in FOREIGN_GIVEN
        ):
            place += 1
            definite = True
        elif word in OF_ROLES:
            place += 1
            if word in CALLED_BY_A_WORD and _is_called(words, place, known):
                place += 1
                definite = True
        elif word in PREPOSITIONS_OF_ROLES and (
            place + 1 in known or (words[place + 1 : place + 2] and words[place + 1].startswith("ال"))
        ):
            place += 1
        else:
            break
    # "وزير المالية السعودي، محمد الجدعان" has a comma before the name.
    if first < place < len(words) and not words[place]:
        place += 1
    return place, definite


def _is_called(words: Sequence[str], place: int, known: Mapping[int, int]) -> bool:
    """Return whether the word after a state, a town or a firm is its name: a person's comes after it."""
    following = words[place : place + 2]
    return (
        len(following) == 2
        and place not in known
        and following[0] not in _GIVEN
        and following[0] not in _JOINED
        and not following[0].startswith("ال")
        and _CAN_BEGIN[following[0]]
        and (following[1] in _GIVEN or has_foreign_shape(following[1]))
    )


def _may_begin(word: str) -> bool:
    return (
        len(word) > 2
        and word[0] > "\u0600"
        and not word.startswith(WRITTEN_IN_ONE)
        and word not in ARABIC_FUNCTION
        and word not in _NO_NAMES
        and _SIGNS.get(word) not in ARABIC_SAYING
        and (word in _GIVEN or (word not in ARABIC_WHOLE and not word[0].isdigit()))
        and not word.endswith(("ون", "ين", "ات", "يه"))
        and (word in _GIVEN or word[0] not in "ل")
    )


# Whether a word without an article can be the first of a name.
_CAN_BEGIN = KeptWords(_may_begin)


def _foreign(words: Sequence[str], start: int) -> bool:
    """Return whether two words look like a foreign name: neither has an article, nor is it a word of the language."""
    if start + 1 >= len(words):
        return False
    first, second = words[start], words[start + 1]
    return all(_CAN_BEGIN[word] and len(word) > 3 and word[0] not in "وبفي" for word in (first, second))


def _like_name(words: Sequence[str], start: int, *, direct: bool) -> bool:
    """Return whether two words after a certain role are a name of which no given name is known.

    direct: nothing is between the title and them.
    """
    first, second = words[start], words[start + 1] if start + 1 < len(words) else ""
    if not second or not _CAN_BEGIN[first] or (first[0] in PRESENT and not has_foreign_shape(first)):
        return False
    if second.startswith("ال"):
        return direct and first[0] not in "بلكوف" and first[-1] not in "هت" and second not in ARABIC_FUNCTION
    if second in _JOINED or second in _GIVEN:
        return second not in ("ال", "ابن")
    if not _can_follow(second):
        return False
    return _shaped(words, start)


def _shaped(words: Sequence[str], start: int) -> bool:
    """Return whether one of two words has the shape of a foreign name."""
    return any(map(has_foreign_shape, words[start : start + 2]))


def _can_follow(word: str) -> bool:
    """Return whether a word without an article can be a surname."""
    if word[0] == "و" and (word[1:] in _GIVEN or word.endswith(("ها", "ته", "هم", "نا", "ا"))):
        return False
    if word.endswith(("ها", "هم")) and word not in _GIVEN:
        return False
    if has_foreign_shape(word):
        return word not in _NO_NAMES
    return _CAN_BEGIN[word] and word[0] not in PRESENT


def _speaks_after(words: Sequence[str], place: int) -> bool:
    """Return whether what is said, or a wall, comes after a word: the name before it ends there."""
    after = words[place + 1] if place + 1 < len(words) else ""
    return not after or after in _AFTER_SPEAKER


def _goes_on(words: Sequence[str], place: int) -> bool:
    """Return whether a third word is a surname: what is said comes after it, or two foreign given names before it."""
    word = words[place]
    if has_sure_ending(word):
        return True
    if (
        words[place - 1] in FOREIGN_GIVEN
        and _can_follow(word)
        and (not may_be_written_in_one(word) or has_foreign_shape(word))
    ):
        return True
    return _CAN_BEGIN[word] and _is_last(words, place)


def _end_of_name(words: Sequence[str], start: int, *, announced: bool) -> int:
    """Return the place after the last word of a name that begins at a place; two to four words.

    announced: by a role or a verb of saying.
    """
    place = start + 1
    taken = 1
    foreign = words[start] in FOREIGN_GIVEN and words[start] not in _ALSO_ARAB
    if words[start] in _ARAB_JOINED and words[start + 1 : place + 1] != [""]:
        place += 1
    while place < len(words) and taken < _MOST_WORDS and (word := words[place]):
        if not word.isalpha():
            break
        joined = words[place - 1] in _JOINED or (foreign and words[place - 1] in _DOUBTFUL_JOINED)
        if (
            joined
            or word in _JOINED
            or (foreign and word in _DOUBTFUL_JOINED and _no_verb_after(words, place))
        ):
            place += 1
            taken += joined
            continue
        if not _is_part(words, place, taken, foreign=foreign):
            break
        if taken == 1 and foreign and not announced and not _surely_follows(word):
            break
        place += 1
        taken += 1
    while place > start and words[place - 1] in _JOINED | _DOUBTFUL_JOINED:
        place -= 1
    return place if taken > 1 else start


def _no_verb_after(words: Sequence[str], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1][:1] not in PRESENT and _can_end(words[place + 1])


def _surely_follows(word: str) -> bool:
    """Return whether a word after a foreign given name that nothing announces is no noun or verb: not "يوليا تحدثت"."""
    if has_foreign_shape(word) or word in _GIVEN:
        return True
    return word[-1] not in "هت" and not may_be_written_in_one(word)


def _is_part(words: Sequence[str], place: int, taken: int, *, foreign: bool) -> bool:
    """Return whether a word is the next one of a name; taken: how many it has."""
    word, before = words[place], words[place - 1]
    if word.startswith("ال"):
        if len(word) < 4 or word in ARABIC_FUNCTION or word in _AFTER_NAMES or word.endswith("يه"):
            return False
        if taken == 1:
            return True
        if word in ROLES:
            return False
        if before.startswith("ال") and words[place - 2] not in _JOINED:
            return _is_last(words, place)
        # محمد خلفان الرميثي, but "رياض شلهوب الوحدات".
        return before in _GIVEN or words[place - 2] in _JOINED or word.endswith("ي") or _is_last(words, place)
    if taken == 1:
        return _can_follow(word) or (foreign and _can_end(word)) or word in _GIVEN
    # على is written as علي once folded.
    return (word in _GIVEN and word not in ARABIC_FUNCTION) or _goes_on(words, place)


def _is_last(words: Sequence[str], place: int) -> bool:
    """Return whether what is said, or the end of the text, comes after a word, and no other wall."""
    return words[place + 1 : place + 2] != [""] and _speaks_after(words, place)


def _can_end(word: str) -> bool:
    """Return whether a word after a foreign given name is its surname: بوتين, ليندبرغ, وودورد."""
    return (
        len(word) > _LEAST_SURNAME - 1
        and word[0] > "\u0600"
        and word[1:] not in _GIVEN
        and not word.startswith(_NO_SURNAMES_BEGIN_SO)
        and word not in ARABIC_FUNCTION
        and word not in _NO_NAMES
        and _SIGNS.get(word) not in ARABIC_SAYING
        and word not in ARABIC_WHOLE
    )
