"""The labelled articles: what a reader finds in them compared with what the finder does.

The articles and most names are in `shared/corpora`, next to the checkout; here are only our labels.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rotative.core.text import fold
from rotative.subjects.finding import Article, Findings, Index, Known, find

HERE = Path(__file__).parent
CORPORA = next(
    (
        parent / "shared" / "corpora"
        for parent in HERE.parents
        if (parent / "shared" / "corpora" / "names").is_dir()
    ),
    None,
)
# Spellings that the press uses and the tables do not have.
_ALSO = {
    "US": {"ar": ["أمريكا", "أميركا", "الولايات المتحدة الأميركية"], "fr": ["USA"]},
    "GB": {"ar": ["بريطانيا", "المملكة المتحدة"], "fr": ["Grande-Bretagne"]},
    "CD": {"fr": ["RDC", "RD Congo", "Congo"], "ar": ["الكونغو"]},
    "CG": {"fr": ["Congo"], "ar": ["الكونغو"]},
    "BF": {"fr": ["Burkina"]},
    "AE": {"ar": ["الإمارات"]},
    "011": {"fr": ["Afrique de l'Ouest"], "ar": ["غرب أفريقيا"]},
    "014": {"fr": ["Afrique de l'Est"]},
    "019": {"fr": ["Amériques"]},
}
# Regions that are no subject of a newsroom.
_NO_SUBJECTS = {"001", "EZ", "UN", "QO", "ZZ", "003", "005", "013", "021", "029", "053", "054", "057", "061"}
_CODES = ("fr", "ar", "en", "es")


@dataclass(frozen=True, kw_only=True)
class Labels:
    """One article, labelled."""

    article: Article
    about: set[str]
    named: set[str]
    # Right both ways: to be found or not; to be about or only named.
    either: set[str]
    either_about: set[str]
    new: list[str]


@dataclass
class Score:
    """Counts of one language or of all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    main_right: int = 0
    main_wrong: int = 0
    main_missed: int = 0
    new_named: int = 0
    new_found: int = 0
    new_offered: int = 0
    articles: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    @property
    def main_f1(self) -> float:
        return 2 * self.main_right / max(1, 2 * self.main_right + self.main_wrong + self.main_missed)

    @property
    def new_recall(self) -> float:
        return self.new_found / max(1, self.new_named)

    @property
    def new_an_article(self) -> float:
        return self.new_offered / max(1, self.articles)


