"""Words beside plates: those for them, those for vehicles, and those that say that a code is something else."""

PLATE = (
    *(
        "license plate*",
        "licence plate*",
        "number plate*",
        "reg plate",
        "registration plate",
        "plate number",
        "plate no",
    ),
    *("vehicle registration", "vehicle reg", "car reg", "car registration", "vrm", "vrn", "plates"),
    *(
        "kennzeichen",
        "kennz",
        "kfz kennz",
        "immat",
        "kfz kennzeichen",
        "autokennzeichen",
        "nummernschild*",
        "kontrollschild",
        "autonummer",
    ),
    *("plaque", "plaque d'immatriculation", "plaque minéralogique", "immatriculation", "immatriculé*", "plaques"),
    *("matrícula", "matricula", "matriculado", "matriculada", "placa", "chapa", "targa", "targato", "targata"),
    *("kenteken", "kentekenplaat", "nummerplaat", "tablic*", "tablic* rejestracyjn*", "nr rej", "numer rejestracyjny"),
    *("nr rejestracyjny", "rejestracja", "numerach rejestracyjnych", "rejestracyjn*", "registreringsnummer", "regnr"),
    *("reg nr", "registreringsskylt", "nummerplade", "registreringsnummeret", "skiltnummer", "rekisterinumero"),
    *("rekisteritunnus", "rekisterikilpi", "spz", "státní poznávací značka", "registrační značka", "evidenčné číslo"),
    *("ečv", "rendszám*", "număr de înmatriculare", "numărul de înmatriculare", "înmatriculare", "nr înmatriculare"),
    *("registarska oznaka", "registarske oznake", "registracija", "registrska", "registrska oznaka", "numurzīme"),
    *("valstybinis numeris", "valstybinis nr", "numerimärk", "registreerimisnumber", "πινακίδα", "πινακίδας"),
    *("αριθμός κυκλοφορίας", "регистрационен номер", "рег номер", "numru tar-reġistrazzjoni", "cláruimhir"),  # noqa: RUF001 - Bulgarian
    *(
        "kentekennummer",
        "kentekennr",
        "matrículas",
        "matriculas",
        "matrícula del coche",
        "carte grise",
        "n° d'immatriculation",
    ),
    *("n° immatriculation", "numéro d'immatriculation", "nummernschilder", "amtliches kennzeichen", "amtl kennzeichen"),
    *("regnummer", "rejestr", "značk*", "poznávací značk*", "numărul mașinii", "număr auto", "targhe", "kenteken*"),
    *("placa do carro", "matrícula do carro", "numerach rej", "numerze rejestracyjnym", "numerem rejestracyjnym"),
)
FIELD = ("plate",)
"""Of dishes and of steel as well: only with a mark behind it, as in forms."""
REGISTERED = ("registration number", "registration no", "reg number", "reg no", "registration")
"""Of a company and much else as well: only a form that nothing else has."""

REG = ("reg", "car reg", "vehicle reg")
"""Of many things, with a British plate right behind of one."""

