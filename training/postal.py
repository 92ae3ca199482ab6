"""Postal addresses as each country writes them, in one line or several.

A pattern's slots: `{n}` a house number, `{L}` a family name of the country, `{G}` a given name, `{W}` a word of its
landscape, `{m}` a small number, `{o}` an ordinal, `{d}` a direction. Written for this project from the countries' own
rules of address (Universal Postal Union, addressing systems); cities are those of GeoNames.
"""

import random
import re
from dataclasses import dataclass

from people import Origin, origins
from places import cities_in


@dataclass(frozen=True)
class Country:
    locale: str
    streets: str
    """Alternatives parted by bars."""
    words: str
    """Roots of street names, parted by commas."""
    place: str
    """`{C}` city, `{Z}` postcode, `{A}` area."""
    codes: str
    """`#` a digit, `@` a letter; alternatives parted by bars."""
    flats: str = ""
    areas: str = ""
    names: str = ""
    """The country's own name as it may stand below, in several languages."""
    numbers: int = 199
    """The highest of a house."""


_STATES = (
    "AL,AK,AZ,AR,CA,CO,CT,DE,FL,GA,HI,ID,IL,IN,IA,KS,KY,LA,ME,MD,MA,MI,MN,MS,MO,MT,NE,NV,NH,NJ,NM,NY,NC,ND,OH,OK,OR,PA,"
    "RI,SC,SD,TN,TX,UT,VT,VA,WA,WV,WI,WY,Texas,Ohio,California,Florida,New York,Virginia,Oregon,Georgia"
)
_FLAT = "Apt {m}|Apt. {n}|Apartment {m}|Suite {n}|Ste {n}|Unit {m}|#{n}|Floor {m}|Apt {m}B"
COUNTRIES: dict[str, Country] = {
    "US": Country(
        "en_US",
        "{n} {L} Street|{n} {L} St|{n} {W} Ave|{n} {W} Avenue|{n} {L} Road|{n} {W} Rd|{n} {d} {W} Street|{n} {d} {o} St|{n} {o} Avenue|{n} {W} Drive|{n} {W} Dr.|{n} {L} Lane|{n} {W} Ln|{n} {L} Court|"
        "{n} {W} Blvd|{n} {W} {W} Way|{n} {L} Parkway|{n} {W} Circle|{n} {W} Trail|{n} {W} Hollow Road|{n} {W}|PO Box {n}|P.O. Box {n}|{n} County Road {m}|{n} Highway {m}|{n} {L} Plaza|{n} {L} Square|"
        "{n} {G} {L} Fork|{n} {L} Mill|{n} {L} Crossing|{n} {L} Ridge Apt. {n}|{n} {W} Terrace|{n} {W} Pike|{n} {L} {W} Place",
        "Oak,Maple,Elm,Cedar,Pine,Washington,Lake,Hill,Park,Main,Walnut,Sunset,Lincoln,Jackson,River,Spring,Ridge,Meadow,Forest,Broadway,Franklin,Church,Highland,Chestnut,Willow,Cherry,Dogwood,Evergreen,"
        "Hickory,Magnolia,Poplar,Prospect,Mill,Valley,Fairview,Madison,Harrison,Birch,Locust,Center,Union,Market,Pleasant,Orchard,Heron,Quail,Deer,Eagle,Stone,Canyon,Bay,Harbor",
        "{C}, {A} {Z}|{C} {A} {Z}|{C}, {A}|{C} {Z}|{C}, {A}, {Z}",
        "#####|#####|#####-####",
        _FLAT,
        _STATES,
        "USA|United States|U.S.A.|US",
        9999,
    ),
    "GB": Country(
        "en_GB",
        "{n} {L} Road|{n} {W} Lane|{n} High Street|{n} {L} Street|{n}, {W} Close|{n}a {W} Gardens|{n} {W} Avenue|{W} House, {n} {L} Road|{W} Cottage, {W} Lane|The Old {W}, {W} Street|{n} {W} Crescent|{n} {L} Mews|"
        "{n} {W} Grove|{n} {W} Terrace|{n} {L} Way|Unit {m}, {W} Business Park|{n} {W} Hill|{n} {W} Drive|{n} {L} Square|{n} {W} Row|{n} {W} View|{n} {W} Walk",
        "Church,Mill,Station,Victoria,Green,Park,Queen's,King's,Rectory,Manor,Orchard,Ivy,Rose,Holly,Priory,Abbey,Castle,Bridge,Chapel,Springfield,Windsor,Albert,George,School,Vicarage,Meadow,Ash,Beech,Hawthorn,"
        "Kestrel,Lavender,Sycamore,Stanley,Grange,Forge,Smithy,Barn,Moor,West,North,London,York,Oxford,Cambridge",
        "{C} {Z}|{C}, {Z}|{C}",
        "@@# #@@|@# #@@|@@## #@@|@## #@@",
        "Flat {m}|Flat {m}A|Apartment {m}|Unit {m}|{m}/{m}",
        "",
        "UK|United Kingdom|England|Scotland|Wales|Great Britain",
    ),
    "IE": Country(
        "en_IE",
        "{n} {L} Street|{n} {W} Road|{n} {W} Park|{n} {W} Avenue|{n} {W} Drive|{n} {L} Terrace|{W} House, {W} Road|{n} {W} Court",
        "Main,Church,Castle,Chapel,Bridge,Abbey,Grange,Saint Patrick's,Mill,Strand,Harbour,Seaview,Oaklands,Glen,Willow,Rathmore",
        "{C}, Co. {A}|{C}, {Z}|{C} {m}|Co. {A}",
        "@## @#@#|@## @@##",
        "Apt {m}|Flat {m}",
        "Cork,Galway,Kerry,Mayo,Meath,Kildare,Clare,Donegal,Wicklow,Louth,Sligo",
        "Ireland|Éire",
    ),
    "AU": Country(
        "en_AU",
        "{n} {L} Street|{n} {W} Road|{n} {W} Parade|{n} {L} Avenue|{n} {W} Crescent|{m}/{n} {W} St|{n} {L} Drive|{n} {W} Esplanade|{n} {L} Highway|GPO Box {n}",
        "Ocean,Beach,Railway,Victoria,George,Pacific,Banksia,Acacia,Wattle,Gum,Kangaroo,Hay,Collins,Station,Bourke,Elizabeth",
        "{C} {A} {Z}|{C}, {A} {Z}",
        "####",
        "Unit {m}|Level {m}",
        "NSW,VIC,QLD,WA,SA,TAS,ACT,NT",
        "Australia",
        400,
    ),
    "CA": Country(
        "en_CA",
        "{n} {L} Street|{n} {W} Avenue|{n} rue {W}|{n}, boulevard {L}|{n} {W} Crescent|{n} {o} Avenue {d}|{n} {L} Road|{n} chemin {L}|{n} {W} St. {d}|RR {m}",
        "Maple,Queen,King,Bloor,Yonge,Saint-Laurent,Wellington,Sainte-Catherine,Lakeshore,Dundas,Granville,Portage,Jasper,Sherbrooke,Elgin,Bank,Beaver,Spruce",
        "{C}, {A} {Z}|{C} {A} {Z}|{C} ({A}) {Z}",
        "@#@ #@#",
        "Unit {m}|Suite {n}|app. {m}|Apt {n}",
        "ON,QC,BC,AB,MB,SK,NS,NB,NL,PE,Québec,Ontario",
        "Canada",
        9999,
    ),
    "IN": Country(
        "en_IN",
        "{n}, {L} Nagar|H.No. {n}, {W} Colony|{n} {W} Road|Flat {m}, {W} Apartments, {L} Marg|{n}, {o} Cross, {W} Layout|Plot {n}, Sector {m}",
        "MG,Gandhi,Nehru,Lake View,Green Park,Rajaji,Shanti,Station,Residency,Temple,Palace,Brigade",
        "{C} {Z}|{C} - {Z}|{C}, {A} {Z}",
        "######|### ###",
        "Flat {m}|Door No. {m}",
        "Kerala,Karnataka,Maharashtra,Tamil Nadu,Gujarat,Punjab,Telangana",
        "India",
    ),
    "DE": Country(
        "de_DE",
        "{L}straße {n}|{L}str. {n}|{W}straße {n}a|{W}weg {n}|{W}gasse {n}|Am {W}berg {n}|An der {W}mühle {n}|Auf der {W}heide {n}|{G}-{L}-Straße {n}|{G}-{L}-Platz {n}|{W}ring {n}|{W}allee {n}|Im {W}grund {n}|Zum {W}tal {n}|"
        "{L}damm {n}|{W}ufer {n}|{W}strasse {n} b|Alte {W}straße {n}|Hinter dem {W}hof {n}|{W}steig {n}-{n}|{L}platz {m}|Unter den {W}en {n}|Postfach {n}|{W}stieg {n}|Hof {W} {m}|{W}kamp {n}",
        "Linden,Eichen,Buchen,Birken,Bahnhof,Haupt,Schul,Kirch,Garten,Berg,Wald,Mühlen,Dorf,Ring,Rosen,Schiller,Goethe,Sonnen,Wiesen,Feld,Bach,Stein,Burg,Markt,Kloster,Brunnen,Friedhof,Post,Hafen,Amsel,Tannen,Ahorn,"
        "Kastanien,Ziegel,Weinberg,Nord,Süd,Mozart,Industrie,Königs,Kaiser,Deich",
        "{Z} {C}|{Z} {C}|D-{Z} {C}|{C}",
        "#####",
        "c/o {L}|Hinterhaus|{m}. OG|Whg. {m}|EG links|Haus {m}",
        "",
        "Deutschland|Germany|Allemagne|Niemcy|Duitsland|Alemania|Germania",
    ),
    "AT": Country(
        "de_AT",
        "{L}gasse {n}|{W}gasse {n}/{m}/{m}|{W}straße {n}|{L}straße {n}/{m}|{W}weg {n}|{W}platz {m}|Am {W} {n}",
        "Linden,Wiener,Haupt,Kirchen,Schul,Josef,Maria,Theresien,Berg,Alser,Graben,Dorf,Bahn,Donau,Feld",
        "{Z} {C}|A-{Z} {C}|{C}",
        "####",
        "Top {m}|Tür {m}|Stiege {m}",
        "",
        "Österreich|Austria|Autriche",
    ),
    "CH": Country(
        "de_CH",
        "{L}strasse {n}|{W}strasse {n}|{W}weg {n}|{W}gasse {n}|Rue de {W} {n}|Via {L} {n}|Chemin des {W} {n}|Im {W}hof {n}|{W}rain {n}|{W}matte {m}",
        "Bahnhof,Dorf,Seefeld,Rüti,Hardt,Berner,Zürcher,Matten,Kirch,Schul,Halden,Acker,Rigi,Säntis,Oberdorf",
        "{Z} {C}|CH-{Z} {C}|{C}",
        "####",
        "",
        "",
        "Schweiz|Suisse|Svizzera|Switzerland",
    ),
    "FR": Country(
        "fr_FR",
        "{n} rue {L}|{n}, rue de la {W}|{n} rue du {W}|{n} avenue {L}|{n} avenue du Général {L}|{n} bis boulevard {L}|{n} place {L}|{n} chemin des {W}s|{n} impasse {L}|{n}, allée des {W}s|{n} quai {L}|{n} cours {L}|{n} ter rue {G} {L}|"
        "Lieu-dit {W}|Résidence Les {W}s, bât. {m}|{n} route de {W}|{n} square {L}|ZI de la {W}|{n} rue Saint-{G}|{n} Rue {G}-{L}|{n} sentier des {W}s|BP {n}|{n}, montée {L}|{n} voie {L}|Le Bourg",
        "Gare,Mairie,République,Église,Moulin,Fontaine,Tilleul,Marronnier,Rose,Lilas,Château,Paix,Liberté,Victoire,Pont,Bois,Source,Vigne,Pin,Chêne,Port,Mer,Montagne,Plage,Lavoir,Four,Marché,Verger,Croix",
        "{Z} {C}|{Z} {C}|F-{Z} {C}|{Z} {C} Cedex {m}|{C}",
        "#####",
        "Appt {m}|Apt. {m}|Bât. B|Esc. {m}|{m}e étage|Appartement {m}",
        "",
        "France|Francia|Frankreich|Francja",
    ),
    "BE": Country(
        "nl_BE",
        "{L}straat {n}|{W}laan {n}|{W}steenweg {n}|rue de la {W} {n}|Avenue {L} {n}|{W}plein {n} bus {m}|Chaussée de {W} {n}|Rue {L} {n}/{m}|{W}lei {n}",
        "Kerk,Station,Gent,Brussel,Molen,Leuven,Nieuw,Kapel,Dorp,Park,Loi,Louise,Waterloo,Liège,Wavre,Gare,Église,Hoog",
        "{Z} {C}|B-{Z} {C}|{C}",
        "####",
        "bus {m}|bte {m}|boîte {m}",
        "",
        "België|Belgique|Belgium|Bélgica",
    ),
    "ES": Country(
        "es_ES",
        "Calle {L} {n}|Calle de {L}, {n}|C/ {L}, {n}|C/ {W} nº {n}|Avenida de {L} {n}|Avda. {L} {n}|Av. {G} {L} {n}|Plaza {W} {n}|Paseo de {W} {n}|Calle Mayor {n}|Camino de {W} s/n|Ronda de {W} {n}|Travesía {L} {n}|Carretera de {W}, km {m}|"
        "Urbanización Los {W}, {m}|Carrer de {L} {n}|Rúa {L} {n}|C. {G} {L} {n}|Cuesta {W}, {n}|Callejón {L} {m}|Glorieta {L} {n}|Rambla {W} {n}|Pasaje {G} {n}",
        "Sol,Luna,Mar,Rosas,Iglesia,Constitución,Olivos,Pinos,Real,Nueva,Gracia,Castilla,Andalucía,Molino,Fuente,Huertas,Prado,España,Libertad,Estación,Río,Almendros,Puerta,Naranjos,Castillo",
        "{Z} {C}|{Z} {C} ({A})|{C} {Z}|{Z}, {C}|{C}",
        "#####",
        "{m}º B|{m}º izq.|piso {m}|esc. {m}, {m}º A|bajo derecha|puerta {m}|Portal {m}",
        "Madrid,Sevilla,Valencia,Vizcaya,Málaga,Murcia,Asturias,Cádiz,Toledo",
        "España|Spain|Espagne|Spanien|Hiszpania",
    ),
    "MX": Country(
        "es_MX",
        "Calle {L} {n}|Av. {W} {n}, Col. {W}|Calle {m} #{n}-{m}|Privada {L} {n}|Blvd. {L} {n}|Calzada {W} {n}|Av. Insurgentes Sur {n}|Circunvalación {G} {L} {n}",
        "Reforma,Juárez,Hidalgo,Centro,Roma,Condesa,Morelos,Revolución,Independencia,Del Valle,Jardines,Insurgentes",
        "{Z} {C}|C.P. {Z}, {C}, {A}|{C}, {A}, CP {Z}",
        "#####",
        "Int. {m}|Depto. {m}|Interior {m}",
        "Jalisco,Puebla,Nuevo León,CDMX,Oaxaca,Yucatán",
        "México|Mexico",
        3000,
    ),
    "AR": Country(
        "es_AR",
        "{L} {n}|Av. {W} {n}|Calle {m} Nº {n}|{G} {L} {n}|Bv. {L} {n}|Pasaje {L} {n}|Avenida {L} {n}|Carrera {m} # {n}-{m}|Calle {m} # {m}-{n}|Jr. {L} {n}",
        "Rivadavia,Corrientes,Santa Fe,Belgrano,San Martín,9 de Julio,Mitre,Sarmiento,Libertador,Callao",
        "{C}|{Z} {C}|{C} ({Z})|{Z}, {C}, {A}",
        "@####|####|@####@@@",
        "Piso {m}, Dto. B|{m}º A|PB|Dpto {m}",
        "Buenos Aires,Córdoba,Mendoza,CABA,Salta",
        "Argentina|Chile|Colombia|Perú",
        5000,
    ),
    "IT": Country(
        "it_IT",
        "Via {L} {n}|Via {G} {L}, {n}|Viale {W} {n}|Piazza {L} {m}|Corso {L} {n}/B|Largo {L} {n}|Via della {W} {n}|Vicolo {W} {n}|Strada {W} {n}|V.le {L} {n}|P.zza {L} {m}|Borgo {G} {n}|Contrada {L} {G} {n}|Contrada {W} s.n.c.|"
        "Lungomare {L} {n}|Fraz. {W} {n}|Rotonda {L} {n}|Stretto {L} {m}|Via {W}, {n} int. {m}|Località {W} {m}|Incrocio {G} {n}|Canale {G} {m}|Via XX Settembre {n}|Calle {W} {n}|via {W} n. {n}",
        "Roma,Garibaldi,Mazzini,Verdi,Dante,Stazione,Repubblica,Libertà,Chiesa,Pace,Vittoria,Fontana,Mulino,Castello,Mare,Monte,Nazionale,Indipendenza,Resistenza,Partigiani,Rose,Pini,Tigli,Cavour,Marconi",
        "{Z} {C}|{Z} {C} ({P})|{Z}, {C}|{C} ({P})|{Z} {C} {P}|I-{Z} {C}|{C}",
        "#####",
        "Interno {m}|Int. {m}|Scala B|Piano {m}|Appartamento {m}|Palazzina {m}",
        "",
        "Italia|Italy|Italie|Włochy",
    ),
    "NL": Country(
        "nl_NL",
        "{L}straat {n}|{W}straat {n}|{W}laan {n}|{W}weg {n}|{L}plein {n}|{W}kade {n}-{m}|{W}singel {n}|{W}hof {n}|Burgemeester {L}straat {n}|{W}gracht {n} hs|{W}dijk {n}a|Prins {G}straat {n}|De {W} {n}|Laan van {W} {n}|{W}pad {m}|Postbus {n}|"
        "{G} {L}straat {n}|Oude {W}weg {n}|Van {L}laan {n}|Het {W} {n}|{W}baan {n}-{m}|{W}steeg {m}|{W}boulevard {n}",
        "Kerk,Dorps,Molen,School,Station,Wilhelmina,Beatrix,Juliana,Eiken,Beuken,Linden,Heren,Prinsen,Water,Haven,Hoog,Noorder,Zuider,Bloemen,Tulpen,Rozen,Veld,Zee,Duin,Markt,Kasteel,Polder,Meer,Vecht,Amstel",
        "{Z} {C}|{Z} {C}|{Z}, {C}|{C}",
        "#### @@|####@@",
        "{m}-hoog|bis|huis",
        "",
        "Nederland|Netherlands|Pays-Bas|Niederlande|Holandia",
    ),
    "PL": Country(
        "pl_PL",
        "ul. {L} {n}|ul. {W}a {n}/{m}|ul. {G} {L} {n}|al. {L} {n}|pl. {W}i {m}|ul. {W}a {n} m. {m}|os. {W}e {n}/{m}|ulica {W}a {n}|Aleje {W}ie {n}|ul. {W}na {n}|{W}owa {n}/{m}|ul. Księdza {L} {n}|ul. gen. {L} {n}|rondo {L} {m}|skr. poczt. {n}|"
        "ul. {m} Maja {n}|ul. Świętego {G} {n}|{W}ka {n}A",
        "Poln,Leśn,Kościeln,Szkoln,Ogrodow,Krótk,Dług,Lipow,Brzozow,Słoneczn,Kwiatow,Zielon,Wiśniow,Akacjow,Topolow,Star,Now,Młyńsk,Rynkow,Górn,Dworcow,Warszawsk,Krakowsk,Mickiewicz,Piastow",
        "{Z} {C}|{Z} {C}|{Z}, {C}|{C}",
        "##-###",
        "m. {m}|lok. {m}|mieszkanie {m}|klatka B",
        "",
        "Polska|Poland|Pologne|Polen|Polonia",
    ),
    "PT": Country(
        "pt_PT",
        "Rua {L} {n}|Rua do {W}, {n}|Avenida {L} {n}|Av. da {W} {n}, {m}º Esq|Travessa {W} {m}|Largo do {W} {m}|Praça {L} {n}|R. {G} {L}, {n}|Estrada da {W} {n}|Alameda {L} {n}|Beco do {W} {m}|Rua {o} de Maio {n}",
        "Carmo,Sol,Liberdade,República,Sé,Moinho,Fonte,Castelo,Rosário,Igreja,Escola,Flores,Oliveira,Mar,Ribeira,Camões,Sete",
        "{Z} {C}|{Z}, {C}|{C}",
        "####-###",
        "{m}º Dto|R/C|{m}º Esq",
        "",
        "Portugal",
    ),
    "BR": Country(
        "pt_BR",
        "Rua {L}, {n}|Avenida {G} {L}, {n}|Av. {W}, {n} - {W}|Travessa {L}, {m}|Alameda {W} {n}|Rua {W} {n}|Praça {G} {L}, {m}|Rua {m}, {n}",
        "Brasil,Paulista,Flores,Centro,Jardim,Ipiranga,São João,Boa Vista,Independência,Vila Nova,Ipê,Sete",
        "{C} - {A}|{C}-{A}, {Z}|{Z} {C} {A}|{C}/{A}|{C}-{A} {Z}",
        "#####-###",
        "apto {m}|bloco {m}|casa {m}",
        "SP,RJ,MG,BA,RS,PR,SC,PE,CE,DF,GO",
        "Brasil|Brazil",
        3000,
    ),
    "CZ": Country(
        "cs_CZ",
        "{W}ova {n}|{W}ská {n}/{m}|{L} {n}|Na {W}kách {n}|nám. {W} {m}|U {W}a {n}|K {W}u {n}|Nad {W}em {n}|Pod {W}em {n}|třída {L} {n}|Masarykova {n}",
        "Krát,Dlouh,Havlíčk,Palack,Zahrad,Vinohrad,Les,Polní,Mlýn,Kostel,Škol,Praž,Brněn,Hrad,Rybník,Jirásk",
        "{Z} {C}|{Z} {C} {m}|{C} {m}, {Z}|{C}",
        "### ##",
        "byt {m}|{m}. patro",
        "",
        "Česká republika|Czech Republic|Česko|Tschechien",
    ),
    "SE": Country(
        "sv_SE",
        "{W}vägen {n}|{W}gatan {n}|{W}gränd {m}|{W}stigen {n}|Stora {W}gatan {n} B|{W}backen {n}|{W}torget {m}|{W}allén {n}|Box {n}|{W}väg {n}|{W}esplanaden {n}|{W}gården {m}",
        "Stor,Kyrk,Skol,Björk,Ek,Sveav,Drottning,Kung,Hamn,Sol,Berg,Skog,Kvarn,Linné,Norra,Söder,Järnväg,Å,Sjö,Ängs,Nybro,Kopparberg",
        "{Z} {C}|SE-{Z} {C}|{C}",
        "### ##|#####",
        "lgh {n}",
        "",
        "Sverige|Sweden|Suède|Schweden",
    ),
    "NO": Country(
        "no_NO",
        "{W}veien {n}|{W}gata {n}|{W}vegen {n}|{L}s vei {n}|{L}s gate {n}|{W}bakken {m}|{W}stien {n}|{W}lia {n}|Postboks {n}|{W}åsen {n}B|{W}sletta {m}",
        "Kirke,Skole,Stor,Bjørk,Fjell,Sjø,Elve,Strand,Haug,Bakke,Nord,Sør,Solberg,Furu,Eike,Gran,Havne,Gamle",
        "{Z} {C}|NO-{Z} {C}|{C}",
        "####",
        "H0{m}01",
        "",
        "Norge|Norway|Norwegen",
    ),
    "DK": Country(
        "da_DK",
        "{W}gade {n}|{W}vej {n}|{W}allé {n}, {m}. th|{L}s Vej {n}|{W}stræde {m}|{W}toften {n}|{W}parken {n}, st. tv|{W}bakken {n}|{W}vænget {m}|{W}engen {n}|Postboks {n}",
        "Vester,Øster,Nørre,Skole,Kirke,Møl,Strand,Bøge,Ege,Birke,Sø,Havne,Konge,Smede,Torve,Ahorn,Lærke,Solsort",
        "{Z} {C}|DK-{Z} {C}|{Z} {C} {d}|{C}",
        "####",
        "{m}. tv|st. th|{m}. sal",
        "",
        "Danmark|Denmark|Dänemark",
    ),
    "FI": Country(
        "fi_FI",
        "{W}katu {n}|{W}tie {n}|{W}kuja {m}|{W}polku {m} A {m}|{W}ntie {n} B|{W}ranta {m}|{L} tie {n}|Ysitie {n}|{W}kaari {m}",
        "Kirkko,Koulu,Asema,Mannerheimin,Koivu,Mänty,Ranta,Puisto,Hämeen,Satama,Kalevan,Metsä,Pelto,Niitty",
        "{Z} {C}|FI-{Z} {C}|{C}",
        "#####",
        "as. {m}",
        "",
        "Suomi|Finland|Finnland",
    ),
    "HU": Country(
        "hu_HU",
        "{L} utca {n}.|{W} út {n}.|{G} tér {m}.|{L} {G} u. {n}|{W} krt. {n}. {m}/{m}|{W} köz {m}.|{W}i út {n}",
        "Kossuth,Petőfi,Rákóczi,Fő,Arany,Széchenyi,Béke,Szabadság,Jókai,Ady,Bartók,Váci",
        "{Z} {C}|H-{Z} {C}|{C}",
        "####",
        "{m}. em. {m}.",
        "",
        "Magyarország|Hungary|Ungarn",
    ),
    "SI": Country(
        "sl_SI",
        "{W}va ulica {n}|{W}ska cesta {n}|{L}va {n}|{W}je {m}|Trg {L} {m}|Pot v {W} {m}|Na {W}u {n}",
        "Prešerno,Ljublan,Celj,Vodniko,Cankarje,Slovens,Triglavs,Gorenjs,Šolsk,Dol",
        "{Z} {C}|SI-{Z} {C}|{C}",
        "####",
        "",
        "",
        "Slovenija|Slovenia",
    ),
}
SPOKEN = {
    "en": ("US", "GB", "US", "GB", "IE", "AU", "CA", "IN"),
    "de": ("DE", "DE", "DE", "AT", "CH"),
    "fr": ("FR", "FR", "FR", "BE", "CH", "CA"),
    "es": ("ES", "ES", "MX", "AR"),
    "it": ("IT",),
    "nl": ("NL", "NL", "BE"),
    "pl": ("PL",),
    "pt": ("PT", "BR"),
    "cs": ("CZ",),
    "sv": ("SE", "NO", "DK", "FI"),
}
_PROVINCES = "MI,RM,TO,NA,BO,FI,GE,PA,BA,VE,VR,BS,PD,TS,CA,CT,PR,MO,RE,RN,AN,PE,SS,UD,TN".split(",")
_DIRECTIONS = ("N", "S", "E", "W", "North", "South", "West", "East", "NW", "N.", "SE")
_SLOT = re.compile(r"\{(\w)\}")


