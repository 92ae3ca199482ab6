"""Dutch."""

from router.detect.identifiers.special.tongue import Tongue

TONGUE = Tongue(
    code="nl",
    who=(
        r"ik|hij|zij|ze|wij|we|jij|je|u|hem|haar|mij|bij (?:hem|haar|mij|me)|die|(?:mijn|m'n|zijn|haar|hun|onze"
        r"|jouw|uw) (?:ex-?)?(?:vrouw|man|zoon|dochter|moeder|mama|vader|papa|broer|zus|partner|vriend|vriendin"
        r"|kind|baby|baas|collega|tante|oom|oma|opa|buurman|buurvrouw|neef|nicht|medewerker|cliënt)"
        r"|(?:de|het|deze|dit|die|onze|dat) (?:[\pL-]+ )?(?:patiënt|patiënte|cliënt|cliënte|klant|medewerker"
        r"|medewerkster|werknemer|werkneemster|sollicitant|kandidaat|verzekerde|huurder|leerling|student"
        r"|studente|collega|verdachte|getuige|bewoner|bewoonster|aanvrager|man|vrouw|jongen|meisje|kind"
        r"|betrokkene|chauffeur|docent|verpleegkundige)"
        r"|patiënt|patiënte|(?:dhr|mevr|mw|meneer|mevrouw|de heer)\.? (?-i:\p{Lu})[\pL'-]+"
    ),
    have=r"heeft|heb|had|hebt|kreeg|krijgt|krijg|hebben|hadden|slikt|slik|gebruikt|gebruik",
    suffer=(
        r"l(?:ijdt|ijd|eed|ijdend) aan|gediagnosticeerd met|diagnose|behandeld (?:voor|wegens)"
        r"|in behandeling (?:voor|wegens)|opgenomen (?:met|wegens|voor)|geopereerd aan|ziek (?:door|van)"
        r"|overleden aan|gestorven aan|besmet met|positief getest op|thuis met|z(?:it|at)(?: [\pL]+){0,2} in"
        r"|ziekgemeld (?:met|wegens)"
        r"|veroordeeld (?:wegens|voor)|drager van|draagster van"
        r"|herstel(?:t|lende)? van|worstelt met|kampt met|vecht tegen|slikt|allergisch voor|uitgevallen (?:met"
        r"|door)|uitgeschakeld door|genezen van|leeft met|verdacht van|last van|verslaafd aan"
    ),
    own=r"mijn|m'n|zijn|haar|jouw|uw|z'n",
    be=(
        r"is|ben|was|bent|zijn|waren|werd|wordt|geworden|raakte|noemt zich|identificeert zich als|zit"
        r"|staat bekend als|blijkt"
    ),
    join=(
        r"(?:actief |trouw )?lid (?:van|bij)|stem(?:t|de|men|d)?(?: [\pL]+){0,2} op|gestemd op|stemt"
        r"|aangesloten bij|hoort bij|behoort tot|actief (?:bij|voor|in)|kaderlid (?:van|bij)|zit voor"
        r"|raadslid (?:van|voor)|vertegenwoordiger van|sympathisant van|kandidaat voor|gelooft in|steunt"
        r"|donateur van|werd lid van|opgezegd bij"
    ),
    fill=(
        r"de|het|een|'t|erg|zeer|ernstige?|lichte?|chronische?|acute?|zware|zwaar|type|graad|stadium|[0-9]+|ii?"
        r"|ook|nu|net|helaas|weer|altijd|al|niet|geen|nog|jaar|jaren|maanden|weken|sinds|vergevorderde?"
        r"|praktiserend|gelovige?|streng|openlijk|actief|voormalig|meerdere|twee|drie|en|of|aan|met|van"
        r"|uitgezaaide|een beetje|enkele|eerdere?"
        r"|klinisch|momenteel|recent|onlangs|verslaafd|bij|partij|vakbond|overtuigd"
    ),
    hedge=(
        r"als|of|indien|stel dat|wanneer je|mensen|personen|iedereen|wie|wat|hoe|kan|kun|kunnen|mag|moet"
        r"|patiënten|vrouwen|mannen|kinderen|waarom"
    ),
    no_names=(
        "de het een deze dit die dat wie wat waar wanneer hoe waarom als of en maar want in op aan bij met van voor "
        "naar tegen zonder over onder door sinds vandaag gisteren hier daar er elk elke ieder iedere alle veel "
        "sommige niemand iemand nederland amsterdam rotterdam europa frankrijk duitsland belgië onderzoek geneeskunde "
        "samenleving wetenschap hij zij ze wij je kan kun mag mijn zijn haar onze hallo bedankt geen niet ook"
    ),
    extra={"noun": r"(?:man|vrouw|patiënt) (?:van [0-9]+ (?:jaar )?)?met|vg:?|bekend met"},
    last=(
        r"heeft|heb|had|hebben|lijdt|leed|gehad|gekregen|vastgesteld|geconstateerd"
        r"|gediagnosticeerd|behandeld|overleden|gestorven|gestemd|afgenomen|opgeslagen|veroordeeld|laten doen"
        r"|ondergaan|verwijderd|overleefd|slikt"
    ),
    within=r"(?:zit|is|ben|zat) (?:bij|van)",
    member=r"-?lid|-?kaderlid|vakbondslid|vertegenwoordiger",
    kin=(
        r"vrouw|man|zoon|dochter|moeder|vader|broer|zus|partner|vriend(?:in)?|baas|chef|collega|buurman|buurvrouw"
        r"|huisgenoot|medewerk(?:er|ster)|patiënte?|cliënte?|tante|oom|oma|opa|nicht|neef|huurder|docente?|ouders"
        r"|familie|schoonouders"
    ),
    last_be=r"is|ben|was|bent",
    tails=r"onderzoek|pride|bar|buurt|geschiedenis|kunst|literatuur|architectuur|dag",
    terms={
        "HEALTH": {
            "noun": (
                "diabetes, suikerziekte, kanker, borstkanker, longkanker, prostaatkanker, darmkanker, "
                "huidkanker, leukemie, lymfoom, tumor, hersentumor, astma, copd, longontsteking, tuberculose, "
                "hiv, aids, hepatitis, syfilis, chlamydia, herpes, corona, covid, long covid, griep, migraine, "
                "epilepsie, beroerte, hartinfarct, hartaanval, hartfalen, hoge bloeddruk,"
                "multiple sclerose, parkinson, alzheimer, dementie, depressie, angststoornis, paniekaanvallen, "
                "bipolaire stoornis, schizofrenie, psychose, ptss, adhd, autisme, dwangstoornis, borderline, "
                "eetstoornis, anorexia, boulimia, burn out, burnout, verslaving, alcoholverslaving, "
                "drugsverslaving, gokverslaving, slapeloosheid, artrose, artritis, reuma, lupus, psoriasis,"
                "eczeem, ziekte van crohn, coeliakie, endometriose, miskraam, abortus, ivf, fibromyalgie, "
                "osteoporose, taaislijmziekte, nierfalen, dialyse, levercirrose, bloedarmoede, "
                "schildklieraandoening, jicht, hernia, hersenschudding, chemotherapie, chemo, bestraling, "
                "antidepressiva, insuline, methadon, sertraline, metformine, ritalin, handicap, beperking,"
                "psychische klachten, zelfmoordgedachten, suïcidale gedachten, allergie, allergieën, "
                "zwangerschap, keizersnede, transplantatie, psychotherapie, tinnitus, syndroom van down, "
                "rugklachten, pinda allergie, trombose, blindedarmontsteking"
            ),
            "state": (
                "zwanger, diabeet, suikerpatiënt, hiv positief, seropositief, astmatisch, alcoholist, "
                "alcoholiste, alcoholverslaafd, verslaafd, gehandicapt, arbeidsongeschikt, depressief, "
                "bipolair, schizofreen, autistisch, autist, suïcidaal, onvruchtbaar, ongeneeslijk ziek, "
                "ernstig ziek, chronisch ziek, verlamd, slechtziend, blind, slechthorend, doof, ziekgemeld, "
                "overspannen, in therapie, terminaal, dement, dyslectisch, in een rolstoel, afgekeurd, "
                "opgebrand, gediagnosticeerd, positief getest, in de ziektewet, aan de dialyse"
            ),
            "act": (
                "zelfmoordpoging, een miskraam, bevallen, in een rolstoel, naar de psychiater, "
                "naar de psycholoog, bij de psychiater, geopereerd, ziekgemeld, in de ziektewet, "
                "opgenomen in het ziekenhuis, aan de antidepressiva"
            ),
            "measured": "bloedgroep, arbeidsongeschiktheidspercentage, mate van arbeidsongeschiktheid",
            "charted": "patiënt, patiënte, patient",
            "flag": "hiv status, hiv test, zwanger, arbeidsgehandicapt, zwangerschap, handicap, roker",
            "coded": "diagnose, hoofddiagnose, icd code, diagnosecode, dsm diagnose",
            "field": (
                "diagnose, aandoening, aandoeningen, ziekte, ziektes, medische voorgeschiedenis, "
                "voorgeschiedenis, gezondheidstoestand, allergieën, medicatie, medicijnen, handicap, "
                "beperking, reden ziekmelding, reden verzuim, klachten, zorgverzekeraar"
            ),
            "value": "fractuur, zilveren kruis, vgz, cz, menzis, onvz",
        },
        "RELIGION": {
            "adjective": (
                "islamitische, joodse, katholieke, protestantse, gereformeerde, hervormde, christelijke, orthodoxe, "
                "hindoestaanse, boeddhistische, gelovige, streng gelovige"
            ),
            "state": (
                "moslim, moslima, islamitisch, joods, jood, jodin, christen, christelijk, katholiek, "
                "rooms katholiek, protestant, protestants, gereformeerd, hervormd, orthodox, evangelisch, "
                "jehova's getuige, hindoe, boeddhist, sikh, atheïst, agnost, sjiiet, soenniet, mormoon, "
                "praktiserend moslim, gedoopt, belijdend lid"
            ),
            "noun": "geloof, geloofsovertuiging, doop, religie",
            "group": (
                "katholieke kerk, protestantse kerk, joodse gemeente, jehova's getuigen, moskee, de kerk, "
                "kerk, gereformeerde kerk, pinkstergemeente, scientology"
            ),
            "act": (
                "bekeerd tot de islam, bekeerd tot het christendom, bekeerd tot het jodendom, "
                "draagt een hoofddoek, draag een hoofddoek, doet mee aan de ramadan, vast tijdens de ramadan,"
                " gaat naar de kerk, ga naar de kerk, gaat naar de moskee, eet koosjer, bidt vijf keer"
            ),
            "value": "islam, christendom, jodendom, geen, rk, pkn",
            "field": "religie, geloof, geloofsovertuiging, kerkgenootschap, gezindte, godsdienst",
        },
        "UNION_MEMBERSHIP": {
            "group": (
                "vakbond, fnv, cnv, vcp, de unie, aob, abvakabo, nu'91, acv, abvv, ondernemingsraad, "
                "fnv bondgenoten, politiebond, npb"
            ),
            "state": (
                "vakbondslid, vakbondsman, vakbondsvrouw, vakbondsbestuurder, kaderlid, lid van de vakbond, "
                "vakbondsvertegenwoordiger, fnv lid, cnv lid"
            ),
            "noun": "vakbondslidmaatschap, vakbondscontributie, vakbondskaart",
            "act": "aan de staking meegedaan, meegedaan aan de staking, heeft gestaakt, meegestaakt",
            "flag": "vakbondslid, lid vakbond, vakbondslidmaatschap",
            "field": "vakbond, vakbondslidmaatschap, lidmaatschap vakbond",
        },
        "POLITICAL_OPINION": {
            "group": (
                "vvd, pvda, cda, d66, pvv, groenlinks, sp, sgp, christenunie, forum voor democratie, fvd, "
                "bbb, nsc, denk, volt, ja21, partij voor de dieren, n va, vlaams belang, wilders, de partij, "
                "communistische partij, partij"
            ),
            "state": (
                "socialist, communist, links georiënteerd, rechts georiënteerd, extreemrechts, extreemlinks, "
                "anarchist, pvv stemmer, pvv er, vvd er, d66 er, partijlid, sociaaldemocraat, vvd lid, "
                "pvda lid, liberaal stemmer"
            ),
            "noun": "politieke voorkeur, politieke overtuiging, politieke opvattingen, partijlidmaatschap",
            "field": "politieke partij, politieke voorkeur, partijlidmaatschap, politieke overtuiging, partij",
            "value": "links, rechts",
        },
        "SEXUAL_ORIENTATION": {
            "state": (
                "homo, homoseksueel, gay, lesbisch, lesbienne, biseksueel, bi, queer, aseksueel, panseksueel,"
                " transgender, trans, transvrouw, transman, transmeisje, transjongen, transpersoon, "
                "non binair, heteroseksueel, hetero"
            ),
            "noun": "coming out, seksuele geaardheid, geaardheid, seksuele voorkeur, homoseksualiteit, seksleven",
            "act": "uit de kast gekomen, uit de kast, valt op mannen en vrouwen",
            "value": "straight, lhbti",
            "field": (
                "seksuele geaardheid, geaardheid, seksuele oriëntatie, oriëntatie, genderidentiteit, seksuele voorkeur"
            ),
        },
        "BIOMETRIC": {
            "noun": (
                "vingerafdruk, vingerafdrukken, irisscan, gezichtsscan, stemafdruk, biometrische gegevens, "
                "biometrisch template, gezichtsherkenning, netvliesscan, handpalmscan"
            ),
            "field": "biometrische gegevens, biometrisch template",
            "value": "geregistreerd",
        },
        "GENETIC": {
            "noun": (
                "dna test, dna, dna profiel, genetische test, genmutatie, brca1 mutatie, brca2 mutatie, "
                "brca mutatie, brca1, brca2, erfelijke ziekte, erfelijke aandoening, genetische aanleg, "
                "ziekte van huntington, huntington, genoom, dna onderzoek, genetische afwijking, "
                "erfelijke aanleg"
            ),
            "act": "dna test laten doen, een dna test gedaan",
            "field": "genotype, genetische test, dna profiel",
            "value": "heterozygoot, homozygoot, drager",
        },
        "ETHNIC_ORIGIN": {
            "state": (
                "roma, sinti, koerdisch, koerd, donker, zwart, gekleurd, halfbloed, arabier, berber, "
                "van marokkaanse afkomst, van turkse afkomst, van surinaamse afkomst, van joodse afkomst, "
                "van afrikaanse afkomst, van arabische afkomst, van koerdische afkomst, van indische afkomst,"
                " van antilliaanse afkomst, van molukse afkomst, van chinese afkomst, hindoestaan, "
                "hindoestaans, moluks, turkse nederlander, marokkaanse nederlander, van aziatische afkomst"
            ),
            "noun": (
                "migratieachtergrond, huidskleur, etnische afkomst, etniciteit, marokkaanse roots, "
                "turkse roots, surinaamse roots, joodse roots, etnische achtergrond, marokkaanse achtergrond,"
                " turkse achtergrond"
            ),
            "value": "wit, blank, aziatisch, afrikaans, surinaams, marokkaans, turks",
            "field": "etniciteit, etnische afkomst, huidskleur, ras, etnische achtergrond, afkomst",
        },
        "CRIMINAL_RECORD": {
            "noun": (
                "strafblad, antecedenten, veroordeling, veroordelingen, eerdere veroordelingen, celstraf, "
                "gevangenisstraf, taakstraf, werkstraf, voorwaardelijke straf, reclassering, diefstal, "
                "fraude, oplichting, mishandeling, doodslag, moord, verkrachting, rijden onder invloed, "
                "drugsbezit, inbraak, huiselijk geweld, belastingfraude, enkelband"
            ),
            "state": (
                "veroordeeld, veroordeeld tot, gedetineerd, in hechtenis, in voorarrest, in de gevangenis, "
                "aangehouden wegens, aangehouden voor, ex gedetineerde, zedendelinquent, voorwaardelijk vrij,"
                " recidivist, vast in de gevangenis, gearresteerd, strafrechtelijk vervolgd"
            ),
            "act": (
                "veroordeeld tot, in de gevangenis gezeten, vastgezeten, heeft vastgezeten, "
                "uit de gevangenis, zat vast, in de gevangenis, een taakstraf, een celstraf"
            ),
            "field": "strafblad, justitiële documentatie, veroordelingen, antecedenten, delict",
            "value": "diefstal, fraude",
        },
    },
)
