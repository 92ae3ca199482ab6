"""Polish words for peoples, religions and political groups: rows as in `nationality_words`.

Nouns have a capital where they name a people; adjectives, believers and party members have none. Left out are
countries that are also people (`Niemcy`, `Węgry`, `Niemiec`), and `-u` (`po polsku`), which is the language.
"""

from router.detect.identifiers.nationality_words import Rows

POLISH: Rows = (
    ("niec ńca ńcem ńcowi ńcy ńców ńcom ńcami nka nkę nką nki nce nek nkom nkami", "Ukrai Słowe"),
    (
        "ńczyk ńczyka ńczykiem ńczykowi ńczycy ńczyków ńczykom ńczykami nka nkę nką nki nce nek nkom nkami",
        """Afga Alba Argenty Chi Dominika Du Esto Filipi Ira Japo Jeme Jorda Kameru Katalo Korea Korsyka Kuba Liba
        Macedo Maroka Pakista Palesty Peruwia Portoryka Suda""",
    ),
    (
        "czyk czyka czykiem czykowi czycy czyków czykom czykami ka kę ką ki ce ek kom kami",
        """Algier Australij Boliwij Brazylij Brytyj Chilij Etiopij Europej Indonezyj Irakij Irland Island Izrael
        Kanadyj Kenij Kolumbij Kongij Libij Luksembur Nepal Nigeryj Portugal Senegal Somalij Syryj Tajwan Tunezyj
        Wenezuel Wietnam""",
    ),
    (
        "in ina inem inowi inie ie om ami ów - ka kę ką ki ce ek kom kami",
        """Afrykan Amerykan Egipcjan Meksykan Ormian Rosjan Słowian""",
    ),
    (
        "- a em owi ów om ami owie i",
        """Arab Białorusin Bułgar Chorwat Czeczen Gruzin Hiszpan Kazach Kurd Litwin Rumun Serb Szwajcar Szwed Tatar""",
    ),
    (
        "ka kę ką ki ce ek kom kami",
        """Arab Białorusin Bułgar Chorwat Gruzin Hiszpan Kurdyj Litwin Rumun Serb Szwajcar Szwed Cygan Fin Belgij
        Hindus Szkot Tatar""",
    ),
    ("k ka kiem kowi cy ków kom kami czka czkę czką czki czce czek czkom", "Słowa Austria Bośnia Śląza"),
    (
        "-",
        """Polak Polaka Polakiem Polakowi Polacy Polaków Polakom Polakami Polka Polkę Polką Polki Polce Polek Polkom
        Anglik Anglika Anglikiem Anglicy Anglików Angielka Angielkę Angielki Angielek Francuz Francuza Francuzem
        Francuzi Francuzów Francuzka Francuzkę Francuzki Francuzek Niemca Niemcem Niemcowi Niemców Niemka Niemkę
        Niemką Niemki Niemce Niemek Włocha Włochem Włosi Włochów Włoszka Włoszkę Włoszką Włoszki Włoszek Węgra
        Węgrem Węgrzy Węgrów Węgierka Węgierkę Czecha Czechem Czesi Czechów Czeszka Czeszkę Czeszki Greka Grekiem
        Grecy Greków Greczynka Greczynkę Turek Turka Turkiem Turcy Turków Turczynka Turczynkę Łotysz Łotysza Łotysze
        Łotyszka Norweg Norwega Norwegowie Norwegów Norweżka Norweżkę Finowie Finów Belg Belga Belgowie Belgów Szkot
        Szkota Szkoci Szkotów Walijczyk Walijka Hindus Hindusa Hindusi Hindusów Żyd Żyda Żydem Żydzi Żydów Żydom
        Żydówka Żydówkę Romowie Romów Romka Cygan Cyganie Cyganów Kaszub Kaszubi Kaszubów Kaszubka Mongoł Mongołowie
        Uzbek Uzbecy Uzbeków Tybetańczyk Tybetanka Amerykanów Holender Holendra Holendrzy Holendrów Szwedzi Serbowie
        Arabowie Kurdowie Irańczyk Katalończyk""",
    ),
)

POLISH_ANY: Rows = (
    (
        "i a ie iego iej iemu im ich imi ą",
        """polsk niemieck francusk angielsk brytyjsk hiszpańsk portugalsk włosk holendersk niderlandzk belgijsk
        austriack szwajcarsk czesk słowack słoweńsk węgiersk rumuńsk bułgarsk serbsk chorwack bośniack albańsk
        macedońsk czarnogórsk greck tureck cypryjsk ukraińsk białorusk rosyjsk litewsk łotewsk estońsk fińsk szwedzk
        norwesk duńsk islandzk irlandzk szkock walijsk luksembursk maltańsk mołdawsk gruzińsk ormiańsk azerbejdżańsk
        kazachsk uzbeck czeczeńsk tatarsk mongolsk arabsk kurdyjsk persk irańsk irack syryjsk libańsk izraelsk
        palestyńsk jordańsk jemeńsk saudyjsk egipsk libijsk tunezyjsk algiersk marokańsk sudańsk etiopsk erytrejsk
        somalijsk kenijsk nigeryjsk ghańsk senegalsk kameruńsk kongijsk afrykańsk południowoafrykańsk afgańsk
        pakistańsk indyjsk nepalsk tybetańsk chińsk japońsk koreańsk wietnamsk tajsk indonezyjsk filipińsk malezyjsk
        tajwańsk amerykańsk kanadyjsk meksykańsk kubańsk dominikańsk kolumbijsk wenezuelsk brazylijsk argentyńsk
        chilijsk peruwiańsk boliwijsk australijsk nowozelandzk europejsk azjatyck latynosk słowiańsk romsk cygańsk
        kaszubsk śląsk katalońsk baskijsk korsykańsk żydowsk katolick ewangelick protestanck muzułmańsk
        chrześcijańsk buddyjsk luterańsk anglikańsk faszystowsk nazistowsk""",
    ),
    ("y a e ego ej emu ym ych ymi ą", "prawosławn komunistyczn socjalistyczn buddystyczn hinduistyczn"),
    ("k ka kiem kowi cy ków kom kami czka czkę czką czki czce czek", "katoli ewangeli"),
    ("in ina inem inowi ie ów om ami ka kę ką ki ek", "muzułman chrześcijan anglikan luteran"),
    (
        "ta ty cie tę tą ci tów tom tami tka tkę tką tki tek",
        """buddys hinduis ateis komunis socjalis faszys nazis anarchis islamis baptys metodys""",
    ),
    (
        "-",
        """protestant protestanta protestantem protestanci protestantów protestantka protestantkę protestantki żyd żyda
        żydem żydzi żydów żydówka żydówkę żydówki sunnita sunnici szyita szyici sikh sikhowie grekokatolik
        prawosławni""",
    ),
)
