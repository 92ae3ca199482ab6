"""A surrogate person: of the gender and language that the words around tell, and one person in all Polish cases."""

import re

import pytest

from router.core import surrogate_words as words
from router.core.polish import Form, bent, forms
from router.core.redact import redact
from router.core.restore import restore
from router.core.types import Finding, Slot

_MARKED = re.compile(r"\{([^}]*)\}")


def replaced(*texts: str) -> list[str]:
    """What leaves of texts whose persons stand in braces, one slot each; they come back exactly."""
    slots: list[Slot] = []
    findings: list[Finding] = []
    for index, text in enumerate(texts):
        path, plain = ("messages", index, "content"), ""
        for at, piece in enumerate(_MARKED.split(text)):
            if at % 2:
                findings.append(Finding(path, len(plain), len(plain) + len(piece), "PERSON", 0.9, "test"))
            plain += piece
        slots.append(Slot(path, plain, "user"))
    redaction = redact(slots, findings, keep=frozenset(), surrogates=True)
    left = [redaction.replacements[slot.path] for slot in slots]
    assert [restore(redaction.vault, text) for text in left] == [slot.text for slot in slots]
    return left


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Monsieur {Thibault Quéméneur} est absent", ("fr", "m")),
        ("Madame {Aouregan Quéméneur} est absente", ("fr", "f")),
        ("Don {Joaquín Iturralde} llamó", ("es", "m")),
        ("Sehr geehrte Frau {Mechtild Lindenbaum},", ("de", "f")),
        ("Herr Dr. {Sascha Brinkmann} ist krank", ("de", "m")),
        ("Mrs. {Saoirse Byrne} called", ("en", "f")),
        ("il signor {Ezio Brambati} telefona", ("it", "m")),
        ("mevrouw {Aafje Zwart} belde", ("nl", "f")),
        ("Pani {Dobrawa Hoffman} dzwoni", ("pl", "f")),
        ("Mr {Andrea Conti} called", ("it", "m")),
        ("Frau {Andrea Weber} rief an", ("de", "f")),
    ],
)
def test_the_form_of_address_keeps_its_sense(text: str, who: tuple[str, str]) -> None:
    given = re.search(r"([A-Z][a-z]+) [A-Z][a-z]+(?= |,)(?!.* [A-Z])", replaced(text)[0])
    assert given is not None
    assert given[1].lower() in words.GIVEN[who].split()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gestern hat {Yorick Brommelmeyer} nicht bezahlt", "de"),
        ("{Yorick Brommelmeyer} n'est pas venu avec les autres", "fr"),
        ("ayer {Yorick Brommelmeyer} no vino por su coche", "es"),
        ("ho parlato con {Yorick Brommelmeyer} della fattura", "it"),
        ("{Yorick Brommelmeyer} heeft niet betaald voor het huis", "nl"),
        ("umowa jest od {Yorick Brommelmeyer} i nie ma podpisu", "pl"),
        ("please call {Yorick Brommelmeyer} for the invoice", "en"),
        ("{Yorick Brommelmeyer}", "en"),
    ],
)
def test_a_name_that_no_list_has_gets_one_of_its_sentences_language(text: str, language: str) -> None:
    given = set(words.GIVEN[language, "f"].split()) | set(words.GIVEN[language, "m"].split())
    assert any(word.lower() in given for word in replaced(text)[0].split())


def test_the_first_mention_says_it_and_a_later_turn_changes_nothing() -> None:
    first = replaced("Monsieur {Thibault Quéméneur} est là")
    assert replaced("Monsieur {Thibault Quéméneur} est là", "Mrs {Thibault Quéméneur} too")[0] == first[0]


@pytest.mark.parametrize(
    ("nominative", "others"),
    [
        ("Grzegorz Nowak", {"gen": "Grzegorza Nowaka", "dat": "Grzegorzowi Nowakowi", "ins": "Grzegorzem Nowakiem"}),
        ("Marek Duda", {"gen": "Marka", "ins": "Markiem"}),
        ("Anna Kowalska", {"gen": "Anny Kowalskiej", "ins": "Anną Kowalską", "dat": "Annie Kowalskiej"}),
        ("Agnieszka Nowak", {"gen": "Agnieszki Nowak", "ins": "Agnieszką Nowak", "dat": "Agnieszce Nowak"}),
        ("Jan Wiśniewski", {"gen": "Jana Wiśniewskiego", "dat": "Janowi Wiśniewskiemu", "ins": "Janem Wiśniewskim"}),
    ],
)
def test_one_polish_person_stays_one_in_every_case(nominative: str, others: dict[str, str]) -> None:
    texts = [f"{{{form}}}" for form in (nominative, *others.values())]
    for order in (texts, texts[::-1]):
        base = dict(zip(order, replaced(*order), strict=True))
        first, *rest = (base[text].split() for text in texts)
        lemmas = [form.lemma for form in forms(first)]
        for case, form in zip(others, rest, strict=True):
            assert form[0].lower() == bent(lemmas[0], case)
            assert [one[:4] for one in form] == [one[:4] for one in first[: len(form)]]


def test_a_lone_surname_in_a_case_is_whose_it_was() -> None:
    whole, lone = replaced("{Grzegorz Nowak} oddzwoni", "powiedz {Nowakowi}")
    assert lone == f"powiedz {whole.split()[1].replace('ek', 'k')}owi"


def test_other_languages_have_no_cases() -> None:
    assert forms(["Paula", "Marka"]) == [Form("paula"), Form("marka")]
    paul, paula = replaced("{Paul} and {Paula}")[0].split(" and ")
    assert not paula.startswith(paul)
