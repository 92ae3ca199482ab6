"""Names in Greek and Cyrillic letters, and Latin names among words of other scripts. Names stand in brackets."""

# ruff: noqa: RUF001 - letters of other scripts are meant

import re

import pytest

from router.detect.naming.recogniser import Recogniser
from router.detect.naming.scripts import latin, transliterated
from router.detect.naming.words import words

RECOGNISER = Recogniser()
NAMED = {
    "Greek": """
    Ο [Γιώργος Παπαδόπουλος] μένει στην Αθήνα.
    Μίλησα χθες με την [Ελένη Καραγιάννη] για το συμβόλαιο.
    Παρακαλώ στείλε το τιμολόγιο στον [Νίκο Αντωνίου].
    Η κυρία [Μαρία Δημητρίου] δεν ήρθε σήμερα.
    Ο ασθενής [Κώστας Βασιλείου] νοσηλεύεται από Δευτέρα.
    Με λένε [Σοφία Νικολάου] και θέλω να ακυρώσω.
    Ευχαριστώ, [Δημήτρης Οικονόμου]
    Η [Κατερίνα] και ο [Στέλιος] παντρεύονται τον Ιούνιο.
    Πελάτης: [Αλέξανδρος Μακρής], τηλέφωνο 6901234567
    Ρώτα τον κ. [Ιωάννη Σταύρου] αν θα έρθει.
    """,
    "Bulgarian": """
    [Иван Петров] живее в София.
    Вчера говорих с [Мария Георгиева] за договора.
    Моля, изпрати фактурата на [Стоян Димитров].
    Госпожа [Елена Тодорова] не дойде днес.
    Пациентът [Николай Василев] е приет в понеделник.
    Казвам се [Десислава Иванова] и искам да се откажа.
    Поздрави, [Георги Стоянов]
    [Калина] и [Борис] ще се женят през юни.
    Клиент: [Петър Колев], телефон 0888123456
    Попитай [Димитър Ангелов] дали ще дойде.
    """,
    "Ukrainian": """
    [Олександр Шевченко] живе в Києві.
    Учора я говорила з [Оксаною Коваленко] про договір.
    Надішли рахунок [Андрію Бондаренку], будь ласка.
    Пані [Ірина Мельник] сьогодні не прийшла.
    Пацієнт [Тарас Кравчук] лежить у лікарні з понеділка.
    Мене звати [Наталія Ткаченко], хочу скасувати замовлення.
    З повагою, [Василь Гриценко]
    [Софія] та [Богдан] одружуються в червні.
    Клієнт: [Юлія Савченко], телефон 0501234567
    Запитай [Михайла Лисенка], чи він прийде.
    """,
}
CLEAN = {
    "Greek": """
    Παρακαλώ συνόψισε την αναφορά σε τρεις προτάσεις.
    Πώς αντιστρέφω μια λίστα στην Python;
    Το τιμολόγιο δεν έχει πληρωθεί ακόμα.
    Η συνάντηση μεταφέρθηκε στην επόμενη εβδομάδα.
    Μετάφρασε αυτή την παράγραφο στα αγγλικά.
    Ο διακομιστής απάντησε με σφάλμα 500.
    Το λογισμικό χρειάζεται ενημέρωση κάθε μήνα.
    Γράψε ένα ευγενικό μήνυμα στον πελάτη.
    Η θερμοκρασία αύριο θα φτάσει τους τριάντα βαθμούς.
    Υπολόγισε τη γωνία α και την πλευρά β του τριγώνου.
    """,
    "Bulgarian": """
    Моля, обобщи доклада в три изречения.
    Как да обърна списък на Python?
    Фактурата още не е платена.
    Срещата е отложена за следващата седмица.
    Преведи този абзац на английски.
    Сървърът върна грешка 500.
    Софтуерът се обновява всеки месец.
    Напиши учтиво писмо до клиента.
    Утре температурата ще стигне тридесет градуса.
    Добави бутон за вход и таблица с цени.
    """,
    "Ukrainian": """
    Будь ласка, підсумуй звіт у трьох реченнях.
    Як перевернути список у Python?
    Рахунок ще не оплачено.
    Зустріч перенесено на наступний тиждень.
    Переклади цей абзац англійською.
    Сервер повернув помилку 500.
    Програму оновлюють щомісяця.
    Напиши ввічливого листа клієнтові.
    Завтра температура сягне тридцяти градусів.
    Додай кнопку входу і таблицю з цінами.
    """,
}
MIXED = [
    "[Anna Schmidt] звонила вчера",
    "Η [Anna Schmidt] τηλεφώνησε",
    "Встреча с [Peter Walker] в 14:00",
    "Моля, пишете на [Karin Vogt] до петък.",
    "Ρώτησε τον [Harold Bennett] για το έργο.",
    "Зустріч із [Lucía Herrera] та [Paolo Conti] о десятій.",
    "Договор подписал [Jan Kowalski] в Варшаве.",
    "王芳 and [Anna Schmidt] met",
    "محمد met [Harold Bennett] today",
    "Отчёт готов, спасибо [Margaret Whitfield]",
]


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


