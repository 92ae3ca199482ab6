"""Italian."""

from router.detect.identifiers.special.tongue import Tongue

TONGUE = Tongue(
    code="it",
    who=(
        r"io|lui|lei|mi|gli|le|che|(?:mia|mio|sua|suo|tua|tuo) (?:ex )?(?:moglie|marito|figlio|figlia|madre"
        r"|mamma|padre|papà|fratello|sorella|compagno|compagna|fidanzato|fidanzata|ragazzo|ragazza|bambino"
        r"|bambina|amico|amica|zia|zio|nonna|nonno|cugino|cugina|nipote|suocera|suocero)"
        r"|(?:il|la|un|una) (?:mio|mia|suo|sua|nostro|nostra) (?:compagno|compagna|fidanzato|fidanzata|ragazzo"
        r"|ragazza|bambino|bambina|amico|amica|collega|capo|vicino|vicina|dipendente|paziente|cliente)"
        r"|(?:il|la|lo|l'|questo|questa|del|della|al|alla|nostro|nostra) ?(?:paziente|cliente|dipendente"
        r"|impiegato|impiegata|lavoratore|lavoratrice|candidato|candidata|assicurato|assicurata|inquilino"
        r"|inquilina|alunno|alunna|studente|studentessa|imputato|imputata|indagato|indagata|testimone|ospite"
        r"|richiedente|uomo|donna|ragazzo|ragazza|bambino|bambina|interessato|interessata|collega|autista"
        r"|infermiera|professore)"
        r"|paziente|(?:sig\.?|sig\.ra|sig\.na|signor|signora|dott\.?|dott\.ssa) (?-i:\p{Lu})[\pL'-]+"
    ),
    have=(
        r"ha|aveva|ha avuto|ho|avuto|ha contratto|ha preso|prende|prendo|assume|assumo|presenta|abbiamo|hai"
        r"|ha subito|ha fatto"
    ),
    suffer=(
        r"soffr(?:e|o|iva|ivo) (?:di|d'|della|del)|affett[oa] da|malat[oa] di|diagnosticat[oa](?: con)?"
        r"|diagnosticato|curat[oa] per|in cura per|ricoverat[oa] per|operat[oa] (?:di|al|alla|per)"
        r"|mort[oa] (?:di|per|a causa di)|positiv[oa] (?:al|all'|alla)|in malattia per|assente per"
        r"|condannat[oa] per|portat(?:ore|rice) (?:di|della)"
        r"|infett[oa] da|in terapia (?:per|con)|lotta contro|convive con|allergic[oa] (?:a|al|alla|alle)"
        r"|vittima di|terapia con|dipendente da"
    ),
    own=r"(?:la |il |i |le )?(?:mia|mio|miei|mie|sua|suo|suoi|sue|tua|tuo|tuoi)",
    be=(
        r"è|sono|era|ero|è stat[oa]|sono stat[oa]|sei|siamo|è diventat[oa]|si dichiara|si definisce"
        r"|si identifica come|risulta|rimast[oa]|resta"
    ),
    join=(
        r"(?:iscritt[oa]|tesserat[oa]|membro|militante|consiglier[ea]|assessor[ea]|deputat[oa]|senatore|senatrice|delegat[oa]|attivista|simpatizzante|candidat[oa]"
        r"|elettore|elettrice|rappresentante) (?:a|al|alla|all'|allo|del|della|dell'|di|ai|con|dei|nella|per)"
        r"|vota(?:to|va|vo)?(?: per)?|voto(?: per)?|ha votato(?: per)?|appartiene (?:a|al|alla)|milita (?:in"
        r"|nel|nella)|sostiene|è entrat[oa] in|ha lasciato"
    ),
    fill=(
        r"il|la|lo|l'|le|i|gli|un|uno|una|di|del|della|dell'|da|al|alla|all'|a|in|molto|grave|gravemente"
        r"|severa?|lieve|cronic[oa]|acut[oa]|tipo|stadio|grado|[0-9]+|ii?|anche|ora|adesso|sempre|già|non|mai"
        r"|forte|anni|mesi|settimane|ex|praticante|devot[oa]|credente|attiv[oa]|apertamente|attualmente|ancora"
        r"|e|o|due|tre|stat[oa]"
        r"|clinicamente|un po'|più|partito|sindacato|mia|mio|per|dal|dalla|diversi"
    ),
    hedge=(
        r"se|quando si|supponiamo che|nel caso|chi|le persone|persone|coloro che|le donne|gli uomini"
        r"|i pazienti|pazienti|può|come|perché|che cosa|cosa|qualora"
    ),
    no_names=(
        "il la lo l le i gli un uno una questo questa quello quella che chi cosa quale dove quando come perché se ma "
        "e o lui lei in di del della al alla a con senza per su ogni tutto tutti tutta tutte molti molte alcuni "
        "nessuno qualcuno niente italia roma milano napoli europa francia germania oggi ieri domani qui ora ricerca "
        "medicina società scienza mio mia suo sua nostro nostra ciao grazie anche non"
    ),
    solo_have=(
        r"ho|ho avuto|avevo|soffro (?:di|d')|prendo|assumo|mi hanno diagnosticato|gli hanno diagnosticato"
        r"|le hanno diagnosticato|sono in cura per|sono in malattia per|faccio|ho fatto|soffre di"
    ),
    within=r"(?:è|sono|era|ero) (?:in|nella|della|con|con la|alla|di)|milita (?:in|nella)",
    member=r"iscritt[oa]|tesserat[oa]|delegat[oa]|sindacalista",
    solo_be=r"sono|ero|sono stat[oa]|sei|mi definisco|mi dichiaro",
    solo_join=(
        r"(?:sono )?(?:iscritt[oa]|tesserat[oa]) (?:a|al|alla|all')|(?:ho votato|voto|voterò)(?: per)?"
        r"|milito (?:in|nel|nella)|faccio parte (?:del|della)"
    ),
    extra={
        "noun": r"(?:uomo|donna|paziente) (?:di [0-9]+ anni )?con|anamnesi:?",
        "state": (
            r"(?:mi[oa]|su[oa]|tu[oa]|nostr[oa]|vostr[oa]|loro) (?:moglie|marito|figli[oa]|madre|padre|fratello|sorella"
            r"|compagn[oa]|fidanzat[oa]|amic[oa]|capo|collega|vicin[oa]|dipendente|paziente|client[ei]|inquilin[oa]"
            r"|zi[oa]|cugin[oa]|nonn[oa]|cognat[oa]|suocer[oa]|professore|professoressa)"
        ),
    },
    openers=r"e|ed|ma|ora|adesso|già|anche|inoltre|credo che|so che|perché|oggi|attualmente",
    tails=r"pride|research|friendly|e cultura|letteratura|architettura|nella storia|onlus",
    terms={
        "HEALTH": {
            "dropped": (
                "è incinta, è sieropositivo, è sieropositiva, è diabetico, è diabetica, è asmatico, è asmatica, "
                "è epilettico, è epilettica, è alcolista, è alcolizzato, è tossicodipendente, è schizofrenico, "
                "è schizofrenica, è celiaco, è celiaca, è autistico, è autistica, è depresso, è depressa, "
                "è in chemioterapia, è in dialisi, è in gravidanza, è in sedia a rotelle, è in malattia per, "
                "è in cura per depressione, è malato di cancro, è malata di cancro, è malato di alzheimer, "
                "è malata di alzheimer, è malato terminale, è malata terminale, ha il cancro, ha un tumore, "
                "ha un cancro, ha il diabete, ha l'alzheimer, ha l'epilessia, ha l'hiv, ha l'aids, "
                "ha la depressione, soffre di depressione, soffre di epilessia, soffre di ansia, "
                "soffre di schizofrenia, soffre di emicrania, soffre di diabete, soffre di anoressia, "
                "soffre di bulimia"
            ),
            "noun": (
                "diabete, cancro, tumore, tumore al seno, tumore al polmone, tumore alla prostata, "
                "cancro al seno, leucemia, linfoma, melanoma, asma, bpco, polmonite, tubercolosi, hiv, aids, "
                "epatite, epatite b, epatite c, sifilide, clamidia, herpes, covid, long covid, influenza, "
                "emicrania, epilessia, crisi epilettiche, ictus, infarto,"
                "scompenso cardiaco, ipertensione, pressione alta, sclerosi multipla, parkinson, "
                "morbo di parkinson, alzheimer, morbo di alzheimer, demenza, depressione, ansia, "
                "disturbo d'ansia, attacchi di panico, disturbo bipolare, schizofrenia, psicosi, "
                "disturbo da stress post traumatico, adhd, autismo, disturbo ossessivo compulsivo, anoressia, "
                "bulimia,"
                "burnout, dipendenza da alcol, dipendenza, alcolismo, insonnia, artrosi, artrite, "
                "artrite reumatoide, lupus, psoriasi, eczema, morbo di crohn, celiachia, endometriosi, aborto, "
                "aborto spontaneo, fibromialgia, osteoporosi, fibrosi cistica, insufficienza renale, dialisi, "
                "cirrosi, anemia, ipotiroidismo, gotta, ernia del disco, commozione cerebrale,"
                "chemioterapia, chemio, radioterapia, antidepressivi, ansiolitici, insulina, metadone, "
                "sertralina, metformina, disabilità, invalidità, malattia mentale, pensieri suicidi, allergia, "
                "allergie, gravidanza, parto cesareo, cesareo, trapianto, psicoterapia, sindrome di down, "
                "mal di schiena, fecondazione assistita, fecondazione in vitro, appendicite"
            ),
            "state": (
                "incinta, diabetico, diabetica, sieropositivo, sieropositiva, asmatico, asmatica, epilettico,"
                " epilettica, alcolista, alcolizzato, depresso, depressa, bipolare, schizofrenico, "
                "schizofrenica, autistico, autistica, anoressica, disabile, invalido, invalida, "
                "invalido civile, sterile, cieco, cieca, sordo, sorda, ipovedente, paralizzato, paralizzata, "
                "tetraplegico, in malattia, in chemioterapia, in dialisi, in cura da uno psichiatra, "
                "in psicoterapia, malato terminale, malata terminale, gravemente malato, gravemente malata, "
                "malato di cancro, tossicodipendente, celiaco, celiaca, in sedia a rotelle, in gravidanza, "
                "iperteso, ipertesa, dislessico, dislessica, in cura psichiatrica"
            ),
            "act": (
                "tentato il suicidio, tentativo di suicidio, avuto un aborto, avuto un infarto, "
                "va dallo psichiatra, vado dallo psichiatra, in sedia a rotelle, partorito, "
                "in cura dallo psichiatra"
            ),
            "measured": "gruppo sanguigno, grado di invalidità, percentuale di invalidità, invalidità civile",
            "charted": "paziente",
            "flag": "stato hiv, test hiv, incinta, disabile, gravidanza, invalidità, fumatore",
            "coded": "diagnosi, codice icd, icd 9, diagnosi principale",
            "field": (
                "diagnosi, patologia, patologie, malattia, malattie, anamnesi, stato di salute, allergie, "
                "terapia, farmaci, disabilità, invalidità, motivo dell'assenza, condizione medica"
            ),
            "value": "frattura",
        },
        "RELIGION": {
            "dropped": (
                "è ebreo, è ebrea, è musulmano, è musulmana, è testimone di geova, è buddista, è ateo, è atea, "
                "è evangelico, è mormone, è cattolico praticante, è cattolica praticante, "
                "si è convertito all'islam, si è convertita all'islam, va a messa"
            ),
            "state": (
                "musulmano, musulmana, ebreo, ebrea, cristiano, cristiana, cattolico, cattolica, protestante,"
                " ortodosso, ortodossa, evangelico, evangelica, testimone di geova, induista, buddista, sikh,"
                " ateo, atea, agnostico, agnostica, sciita, sunnita, mormone, valdese, di fede ebraica, "
                "di fede musulmana, di religione ebraica, di religione islamica, battezzato, battezzata"
            ),
            "noun": "fede, credo religioso, battesimo, prima comunione",
            "group": (
                "chiesa cattolica, comunità ebraica, testimoni di geova, chiesa valdese, opus dei, "
                "comunità islamica, chiesa evangelica, moschea, parrocchia, comunione e liberazione"
            ),
            "act": (
                "convertito all'islam, convertita all'islam, convertito al cristianesimo, "
                "convertita all'ebraismo, convertito all'ebraismo, porta il velo, fa il ramadan, va a messa, "
                "vado a messa, mangia kosher, va in moschea, va in sinagoga, prega cinque volte"
            ),
            "value": "islam, cristianesimo, ebraismo, nessuna, cattolica",
            "field": "religione, confessione, confessione religiosa, credo, fede religiosa",
        },
        "UNION_MEMBERSHIP": {
            "dropped": (
                "è iscritto alla cgil, è iscritta alla cgil, è iscritto alla cisl, è iscritta alla cisl, "
                "è iscritto alla uil, è iscritta alla uil, è iscritto al sindacato, è iscritta al sindacato, "
                "è iscritto a un sindacato, è iscritta a un sindacato, è tesserato cgil, è tesserata cgil, "
                "è sindacalista, è delegato sindacale, è delegata sindacale, è delegato della cgil, "
                "è rappresentante sindacale"
            ),
            "group": (
                "sindacato, cgil, cisl, uil, fiom, fiom cgil, ugl, cobas, usb, filcams, snals, gilda, fim cisl, uilm"
            ),
            "state": (
                "sindacalista, sindacalizzato, sindacalizzata, delegato sindacale, delegata sindacale, "
                "rappresentante sindacale, rsu, iscritto al sindacato, iscritta al sindacato, iscritto cgil, "
                "iscritta cgil"
            ),
            "noun": (
                "tessera sindacale, tessera della cgil, trattenuta sindacale, iscrizione al sindacato, delega sindacale"
            ),
            "act": "ha scioperato, ha aderito allo sciopero, aderito allo sciopero",
            "flag": "iscritto sindacato, iscrizione sindacale",
            "field": "sindacato, iscrizione sindacale, appartenenza sindacale, sigla sindacale",
        },
        "POLITICAL_OPINION": {
            "dropped": (
                "è tesserato della lega, è tesserata della lega, è tesserato del pd, è tesserata del pd, "
                "è tesserato di fratelli d'italia, è iscritto al pd, è iscritta al pd, è iscritto alla lega, "
                "è iscritta alla lega, è iscritto a fratelli d'italia, è iscritta a fratelli d'italia, "
                "è iscritto al partito democratico, vota lega, vota la lega, vota pd, vota il pd, "
                "vota fratelli d'italia, vota meloni, è comunista, è fascista, è di estrema destra, "
                "è di estrema sinistra"
            ),
            "group": (
                "pd, partito democratico, fratelli d'italia, lega, forza italia, movimento 5 stelle, m5s, "
                "rifondazione comunista, partito comunista, italia viva, azione, meloni, salvini, casapound, "
                "verdi, sinistra italiana, partito"
            ),
            "state": (
                "comunista, socialista, fascista, di sinistra, di destra, di estrema destra, "
                "di estrema sinistra, leghista, grillino, anarchico, anarchica, elettore del pd, "
                "elettore della lega, monarchico"
            ),
            "noun": (
                "opinioni politiche, tessera del pd, tessera di partito, orientamento politico, "
                "idee politiche, fede politica"
            ),
            "field": "partito, partito politico, orientamento politico, opinioni politiche, appartenenza politica",
            "value": "sinistra, destra",
        },
        "SEXUAL_ORIENTATION": {
            "dropped": ("è gay, è lesbica, è bisessuale, è omosessuale, è transessuale, è transgender"),
            "state": (
                "gay, omosessuale, lesbica, bisessuale, queer, asessuale, pansessuale, transgender, "
                "transessuale, trans, una donna trans, un uomo trans, una ragazza trans, un ragazzo trans, "
                "una persona trans, non binario, non binaria, eterosessuale"
            ),
            "noun": "orientamento sessuale, omosessualità, vita sessuale, coming out, bisessualità",
            "act": "fatto coming out, attratto dagli uomini, attratta dalle donne",
            "value": "etero, omo, bi, lgbt",
            "field": "orientamento sessuale, orientamento, sessualità, identità di genere",
        },
        "BIOMETRIC": {
            "noun": (
                "impronta digitale, impronte digitali, impronte, scansione dell'iride, impronta vocale, "
                "dati biometrici, template biometrico, riconoscimento facciale, scansione del volto"
            ),
            "field": "dati biometrici, template biometrico, impronta vocale",
            "value": "registrata",
        },
        "GENETIC": {
            "noun": (
                "test del dna, dna, test genetico, profilo genetico, mutazione brca1, mutazione brca2, "
                "mutazione brca, mutazione genetica, gene brca1, malattia genetica, malattia ereditaria, "
                "malattia di huntington, huntington, predisposizione genetica, genoma, cariotipo"
            ),
            "act": "fatto il test del dna, fatto un test genetico, positiva al brca1",
            "field": "genotipo, test genetico, profilo genetico",
            "value": "eterozigote, omozigote, portatore sano, portatrice sana",
        },
        "ETHNIC_ORIGIN": {
            "dropped": ("è di etnia rom, è di origine marocchina, è di origine ebraica, è di origine rom"),
            "state": (
                "rom, sinti, di etnia rom, arabo, araba, nero, nera, di colore, meticcio, curdo, curda, "
                "berbero, maghrebino, di origine marocchina, di origine africana, di origine araba, "
                "di origine ebraica, di origine turca, di origine asiatica, di origine senegalese, "
                "di origine rom, di origini marocchine, di origini africane, di origini arabe, "
                "di origini ebraiche, di origini senegalesi, afroitaliano, afrodiscendente"
            ),
            "noun": (
                "origine etnica, colore della pelle, origini africane, origini arabe, origini ebraiche, "
                "radici ebraiche, radici rom"
            ),
            "value": "bianco, bianca, asiatico, africana, caucasica, latino",
            "field": "origine etnica, etnia, razza, colore della pelle, gruppo etnico",
        },
        "CRIMINAL_RECORD": {
            "dropped": (
                "è stato condannato, è stata condannata, è stato condannato per, è stata condannata per, "
                "è stato arrestato per, è stata arrestata per, ha precedenti penali, ha dei precedenti penali, "
                "è pregiudicato, è pregiudicata, è in carcere, è in prigione, è stato in carcere, "
                "è stata in carcere, è agli arresti domiciliari, è indagato per, è indagata per"
            ),
            "noun": (
                "precedenti penali, fedina penale sporca, precedenti, condanna, condanne, condanna penale, "
                "carichi pendenti, pena detentiva, furto, truffa, rapina, evasione fiscale, omicidio, "
                "violenza sessuale, maltrattamenti, spaccio, guida in stato di ebbrezza, stupro, estorsione"
            ),
            "state": (
                "condannato, condannata, pregiudicato, pregiudicata, incarcerato, detenuto, detenuta, "
                "in carcere, in prigione, ai domiciliari, agli arresti domiciliari, arrestato, arrestata, "
                "indagato per, imputato per, ex detenuto, ex carcerato, in libertà vigilata, recidivo, "
                "rinviato a giudizio"
            ),
            "act": (
                "condannato a, condannata a, stato in carcere, stata in carcere, stato in prigione, "
                "uscito di prigione, uscito dal carcere, scontato una pena, patteggiato, finito in carcere"
            ),
            "field": "precedenti penali, condanne, casellario giudiziale, carichi pendenti, reato, reati",
            "value": "furto, truffa",
        },
    },
)
