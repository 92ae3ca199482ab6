"""Words that surrogates are made of: names of people and companies in eight languages. Our own lists.

They are ASCII, so that nothing has to be escaped wherever they stand, and no everyday words of any of the languages
(`router.core.everyday`; a test compares). A name that is both a woman's and a man's somewhere is left out.
"""

GIVEN = {
    ("en", "f"): "harriet imogen tabitha philippa rosalind winifred beatrix cordelia gwendolyn henrietta marjorie"
    " prudence isadora millicent annabel cressida dorothea georgina jemima lavinia",
    ("en", "m"): "alistair barnaby cedric edmund gilbert humphrey lionel mortimer nigel percival quentin rupert"
    " leopold thaddeus wilfred ambrose clement desmond everett reginald",
    ("fr", "f"): "mathilde clotilde solange bernadette ghislaine odile sylviane josiane mireille huguette capucine"
    " apolline marguerite bertille eugenie yvette gisele raymonde colombe fabienne",
    ("fr", "m"): "thierry gaston fernand hippolyte baptiste gaspard anselme firmin barthelemy leopold aurelien"
    " corentin lucien gontran sylvain tancrede marcelin philibert evariste theophile",
    ("de", "f"): "gudrun heidrun roswitha irmgard mechthild sieglinde waltraud edeltraud gerlinde ottilie hildegard"
    " kunigunde adelheid brunhilde friederike henrike ludmilla wilhelmine annegret liesel",
    ("de", "m"): "eberhard gottfried hartmut helmut ingolf joachim konrad lothar manfred norbert ottokar reinhard"
    " siegfried traugott ulrich volker wendelin wolfram dietmar burkhard",
    ("es", "f"): "jimena macarena leocadia remedios purificacion genoveva eulalia hortensia obdulia saturnina"
    " fuensanta guadalupe ximena casilda herminia visitacion benita fermina rosario petronila",
    ("es", "m"): "anselmo baltasar casimiro demetrio evaristo fulgencio gumersindo heriberto isidro leandro"
    " melquiades nicanor onofre policarpo raimundo saturnino teodoro urbano wenceslao zacarias",
    ("it", "f"): "ginevra domitilla ortensia fiorella graziella immacolata lucrezia nunziatina ornella raffaella"
    " rossella serafina tiziana virginia antonella carmelina donatella ersilia filomena loredana",
    ("it", "m"): "adalberto baldassarre cosimo domenico ermenegildo fiorenzo gaetano ippolito leonello manfredo"
    " nazzareno ottavio pierluigi ruggero salvatore tancredi umberto vincenzo gennaro ludovico",
    ("nl", "f"): "machteld wilhelmina hendrika grietje aaltje cornelia geertruida hiltje jacomina liesbeth"
    " marijke neeltje riekje sjoukje trijntje willemijn annelies femke gerdien hanneke",
    ("nl", "m"): "adriaan barend cornelis diederik evert floris gijsbert hendrik jeroen klaas lambertus maarten"
    " nicolaas pieter reinier sjoerd teunis wouter govert joost",
    ("pl", "f"): "bogumila czeslawa dobroslawa genowefa grazyna halszka jadwiga kunegunda ludwika miroslawa"
    " otylia radoslawa slawomira urszula wieslawa zdzislawa apolonia bronislawa stefania teofila",
    ("pl", "m"): "bogdan czeslaw dobromir grzegorz jaroslaw kazimierz leszek mieczyslaw przemyslaw radoslaw"
    " slawomir tadeusz waldemar wieslaw zbigniew zdzislaw bronislaw bohdan cezary wladyslaw",
    ("ru", "f"): "lyudmila zinaida raisa tamara galina valentina nadezhda evdokia glafira praskovya agrafena pelageya",
    (
        "ru",
        "m",
    ): "gennady valery vasily anatoly stanislav vyacheslav yaroslav rostislav arkady innokenty prokhor",
}

