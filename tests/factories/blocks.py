"""Every kind of block that a body may have, as the database stores it."""

from typing import Any

Stored = dict[str, Any]

# As the name of its player.
FILM = "youtube-dQw4w9WgXcQ"
FIGURES = "Année\tAffaires\tJugées\n2021\t1 200,5\t900\n2022\t1 310\t\n2023\t\t1 020,25\n2024\t−12\t8 %"


def new_blocks(picture_id: int | None = None) -> list[Stored]:
    """Return blocks of the kinds that few articles have."""
    note = '<span data-footnote="Selon le registre du port, page 12."></span>'
    return [
        _block("paragraph", f"<p>Le bac{note} part à six heures.</p>"),
        _block("intertitle", "Les comptes"),
        _block("subheading", "Les recettes"),
        _block("list", {"ordered": False, "items": ["<p>Le matin</p><ul><li>six heures</li><li>huit heures</li></ul>"]}),
        _block("rule", None),
        _block("embed", {"url": f"https://youtu.be/{FILM.partition('-')[2]}", "title": "Le bac, vu du phare"}),
        _block("gallery", {"caption": "Le chantier, mois après mois", "pictures": [_picture(picture_id, "La coque"), _picture(picture_id, "La cale")]}),
        _block("fact_box", {"title": "Repères", "text": "<p>Un bac de <b>douze mètres</b>.</p><ul><li>deux moteurs</li></ul>"}),
        _block("timeline", {"title": "Onze mois d’absence", "events": [
            {"date": "Mars", "text": "<p>Une panne.</p>"}, {"date": "Juin", "text": "<p>Le chantier ouvre.</p>"},
        ]}),
        _block("chart", {"kind": "bar", "title": "Affaires par an", "unit": "en milliers", "source": "Registre", "figures": FIGURES}),
        _block("chart", {"kind": "line", "title": "Les mêmes, en lignes", "unit": "%", "source": "", "figures": FIGURES}),
    ]  # fmt: skip


def hostile_blocks(payload: str, picture: Any) -> list[tuple[str, Any]]:
    """Return the same kinds with one text wherever a colleague can write. picture: as the caller stores it, by id or whole."""
    quoted = payload.replace('"', "&quot;")
    figures = "\n".join(
        f"{payload.replace(chr(9), ' ')}\t{value}" for value in (payload.replace("\t", " "), 1, -2)
    )
    pictures = [{"image": picture, "alt": payload[:300], "caption": payload, "credit": payload}] * 2
    return [
        ("paragraph", f'<p>x<span data-footnote="{quoted}"></span><span data-footnote="{payload}"></span></p>'),
        ("subheading", payload[:160]),
        ("embed", {"url": "https://youtu.be/" + payload, "title": payload}),
        ("embed", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": payload}),
        ("list", {"ordered": True, "items": [f"<p>x</p><ul><li>{payload}<ol><li>{payload}</li></ol></li></ul>"]}),
        ("gallery", {"caption": payload, "pictures": pictures}),
        ("fact_box", {"title": payload, "text": f"<p>{payload}</p><ul><li>{payload}</li></ul>"}),
        ("timeline", {"title": payload, "events": [{"date": payload, "text": f"<p>{payload}</p>"}]}),
        *(
            ("chart", {"kind": kind, "title": payload, "unit": payload, "source": payload, "figures": figures})
            for kind in ("bar", "line")
        ),
    ]  # fmt: skip


def _block(kind: str, value: Any) -> Stored:
    return {"type": kind, "value": value, "id": f"{kind}-1"}


def _picture(picture_id: int | None, caption: str) -> dict[str, Any]:
    return {"image": picture_id, "alt": "", "caption": caption, "credit": "Dessin : La Digue"}
