"""Names that small firms, shops and clubs give themselves: everyday words in capitals. Written for this project.

For each language patterns, and what their slots stand for: `{A}` a quality, `{T}` a thing or trade, `{E}` what such a
firm calls itself, `{V}` a name of fancy; `{L}` a family name and `{C}` a city as in `local_words`.
"""

SHOPS: dict[str, dict[str, str]] = {
    "en": {
        "": "{A} {T} {E}|{A} {T}|{T} {E}|{A} {E}|The {A} {T}|The {T} {E}|{V}|{V} {E}|{L}'s {T} {E}|{T} & {T}|{A} {V} {T}|{T} {T} {E}|{C} {T} {E}|{T} of {C}|{A} Way {T} {E}|{T} 4 U|{T}-A-Rama|{V} of {C}",
        "A": "Quality,Rapid,Golden,Royal,First,Total,Super,Magic,Urban,Pacific,Atlantic,Silver,Blue,Green,Red,Happy,Lucky,Modern,Classic,Premier,Prime,United,National,Global,Family,Fresh,Smart,Quick,Mighty,Grand,Sunny,"
        "Pro,Elite,Perfect,Reliable,Sound,Bold,Bright,True,Custom,Creative,Express,Complete,Integrated,Strategic,Dynamic,Star,Sun,Crown,Eagle,Liberty,Heritage,Pioneer,Metro,Coastal,Mountain,Western,Northern,Evergreen",
        "T": "Lawn,Garden,Home,Office,Auto,Video,Music,Book,Coffee,Kitchen,Realty,Travel,Pet,Print,Paint,Furniture,Electronics,Lumber,Food,Pizza,Burger,Steak,Toy,Shoe,Fashion,Jewelry,Camera,Computer,Tire,Garage,Electric,"
        "Plumbing,Roofing,Architectural,Merchant,Investment,Wealth,Mortgage,Insurance,Data,Cloud,Software,Web,Design,Media,Marketing,Records,Sports,Fitness,Health,Dental,Pharmacy,Vision,Hardware,Grocery,Bakery,Fuel,Bike",
        "E": "Services,Solutions,Company,Co.,Shop,Depot,Mart,Center,Works,House,World,Partners,Supply,Care,Stores,Outlet,Warehouse,Emporium,Market,Exchange,Studio,Group,Planning,Systems,Consulting,Club,Brothers,Associates,"
        "Management,Specialists,Experts,Corner,Barn,Factory,Hut,Inn,Kingdom,Gallery,Boutique,Lab,Hub,Network,Trust,Cooperative",
        "V": "Sunrise,Horizon,Summit,Cornerstone,Kaleidoscope,Wonderland,Harvest Moon,Silver Lining,Red Door,Blue Ridge,Golden Gate,Crossroads,Landmark,Pinnacle,Beacon,Compass Rose,Second Chance,Odyssey,Stepping Stone,Jubilee",
    },
    "de": {
        "": "{T} {V}|{T}haus {L}|{T} am {A}|{E} {V}|{A} {T}|{T} & {T}|{V} {E}|{V}|{T}{E}|Die {A}e {T}werkstatt|{T}-Paradies {C}|{C}er {T}haus|Zum {A}en {V}|Gasthof {V}|{T} {L}",
        "A": "Markt,Golden,Schwarz,Weiß,Bunt,Flott,Neu,Alt,Frisch,Grün,Blau,Fein,Rot,Stolz,Fröhlich,Klug",
        "T": "Blumen,Reise,Möbel,Getränke,Fahrrad,Buch,Küchen,Elektro,Auto,Garten,Brillen,Schuh,Wein,Tee,Bio,Sport,Spiel,Tier,Haar,Back,Druck,Foto,Musik,Holz,Dach,Sanitär",
        "E": "Zentrum,Treff,Eck,Stube,Welt,Studio,Service,Technik,Profi,Markt,Laden,Werkstatt,Kontor,Manufaktur,Agentur,Genossenschaft,Verein,Praxis",
        "V": "Sonnenschein,Fernweh,Regenbogen,Löwe,Adler,Hirsch,Morgenrot,Lichtblick,Horizont,Kleeblatt,Sternschnuppe,Rosengarten,Ankerplatz,Pusteblume,Wolkenlos,Waldmeister,Feinsinn,Tausendschön",
    },
    "fr": {
        "": "{T} {V}|Au {A} {E}|Aux {V}|{T} du {E}|La Maison du {E}|Le Comptoir des {V}|{T} de {C}|{T} {L}|Les {V}|L'Atelier {V}|{V}|{T} & {T}|{A} {T}|Chez {L}|{T} des {V}",
        "A": "Bon,Grand,Petit,Vieux,Nouveau,Joli,Fin,Vrai,Gai,Premier",
        "T": "Boulangerie,Librairie,Garage,Pharmacie,Fleuriste,Optique,Menuiserie,Plomberie,Épicerie,Boucherie,Brasserie,Hôtel,Restaurant,Agence,Imprimerie,Auto-école,Pressing,Traiteur,Quincaillerie,Coopérative,Clinique,Transports",
        "E": "Pain,Vin,Thé,Port,Pont,Marché,Moulin,Soleil,Chocolat,Café,Jardin,Coin,Canal,Livre,Vélo,Lac",
        "V": "Hirondelles,Tilleuls,Quatre Saisons,Trois Rivières,Belle Époque,Plein Soleil,Grand Large,Bel Horizon,Étoile du Nord,Pas à Pas,Mille Feuilles,Côté Jardin,Clair de Lune,Rive Gauche,Bonne Étoile",
    },
    "es": {
        "": "{T} {V}|{T} La {E}|{T} El {A}|{T} {L}|{V}|{T} Hermanos {L}|Casa {L}|{A} {T}|La {E} de {C}|{T} {C}|Grupo {V}|{T} y {T} {V}|El Rincón de la {E}",
        "A": "Sol,Puerto,Olivo,Faro,Molino,Trébol,Cóndor,Roble,Halcón,Descanso",
        "T": "Panadería,Librería,Taller,Farmacia,Floristería,Óptica,Carpintería,Fontanería,Restaurante,Hotel,Bar,Agencia,Imprenta,Autoescuela,Tintorería,Ferretería,Cooperativa,Clínica,Transportes,Inmobiliaria,Gestoría,Viajes",
        "E": "Espiga,Fuente,Estrella,Rosa,Esquina,Perla,Paloma,Luna,Encina,Abeja,Sirena,Campana",
        "V": "Nuevo Amanecer,Mar Azul,Tres Hermanas,Buen Gusto,Alta Vista,Siete Colinas,Vía Láctea,Punto Verde,Luz del Sur,Cuatro Vientos,Primer Paso,Puente Viejo",
    },
    "it": {
        "": "{T} {V}|{T} Il {A}|{T} La {E}|{T} {L}|{V}|{T} Fratelli {L}|{T} da {L}|{A} {T}|{T} di {C}|Gruppo {V}|L'Angolo della {E}|Casa della {E}",
        "A": "Sole,Porto,Faro,Mulino,Quadrifoglio,Leone,Ponte,Gabbiano,Bosco,Grillo",
        "T": "Pizzeria,Libreria,Officina,Farmacia,Fioreria,Ottica,Falegnameria,Idraulica,Ristorante,Albergo,Bar,Agenzia,Tipografia,Autoscuola,Lavanderia,Ferramenta,Cooperativa,Clinica,Trasporti,Immobiliare,Viaggi,Pasticceria",
        "E": "Spiga,Fontana,Stella,Rosa,Perla,Colomba,Luna,Quercia,Sirena,Carta,Musica,Frutta",
        "V": "Bella Vista,Mare Blu,Tre Sorelle,Buon Gusto,Nuova Era,Sette Colli,Via Lattea,Punto Verde,Quattro Venti,Primo Passo,Ponte Vecchio,Dolce Attesa,Arcobaleno",
    },
    "nl": {
        "": "{T} De {A}|{T} {V}|{T} {L}|{V}|De {A}|{T} & Zo|{A} {T}|{T} van {L}|{T} 't {E}|{E} {V}|{C}s {T}|De {A} {E}",
        "A": "Tulp,Gouden Leeuw,Zwaan,Molen,Ooievaar,Roos,Sleutel,Regenboog,Zonnebloem,Anker,Vergulde Hand,Blauwe Druif,Oude Haven",
        "T": "Bakkerij,Boekhandel,Garage,Apotheek,Bloemenhuis,Optiek,Timmerbedrijf,Loodgietersbedrijf,Restaurant,Hotel,Café,Reisbureau,Drukkerij,Rijschool,Wasserij,Fietsenmaker,Coöperatie,Kliniek,Vervoer,Makelaardij,Slagerij",
        "E": "Hoekje,Centrum,Huis,Winkel,Atelier,Hof,Stekje,Trefpunt",
        "V": "Zonneschijn,Morgenrood,Nieuw Begin,Vier Jaargetijden,Vrolijk,Horizon,Goed Idee,Wolkenlucht,Klaverblad,Zeezicht,Eerste Stap",
    },
    "pl": {
        "": "{T} {V}|{T} Pod {A}|{T} {L}|{V}|{T} u {L}|{A} {T}|{V} {E}|{T} {C}|Grupa {V}|{E} {V}",
        "A": "Lipą,Orłem,Zegarem,Aniołem,Kasztanem,Zamkiem,Gwiazdą,Lwem",
        "T": "Piekarnia,Księgarnia,Warsztat,Apteka,Kwiaciarnia,Optyk,Stolarnia,Hydraulika,Restauracja,Hotel,Bar,Biuro Podróży,Drukarnia,Szkoła Jazdy,Pralnia,Cukiernia,Spółdzielnia,Klinika,Transport,Nieruchomości,Zajazd,Gospoda",
        "E": "Serwis,Centrum,Studio,Sklep,Partner,Dom,Świat",
        "V": "Różany Ogród,Słoneczko,Tęcza,Nowy Świt,Cztery Pory Roku,Dobry Smak,Złoty Kłos,Biały Żagiel,Niebieski Parasol,Pierwszy Krok,Zielone Wzgórze,Jutrzenka",
    },
}