KNOWN = {
    ("en", "f"): "emma olivia amelia sophie emily jessica sarah lucy charlotte elizabeth mary jane susan linda alice"
    " rachel rebecca victoria hannah jennifer karen helen margaret nancy catherine kate kelly ashley megan zoe",
    ("en", "m"): "john james william jack oliver harry george thomas michael david robert peter paul richard daniel"
    " andrew matthew joseph charles henry edward kevin brian steven stephen mark simon adam luke ryan tom bob",
    ("fr", "f"): "marie claire camille julie sophie isabelle nathalie monique chantal élodie amélie céline françoise"
    " aurélie pauline manon léa chloé juliette margaux hélène jeanne louise sandrine véronique brigitte florence",
    ("fr", "m"): "jean pierre jacques michel philippe nicolas julien antoine françois laurent étienne rené andré"
    " luc mathieu guillaume sébastien christophe frédéric olivier benoît alain bernard yves henri louis hugo",
    ("de", "f"): "anna petra sabine monika ursula claudia susanne katrin heike lena leonie johanna jürgena käthe"
    " greta ingrid birgit renate gisela brigitte karin anja nicole stefanie melanie silke ute martina andrea"
    " heidi elke erika helga inge jutta margarethe",
    ("de", "m"): "hans jürgen klaus wolfgang thomas stefan michael andreas dieter uwe lukas felix günther jörg"
    " bernd ralf heinz horst karl fritz otto matthias markus christian sebastian jens sven torsten max moritz jonas",
    ("es", "f"): "maría carmen josefa isabel dolores pilar lucía paula sofía elena cristina marta laura raquel"
    " ana mercedes rosa teresa beatriz silvia alicia inés irene nuria montserrat esther patricia",
    ("es", "m"): "josé antonio juan manuel francisco javier carlos jesús miguel pablo diego alejandro luis"
    " pedro fernando jorge alberto rafael sergio álvaro ángel andrés enrique ramón vicente ignacio mario",
    ("it", "f"): "giulia francesca chiara sara martina alessia silvia valentina elisa federica giovanna paola"
    " elena anna maria laura lucia alessandra simona roberta ilaria giorgia beatrice bianca rosa teresa",
    ("it", "m"): "marco giuseppe giovanni luca alessandro matteo lorenzo francesco davide riccardo paolo stefano"
    " mario antonio luigi angelo andrea simone roberto massimo fabio sergio enrico giorgio pietro claudio nicola",
    ("nl", "f"): "johanna maria anna elisabeth sanne lotte fleur iris eva ingrid marloes anouk"
    " saskia wilma ineke marieke esther monique femke lieke maaike roos",
    ("nl", "m"): "jan piet henk kees willem dirk bram daan sander ruben thijs bart"
    " joris joost geert wim hans peter martijn niels jasper rik sjaak",
    ("pl", "f"): "anna maria katarzyna małgorzata agnieszka barbara ewa krystyna magdalena joanna zofia"
    " elżbieta beata dorota iwona danuta hanna monika aleksandra natalia kinga justyna",
    ("pl", "m"): "jan piotr krzysztof andrzej tomasz paweł michał marcin jakub stanisław łukasz wojciech"
    " marek adam rafał dariusz mariusz robert kamil maciej janusz henryk szymon kuba",
    ("ru", "f"): "natalya natalia svetlana olga irina tatiana tatyana ekaterina anastasia yelena elena maria anna",
    ("ru", "m"): "ivan dmitri dmitry sergei sergey vladimir alexei aleksei nikolai andrei mikhail pavel boris igor",
}
"""Names to tell a woman's from a man's, and the language, besides `GIVEN`. Where lists disagree the family name decides
(`ENDINGS`, `OFTEN`), and then the first list."""

