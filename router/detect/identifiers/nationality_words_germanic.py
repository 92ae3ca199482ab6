"""German and Dutch words for peoples, religions and political groups: rows as in `nationality_words`.

Left out: names of countries that are also people in the plural (`Polen`, `Schweden`, `Ungarn`), and what is mostly
another word (`Este`, `Pool`, `Waal`, `Let`).
"""

from router.detect.identifiers.nationality_words import Rows

GERMAN: Rows = (
    (
        "er ern ers erin erinnen",
        """Afrikan Alban Algeri Amerikan US-Amerikan Argentini Armeni Aserbaidschan Äthiopi Ägypt Arab Australi
        Österreich Belgi Bolivian Bosni Brasilian Kanadi Kolumbian Kuban Ecuadorian Eritre Holländ Ind Indonesi Irak
        Iran Isländ Italien Jamaikan Japan Jordani Kamerun Kenian Korean Südkorean Nordkorean Litau Liby Liechtenstein
        Luxemburg Malaysi Marokkan Mazedoni Mexikan Montenegrin Neuseeländ Niederländ Nigerian Norweg Engländ Pakistan
        Palästinens Peruan Pers Schweiz Sizilian Spani Südafrikan Syr Tansani Thailänd Tunesi Ukrain Venezolan Walis
        Europä Lateinamerikan Südamerikan Nordamerikan Elsäss Südtirol""",
    ),
    (
        "e en in innen",
        """Brit Bulgar Chines Chilen Finn Griech Ir Katalan Bask Kroat Kurd Lett Mongol Portugies Rumän Russ Weißruss
        Belaruss Serb Kosovar Slowak Slowen Schott Senegales Sudanes Tschech Tschetschen Türk Vietnames Afghan Libanes
        Taiwanes Kongoles Breton Sorb Tatar Usbek Tadschik Turkmen Nepales""",
    ),
    (
        "-",
        """Pole Polin Polinnen Däne Dänen Dänin Däninnen Schwedin Schwedinnen Franzose Franzosen Französin Französinnen
        Ungar Ungarin Ungarinnen Jude Juden Jüdin Jüdinnen Muslima Muslimas Muslime Muslimen Muslimin Musliminnen
        Sinti""",
    ),
    ("- s", "Israeli Pakistani Inuit Sinto Muslim Moslem Hindu Sikh Nazi Neonazi"),
    ("- en in innen", "Zypriot Buddhist Katholik Protestant Atheist Baptist Methodist Alevit Schiit Sunnit Salafist"),
    ("e en in innen", "Schiit Sunnit Alevit Mormon"),
    ("en in innen", "Christ"),
    (
        "- en in innen",
        """Islamist Sozialdemokrat Christdemokrat Kommunist Sozialist Faschist Anarchist Marxist Republikaner
        Rechtsextremist Linksextremist""",
    ),
)
"""With a capital, as all nouns of German."""

_ADJECTIVES = """
afghanisch afrikanisch ägyptisch albanisch algerisch amerikanisch us-amerikanisch arabisch argentinisch armenisch
aserbaidschanisch asiatisch äthiopisch australisch österreichisch baskisch bayerisch belgisch bolivianisch bosnisch
brasilianisch britisch bulgarisch chilenisch chinesisch dänisch deutsch ecuadorianisch englisch eritreisch estnisch
europäisch finnisch französisch georgisch ghanaisch griechisch holländisch indisch indonesisch irakisch iranisch
irisch isländisch israelisch italienisch jamaikanisch japanisch jemenitisch jordanisch kanadisch kasachisch
katalanisch kenianisch kolumbianisch koreanisch südkoreanisch nordkoreanisch kosovarisch kroatisch kubanisch kurdisch
lateinamerikanisch lettisch libanesisch libysch litauisch luxemburgisch marokkanisch mazedonisch mexikanisch
moldauisch mongolisch montenegrinisch neuseeländisch niederländisch nigerianisch norwegisch pakistanisch
palästinensisch persisch peruanisch polnisch portugiesisch rumänisch russisch schottisch schwedisch schweizerisch
senegalesisch serbisch slawisch slowakisch slowenisch somalisch sorbisch spanisch südafrikanisch sudanesisch syrisch
tamilisch thailändisch tschechisch tschetschenisch tunesisch türkisch ukrainisch ungarisch uruguayisch usbekisch
venezolanisch vietnamesisch walisisch belarussisch weißrussisch zypriotisch muslimisch moslemisch islamisch christlich
jüdisch katholisch evangelisch protestantisch buddhistisch hinduistisch alevitisch schiitisch sunnitisch
orthodoxjüdisch freikirchlich lutherisch mormonisch kommunistisch sozialistisch sozialdemokratisch christdemokratisch
faschistisch neonazistisch
"""
GERMAN_ANY: Rows = (("e en er es em", _ADJECTIVES),)
GERMAN_LOWER: Rows = (("-", _ADJECTIVES),)
"""With a capital and no ending they name the language: `auf Deutsch`."""

