"""French, Spanish and Italian words for peoples, religions and political groups: rows as in `nationality_words`.

All in any case: adjectives have no capital, nouns have one in French. Left out is what is mostly another word (`persa`,
`indio`, `rom`, Spanish `china`).
"""

from router.detect.identifiers.nationality_words import Rows

FRENCH: Rows = (
    (
        "ais aise aises",
        """angl franç irland écoss island finland holland néerland polon portug japon liban soudan sénégal gabon
        cameroun congol togol rwand thaïland taïwan népal malt antill ougand libér sud-soudan néo-zéland""",
    ),
    ("ois oise oises", "chin dan suéd hongr québéc luxembourg gall bénin"),
    (
        "ien ienne iens iennes",
        """algér argent armén autrich austral azerbaïdjan bolivi bosn brésil cambodg canad chil colomb égypt équator
        eston éthiop géorg haït ind indonés irak iran israél ital jamaïc jordan kosov lituan liby macédon malais mal
        maurit moldav nigér norvég palestin paris péruv sicil syr tanzan tunis ukrain vénézuél vietnam zamb saoud
        chrét luthér presbytér californ nord-irland""",
    ),
    ("éen éenne éens éennes", "cor sud-cor nord-cor europ érythr guin ghan"),
    (
        "ain aine ains aines",
        """améric mexic cub roum maroc afric sud-afric nord-améric sud-améric latino-améric afro-améric dominic
        portoric tibét""",
    ),
    ("in ine ins ines", "argent philipp maghréb monténégr"),
    (
        "- s e es",
        """allemand flamand espagnol catalan musulman protestant afghan persan birman kenyan kényan anglican gitan
        kazakh tadjik tamoul ouïghour""",
    ),
    ("- s ne nes", "letton breton wallon lapon mormon saxon"),
    ("ais aise aises", "alban"),
    ("-", "grec grecs grecque grecques turc turcs turque turques juif juifs juive juives"),
    (
        "- s",
        """belge suisse britannique russe biélorusse bélarusse serbe croate bulgare slovaque slovène tchèque tchétchène
        kurde arabe moldave asiatique basque corse slave scandinave malgache mongole mongol kosovar kosovare
        yéménite ouzbek ouzbèke turkmène berbère kabyle hindou hindoue hindouiste israélite catholique bouddhiste
        islamiste athée sikh chiite sunnite salafiste évangélique calviniste baptiste communiste socialiste
        écologiste fasciste anarchiste nazi néonazi gaulliste macroniste lepéniste trotskiste sarkozyste chypriote
        bosniaque monégasque burkinabé pakistanais pakistanaise""",
    ),
)

SPANISH: Rows = (
    (
        "és esa eses esas",
        """ingl franc irland escoc island finland holand neerland portugu japon liban sudan senegal camerun tailand dan
        luxemburgu nepal malt neozeland gal congol""",
    ),
    (
        "o a os as",
        """italian suec norueg rus ucranian polac chec eslovac esloven suiz austriac turc grieg bielorrus húngar ruman
        búlgar serbi lituan estoni bosni macedoni montenegrin moldav georgian armeni azerbaiyan siri jordan egipci
        libi tunecin argelin palestin american norteamerican sudamerican latinoamerican african sudafrican
        afroamerican asiátic mexican cuban dominican puertorriqueñ hondureñ salvadoreñ panameñ guatemaltec colombian
        venezolan ecuatorian peruan bolivian chilen argentin uruguay paraguay brasileñ australian filipin indonesi
        corean surcorean norcorean kurd gitan kenian nigerian haitian jamaican andorran vasc galleg madrileñ católic
        cristian judí luteran anglican islámic afgan tibetan mongol""",
    ),
    (
        "- s",
        """belga croata vietnamita moscovita estadounidense canadiense nicaragüense costarricense árabe londinense
        protestante budista comunista socialista fascista anarquista nazi neonazi peronista islamista calvinista
        bautista metodista hindú suní chií kosovar azerí etíope europeo europea mapuche quechua aimara bereber
        israelita falangista chino chinos""",
    ),
    (
        "- es",
        """israelí iraní iraquí pakistaní marroquí saudí yemení bangladesí somalí kuwaití catarí hindú sefardí mormón
        sij""",
    ),
    ("- a es as", "español"),
    ("án ana anes anas", "alem catal musulm"),
    ("ón ona ones onas", "let bret"),
)

ITALIAN: Rows = (
    (
        "ese esi",
        """ingl franc irland scozz island finland oland portogh giappon liban sudan senegal congol thailand dan sved
        norveg lussemburgh malt nepal gall ungher cin canad ghan ugand alban camerun togol neozeland milan""",
    ),
    (
        "ano ana ani ane",
        """itali americ nordameric sudameric latinoameric afroameric afric sudafric messic cub peruvi venezuel colombi
        bolivi brasili australi palestini siri egizi israeli irani pakistani indi indonesi core sudcore nordcore
        nigeri keni tanzani portoric haiti giordi libi tibet cristi musulm luter anglic napolet sicili catal georgi
        ecuadori""",
    ),
    (
        "o a i e",
        """spagnol russ bielorruss ucrain svizzer rumen bulgar serb macedon montenegrin moldav lituan armen azer cecen
        tunisin algerin marocchin filippin argentin cilen giamaican etiop eritre somal sirian libic kazak turkmen
        mongol curd arab sard afgan giordan europe ebre mussulman""",
    ),
    (
        "-",
        """tedesco tedesca tedeschi tedesche greco greca greci greche turco turca turchi turche polacco polacca
        polacchi polacche austriaco austriaca austriaci austriache ceco ceca cechi ceche slovacco slovacca slovacchi
        slovacche asiatico asiatica asiatici asiatiche basco basca baschi basche slavo slava slavi cattolico
        cattolica cattolici cattoliche islamico islamica islamici islamiche ebraico ebraica ebraici ebraiche
        evangelico evangelica evangelici bosniaco bosniaca bosniaci croato croata croati croate sloveno slovena
        sloveni slovene lettone lettoni estone estoni bretone belga belgi belghe danese britannico britannica
        britannici britanniche vietnamita vietnamiti keniota kenioti cipriota ciprioti israelita yemenita yemeniti
        saudita sauditi statunitense statunitensi nicaraguense costaricano ateo atea atei moscovita moscoviti
        kosovaro kosovari iracheno irachena iracheni irachene cileno cilena cileni cilene armeno armena armeni
        marocchina afghano afghana afghani afghane""",
    ),
    ("ista isti iste", "budd commun social fasc anarch naz islam calvin metod neonaz"),
)