def persons(text: str) -> list[str]:
    return [text[one.start : one.end] for one in RECOGNISER.find(text) if one.kind == "PERSON"]


def shares(marked: str) -> tuple[int, int]:
    """Words of names that are found, and all of them."""
    text = marked.replace("[", "").replace("]", "")
    found = " ".join(persons(text)).split()
    named = " ".join(re.findall(r"\[(.*?)\]", marked)).split()
    return sum(word in found for word in named), len(named)


@pytest.mark.parametrize("language", NAMED)
def test_four_of_five_words_of_names_in_greek_and_cyrillic_are_found(language: str) -> None:
    found, named = map(sum, zip(*map(shares, lines(NAMED[language])), strict=True))
    assert found >= 0.8 * named


@pytest.mark.parametrize("language", CLEAN)
def test_clean_sentences_in_greek_and_cyrillic_are_hardly_touched(language: str) -> None:
    assert sum(map(bool, map(persons, lines(CLEAN[language])))) <= 1


@pytest.mark.parametrize("marked", MIXED)
def test_a_latin_name_is_found_among_words_of_other_scripts(marked: str) -> None:
    found, named = shares(marked)
    assert found == named > 0


def test_product_names_and_signs_of_formulas_are_no_persons() -> None:
    for text in ("Вчера установил Windows Server и Docker Desktop", "Δt = 5 µs, α ≤ β, 3 Ω", "sin(θ) + cos(φ)"):
        assert persons(text) == []


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("Щербаков", "Shcherbakov"),
        ("Олександр", "Oleksandr"),
        ("Ґалаґан", "Galagan"),
        ("ШЕВЧЕНКО", "SHEVCHENKO"),
        ("Γιώργος", "Giorgos"),
        ("Παπαδόπουλος", "Papadopoulos"),
        ("Ευαγγελία", "Evangelia"),
        ("ᾠδή", "odi"),
        ("ъ", "ъ"),
        ("ЬЪ", "ЬЪ"),
    ],
)
def test_words_are_read_as_passports_write_them(word: str, read: str) -> None:
    assert transliterated(word) == read


@pytest.mark.parametrize("before", ["Буква ъ стои тук, ", "п о д ъ е з д и ", "ЪЬ и "])
def test_a_sign_that_no_latin_letter_stands_for_is_read_past(before: str) -> None:
    assert "Иван Петров" in persons(f"{before}Иван Петров")


def test_words_keep_their_places_and_borders_of_scripts_are_told() -> None:
    text = "ask Иван Петров now α"
    read, borders = latin(words(text), text)
    assert [word.text for word in read][:4] == ["ask", "Ivan", "Petrov", "now"]
    assert [word[1:] for word in read] == [word[1:] for word in words(text)]
    assert borders == {1, 3, 4}