_MAKES = (
    r"bmw|audi|volkswagen|vw|golf|polo|passat|mercedes(?:-benz)?|benz|toyota|corolla|yaris|renault|clio|twingo|kangoo"
    r"|peugeot|citro[eë]n|fiat|panda|punto|ducato|alfa romeo|lancia|[sš]koda|octavia|fabia|opel|vauxhall|astra|corsa"
    r"|volvo|ford|focus|fiesta|transit|seat|ibiza|leon|cupra|tesla|honda|kia|hyundai|nissan|qashqai|mazda|dacia|duster"
    r"|sandero|suzuki|porsche|jeep|lexus|subaru|mitsubishi|land rover|range rover|jaguar|vespa|piaggio|yamaha|kawasaki"
    r"|ducati"
)
VEHICLES = (
    r"cars?|car's|plates?|vehicles?|vans?|truck|lorry|suv|motorbike|motorcycle|scooter|trailer|caravan|taxi|rental"
    r"|park(?:ed|ing|t)|parkeer\w{2,12}|parkeren|vignet|parkausweis\w{0,2}"
    r"|tow(?:ed|ing)|autos?|auto's|\w{0,12}wagen|fahrzeug\w{0,6}|[pl]kw|kfz|geparkt\w{0,2}|parken?|falschparker|unfallgegner"
    r"|motorrad|roller|anhänger|wohnmobil|abgeschleppt|halteverbot|parkplatz|tiefgarage|voitures?|véhicules?|camion\w?"
    r"|camionnette|moto|remorque|fourrière|garée?s?|stationnée?s?|stationnement|carte grise|coches?|vehículos?"
    r"|aparcad\w{1,2}|aparcamiento|furgon\w{1,4}|grúa|macchin\w{1,2}|veicol\w|parcheggi\w{1,4}|vettura|voertuig"
    r"|geparkeerd|bestelbus\w{0,3}|aanhanger|samoch\w{1,5}|aut(?:em|o|a|u|cie|ku)|pojazd\w{0,4}|zaparkowa\w{1,4}|odholowa\w{1,4}"
    r"|ciężarów\w{1,3}"
    r"|carro|veículo|viatura|estacionad\w{1,2}|bil|bilen|vozidl\w{1,2}|vozilo|mașin\w{1,3}|masina|autó|kocsi"
)
VEHICLE = rf"\b(?:{VEHICLES}|{_MAKES})\b"
_MY = (
    r"my|our|his|her|their|the|mein\w{0,2}|unser\w{0,2}|sein\w{0,2}|ihr\w{0,2}|das|ma|notre|sa|la|mi|mio|mia|il|nuestro"
    r"|su|mijn|onze|zijn|haar|mój|moje|mojego|moim|nasz|jego|jej|meu|min|minun"
)
OWN_CAR = rf"\b(?:{_MY})[ ](?:[^\W\d_]{{3,12}}[ ])?[^\W\d_]{{3,12}}$"
OWN_CARS = (
    *("car", "van", "auto", "wagen", "voiture", "coche", "macchina", "samochód", "samochodem", "carro", "bil", "autó"),
    *("auto's", "scooter", "moto", "motorrad", "bike", "furgone", "furgoneta", "camper"),
)
"""`my car ab12 cde`: what stands right behind may be in small letters."""
CODES = frozenset(
    """
    HRA HRB VAT ISO DIN EUR USD GBP PLN CHF TÜV RAL IEC RFC UTF CZK HUF RON SEK NOK DKK GTI TDI TSI CDI HDI TFSI CRDI
    DCI CDTI ABS ESP KM PS KW CV EZ HU BJ TEL FAX NR NO REF KRS REGON NIP PESEL RCS SIREN VIN FIN IMEI COVID WIN RTX
    GTX MHZ GHZ CPU GPU USB BMW VW
    """.split()  # noqa: SIM905 - as in plate_forms
)
"""Begin numbers of other kinds."""
OTHERWISE = (
    r"\b(?:orders?|sku|products?|parts?|models?|item|articles?|tickets?|id|ids|refs?|reference|codes?|rooms?|serials?"
    r"|batch"
    r"|lot|versions?|invoices?|flights?|trains?|line|bus|class|type|sample|patent|standard|norm|issue|case|claim|policy"
    r"|contract|customer|artikel\w{0,10}|typ|modell|bestell\w{0,10}|auftrag\w{0,8}|rechnung\w{0,8}|raum|zimmer|flug"
    r"|zug|linie"
    r"|produkt\w{0,10}|teil\w{0,8}|serien\w{0,8}|vertrag\w{0,8}|kunden\w{0,8}|charge|norm|akten\w{0,8}|az|fall"
    r"|commande|référence"
    r"|réf|produit|modèle|série|salle|facture|dossier|contrat|vol|pedido|referencia|producto|modelo|serie|sala|factura"
    r"|expediente|vuelo|ordine|riferimento|prodotto|modello|fattura|pratica|volo|bestelling|product|artikel|kamer"
    r"|factuur"
    r"|dossier|vlucht|zamówieni\w{1,3}|produkt\w{0,3}|model\w{0,3}|faktur\w{1,3}|sala|lot|numer seryjny|sprawa|device"
    r"|host"
    r"|server|container|pallet|locker|seat|gate|dock|zone|bay|shelf|bin|rack|cable|din|iso|iec|en|hra|hrb|route|road"
    r"|locus|gene|protein|strain|cell|compound|plane|aircraft|ship|postcode|plz|zip)\b"
)
