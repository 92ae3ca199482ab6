"""Words beside a number that make it a telephone number, or something else, in the languages of the EU."""

PHONE = (
    *("phone*", "tel", "telephone*", "telefon*", "mobile", "mobil*", "cell", "cellphone*", "call", "call me", "ring"),
    *("text me", "whatsapp", "signal", "sms", "fax*", "telefax*", "dial", "landline", "contact number", "hotline"),
    *("handy*", "ruf", "rufnummer*", "rufen", "ruft", "anrufen", "anruf", "festnetz*", "durchwahl", "erreichbar"),
    *("téléphone*", "telephone", "portable", "tél", "appel*", "joindre", "gsm", "fixe", "numéro"),
    *("teléfono*", "telefono*", "móvil*", "movil*", "llám*", "llame*", "llama*", "celular*", "tfno", "tlf*", "fijo"),
    *("cellulare", "cell", "chiama*", "recapito", "fisso", "bel", "bellen", "mobiel*", "telefoonnummer*", "telefoon*"),
    *("06 nummer", "zadzwo*", "dzwoni*", "komórk*", "kom", "numer", "telemóvel", "telemovel", "ligar", "contacto"),
    *("ring mig", "ring meg", "mobilnummer*", "telefonnummer*", "puhelin*", "puh", "soita*", "kännykkä", "mobilní"),
    *("zavolej*", "volejte", "mobilný", "hívj*", "telefonszám*", "sunați", "suna*", "nazovi*", "nazvat*", "pokliči*"),
    *("telefons", "tālrun*", "zvan*", "telefonas", "skambin*", "helista*", "τηλ", "τηλέφωνο*", "κινητό*", "καλέστε"),
    *("тел", "телефон*", "мобил*", "gsm", "обад*", "guthán", "fón"),
)

NOT_PHONE = (
    *("isbn*", "issn", "ean", "gtin", "upc", "sku", "doi", "order*", "invoice*", "ref", "reference", "ticket", "case"),
    *("tracking*", "parcel", "serial*", "s/n", "part no", "part number", "article", "version*", "build", "commit"),
    *("bestell*", "rechnung*", "auftrag*", "artikel*", "kunden*", "aktenzeichen", "az", "sendung*", "seriennummer"),
    *("commande", "facture", "dossier", "réf", "référence", "article", "pedido", "factura", "referencia", "ordine"),
    *("fattura", "pratica", "codice", "bestelling", "factuur", "ordernummer", "kenmerk", "zamówieni*", "faktur*"),
    *(
        "zlecen*",
        "nr ref",
        "port",
        "pid",
        "id",
        "uuid",
        "lot",
        "batch",
        "charge",
        "plz",
        "zip",
        "postcode",
        "code postal",
    ),
)
