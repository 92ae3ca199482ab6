import pytest
from polish import CASES, inflect

ORDER = ("gen", "dat", "acc", "ins", "loc", "voc")

PARADIGMS = {
    ("Marek", "m"): "Marka Markowi Marka Markiem Marku Marku",
    ("Jan", "m"): "Jana Janowi Jana Janem Janie Janie",
    ("Paweł", "m"): "Pawła Pawłowi Pawła Pawłem Pawle Pawle",
    ("Piotr", "m"): "Piotra Piotrowi Piotra Piotrem Piotrze Piotrze",
    ("Jerzy", "m"): "Jerzego Jerzemu Jerzego Jerzym Jerzym Jerzy",
    ("Antoni", "m"): "Antoniego Antoniemu Antoniego Antonim Antonim Antoni",
    ("Kuba", "m"): "Kuby Kubie Kubę Kubą Kubie Kubo",
    ("Anna", "f"): "Anny Annie Annę Anną Annie Anno",
    ("Maria", "f"): "Marii Marii Marię Marią Marii Mario",
    ("Kasia", "f"): "Kasi Kasi Kasię Kasią Kasi Kasiu",
    ("Maja", "f"): "Mai Mai Maję Mają Mai Maju",
    ("Alicja", "f"): "Alicji Alicji Alicję Alicją Alicji Alicjo",
    ("Agnieszka", "f"): "Agnieszki Agnieszce Agnieszkę Agnieszką Agnieszce Agnieszko",
    ("Kowalski", "m"): "Kowalskiego Kowalskiemu Kowalskiego Kowalskim Kowalskim Kowalski",
    ("Kowalska", "f"): "Kowalskiej Kowalskiej Kowalską Kowalską Kowalskiej Kowalska",
    ("Konieczny", "m"): "Koniecznego Koniecznemu Koniecznego Koniecznym Koniecznym Konieczny",
    ("Wróbel", "m"): "Wróbla Wróblowi Wróbla Wróblem Wróblu Wróblu",
    ("Gołąb", "m"): "Gołębia Gołębiowi Gołębia Gołębiem Gołębiu Gołębiu",
    ("Zaręba", "m"): "Zaręby Zarębie Zarębę Zarębą Zarębie Zarębo",
    ("Fredro", "m"): "Fredry Fredrze Fredrę Fredrą Fredrze Fredro",
    ("Nowak", "f"): "Nowak Nowak Nowak Nowak Nowak Nowak",
    ("Fredro", "f"): "Fredro Fredro Fredro Fredro Fredro Fredro",
    ("Anna Nowak-Jeziorańska", "f"): (
        "Anny_Nowak-Jeziorańskiej Annie_Nowak-Jeziorańskiej Annę_Nowak-Jeziorańską "
        "Anną_Nowak-Jeziorańską Annie_Nowak-Jeziorańskiej Anno_Nowak-Jeziorańska"
    ),
    ("Kraków", ""): "Krakowa Krakowowi Kraków Krakowem Krakowie Krakowie",
    ("Warszawa", ""): "Warszawy Warszawie Warszawę Warszawą Warszawie Warszawo",
    ("Katowice", ""): "Katowic Katowicom Katowice Katowicami Katowicach Katowice",
    ("Zielona Góra", ""): ("Zielonej_Góry Zielonej_Górze Zieloną_Górę Zieloną_Górą Zielonej_Górze Zielona_Góro"),
}

FORMS = """
    Kozioł m gen Kozła | Kozioł m loc Koźle | Kupiec m gen Kupca | Marzec m dat Marcowi | Niemiec m gen Niemca
    Zając m ins Zającem | Mróz m gen Mroza | Król m gen Króla | Sokół m gen Sokoła | Dudek m ins Dudkiem
    Maciek m gen Maćka | Krzysiek m dat Krzyśkowi | Daniel m gen Daniela | Michał m loc Michale | Łoś m gen Łosia
    Ernest m loc Erneście | Robert m voc Robercie | Wojciech m voc Wojciechu | Zbigniew m gen Zbigniewa
    Aleksander m gen Aleksandra | Mickiewicz m loc Mickiewiczu | Mieszko m gen Mieszka | Matejko m dat Matejce
    Stępień m gen Stępnia | Grudzień m ins Grudniem | Mucha m dat Musze | Sapieha m loc Sapieże | Sowa f dat Sowie
    Wojtyła m dat Wojtyle | Wolna f gen Wolnej | Zawadzki m ins Zawadzkim | Zawadzka f dat Zawadzkiej
    Zofia f gen Zofii | Hania f gen Hani | Stefania f dat Stefanii | Ola f voc Olu | Kamila f voc Kamilo
    Beatrycze f gen Beatrycze | Danuta f loc Danucie | Magda f dat Magdzie | Barbara f loc Barbarze
    Verdi m gen Verdiego | Goethe m dat Goethemu | Kennedy m gen Kennedy'ego | Marx m gen Marksa
    Schmidt m gen Schmidta | Leo m gen Leona
    Picasso m gen Picassa | Lee m gen Lee | Müller m loc Müllerze | Antonio m ins Antoniem | Engel m gen Engla
    Łódź - loc Łodzi | Wrocław - loc Wrocławiu | Gdańsk - ins Gdańskiem | Poznań - gen Poznania | Gdynia - loc Gdyni
    Białystok - loc Białymstoku | Sopot - loc Sopocie | Kielce - gen Kielc | Opole - loc Opolu | Tychy - gen Tychów
    Bydgoszcz - ins Bydgoszczą | Toruń - loc Toruniu | Częstochowa - loc Częstochowie | Suwałki - loc Suwałkach
    Kalisz - acc Kalisz | Kalisz m acc Kalisza | Kraków m gen Krakowa | KOWALSKI m gen KOWALSKIEGO
    Łomża - loc Łomży | Legnica - loc Legnicy | Kowalski f gen Kowalskiej | Wisła - loc Wiśle
"""


@pytest.mark.parametrize(("name", "gender"), PARADIGMS)
def test_a_name_goes_through_all_its_cases(name: str, gender: str) -> None:
    forms = [form.replace("_", " ") for form in PARADIGMS[name, gender].split()]
    assert [inflect(name, case, gender) for case in ORDER] == forms


@pytest.mark.parametrize("row", [row.strip() for line in FORMS.strip().splitlines() for row in line.split("|")])
def test_a_form_that_usage_knows(row: str) -> None:
    name, gender, case, form = row.split()
    assert inflect(name, case, gender) == form


def test_the_nominative_is_the_name_itself() -> None:
    assert [inflect(name, "nom", gender) for name, gender in PARADIGMS] == [name for name, _ in PARADIGMS]


def test_particles_and_initials_stay() -> None:
    assert inflect("J. von Moltke", "gen", "m") == "J. von Moltkego"


def test_an_unknown_case_is_refused() -> None:
    assert "abl" not in CASES
    with pytest.raises(ValueError, match="abl"):
        inflect("Jan", "abl", "m")
