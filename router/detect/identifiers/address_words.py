"""Words of postal addresses: types of streets by where they stand, words that announce an address, and look-alikes."""

BEFORE = (
    *("rue", "avenue", "boulevard", "allée", "allées", "chemin", "impasse", "quai", "faubourg", "sentier"),
    *("ruelle", "esplanade", "calle", "avenida", "avda", "paseo", "plaza", "plza", "pza", "carrer", "ronda"),
    *("carretera", "camino", "travesía", "glorieta", "rambla", "plaça", "passeig", "avinguda", "callejón", "viale"),
    *("piazza", "piazzale", "piazzetta", "corso", "vicolo", "largo", "lungomare", "contrada", "strada"),
    *("rua", "praça", "travessa", "alameda", "estrada", "beco", "calçada", "ulica", "ulicy", "ulicę", "aleja"),
    *("aleje", "alei", "placu", "osiedle", "osiedlu", "skwer", "rondo", "bulevardul", "b-dul"),
    *("calea", "aleea", "șoseaua", "piața", "via", "ulice", "náměstí", "námestie", "οδός", "οδού", "улица", "drève"),
)
"""The name follows: `rue de la Paix`. The number stands behind it, or in front (French)."""

SHORT = r"ul|al|pl|os|av|bd|str|nám|trg|ул|бул|avda|pza|c\.so|v\.le|p\.z{1,2}a|p\.le|l\.go"
"""Abbreviations of such words, believed only with a dot or before a capital word."""

FRONT = frozenset(
    """rue avenue av boulevard bd allée allées chemin impasse quai faubourg sentier ruelle esplanade place route cours
    square""".split()  # noqa: SIM905 - a row of words reads better than a row of quotes
)
"""Their number stands in front, too: `12 rue de la Paix`."""

DOUBTFUL = frozenset("via al pl os str place route cours square corso largo strada plac camino rondo".split())  # noqa: SIM905 - as above
"""Words and abbreviations with other meanings: more must speak for an address."""

BEHIND = (
    "utca",
    "utcája",
    "útja",
    "tere",
    "körút",
    "krt",
    "sétány",
    "fasor",
    "iela",
    "gatvė",
    "tänav",
    "maantee",
    "cesta",
)
"""The name stands in front and the number behind: `Fő utca 12`."""

ENGLISH = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|place|square|sq|terrace|crescent|close|gardens|grove|way"
    "|boulevard|blvd|parkway|pkwy|row|mews|parade|walk|highway|hwy|circle|cir|trail|trl|quay|wharf|green|rise"
)
"""The number stands in front of the name: `10 Downing Street`."""

ANNOUNCED = (
    *("home address", "postal address", "mailing address", "shipping address", "billing address"),
    *("delivery address", "residential address", "residing at", "resident at", "lives at", "live at"),
    *("living at", "address line", "address line 1", "addressline1", "i live at", "wohnadresse"),
    *("postanschrift", "lieferadresse", "rechnungsadresse", "wohnhaft", "wohnhaft in", "wohnt in der", "wohne in der"),
    *("wohnt", "wohne", "wohnort", "adresse postale", "domicilié*", "demeurant", "habite au"),
    *("habite", "domicile", "dirección", "direccion", "domicilio", "con domicilio en", "vivo en", "vive en"),
    *("reside en", "indirizzo", "residente in", "residente a", "abito in", "abita in", "residenza", "adres"),
    *(
        "woonadres",
        "wonende te",
        "woonachtig",
        "woon op",
        "woont op",
        "woon aan",
        "woont aan",
        "postadres",
        "zamieszka*",
    ),
    *("adres zamieszkania", "adres korespondencyjny", "mieszka* przy", "mieszkam", "morada", "endereço"),
    *("residente na", "resido na", "adresa", "bydliště", "bytem", "adresu", "trvale bytem", "bostadsadress"),
    *("bor på", "katuosoite", "lakcím", "lakcíme", "domiciliat*", "prebivališče", "adrese", "adresas"),
    *("elukoht", "διεύθυνση", "адрес", "domiciliu", "bopæl"),
)

