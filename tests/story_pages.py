"""Pages with a menu, a headline, header lines, a story and what follows it, in four languages; all are invented."""

from __future__ import annotations

from convert.model import Article, Figure, Moment, block_texts, inline_text
from convert.readers import Source
from convert.readers.text import read

TOP = {
    "en": ["Skip to content", "Home", "Sport", "Subscribe", "Log in"],
    "de": ["Zum Inhalt springen", "Startseite", "Sport", "Abo", "Anmelden"],
    "fr": ["Aller au contenu", "Accueil", "Sport", "S'abonner", "Se connecter"],
    "es": ["Ir al contenido", "Inicio", "Deportes", "Suscríbete", "Iniciar sesión"],
}
END = {
    "en": ["Read more", "Privacy policy", "© The Osted Bell. All rights reserved."],
    "de": ["Mehr zum Thema", "Impressum", "Datenschutz"],
    "fr": ["Lire aussi", "Mentions légales", "Politique de confidentialité"],
    "es": ["Lea también", "Aviso legal", "Política de privacidad"],
}
TITLE = {
    "en": "Harbor pilots keep their leaking boat",
    "de": "Lotsen behalten ihr leckes Ruderboot",
    "fr": "Les pilotes du port gardent leur barque percée",
    "es": "Los prácticos conservan su bote agujereado",
}
BYLINE = {
    "en": ["By Jane Doe", "12 May 2024"],
    "de": ["Von Anna Berger", "12. Mai 2024"],
    "fr": ["Par Jeanne Martin", "12 mai 2024"],
    "es": ["Por Ana García", "12 de mayo de 2024"],
}
TEXT = {
    "en": [
        "The harbor pilots of Osted will keep their last rowing boat, which has leaked since the day it was built.",
        "It was made by two brothers who had never seen the sea, and no carpenter has found the hole in ninety years.",
        "“We bail more than we row,” said the oldest pilot, who has taken the boat out every Sunday since his youth.",
        "The museum wanted to show it in the town hall, but the mayor said that the floor there was too new for it.",
    ],
    "de": [
        "Die Hafenlotsen von Osted behalten ihr letztes Ruderboot, obwohl es seit dem Tag seines Baus Wasser zieht.",
        "Zwei Brüder haben es gebaut, die nie das Meer gesehen hatten, und kein Zimmermann hat je das Loch gefunden.",
        "„Wir schöpfen mehr, als wir rudern“, sagt der älteste Lotse, der es seit seiner Jugend jeden Sonntag fährt.",
        "Das Museum wollte es im Rathaus zeigen, doch die Bürgermeisterin sagte, der Boden dort sei dafür noch zu neu.",
    ],
    "fr": [
        "Les pilotes du port d'Osted garderont leur dernière barque, bien qu'elle prenne l'eau depuis sa construction.",
        "Elle a été bâtie par deux frères qui n'avaient jamais vu la mer, et aucun charpentier n'a trouvé le trou.",
        "« Nous écopons plus que nous ramons », dit le doyen des pilotes, qui la sort le dimanche depuis sa jeunesse.",
        "Le musée voulait l'exposer à la mairie, mais la maire a répondu que le parquet y était encore trop neuf.",
    ],
    "es": [
        "Los prácticos del puerto de Osted conservarán su último bote de remos, que hace agua desde que se construyó.",
        "Lo hicieron dos hermanos que nunca habían visto el mar, y ningún carpintero ha encontrado jamás el agujero.",
        "«Achicamos más de lo que remamos», dice el más viejo, que saca el bote cada domingo desde que era joven.",
        "El museo quería mostrarlo en el ayuntamiento, pero la alcaldesa dijo que el suelo era aún demasiado nuevo.",
    ],
}
CAPTION = {
    "en": "The boat at its berth, with the buckets that have served longest",
    "de": "Das Boot an seinem Liegeplatz, mit den dienstältesten Eimern",
    "fr": "La barque à son poste, avec ses plus vieux seaux",
    "es": "El bote en su amarre, con los cubos más antiguos",
}
DEK = {
    "en": "For ninety years nobody has found the hole, and nobody wants to any more.",
    "de": "Seit neunzig Jahren hat niemand das Loch gefunden, und niemand will es mehr finden.",
    "fr": "Depuis quatre-vingt-dix ans, personne n'a trouvé le trou, et personne ne le cherche plus.",
    "es": "En noventa años nadie ha encontrado el agujero, y ya nadie quiere encontrarlo.",
}
CREDIT = {"en": "Photo: Mary Poole", "de": "Foto: Karla Stein", "fr": "Photo : Luc Morel", "es": "Foto: Pilar Soto"}
LANGUAGES = sorted(TOP)


def page(
    language: str,
    *,
    above: list[str] | None = None,
    title: str = "",
    header: list[str] | None = None,
    text: list[str] | None = None,
) -> Article:
    """A page in the language with these lines above its headline, its headline, header lines and text."""
    lines = [
        *TOP[language],
        *(above or ()),
        title or TITLE[language],
        *(BYLINE[language] if header is None else header),
        *(TEXT[language] if text is None else text),
        *END[language],
    ]
    moment = Moment("2020-01-01T00:00:00Z")
    return read(Source(name="story.txt", data="\n".join(lines).encode(), moment=moment)).article


def captions(article: Article) -> list[str]:
    return [inline_text(block.caption) for block in article.body if isinstance(block, Figure) if block.caption]


def credits(article: Article) -> list[str | None]:
    return [block.credit for block in article.body if isinstance(block, Figure) if block.credit]


def body(article: Article) -> list[str]:
    return [*block_texts(block for block in article.body if not isinstance(block, Figure))]
