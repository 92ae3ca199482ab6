"""German."""

from router.detect.identifiers.special.tongue import Tongue

TONGUE = Tongue(
    code="de",
    who=(
        r"ich|er|sie|wir|du|ihr|ihm|ihn|mir|mich|bei (?:ihm|ihr|mir|dir|(?:mein|sein|ihr|unser)e[rm] [\pL-]+)"
        r"|mein(?:e|er|em|en)? (?:[\pL-]+ )?(?:frau|mann|sohn|tochter|mutter|mama|vater|papa|bruder|schwester"
        r"|partner|partnerin|freund|freundin|kind|baby"
        r"|chef|chefin|kollege|kollegin|tante|onkel|oma|opa|nachbar|nachbarin|cousin|cousine)|(?:sein|ihr"
        r"|unser)(?:e|er|em|en)? (?:frau|mann|sohn|tochter|mutter|vater|bruder|schwester|partner|partnerin|kind"
        r"|kollege|kollegin|mitarbeiter|mitarbeiterin)"
        r"|(?:der|die|des|dem|den|dieser?|diesem|unserem?|unserer?|unser) (?:[\pL-]+ )?(?:patient(?:in|en)?"
        r"|klient(?:in|en)?|mandant(?:in|en)?|kunde|kundin|mitarbeiter(?:in|s)?|bewerber(?:in|s)?"
        r"|angestellte[rn]?|arbeitnehmer(?:in|s)?"
        r"|kollege[n]?|kollegin|schüler(?:in)?|versicherte[rn]?|mieter(?:in)?|angeklagte[rn]?|beschuldigte[rn]?"
        r"|zeuge|zeugin|bewohner(?:in)?|antragsteller(?:in)?|mann|frau|junge|mädchen|kind|azubi|fahrer(?:in)?"
        r"|lehrer(?:in)?)"
        r"|patient(?:in)?|(?:herr|herrn|frau|hr\.|fr\.) (?-i:\p{Lu})[\pL'-]+"
    ),
    have=r"habe|hab|hat|hatte|haben|hast|hatten|bekam|bekommt|bekomme|kriegt|bekommen",
    suffer=(
        r"leide(?:t|st|n)?(?: [\pL]+){0,2} (?:an|unter)|litt(?:en)? (?:an|unter)|erkrankt(?:e|en)?(?: [\pL]+){0,"
        r"2} an|wegen|aufgrund|mit der diagnose|diagnose|behandlung wegen|hat man|wurde(?: [\pL]+){0,3}"
        r"|nimmt|nehme|nahm|kämpft (?:gegen|mit)|kämpfe (?:gegen|mit)|starb an|gestorben an|infiziert mit"
        r"|in behandlung wegen|verurteilt wegen|trägerin des|träger des|trägt"
    ),
    own=r"mein(?:e|er|em|en|es)?|sein(?:e|er|em|en|es)?|ihr(?:e|er|em|en|es)?|dein(?:e|er|em|en)?",
    be=r"bin|ist|war|sei|bist|sind|waren|wird|wurde|werde|gewesen|gilt als|bezeichnet sich als|outete sich als|lebt",
    join=(
        r"mitglied (?:in der|der|bei der|im|des|bei|beim|von|in)|mitglied|gehör(?:t|e) (?:zu(?:r|m)?|der|dem)"
        r"|wähl(?:t|e|te)|stimmt(?:e)? für|eingetreten in|trat in|tritt in|bei der|engagiert sich (?:bei|in"
        r"|für)|aktiv (?:bei|in)|in der|im|aus der"
        r"|unterstützt|kandidiert für|sitzt für|spendet(?:e)? (?:der|an)|vertrauensmann|organisiert in"
    ),
    fill=(
        r"der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|sehr|schwer(?:e|er|en|em)?|schwere[nrs]?"
        r"|leicht(?:e|er|en|em)?|chronisch(?:e|er|en|em)?|akut(?:e|er|en|em)?|starke[nrs]?|stark|typ|grad"
        r"|[0-9]+|i|ii|seit|auch|jetzt|nun|gerade|leider|wieder"
        r"|immer|schon|nicht|kein|keine|keinen|noch|seit [\pL0-9]+|jahren|monaten|wochen|einigen|längerem"
        r"|langem|mittlere[rnms]*|beginnende[rnms]*|metastasierte[rnms]*|gläubige[rnms]*|praktizierende[rnms]*"
        r"|offen|bekennend(?:er|e)?|aktives|langjähriges|passives|im|in"
        r"|ehemalige[rnms]*|mehrfach|einschlägig|zwei|drei|vier|fünf|[\pL]+fach|und|oder|an|mal|selbst"
        r"|überzeugte[rs]?|strenggläubige[rs]?|fortgeschrittene[rnms]*|genetische[rnms]*|bereits|als|aktuell"
        r"|derzeit|seinerzeit"
    ),
    hedge=(
        r"wenn|falls|ob|angenommen|sofern|dass man|was|wer|wie|kann|könnte|soll|sollte|darf|muss|menschen"
        r"|personen|leute|patienten|alle|viele|für|gegen|über"
    ),
    no_names=(
        "der die das den dem des ein eine einen einem einer dieser diese dieses jeder jede jedes kein keine was wer "
        "wie wo wann warum wenn weil ob und oder aber es man viele alle manche einige mehr zwei drei in im am an auf "
        "bei mit nach von vor zu zur zum für gegen ohne über unter durch seit heute gestern hier dort so auch nur "
        "noch schon deutschland frankreich europa berlin wien hamburg münchen forschung medizin gesellschaft politik "
        "wissenschaft frau mann kind mensch person hund katze niemand jemand kann könnte soll hat ist war wird wurde "
        "haben sind bitte laut"
    ),
    extra={
        "noun": r"krankgeschrieben wegen|krank wegen|z\. ?n\.|verdacht auf|leidet an",
        "group": r"mitglied (?:in der|der|bei der|im|des|bei|beim) ?",
    },
    within=r"(?:ist|bin|war|bist|sei) (?:bei|in|beim)",
    member=r"mitglied|gewerkschafter(?:in)?|vertrauensmann|vertrauensfrau|funktionär(?:in)?|betriebsrat|delegierte[rn]?",
    kin=(
        r"frau|mann|sohn|tochter|mutter|vater|bruder|schwester|partner(?:in)?|freund(?:in)?|chef(?:in)?|kollegen?"
        r"|kollegin|nachbarn?|nachbarin|mitarbeiter(?:in)?|mitbewohner(?:in)?|patient(?:en|in)?|tante|onkel|oma|opa"
        r"|lehrer(?:in)?|vermieter(?:in)?|mieter(?:in)?|eltern|familie|schwiegereltern"
    ),
    last=(
        r"habe|hat|hatte|hatten|haben|hast|leidet|leide|litt|erkrankt|diagnostiziert"
        r"|festgestellt|behandelt|gestorben|verurteilt|vorbestraft|bekommen|bekam|nimmt|nehme|wählt|wähle"
        r"|gewählt|gehabt|abgenommen|gespeichert|erfasst|nachgewiesen|entfernt|unterzogen|überstanden"
    ),
    last_be=r"bin|ist|war|bist|sei",
    tails=(
        r"(?:und|oder|mit) (?:skorpion|löwe|jungfrau|zwillinge?|stier|widder|waage|schütze|steinbock|wassermann|fische)"
        r"|(?:als|im) (?:sternzeichen|aszendent)"
        r"|forschung|day|szene|bar|bars|viertel|kurs|geschichte|kirche in|architektur|kunst|studie|studien"
    ),
    terms={
        "HEALTH": {
            "noun": (
                "diabetes, krebs, brustkrebs, lungenkrebs, prostatakrebs, darmkrebs, hautkrebs, leukämie, "
                "tumor, hirntumor, asthma, copd, lungenentzündung, tuberkulose, hiv, hepatitis, syphilis, "
                "chlamydien, herpes, corona, covid, long covid, grippe,"
                "migräne, epilepsie, schlaganfall, herzinfarkt, herzinsuffizienz, herzrhythmusstörungen, "
                "bluthochdruck, multiple sklerose, multipler sklerose, parkinson, alzheimer, demenz, "
                "depression, depressionen, angststörung, angststörungen, panikattacken, bipolare störung,"
                "bipolaren störung, schizophrenie, psychose, posttraumatische belastungsstörung, ptbs, adhs, "
                "autismus, zwangsstörung, borderline, essstörung, magersucht, bulimie, burnout, alkoholsucht, "
                "alkoholabhängigkeit, drogensucht, spielsucht, schlafstörungen, arthrose,"
                "arthritis, rheuma, lupus, schuppenflechte, neurodermitis, morbus crohn, colitis ulcerosa, "
                "zöliakie, endometriose, fehlgeburt, abtreibung, schwangerschaftsabbruch, fibromyalgie, "
                "osteoporose, mukoviszidose, nierenversagen, dialyse, leberzirrhose, anämie,"
                "schilddrüsenunterfunktion, gicht, bandscheibenvorfall, gehirnerschütterung, chemotherapie, "
                "chemo, bestrahlung, strahlentherapie, antidepressiva, insulin, methadon, sertralin, metformin,"
                " ritalin, behinderung, schwerbehinderung, schwerbehindertenausweis"
                ", behindertenausweis, psychische erkrankung, suizidgedanken,"
                "allergie, allergien, penicillinallergie, heuschnupfen, schwangerschaft, kaiserschnitt, "
                "transplantation, psychotherapie, reha, tinnitus, trisomie 21, hörsturz, thrombose, "
                "blinddarmentzündung, kreuzbandriss, rückenschmerzen, suchterkrankung, hiv infektion"
            ),
            "state": (
                "schwanger, zuckerkrank, diabetiker, diabetikerin, hiv positiv, krebskrank, alkoholiker, "
                "alkoholikerin, alkoholabhängig, alkoholkrank, drogenabhängig, schwerbehindert, behindert, "
                "depressiv, bipolar, schizophren, autist, autistin, autistisch, suizidgefährdet, magersüchtig,"
                "unfruchtbar, todkrank, schwer krank, chronisch krank, gelähmt, sehbehindert, schwerhörig, "
                "querschnittsgelähmt, krankgeschrieben, arbeitsunfähig, in psychotherapie, in therapie, "
                "in reha, pflegebedürftig, psychisch krank, epileptiker, epileptikerin, asthmatiker, "
                "asthmatikerin, dement,"
                "positiv getestet, an krebs erkrankt, suchtkrank, legastheniker"
            ),
            "act": (
                "selbstmordversuch, suizidversuch, abgetrieben, operiert, am herzen operiert, "
                "krankgeschrieben, im rollstuhl, an der dialyse, beim psychiater, beim psychologen, "
                "zum psychiater, ins krankenhaus eingeliefert"
            ),
            "measured": "grad der behinderung, gdb, blutgruppe, pflegegrad, minderung der erwerbsfähigkeit",
            "charted": "patient, patientin, pat.",
            "flag": (
                "hiv status, hiv test, schwanger, schwerbehindert, schwangerschaft, behinderung, schwerbehinderung, "
                "raucher"
            ),
            "coded": "diagnose, diagnosen, icd code, diagnoseschlüssel, hauptdiagnose, nebendiagnose, icd 10 gm",
            "value": (
                "aids, aok, barmer, techniker, tk, dak, ikk, kkh, knappschaft, bkk, hek, privat versichert, grad 50"
            ),
            "field": (
                "diagnose, diagnosen, hauptdiagnose, erkrankung, erkrankungen, vorerkrankung, "
                "vorerkrankungen, krankheit, krankheiten, krankenkasse, gesundheitszustand, allergien, "
                "medikamente, medikation, behinderung, anamnese, befund, grund der abwesenheit, krankmeldung"
            ),
        },
        "RELIGION": {
            "adjective": (
                "muslimische*, islamische*, jüdische*, katholische*, evangelische*, protestantische*, orthodoxe*, "
                "hinduistische*, buddhistische*, alevitische*, gläubige*, strenggläubige*, freikirchliche*"
            ),
            "state": (
                "muslim, muslimin, moslem, muslimisch, jude, jüdin, jüdisch, christ, christin, katholisch, "
                "katholik, katholikin, römisch katholisch, evangelisch, protestant, protestantin, orthodox, "
                "zeuge jehovas, zeugin jehovas, hindu, buddhist, buddhistin, sikh, atheist, atheistin,"
                "agnostiker, konfessionslos, alevit, alevitin, schiit, sunnit, mormone, freikirchlich, "
                "jüdischen glaubens, muslimischen glaubens, strenggläubig, getauft"
            ),
            "noun": "glauben, konfession, kirchensteuer, taufe, kommunion, religionszugehörigkeit",
            "group": (
                "katholischen kirche, evangelischen kirche, jüdischen gemeinde, moscheegemeinde, "
                "kirchengemeinde, moscheeverein, zeugen jehovas, scientology, freikirche, kirche"
            ),
            "act": (
                "zum islam konvertiert, zum christentum konvertiert, zum judentum konvertiert, "
                "aus der kirche ausgetreten, betet fünfmal, fastet im ramadan, trägt kopftuch, "
                "geht in die moschee, geht in die synagoge, isst koscher"
            ),
            "value": (
                "rk, ev, röm kath, keine, islam, christlich, christentum, judentum, ohne, ohne konfession, evang, kath"
            ),
            "field": (
                "religion, konfession, religionszugehörigkeit, glaube, bekenntnis, kirchensteuermerkmal, "
                "religionsgemeinschaft"
            ),
        },
        "UNION_MEMBERSHIP": {
            "group": (
                "gewerkschaft, ig metall, verdi, ver.di, ig bce, ig bau, gew, gdl, evg, dgb, ngg, gdp, "
                "betriebsrat, marburger bund, cockpit, ufo, beamtenbund, gewerkschaft der polizei"
            ),
            "state": (
                "gewerkschaftsmitglied, gewerkschafter, gewerkschafterin, gewerkschaftlich organisiert, "
                "vertrauensmann der gewerkschaft, betriebsratsmitglied, betriebsrat, betriebsrätin"
            ),
            "noun": "gewerkschaftsbeitrag, gewerkschaftsmitgliedschaft, gewerkschaftsausweis",
            "act": "gewerkschaftlich organisiert, am streik teilgenommen, am warnstreik teilgenommen",
            "flag": "gewerkschaftsmitglied, gewerkschaftsmitgliedschaft",
            "field": "gewerkschaft, gewerkschaftszugehörigkeit, gewerkschaftsmitgliedschaft",
        },
        "POLITICAL_OPINION": {
            "group": (
                "spd, cdu, csu, grünen, die grünen, fdp, afd, die linke, linken, linkspartei, bsw, npd, kpd, "
                "dkp, mlpd, piraten, piratenpartei, freien wähler, övp, spö, fpö, svp, partei, antifa, "
                "letzten generation"
            ),
            "state": (
                "kommunist, kommunistin, sozialist, sozialistin, sozialdemokrat, sozialdemokratin, "
                "rechtsextrem, linksextrem, rechtsradikal, linksradikal, afd wähler, parteimitglied, "
                "spd mitglied, cdu mitglied, afd mitglied, anarchist, neonazi, reichsbürger, politisch links,"
                " politisch rechts, konservativ eingestellt"
            ),
            "noun": (
                "politische einstellung, politische gesinnung, parteibuch, parteimitgliedschaft, politische meinung"
            ),
            "field": "partei, parteizugehörigkeit, politische einstellung, politische gesinnung, parteimitgliedschaft",
            "value": "grüne",
        },
        "SEXUAL_ORIENTATION": {
            "state": (
                "schwul, lesbisch, lesbe, bisexuell, homosexuell, queer, asexuell, pansexuell, transsexuell, "
                "transgender, trans, transfrau, transmann, transmädchen, transjunge, transperson, "
                "nicht binär, nichtbinär, heterosexuell, hetero"
            ),
            "noun": (
                "coming out, sexuelle orientierung, sexualität, homosexualität, geschlechtsangleichung, sexualleben"
            ),
            "sure": (
                "sie lebt mit ihrer frau, sie lebt mit ihrer freundin, er lebt mit seinem mann, "
                "er lebt mit seinem freund"
            ),
            "act": "als schwul geoutet, als lesbisch geoutet, sich geoutet, steht auf männer und frauen",
            "value": "bi, homo, straight, divers",
            "field": "sexuelle orientierung, orientierung, sexualität, geschlechtsidentität",
        },
        "BIOMETRIC": {
            "noun": (
                "fingerabdruck, fingerabdrücke, iris scan, irisscan, gesichtsscan, gesichtstemplate, "
                "stimmabdruck, biometrische daten, biometrischen daten, netzhautscan, handvenenmuster, "
                "biometrisches template"
            ),
            "field": "biometrische daten, fingerabdruck template, stimmprofil",
            "value": "erfasst",
        },
        "GENETIC": {
            "noun": (
                "gentest, dna test, dna probe, dna, dna profil, gendefekt, genmutation, brca1 mutation, "
                "brca mutation, brca2 mutation, brca1, brca2, erbkrankheit, genetische veranlagung, "
                "chorea huntington, erbgut, genom, humangenetische untersuchung, genetische disposition"
            ),
            "act": "gentest gemacht",
            "field": "gentest, genotyp, dna profil, genbefund, humangenetischer befund",
            "value": "heterozygot, homozygot, anlageträger",
        },
        "ETHNIC_ORIGIN": {
            "state": (
                "roma, sinti, sinto, rom, kurde, kurdin, kurdisch, schwarz, dunkelhäutig, farbig, araber, "
                "araberin, türkischstämmig, türkischer abstammung, türkischer herkunft, arabischer herkunft, "
                "arabischer abstammung, afrikanischer herkunft, afrikanischer abstammung,"
                "jüdischer abstammung, jüdischer herkunft, kurdischer abstammung, kurdischer herkunft, "
                "afrodeutsch, schwarzer hautfarbe, asiatischer herkunft, polnischer abstammung, deutschtürke, "
                "deutschtürkin"
            ),
            "noun": (
                "migrationshintergrund, hautfarbe, ethnische herkunft, ethnische zugehörigkeit, "
                "türkische wurzeln, arabische wurzeln, jüdische wurzeln, afrikanische wurzeln, "
                "kurdische wurzeln"
            ),
            "value": "weiß, asiatisch, afrikanisch, arabisch",
            "field": "ethnische herkunft, ethnie, hautfarbe, ethnische zugehörigkeit, volksgruppe",
        },
        "CRIMINAL_RECORD": {
            "noun": (
                "vorstrafe, vorstrafen, haftstrafe, freiheitsstrafe, gefängnisstrafe, bewährungsstrafe, "
                "bewährung, eintrag im führungszeugnis, einträge im führungszeugnis, bewährungshelfer, "
                "strafverfahren, ermittlungsverfahren, haftbefehl, diebstahl verurteilt, diebstahls, betrugs, "
                "körperverletzung,"
                "steuerhinterziehung, trunkenheit am steuer, drogenbesitzes, unterschlagung, raubes, einbruchs,"
                " vergewaltigung, totschlags, mordes, strafregister"
            ),
            "state": (
                "vorbestraft, verurteilt, inhaftiert, in haft, im gefängnis, auf bewährung, straffällig, "
                "verurteilter straftäter, sexualstraftäter, in untersuchungshaft, festgenommen, "
                "polizeibekannt, angeklagt wegen"
            ),
            "act": (
                "wegen diebstahls verurteilt, wegen betrugs verurteilt, im gefängnis, saß im gefängnis, "
                "saß in haft, auf bewährung, vorbestraft, zu einer freiheitsstrafe, zu einer geldstrafe, "
                "zu einer haftstrafe, aus der haft entlassen"
            ),
            "field": "vorstrafen, strafregister, führungszeugnis, vorstrafe, strafregisterauszug",
            "value": "diebstahl, betrug",
        },
    },
)