class Post:
    """Addresses for texts of one language: two of three of a country where it is spoken."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self._own, self._rng = SPOKEN[language], rng

    def street(self) -> str:
        return self._street(*self._country())

    def address(self, *, lines: bool) -> str:
        """With `lines` over two to five lines, else on one."""
        rng = self._rng
        code, country = self._country()
        parts = [self._street(code, country)]
        if country.flats and rng.random() < 0.2:
            parts.insert(int(rng.random() < 0.7), self._filled(rng.choice(country.flats.split("|")), code, country))
        parts.append(self._filled(rng.choice(country.place.split("|")), code, country))
        if country.names and rng.random() < 0.25:
            parts.append(rng.choice(country.names.split("|")))
        if lines:
            return rng.choice(("\n", "\n", "\n", ",\n", "\n ")).join(parts)
        return rng.choice((", ", ", ", ", ", ", ", " ", " - ", "; ", " / ", " · ")).join(parts)

    def _country(self) -> tuple[str, Country]:
        code = self._rng.choice(self._own if self._rng.random() < 0.66 else tuple(COUNTRIES))
        return code, COUNTRIES[code]

    def _street(self, code: str, country: Country) -> str:
        return self._filled(self._rng.choice(country.streets.split("|")), code, country)

    def _filled(self, pattern: str, code: str, country: Country) -> str:
        origin = origins()[country.locale]
        return _SLOT.sub(lambda slot: self._part(slot[1], code, country, origin), pattern)

    def _part(self, slot: str, code: str, country: Country, origin: Origin) -> str:  # noqa: C901, PLR0911 - one line a slot
        rng = self._rng
        match slot:
            case "n":
                return str(rng.randint(1, country.numbers if rng.random() < 0.7 else 99))
            case "m":
                return str(rng.randint(1, 24))
            case "o":
                number = rng.randint(1, 60)
                return f"{number}{_ordinal(number)}" if country.locale.startswith("en") else str(number)
            case "d":
                return rng.choice(_DIRECTIONS)
            case "L":
                return rng.choice(origin.family)
            case "G":
                return rng.choice(origin.male if rng.random() < 0.6 else origin.female)
            case "W":
                return rng.choice(country.words.split(","))
            case "C":
                return rng.choice(cities_in(code))
            case "A":
                return rng.choice(country.areas.split(","))
            case "P":
                return rng.choice(_PROVINCES)
            case "Z":
                return self._postcode(rng.choice(country.codes.split("|")))
            case _:
                raise ValueError(slot)

    def _postcode(self, pattern: str) -> str:
        rng = self._rng
        digits = re.sub("#", lambda _: str(rng.randint(0, 9)), pattern)
        return re.sub("@", lambda _: rng.choice("ABCDEFGHJKLMNPRSTW"), digits)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