OFTEN = {
    "en": "smith jones taylor brown williams johnson davies evans wilson thompson walker miller davis moore clark",
    "fr": "martin bernard dubois durand moreau laurent lefebvre leroy roux fournier girard bonnet dupont lambert",
    "de": "müller mueller schmidt schneider fischer meyer weber wagner becker schulz hoffmann koch bauer richter wolf",
    "es": "garcía garcia moreno romero alonso navarro torres serrano molina blanco castro ortega rubio delgado",
    "it": "rossi russo ferrari esposito bianchi romano colombo ricci marino greco conti costa mancini lombardi",
    "nl": "jansen bakker visser smit meijer mulder bos vos peters hendriks dekker brouwer dijkstra vries",
    "pl": "nowak wójcik kowalczyk mazur krawczyk zając król wróbel wieczorek pawlak duda",
    "ru": "ivanov petrov smirnov kuznetsov popov sokolov lebedev kozlov",
}
"""Family names that tell the language of a given name that several have."""

ENDINGS = (
    ("ska", "pl", "f"),
    ("cka", "pl", "f"),
    ("dzka", "pl", "f"),
    ("ski", "pl", "m"),
    ("cki", "pl", "m"),
    ("dzki", "pl", "m"),
    ("ova", "ru", "f"),
    ("ová", "ru", "f"),
    ("eva", "ru", "f"),
    ("ov", "ru", "m"),
    ("ev", "ru", "m"),
    ("wicz", "pl", ""),
    ("czyk", "pl", ""),
    ("ez", "es", ""),
    ("ini", "it", ""),
    ("etti", "it", ""),
    ("elli", "it", ""),
    ("ucci", "it", ""),
    ("sen", "nl", ""),
    ("stra", "nl", ""),
    ("mann", "de", ""),
    ("bauer", "de", ""),
    ("eau", "fr", ""),
    ("oux", "fr", ""),
)
"""What a family name ends with: language, and gender where it has one."""

BENDING = {
    "ski": "ziembowski lutogniewski morawiecki radomyski strzalinski wolbromski chelstowski drogomirski jastrowski"
    " krasnodebski lubomyski miedzylecki niegoslawski ostrowidzki przedborski rudnikowski skarzyski trzebinski",
    "ov": "vershinskov dobroslavov gremyachov kolyvanov lukomorov medyanov novozhilov ozertsov polyanskov rodnikov"
    " sosnovtsov tumanov uralskov chernolesov yasnopolov zarechnov",
}
"""Family names that agree in gender: `-ski` and `-ska`, `-ov` and `-ova`."""

FAMILY = {
    "en": "ashworth birtwistle crowhurst dunstable ecclestone fairweather glossop haverhill inglethorpe kettering"
    " longstaffe micklethwaite northcote osbaldeston pemberton ravenscroft silverthorne thistlewood underhill"
    " wetherby yarborough applegarth blenkinsop cattermole dalrymple enderby featherstone grimshaw holroyd lidgett",
    "fr": "archambault beauvallon chassagne desrosiers estrade fontvielle guillemard hautecoeur jouvenel lamarque"
    " montclar noirmont ormesson peyrolles quesnay rochambeau saintonge tourville valmont beaucourt carpentras"
    " delacour espinasse fauconnier grandmaison haudricourt larochette malaterre pontcarre vauclair",
    "de": "achterberg birkenfeld dornkamp eichwald falkenhorst grauvogel hohenstein immelmann kaltenbach lindenau"
    " mittermaier niederhauser obersteiner pfaffenberg quandtner rabenstein steinhauer thalmeyer unterberger"
    " vogelsang wiesengrund zellweger brinkhoff dombrowe eschenlohr fichtenau gerstenbrand haberkorn kesselring",
    "es": "albarracin benavidez carballeda echegaray fuentespina galdames hinojosa iturralde lizarraga mondragon"
    " navascues olazabal penalba quintanilla riofrio salvatierra torrejon urquijo valdepares zubizarreta"
    " arizmendi bustamante castroviejo dominguin elizondo garmendia huidobro larranaga murrieta santesteban",
    "it": "acquaviva bentivoglio caravaggi degliuberti fontanarosa guidobaldi incisa lanfranchi malatesta"
    " nicolosi ottoboni pallavicino quarantotti roccaforte sanseverino torregrossa ubaldini valmarana zambeccari"
    " bracciolini cavalcanti delfinone ferrantini grimaldelli montefusco passerini rondinelli spadafora terranova",
    "nl": "achterkamp bovenkerk couperus dijkgraaf eikelboom goudriaan hoogendijk ijzerman kloosterboer lindenhout"
    " molenaarsma nieuwkoop oosterwijk paardekoper roosendael schoonhoven terpstraten uiterwijk veenstra"
    " westerhuis zandstraten blankenstijn drinkwaard eversdijk groenewoud heemstede kruithof langedijk meerkerk",
    "pl": "bartoszek chmielnik dabrowiak fijalek grabowiec jarzebiak kopczyk ludwiczak mazurkiewicz niedzielak"
    " olszewik pietrasik rogalczyk skowronek tarnowiak urbaniec wasilczyk zawodniak barszczyk cieslik drozdziak"
    " gwozdziak kaczmarek lesniczak mrozik nowaczyk przybylak sobczyk szymczak wojtasik",
    "ru": "zavarzin kolesnik dubovik grinenko ryabchenko shevchik tkachik bondarets melnichuk osipchuk savchuk",
}

