"""Cards in the HTML that Ghost prints for them: written after its renderers, with invented words."""

from __future__ import annotations

# As in `sites.CARDS`.
PRINTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "image": (
        '<figure class="kg-card kg-image-card kg-card-hascaption"><img src="__GHOST_URL__/content/images/2021/05/quai.jpg" '
        'class="kg-image" alt="Le quai" loading="lazy"><figcaption><span style="white-space: pre-wrap;">Le quai</span>'
        "</figcaption></figure>",
        ("Le quai",),
    ),
    "gallery": (
        '<figure class="kg-card kg-gallery-card kg-width-wide"><div class="kg-gallery-container"><div class="kg-gallery-row">'
        '<div class="kg-gallery-image"><img src="__GHOST_URL__/content/images/2021/05/quai.jpg" alt=""></div>'
        '<div class="kg-gallery-image"><img src="__GHOST_URL__/content/images/2021/05/bac.jpg" alt=""></div></div></div>'
        "<figcaption><p>Deux vues</p></figcaption></figure>",
        ("Deux vues",),
    ),
    "bookmark": (
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://ailleurs.example/port">'
        '<div class="kg-bookmark-content"><div class="kg-bookmark-title">Le port</div><div class="kg-bookmark-description">'
        'Une description</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://ailleurs.example/i.png">'
        '<span class="kg-bookmark-author">Ana Ruiz</span><span class="kg-bookmark-publisher">Ailleurs</span></div></div>'
        '<div class="kg-bookmark-thumbnail"><img src="https://ailleurs.example/t.png"></div></a></figure>',
        ("Le port", "Une description", "Ana Ruiz", "Ailleurs"),
    ),
    "callout": (
        '<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div>'
        '<div class="kg-callout-text">Une <strong>note</strong></div></div>',
        ("💡", "Une note"),
    ),
    "toggle": (
        '<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading">'
        '<h4 class="kg-toggle-heading-text"><span>La question</span></h4><button class="kg-toggle-card-icon"><svg></svg></button>'
        '</div><div class="kg-toggle-content"><p>La réponse</p></div></div>',
        ("La question", "La réponse"),
    ),
    "button": (
        '<div class="kg-card kg-button-card kg-align-center"><a href="__GHOST_URL__/don/" class="kg-btn kg-btn-accent">'
        "S’inscrire</a></div>",
        ("S’inscrire",),
    ),
    "file": (
        '<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="__GHOST_URL__/content/files/b.pdf" download="">'
        '<div class="kg-file-card-contents"><div class="kg-file-card-title">Le budget</div><div class="kg-file-card-caption">'
        'en chiffres</div><div class="kg-file-card-metadata"><div class="kg-file-card-filename">b.pdf</div>'
        '<div class="kg-file-card-filesize">1 KB</div></div></div><div class="kg-file-card-icon"><svg></svg></div></a></div>',
        ("Le budget", "en chiffres", "b.pdf"),
    ),
    "audio": (
        '<div class="kg-card kg-audio-card"><img src="" class="kg-audio-thumbnail kg-audio-hide"><div class="kg-audio-player-container">'
        '<audio src="__GHOST_URL__/content/media/s.mp3" preload="metadata"></audio><div class="kg-audio-title">La sirène</div>'
        '<div class="kg-audio-player"><button class="kg-audio-play-icon"><svg></svg></button><span class="kg-audio-current-time">'
        '0:00</span><div class="kg-audio-time">/<span class="kg-audio-duration">0:03</span></div></div></div></div>',
        ("La sirène",),
    ),
    "video": (
        '<figure class="kg-card kg-video-card"><div class="kg-video-container"><video src="__GHOST_URL__/content/media/f.mp4">'
        '</video><div class="kg-video-overlay"></div><div class="kg-video-player-container"><span class="kg-video-current-time">'
        "0:00</span></div></div><figcaption><p>Le départ</p></figcaption></figure>",
        ("Le départ",),
    ),
    "product": (
        '<div class="kg-card kg-product-card"><div class="kg-product-card-container"><img src="__GHOST_URL__/content/images/2021/05/bac.jpg" '
        'class="kg-product-card-image"><div class="kg-product-card-title-container"><h4 class="kg-product-card-title">Le livre</h4>'
        '</div><div class="kg-product-card-rating"><span class="kg-product-card-rating-active kg-product-card-rating-star"></span>'
        '</div><div class="kg-product-card-description"><p>Sur le port</p></div><a href="https://ailleurs.example/l" '
        'class="kg-product-card-button kg-product-card-btn-accent"><span>L’acheter</span></a></div></div>',
        ("Le livre", "★☆☆☆☆", "Sur le port", "L’acheter"),
    ),
    "header": (
        '<div class="kg-card kg-header-card kg-width-full"><h2 class="kg-header-card-header">Un grand titre</h2>'
        '<h3 class="kg-header-card-subheader">et dessous</h3><a href="https://ailleurs.example/" class="kg-header-card-button">'
        "Suite</a></div>",
        ("Un grand titre", "et dessous", "Suite"),
    ),
    "signup": (
        '<div class="kg-card kg-signup-card"><div class="kg-signup-card-content"><h2 class="kg-signup-card-heading">Recevez la '
        'lettre</h2><p class="kg-signup-card-subheading">chaque jour</p><form class="kg-signup-card-form"><input name="email">'
        '<button>Je m’abonne</button></form><p class="kg-signup-card-disclaimer">sans pub</p></div></div>',
        ("Recevez la lettre", "chaque jour", "sans pub"),
    ),
    "call to action": (
        '<div class="kg-card kg-cta-card kg-cta-bg-grey"><div class="kg-cta-sponsor-label-wrapper"><div class="kg-cta-sponsor-label">'
        '<span>PARTENAIRE</span></div></div><div class="kg-cta-content"><div class="kg-cta-text"><p>Soutenez-nous</p></div>'
        '<a href="https://ailleurs.example/don" class="kg-cta-button">Donner</a></div></div>',
        ("PARTENAIRE", "Soutenez-nous", "Donner"),
    ),
    "embed": (
        '<figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/abcdefghijk?feature=oembed" '
        'title="Le film du bac"></iframe></figure>',
        ("Le film du bac",),
    ),
    "code": (
        '<figure class="kg-card kg-code-card"><pre><code class="language-r">x &lt;- 1</code></pre></figure>',
        ("x <- 1",),
    ),
    "html": (
        "<!--kg-card-begin: html--><p>Du HTML</p><!--kg-card-end: html--><!--members-only--><p>la suite</p>",
        ("Du HTML", "la suite"),
    ),
}

GATED = (
    '<p>Public.</p><!--kg-gated-block:begin nonMember:false memberSegment:"status:free,status:-free" --><p>SECRET</p>'
    '<!--kg-gated-block:end--><p>Public aussi.</p><!--kg-gated-block:begin nonMember:true memberSegment:"" --><p>Pour tous.</p>'
    "<!--kg-gated-block:end-->"
)
