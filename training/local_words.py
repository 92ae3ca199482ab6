"""What names of organisations, streets and regions are made of in each language. Written for this project.

`ORGANISATIONS` are patterns: `{L}` a family name, `{C}` a city, `{B}` a coined brand, `{K}` a field of business.
"""

FIELDS = {
    "en": "Logistics,Energy,Foods,Software,Consulting,Pharma,Textiles,Media,Insurance,Properties,Analytics,Motors,Labs,Health,Capital,Systems",
    "de": "Logistik,Energie,Bau,Software,Beratung,Pharma,Textil,Medien,Immobilien,Metallbau,Maschinenbau,Elektrotechnik,Druck,Gartenbau,Spedition",
    "fr": "Transports,Énergie,Bâtiment,Conseil,Pharma,Textile,Médias,Assurances,Immobilier,Menuiserie,Informatique,Boulangerie,Optique",
    "es": "Logística,Energía,Construcciones,Consultores,Farma,Textil,Medios,Seguros,Inmobiliaria,Informática,Transportes,Alimentación",
    "it": "Logistica,Energia,Costruzioni,Consulting,Farmaceutici,Tessile,Media,Assicurazioni,Immobiliare,Informatica,Trasporti,Alimentari",
    "nl": "Logistiek,Energie,Bouw,Advies,Farma,Textiel,Media,Verzekeringen,Vastgoed,Automatisering,Transport,Installatietechniek",
    "pl": "Logistyka,Energia,Budownictwo,Consulting,Farma,Tekstylia,Media,Ubezpieczenia,Nieruchomości,Informatyka,Transport,Meble",
}
ORGANISATIONS = {
    "en": "{L} Ltd|{L} & {L}|{L} & Sons|{L} {K}|{B} {K}|{B}|{B} Inc.|{B} plc|{L} Group|{C} City Council|University of {C}|{C} United|{C} General Hospital|{C} Police|{L} Holdings LLC|"
    "St. {L} School|{C} Chamber of Commerce|{K} Association of {C}|{C} Airport|Bank of {C}|{L} Foundation|{C} Water Authority|{B} Technologies|{L} and {L}|{L}, {L} and {L}|{L}-{L}|{L} LLC|{L} Inc|{L} and Sons|{B} {B}|{L}'s {K}|The {B} {K}|{B} Corp.|{L} {K}|{L}|Royal {C} {K}|{C} {K}|National {K} Agency|{L} Brothers|{C} Times|{C} Rovers|{L} University|{B} Airlines|Federation of {K}|{X}|{X} {K}",
    "de": "{L} GmbH|{L} AG|{L} & Söhne|{L} {K} GmbH & Co. KG|{B} GmbH|{B} AG|{B}|Stadtwerke {C}|Sparkasse {C}|Universität {C}|Klinikum {C}|TSV {C}|FC {C}|SV {C}|Volksbank {C}|Amtsgericht {C}|Landratsamt {C}|"
    "{C}er {K} GmbH|Bäckerei {L}|Kanzlei {L} & {L}|Autohaus {L}|{L}-Stiftung|IHK {C}|Polizei {C}|Hochschule {C}|{B}-Gruppe|Finanzamt {C}|Jugendamt {C}|Ingenieurbüro {L}|{K} {L} KG|{L} {L} OHG|{L} GbR|{L} & {L}|{B} {K}|{K}haus {L}|{C}er Zeitung|Bundesamt für {K}|Verband {K}|{L}|Technische Universität {C}|{X}|{X} {C}",
    "fr": "{L} SA|{L} et Fils|{L} {K} SARL|{B} SAS|{B}|Université de {C}|CHU de {C}|Mairie de {C}|Banque de {C}|{K} {L}|Lycée {L}|FC {C}|Olympique de {C}|Cabinet {L} & Associés|Groupe {L}|Groupe {B}|Crédit {K}|"
    "Préfecture de {C}|Chambre de commerce de {C}|Association {B}|Fondation {L}|Tribunal de {C}|Institut {L}|{L} {L} S.A.R.L.|{L} S.A.S.|{L} Frères|{L} et {L}|{B} {K}|Agence nationale {K}|{L}|Stade {C}|Le Courrier de {C}|{X}|Société {K} de {C}",
    "es": "{L} S.A.|{L} e Hijos|{K} {L} S.L.|{B} S.L.|{B}|Universidad de {C}|Hospital de {C}|Ayuntamiento de {C}|Banco de {C}|{K} {C}|Colegio {L}|Real {C}|Club Deportivo {C}|Grupo {L}|Grupo {B}|Fundación {L}|"
    "Juzgado de {C}|Cámara de Comercio de {C}|Asociación {B}|Despacho {L} y {L}|Instituto {L}|Policía Local de {C}|{L} Hermanos|{L} y Asociados|{L} & {L}|{B} {K}|Agencia Nacional de {K}|{L}|Diario de {C}|{X}|Atlético {C}|Ministerio de {K}",
    "it": "{L} S.p.A.|{L} & Figli|{K} {L} S.r.l.|{B} S.r.l.|{B}|Università di {C}|Ospedale di {C}|Comune di {C}|Banca di {C}|{K} {C}|Liceo {L}|AC {C}|US {C}|Gruppo {L}|Gruppo {B}|Fondazione {L}|Tribunale di {C}|"
    "Camera di Commercio di {C}|Associazione {B}|Studio {L} e Associati|Istituto {L}|Questura di {C}|Fratelli {L} Snc|{L} e {L}|{L} S.a.s.|{B} {K}|Agenzia nazionale {K}|{L}|Gazzetta di {C}|{X}|Politecnico di {C}|Ministero {K}|Casa editrice {L}",
    "nl": "{L} B.V.|{L} & Zonen|{K} {L} B.V.|{B} N.V.|{B}|Universiteit {C}|Ziekenhuis {C}|Gemeente {C}|Bank van {C}|{C}se {K}|{L} College|FC {C}|VV {C}|{L} Groep|{B} Groep|Stichting {B}|Stichting {L}|Rechtbank {C}|"
    "Kamer van Koophandel {C}|Bakkerij {L}|Garage {L}|Advocatenkantoor {L}|Politie {C}|Hogeschool {C}|{L} {K} VOF|{L} en {L}|Gebroeders {L}|{L} & Co|{B} {K}|Rijksdienst voor {K}|{L}|{C}se Courant|{X}|Technische Universiteit {C}|Ministerie van {K}",
    "pl": "{L} sp. z o.o.|{L} i Synowie|{K} {L} S.A.|{B} S.A.|{B}|Uniwersytet w {C}|Szpital w {C}|Urząd Miasta {C}|Bank {B}|{B} {K}|Legia {C}|KS {C}|Grupa {B}|Fundacja {B}|Kancelaria {L}|Sąd Rejonowy {C}|"
    "Stowarzyszenie {B}|Piekarnia {L}|Politechnika {C}|Komenda Policji {C}|Hurtownia {L}|{B}-Pol|Przedsiębiorstwo {K} {B}|{L} i {L}|Bracia {L}|{L}|Kurier {C}|{X}|Ministerstwo {K}|Narodowy Instytut {K}|{B} {B}",
}
KNOWN = (
    "Siemens,BMW,Bosch,Deutsche Bahn,Lufthansa,SAP,Allianz,Volkswagen,Bayer,BASF,Aldi,Lidl,Renault,Peugeot,Airbus,Orange,SNCF,EDF,Carrefour,Danone,L'Oréal,BNP Paribas,Total,Michelin,"
    "Telefónica,Santander,BBVA,Iberia,Inditex,Mercadona,Repsol,Fiat,Ferrari,Eni,Enel,Generali,UniCredit,Barilla,Philips,Shell,ING,Heineken,KLM,Unilever,Rabobank,Albert Heijn,"
    "Orlen,PKP,Allegro,PZU,LOT,Żabka,Microsoft,Google,Apple,Amazon,Netflix,IBM,Intel,Meta,Twitter,Reuters,BBC,CNN,NATO,UNESCO,Unicef,FIFA,UEFA,Greenpeace,Ikea,Volvo,Ericsson,Nokia,"
    "Samsung,Sony,Toyota,Honda,Nike,Adidas,Vodafone,Deutsche Bank,Commerzbank,Europol,Interpol,Barcelona,Juventus,Ajax,Chelsea,Arsenal,Bundestag,CDU,SPD,PSOE,VVD,Harvard,Oxford,NASA,FBI"
).split(",")
STREETS = {
    "en": "{L} Street {n}|{n} {L} Road|{n} High Street|{n} {L} Avenue|{n} Church Lane|{n} {L} Close|Flat {m}, {n} {L} Court|{n} Station Road|{n} Mill Lane|{n} {L} Drive|{n} Victoria Terrace|{n} W {L} Blvd|{n} Oak Street Apt {m}",
    "de": "{L}straße {n}|{L}weg {n}|Hauptstraße {n}|{L}gasse {n}|Am {L}platz {n}|Bahnhofstr. {n}|Lindenallee {n}a|Im {L}grund {n}|{L}str. {n}|An der Mühle {n}|Schulstrasse {n}|{L}ring {n}|Unter den Linden {n}",
    "fr": "{n} rue {L}|{n}, rue de la {L}|{n} avenue {L}|{n} bis boulevard {L}|{n} place {L}|{n} chemin des {L}|{n} impasse {L}|{n}, allée des Tilleuls|{n} quai {L}|{n} rue de la Gare|{n} cours {L}",
    "es": "Calle {L} {n}|C/ {L}, {n}, {m}º B|Avenida de {L} {n}|Avda. {L} {n}|Plaza {L} {n}|Paseo de {L} {n}|Calle Mayor {n}|Camino de {L} s/n|Ronda de {L} {n}|Travesía {L} {n}",
    "it": "Via {L} {n}|Via {L}, {n}|Viale {L} {n}|Piazza {L} {n}|Corso {L} {n}/B|Largo {L} {n}|Via della {L} {n}|Vicolo {L} {n}|Strada {L} {n}|Via Roma {n}",
    "nl": "{L}straat {n}|{L}laan {n}|Kerkstraat {n}|{L}weg {n}|{L}plein {n}|{L}kade {n}-{m}|Dorpsstraat {n}|{L}singel {n}|{L}hof {n}|Burgemeester {L}straat {n}",
    "pl": "ul. {L} {n}|ul. {L} {n}/{m}|al. {L} {n}|pl. {L} {n}|ul. Długa {n} m. {m}|os. {L} {n}/{m}|ulica {L} {n}|Aleje Jerozolimskie {n}|ul. Polna {n}",
}
REGIONS = {
    "en": "Yorkshire,Cornwall,Kent,Essex,Wales,Scotland,California,Texas,Ontario,Queensland,Ulster,Munster,the Midlands,New England,Devon,Florida,Ohio,Somerset",
    "de": "Bayern,Hessen,Sachsen,Thüringen,Brandenburg,Niedersachsen,Schwaben,Tirol,Kärnten,Wallis,Graubünden,Ostfriesland,Franken,das Saarland,Schleswig-Holstein,Westfalen,die Eifel,Steiermark",
    "fr": "Bretagne,Normandie,Provence,Alsace,Bourgogne,Occitanie,Aquitaine,Picardie,Wallonie,Savoie,Corse,Auvergne,Lorraine,Vendée,Gironde,Québec",
    "es": "Andalucía,Cataluña,Galicia,Asturias,Navarra,Aragón,Extremadura,Castilla y León,Murcia,La Rioja,Euskadi,Cantabria,Canarias,Jalisco,Antioquia",
    "it": "Toscana,Lombardia,Veneto,Sicilia,Puglia,Liguria,Piemonte,Umbria,Calabria,Sardegna,Campania,Emilia-Romagna,Marche,Abruzzo,Molise",
    "nl": "Brabant,Gelderland,Friesland,Limburg,Zeeland,Drenthe,Overijssel,Groningen,Flevoland,Vlaanderen,Utrecht,Noord-Holland,de Achterhoek,Twente",
    "pl": "Mazowsze,Śląsk,Małopolska,Wielkopolska,Podlasie,Pomorze,Kujawy,Warmia,Mazury,Podkarpacie,Lubelszczyzna,Kaszuby,Podhale,Dolny Śląsk",
}
COINED = {
    "de": (
        "Brink,Lind,Hohen,Ober,Nieder,Stein,Wald,Berg,Bach,Feld,Hof,Eich,Birken,Grün,Schwarz,Weiß,Alt,Neu,Kirch,Müh,Rosen,Sand,Tann,Vogel,Wolf,Kalten,Lang,Reich,Roth,Schön,Butten,Wessel,Dreß,Hage,Küpper",
        "mann,meier,müller,bauer,hofer,berger,feld,stein,bach,huber,mayr,brink,kamp,horst,dorf,hausen,eder,inger,ler,ner,ert,ke,sen,wald,beck,schmidt,kötter,loh",
    ),
    "pl": (
        "Kowal,Wiśniew,Malin,Zieliń,Jabłoń,Sokoł,Lewandow,Krasz,Górn,Doman,Paweł,Strzel,Olszew,Borow,Gajew,Wrób,Niedźwiec,Kaczor,Rut,Mazur,Ostrow,Tarnow,Chmiel,Wojt,Grab,Pietr,Bogd,Micha,Szymań,Dąbrow",
        "ski,cki,owski,ewski,icz,owicz,ewicz,czyk,ak,ek,ik,ała,a,uk,arz,ewski,iński,ny,ko",
    ),
    "it": (
        "Bel,Mar,Ross,Bian,Gal,Mont,Cast,Fer,Lomb,Pal,Cara,Sant,Tor,Ven,Bar,Gram,Pel,Riz,Mag,Zan,Bor,Cap,Fal,Mor,Nap,Sal",
        "elli,ini,etti,oni,ucci,ano,aro,acci,ardi,ato,igliani,occhi,one,uzzi,isi,ola,ante,egari,inotti,anese",
    ),
    "nl": (
        "Vries,Bos,Hoek,Wijn,Kamp,Zand,Linden,Meer,Brouw,Molen,Heuvel,Dijk,Haver,Groen,Steen,Veld,Wind,Klaver,Schaap,Olden",
        "stra,sma,inga,mans,man,huis,beek,burg,kamp,hof,broek,horst,veld,ink,sema,berg,aar,enga,ema,wijk",
    ),
    "fr": (
        "Du,Le,Des,Beau,Mont,Bois,Cham,Char,Font,Gar,Lam,Mar,Per,Rou,Saint-,Val,Vill,Bert,Cour,Del,Gau,Lav,Mou,Pel,Tou",
        "val,champ,pont,eret,ier,reau,oux,ard,eau,net,don,ville,court,ande,igny,ault,ot,elin,oulis,ac,erie,in,ois",
    ),
    "es": (
        "Alv,Bar,Cast,Dom,Esc,Fern,Gal,Her,Iba,Lop,Mont,Nav,Ort,Per,Quint,Rod,Sal,Tor,Urr,Vel,Zab,Agui,Bel,Card,Mend,Arre",
        "ez,ero,illa,ano,ales,ueta,arri,oso,eda,ado,ate,enas,iñez,ola,utia,era,osa,anza,ares,uela",
    ),
    "en": (
        "Ash,Black,Brad,Cart,Cross,Dal,East,Farn,Gold,Hal,Hart,Kings,Lang,Mar,Nor,Pem,Rad,Sher,Stan,Thorn,Wal,West,Whit,Win,Hollo,Pres",
        "ford,ley,ton,well,wood,worth,field,man,wick,ham,by,son,ridge,stone,croft,brook,ner,wright,sworth,land",
    ),
}
FIRST_OF_BRANDS = "Nor,Vel,Al,Cor,Sy,Tek,Lum,Aer,Quan,Zen,Ful,Max,Op,Hel,Pri,Nov,Gen,Dat,Eco,Bio,Med,Ver,Ark,Tri,Sol,Orb,Kine,Vita,Astra,Delta,Inter,Euro,Trans,Poly,Omni"
LAST_OF_BRANDS = "tex,dyne,via,ra,nix,soft,tron,plex,gen,cor,lia,net,com,mont,flex,link,med,pharm,data,tec,zon,ista,bau,mark,port,vent,star,line,works,io,ity,ence,us,on,el"
PARTICLES = {
    "de": "von,von der,zu,von und zu,vom,zum",
    "nl": "van,van der,van den,de,van de,ter,ten,in 't,de la,van 't",
    "fr": "de,de La,du,d',Le,de la",
    "es": "de,de la,del,de los",
    "it": "di,De,Della,Di,D',Lo,La,Dal",
    "pt": "da,dos,de,do",
    "en": "Mc,O',Mac,Fitz,St.",
    "pl": "",
    "cs": "",
    "sv": "af,von",
}