DUTCH: Rows = (
    (
        "-",
        """Nederlandse Duitse Duitser Duitsers Franse Fransman Fransen Française Françaises Engelse Engelsman
        Engelsen Belg Belgen Belgische Poolse Spaanse Spanjaard Spanjaarden Italiaanse Italiaan Italianen
        Portugese Portugees Portugezen Griekse Griek Grieken Turkse Turk Turken Russische Russen Oekraïense
        Oekraïner Oekraïners Marokkaanse Surinaamse Surinamer Surinamers Antilliaanse Antilliaan Antillianen
        Arubaanse Zweedse Noorse Noren Deense Finse Finnen Ierse Ieren Britse Brit Schotse Welshe Zwitserse
        Zwitser Zwitsers Oostenrijkse Oostenrijker Oostenrijkers Tsjechische Tsjech Tsjechen Slowaakse Slowaak
        Slowaken Sloveense Hongaarse Hongaar Hongaren Roemeense Roemeen Roemenen Bulgaarse Bulgaar Bulgaren
        Servische Serviër Serviërs Kroatische Kroaat Kroaten Bosnische Bosniër Bosniërs Albanese Albanees
        Albanezen Letse Litouwse Estse Syrische Iraakse Irakees Irakezen Iraanse Iraniër Iraniërs Afghaanse
        Afghaan Afghanen Koerdische Koerd Koerden Arabische Arabier Arabieren Israëlische Israëli Israëliërs
        Palestijnse Palestijn Palestijnen Libanese Egyptische Egyptenaar Egyptenaren Tunesische Algerijnse
        Algerijn Algerijnen Somalische Somaliër Ethiopische Eritrese Eritreeër Eritreeërs Nigeriaanse Ghanese
        Ghanees Ghanezen Keniaanse Zuid-Afrikaanse Chinese Chinees Chinezen Japanse Japanner Japanners
        Koreaanse Vietnamese Indiase Indiër Indiërs Indische Indonesische Indonesiër Indonesiërs Pakistaanse
        Pakistaan Pakistani Filipijnse Thaise Amerikaanse Canadese Canadees Canadezen Mexicaanse Braziliaanse
        Argentijnse Argentijn Argentijnen Australische Australiër Australiërs Europese Europeaan Europeanen
        Afrikaanse Aziatische Aziaat Aziaten Vlaamse Vlaming Vlamingen Friese Waalse Walen Baskische
        Catalaanse Joodse Jood Joden Jodin Moslim Moslims Moslima Islamitische Christen Christelijke
        Katholieke Katholiek Katholieken Protestantse Protestant Protestanten Hindoe Hindoes Hindoeïstische
        Boeddhist Boeddhisten Boeddhistische Gereformeerde Hervormde Sikhs Nederlander Nederlanders
        Luxemburger Luxemburgers Luxemburgse IJslander IJslanders IJslandse Noord-Ier Letten Litouwer
        Litouwers Esten Cyprioot Cyprioten Cypriotische Maltees Maltezen Maltese Wit-Rus Wit-Russen Georgiër
        Georgiërs Georgische Armeniër Armeniërs Armeense Azerbeidzjaan Azerbeidzjaanse Syriër Syriërs
        Jordaniër Jordaanse Jemeniet Jemenitische Libiër Libische Tunesiër Tunesiërs Marokkaan Marokkanen
        Somaliërs Ethiopiër Ethiopiërs Nigeriaan Nigerianen Keniaan Kenianen Oegandees Oegandese Congolees
        Congolezen Congolese Senegalees Senegalese Kameroener Kameroense Zuid-Afrikaan Zuid-Afrikanen Koreaan
        Koreanen Zuid-Koreaan Zuid-Koreaanse Noord-Koreaanse Vietnamees Vietnamezen Filipijn Filipino Thai
        Maleisiër Maleisische Nepalees Nepalese Tibetaan Tibetaanse Chileen Chileense Colombiaan Colombianen
        Colombiaanse Cubaan Cubaanse Peruaan Peruaanse Venezolaan Venezolaanse Mexicaan Mexicanen Braziliaan
        Brazilianen Amerikaan Amerikanen Nieuw-Zeelander Nieuw-Zeelandse Afrikaan Afrikanen Catalaan Catalanen
        Basken Hindoestaan Hindoestanen Hindoestaanse Molukker Molukkers Molukse Moluks Macedoniër
        Macedonische Montenegrijn Kosovaar Kosovaren Kosovaarse Moldaviër Moldavische Tsjetsjeen Tsjetsjeense
        Oezbeek Oezbeekse Mongool Mongoolse Saoedi-Arabische Saoediër Koerdisch Bahreinse Schot Schotten
        Sinti""",
    ),
)
DUTCH_ANY: Rows = (
    (
        "-",
        """joodse jood joden moslim moslims moslima islamitische christelijke katholieke katholiek katholieken
        protestantse protestanten hindoe hindoes hindoestaanse boeddhist boeddhisten boeddhistische gereformeerde
        communist communisten communistische socialist socialisten socialistische sociaaldemocraat sociaaldemocraten
        fascist fascisten""",
    ),
)
"""What believers and parties are called has no capital in Dutch."""