COMPANIES = (
    "talmera nordvik quorvia belantis xandrel ferrowyn altavero brimsec corvexa deltanor elvaris fynora gantrix"
    " helvora intrava joltera kestova lumarik mentora novexil orvanta pelvaris quintarel ravexo solmetra tervana"
    " umbrexa velantor wexmar yltera zandexo arcavian borvek calvexa dornova emberix falvion"
)

_LEGAL = """
gmbh ag kg ohg ug se mbh ev inc llc ltd plc corp co company limited sa sas sarl sasu sci spa srl snc bv nv vof
sl sau slu sp zoo oo spzoo as oy ab aps
"""
LEGAL = frozenset(_LEGAL.split())
"""Legal forms stay beside the new name."""

_BESIDE = """
dr prof mr mrs ms miss sir madam herr frau hr fr mme mlle mm monsieur madame sig sigra signor signora sra srta
senor senora don dona dhr mevr mw meneer mevrouw pan pani von van vom zu zum zur de der den des del della di
da do dos du d l la le les los las y e i und and et en ten ter te af av al el bin ibn jr junior senior ii iii
mag ing dipl
"""
BESIDE = frozenset(_BESIDE.split())
"""Titles and particles: not names, and kept."""

_CALLED = """
colleague client customer patient doctor professor president minister director chairman judge inspector kollege kollegin
kunde kundin patientin mandant mandantin doktor professorin liebe lieber geehrte geehrter hallo guten sehr familie
client cliente patiente paziente collega chere cher docteur maitre monsieur estimado estimada querido querida hola
doctora gentile caro cara egregio dottore dottoressa geachte beste klant mevrouw szanowny szanowna drogi droga panie
dear hello hi
"""
CALLED = BESIDE | frozenset(_CALLED.split())
"""What may stand in capitals before a name and is no part of it."""

_PARTICLES = "von vom van de der den del della di da dos du la le ten ter zu zum zur"
PARTICLES = tuple(_PARTICLES.split())

_STREETS = """
street st road rd avenue ave lane ln drive dr square sq court way close place rue boulevard bd allee impasse
quai chemin cours strasse straße str weg platz gasse ufer damm ring calle cl avenida avda paseo plaza camino
via viale piazza corso largo vicolo straat laan plein kade gracht rua ulica ul aleja al plac pl osiedle os flat
apt floor etage stock piso piano ap m lok bis nr no box po
"""
STREETS = frozenset(_STREETS.split())
"""What an address is built of, kept."""

STREET_ENDINGS = (
    "strasse",
    "straße",
    "str",
    "gasse",
    "platz",
    "allee",
    "damm",
    "ufer",
    "weg",
    "straat",
    "laan",
    "plein",
    "gracht",
    "kade",
)