def _lines(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def _table(name: str) -> list[dict[str, str]]:
    assert CORPORA is not None
    with (CORPORA / "names" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@cache
def vocabulary() -> tuple[Known, ...]:
    """Return territories, cities, themes of two words and more, and the persons and organisations of names.txt."""
    found = [*_territories(), *_themes()]
    taken = {fold(name) for known in found for names in known.names.values() for name in names}
    for row in _table("cldr-exemplar-cities.tsv"):
        names = {code: [row[code]] for code in _CODES if row[code]}
        # A city that is called as its country is no second subject.
        if row["fr"] and not any(fold(name) in taken for name in (row["fr"], row["ar"])):
            found.append(Known(id=_city(row["fr"]), kind="place", names=names))
    for key, kind, *cells in _lines("names.txt"):
        names = {
            code: [name.strip() for name in cell.split(";") if name.strip()]
            for code, cell in zip(("fr", "ar", "en"), cells, strict=False)
        }
        found.append(Known(id=key, kind=kind, names={code: each for code, each in names.items() if each}))
    return tuple(found)


def _city(name: str) -> str:
    return name.replace("La ", "").replace("New ", "").split()[0]


def _territories() -> Iterator[Known]:
    assert CORPORA is not None
    more = {
        row["cca2"]: row
        for row in json.loads((CORPORA / "names" / "world-countries.json").read_text(encoding="utf-8"))
    }
    for row in _table("cldr-territories.tsv"):
        if row["code"] in _NO_SUBJECTS:
            continue
        names = {code: [row[code]] for code in _CODES if row[code]}
        for code, key in (("fr", "fra"), ("ar", "ara")):
            for form in ("common", "official"):
                name = more.get(row["code"], {}).get("translations", {}).get(key, {}).get(form, "")
                if name and code in names:
                    names[code].append(name)
            names.setdefault(code, []).extend(_ALSO.get(row["code"], {}).get(code, ()))
        yield Known(
            id=row["code"], kind="organisation" if row["code"] in ("EU", "UN") else "place", names=names
        )


def _themes() -> Iterator[Known]:
    for row in _table("iptc-mediatopics-fr-ar-en-es.tsv"):
        names = {code: [row[code]] for code in ("fr", "ar") if len(row[code].split()) > 1}
        if names:
            yield Known(id=row["uri"].rsplit("/", 1)[1], kind="theme", names=names)


def labelled() -> list[Labels]:
    """Return all labelled articles, in the order of labels.txt."""
    assert CORPORA is not None
    rows: dict[str, dict[str, str]] = {}
    for language in ("fr", "ar"):
        with (CORPORA / "news" / f"dev-{language}.jsonl").open(encoding="utf-8") as stream:
            for line in stream:
                row = json.loads(line)
                rows[row["id"]] = row
    found = []
    for pk, about, named, either, new in _lines("labels.txt"):
        row = rows[pk]
        flexible = {key[1:] for key in (*about.split(), *named.split()) if key.startswith("=")}
        found.append(
            Labels(
                article=Article(language=row["lang"], headline=row["title"], text=row["body"]),
                about=set(about.split()),
                named={key.removeprefix("=") for key in named.split()},
                either=set(either.split()),
                either_about=flexible,
                new=[name.strip() for name in new.split(";") if name.strip()],
            )
        )
    return found


def score(index: Index, articles: Iterable[Labels]) -> Score:
    """Compare what is found in articles with their labels."""
    total = Score()
    for labels in articles:
        _add(total, labels, find(index, labels.article))
    return total


def _add(total: Score, labels: Labels, findings: Findings) -> None:
    total.articles += 1
    gold = labels.about | labels.named
    credited: set[str] = set()
    mains: set[str] = set()
    for each in findings.subjects:
        right = [pk for pk in each.ids if pk in gold]
        # Of two suggestions for one subject the second adds nothing.
        new = [pk for pk in right if pk not in credited][:1]
        credited.update(new)
        if not right and not labels.either & set(each.ids):
            total.wrong += 1
            total.notes.append(
                f"wrong {labels.article.headline[:30]}: {each.ids} {[s.words for s in each.spans][:3]}"
            )
        if each.main:
            mains.update(right or [pk for pk in each.ids if pk not in labels.either])
    total.right += len(credited)
    total.missed += len(gold - credited)
    total.notes += [f"missed {labels.article.headline[:30]}: {pk}" for pk in sorted(gold - credited)]
    mains -= labels.either_about | labels.either
    total.main_right += len(mains & labels.about)
    total.main_wrong += len(mains - labels.about)
    total.main_missed += len(labels.about - mains)
    total.notes += [f"main wrong {labels.article.headline[:30]}: {pk}" for pk in sorted(mains - labels.about)]
    total.notes += [
        f"main missed {labels.article.headline[:30]}: {pk}" for pk in sorted(labels.about - mains)
    ]
    _add_new(total, labels, findings)


def _add_new(total: Score, labels: Labels, findings: Findings) -> None:
    offered = [fold(name) for name in findings.new]
    total.new_offered += len(offered)
    total.new_named += len(labels.new)
    for name in labels.new:
        if any(fold(name) in each or each in fold(name) for each in offered):
            total.new_found += 1
        else:
            total.notes.append(f"new missed {labels.article.headline[:30]}: {name} of {list(findings.new)}")