ANNOUNCED_BY_KEY = (
    *(
        "address",
        "street",
        "street address",
        "adresse",
        "anschrift",
        "straße",
        "strasse",
        "rue",
        "calle",
        "via",
        "adres",
    ),
    *("ulica", "rua", "adress", "gatuadress", "osoite", "cím", "aadress", "straat"),
)
"""Announces an address only with a mark behind it: `"street": "Am Markt 5"`."""

BOX = (
    *("po box", "p.o. box", "post office box", "postfach", "boîte postale", "apartado de correos", "apartado postal"),
    *("casella postale", "postbus", "skrytka pocztowa", "skr poczt", "postboks", "caixa postal", "postilokero"),
    *("postafiók", "căsuța poștală"),
)
SHORT_BOX = "Box|BP|Pf|Apdo|Apartado"
"""Boxes only with a place behind their number."""

PUBLISHED = ("51 franklin st", "59 temple place", "675 mass ave", "171 second street", "444 castro street")
"""Begin addresses that stand in licences of software: nobody's."""

COMPOUNDS = frozenset(
    ("map", "maps", "show", "trip", "test", "tests", "works", "runner", "block", "view", "rage", "side", "signs")
)
"""Behind a word for streets they make it another: `Road Map`."""

NO_STREETS = frozenset(
    """
    arbeitsplatz parkplatz stellplatz sitzplatz speicherplatz stehplatz startplatz bauplatz spielplatz campingplatz
    tennisplatz sportplatz fußballplatz golfplatz lagerplatz liegeplatz studienplatz ausbildungsplatz kitaplatz
    tabellenplatz listenplatz marktplatz-id lösungsweg umweg ausweg rückweg hinweg heimweg arbeitsweg schulweg irrweg
    rechtsweg radweg fußweg gehweg feldweg bundesstraße landstraße einbahnstraße fertigungsstraße produktionsstraße
    waschstraße autostraße schnellstraße ring boxring hering spring string monitoring engineering haupthof bahnhof
    flughafen friedhof bauernhof hinterhof innenhof gasthof vorhof schulhof damm grund abgrund hintergrund vordergrund
    sackgasse durchweg letztendlich beweg keinesweg halbweg überweg wechselweg vertriebsweg transportweg dienstweg
    rundweg wanderweg übertragungsweg befehlsweg werdegang autoweg snelweg fietspad voetpad werkplaats
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)

NO_NAMES = frozenset(
    """
    git http https ssh ftp api rest grpc tcp udp smtp imap vpn zoom teams slack email mail docker kubernetes python java
    node npm pip cargo maven gradle sql mysql redis kafka aws azure gcp oauth json xml yaml csv html css usb hdmi wifi
    bluetooth lan wan port version server servers client proxy cloud web app apps http2 https3 mqtt amqp websocket
    windows linux macos ubuntu debian android ios chrome firefox safari excel word outlook office step section chapter
    page table figure line level phase stage part item room slot block core cpu gpu ram node1 type class method function
    port index number value size total error code id test case run build release week day month year quarter season
    episode track disc volume issue no nr january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday january, erster zweiter dritter vierter letzter
    nächster der die das den dem des ein eine einer eines einem einen auf in im am an zum zur von vom mit für bei nach
    dieser diese jeder jede unser unsere ihr ihre mein meine the this that these those a an and or of for from with
    to at
    on by per about over under up down is are was were be been have has had will would can could one two three four five
    six seven eight nine ten first second third last next only just all any some every each more most other another
    register bit byte bytes address space memory offset space-time bus zone area unit mode model range group set
    """.split()  # noqa: SIM905 - as above
)
"""Words that make "Via Git 2", "Platz 3" and "Figure St 5" no addresses."""
