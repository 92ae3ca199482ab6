"""Words beside a number that make it a telephone number, or something else, in the languages of the EU.

Three strengths, because `call`, `cell` and `signal` mean telephones among people and other things in programs.
"""

PHONE = (
    *("phone*", "telephone*", "telefon*", "cellphone*", "mobile number", "mobile no", "mobile phone*", "cell number"),
    *(
        "call me",
        "text me",
        "reach me",
        "ring me",
        "my number",
        "my cell",
        "my mobile",
        "whatsapp",
        "wa.me",
        "sms",
        "fax*",
        "telefax*",
        "landline",
        "contact number",
    ),
    *("hotline", "rufnummer*", "handynummer*", "handy nr", "mobilnummer*", "mobilnr", "festnetz*", "durchwahl"),
    *("telefonnummer*", "téléphone*", "tél", "numéro de téléphone", "teléfono*", "telefono*", "móvil*", "movil*"),
    *("celular*", "tfno", "tlf*", "cellulare", "mobiel*", "telefoonnummer*", "telefoon*", "06 nummer", "komórk*"),
    *("telemóvel", "telemovel", "puhelin*", "kännykkä", "mobilní", "mobilný", "telefonszám*", "telefons", "tālrun*"),
    *(
        "chiamami",
        "chiamatemi",
        "llámame",
        "llamame",
        "llámeme",
        "zadzwoń",
        "zadzwon",
        "liga me",
        "ligue me",
        "liguem me",
    ),
    *("appelle moi", "appelez moi", "ruf mich", "rufen sie mich", "ring mig", "ring meg", "bel me", "bel mij", "soita"),
    *("zavolej mi", "zavolajte mi", "hívj", "hívjon", "sună mă", "sunați mă", "dzwoń", "escríbeme al", "scrivimi al"),
    *("telefonas", "τηλ", "τηλέφωνο*", "κινητό*", "тел", "телефон*", "мобил*", "guthán", "fón"),
)
"""Means a telephone wherever it stands."""

PHONE_NOUN = (
    *("tel", "mobile", "mobil", "mobila", "cell", "gsm", "portable", "fixe", "fijo", "fisso", "kom", "numer", "numéro"),
    *("nummer*", "contacto", "recapito", "handy", "ruf", "erreichbar", "puh", "bel", "mobilen*", "sunați la"),
)
"""Means a telephone right before a number."""

PHONE_VERB = (
    *("call", "ring", "dial", "signal", "phone me", "rufen", "ruft", "anrufen", "anruf*", "appel*", "joindre"),
    *("llám*", "llame*", "llama*", "chiama*", "bellen", "zadzwo*", "dzwoni*", "ligar", "liga para", "ligue", "liga me"),
    *("ring mig", "ring meg", "soita*", "zavolej*", "volejte", "hívj*", "sunați", "suna*", "nazovi*", "nazvat*"),
    *("pokliči*", "zvan*", "skambin*", "helista*", "καλέστε", "πάρτε με", "πάρε με", "τηλεφωνήστε", "обад*"),
)
"""Means a telephone right before a number that is set in groups or begins as telephone numbers do."""

NOT_PHONE = (
    *("isbn*", "issn", "ean", "gtin", "upc", "sku", "doi", "order*", "invoice*", "ref", "reference", "ticket", "case"),
    *("tracking*", "parcel", "serial*", "s/n", "part no", "part number", "article", "version*", "build", "commit"),
    *("bestell*", "rechnung*", "auftrag*", "artikel*", "kunden*", "aktenzeichen", "az", "sendung*", "seriennummer"),
    *("commande", "facture", "dossier", "réf", "référence", "article", "pedido", "factura", "referencia", "ordine"),
    *("fattura", "pratica", "codice", "bestelling", "factuur", "ordernummer", "kenmerk", "zamówieni*", "faktur*"),
    *("zlecen*", "nr ref", "port", "pid", "id", "uuid", "lot", "batch", "charge", "plz", "zip", "postcode"),
    *("code postal", "mitglied*", "vorgang*", "ticketnummer"),
)

COUNTS = (
    *("count*", "total*", "sum", "views", "visits", "clicks", "size*", "length*", "len", "bytes", "timeout*", "depth"),
    *("limit*", "max", "min", "maximum", "minimum", "average", "avg", "offset*", "index", "timestamp*", "duration*"),
    *("elapsed", "took", "returned", "latency", "rows", "records", "units", "steps", "ns", "ms", "seconds", "anzahl"),
    *("hits", "sales", "revenue", "population", "attempts", "failures", "errors", "epoch", "minutes", "usage"),
)
"""Right before a number, whatever stands further ahead: it measures something and names nobody."""
