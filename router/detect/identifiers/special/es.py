"""Spanish."""

from router.detect.identifiers.special.tongue import Tongue

TONGUE = Tongue(
    code="es",
    who=(
        r"yo|él|ella|usted|me|le|que|(?:mi|su|tu|nuestr[oa]) (?:ex)?(?:mujer|esposa|marido|esposo|hijo|hija"
        r"|madre|mamá|padre|papá|hermano|hermana|pareja|novio|novia|niño|niña|bebé|amigo|amiga|compañero"
        r"|compañera|colega|tía|tío|abuela|abuelo|vecino|vecina|primo|prima|jefe|jefa|empleado|empleada"
        r"|paciente)"
        r"|(?:el|la|este|esta|del|al|nuestr[oa]) (?:paciente|cliente|clienta|empleado|empleada|trabajador"
        r"|trabajadora|candidato|candidata|asegurado|asegurada|inquilino|inquilina|alumno|alumna|acusado"
        r"|acusada|imputado|imputada|sospechoso|testigo|residente|solicitante|hombre|mujer|chico|chica|niño"
        r"|niña|interesado|interesada|compañero|compañera|detenido|conductor|conductora|profesor|profesora"
        r"|enfermera|vecino|vecina)"
        r"|paciente|(?:sr|sra|srta|don|doña|señor|señora|dr|dra)\.? (?-i:\p{Lu})[\pL'-]+"
    ),
    have=(
        r"tiene|tenía|tuvo|tengo|tenemos|ha tenido|he tenido|sufrió|sufre|contrajo|cogió|padece|padecía|toma"
        r"|tomaba|presenta|lleva|posee"
    ),
    suffer=(
        r"sufr(?:e|o|ía|ió|iendo) (?:de|por|un|una)|padec(?:e|o|ía|ió|iendo)(?: de)?|diagnostic(?:aron|ado|ada"
        r"|ó)(?: con| de)?|tratad[oa] (?:de|por)|ingresad[oa] (?:por|con)|operad[oa] (?:de|del)|operaron (?:de"
        r"|del)|enferm[oa] (?:de|del)|murió (?:de|por)|de baja por|positivo (?:en|por)|infectad[oa] (?:de|con"
        r"|por)|condenad[oa] por"
        r"|portador(?:a)? de|en tratamiento (?:por|para|con)|lucha contra|se recupera de|antecedentes de"
        r"|convive con|alérgic[oa] a|víctima de|vive con"
    ),
    own=r"mi|mis|su|sus|tu|tus",
    be=(
        r"es|está|era|estaba|soy|estoy|fue|ha sido|somos|eres|estás|se declara|se identifica como|quedó"
        r"|se quedó|sigue|se hizo"
    ),
    join=(
        r"(?:miembro|militante|afiliad[oa]|delegad[oa]|simpatizante|soci[oa]|votante|candidat[oa]) (?:de|del"
        r"|de la|en|a|al|por|sindical de|de los)|pertenece (?:a|al)|milita en|vot(?:a|ó|é|o|aba|amos|aré) (?:a"
        r"|al|por|a la)|vot(?:a|ó|é|o)|apoya a|se afilió (?:a|al)|simpatiza con|dej(?:ó|é)|se unió a"
    ),
    fill=(
        r"el|la|los|las|un|una|unos|unas|de|del|al|a|en|muy|grave|severa?|leve|crónic[oa]|agud[oa]|tipo|grado"
        r"|fase|[0-9]+|ii?|desde|también|ahora|hace|siempre|ya|no|ni|mucho|fuerte|años|meses|semanas|antigu[oa]"
        r"|practicante|devot[oa]|activ[oa]|abiertamente|actualmente|todavía|aún|y|o|varios|varias|dos|tres"
        r"|clínicamente|profundamente|hombre|mujer|persona|partido|sindicato|un poco|mi|su"
    ),
    hedge=(
        r"si|cuando uno|cuando se|supongamos que|en caso de|la gente|las personas|personas|quienes|los que"
        r"|las mujeres|los hombres|los pacientes|pacientes|puede|puedes|cómo|por qué|qué|población"
    ),
    no_names=(
        "el la los las un una unos unas este esta estos estas ese esa que qué quién cuál dónde cuándo cómo por porque "
        "si pero y o él ella lo le se en de del al a con sin para sobre cada todo todos toda todas muchos muchas "
        "algunos nadie alguien nada españa madrid méxico barcelona europa francia alemania argentina hoy ayer mañana "
        "aquí ahora investigación medicina sociedad ciencia mi su tu nuestro nuestra hola gracias también población "
        "gente"
    ),
    solo_have=(
        r"tengo|tuve|tenía yo|he tenido|padezco(?: de)?|sufro(?: de)?|tomo|me diagnosticaron"
        r"|le diagnosticaron|me operaron de|le operaron de|le han diagnosticado|me han diagnosticado"
        r"|estoy con|estoy en tratamiento por|estoy de baja por|está de baja por|heredé"
    ),
    within=r"(?:es|está|soy|estoy|era) (?:de|en)|milita en",
    member=r"afiliad[oa]|militante|delegad[oa]",
    solo_be=r"soy|estoy|eres|estás|me declaro|me considero|he sido|fui|estuve|me quedé",
    solo_join=(
        r"soy (?:miembro|militante|votante|delegad[oa]|soci[oa]|afiliad[oa]) (?:de|del|de la|sindical de|a"
        r"|al)|vot(?:é|o) (?:a|al|por|a la)|milito en|estoy afiliad[oa] (?:a|al)|me afilié (?:a|al)"
        r"|pertenezco (?:a|al)"
    ),
    extra={
        "noun": r"(?:hombre|mujer|paciente|varón) (?:de [0-9]+ años )?con|antecedentes:?",
        "state": (
            r"(?:mi|su|tu|nuestr[oa]|vuestr[oa]) (?:mujer|marido|espos[oa]|hij[oa]|madre|padre|herman[oa]|novi[oa]"
            r"|pareja|amig[oa]|jef[ea]|compañer[oa]|colega|vecin[oa]|emplead[oa]|paciente|client[ea]|inquilin[oa]|t[ií][oa]"
            r"|prim[oa]|abuel[oa]|cuñad[oa]|suegr[oa]|profesora?)"
        ),
    },
    openers=r"y|e|pero|ahora|ya|también|además|actualmente|creo que|sé que|porque|hoy",
    tails=r"research|pride|friendly|y cultura|literatura|arquitectura|en la historia",
    terms={
        "HEALTH": {
            "dropped": (
                "está embarazada, está de baja médica, está de baja por depresión, está de baja por ansiedad, "
                "está deprimida, está en silla de ruedas, está en quimioterapia, está ingresada en psiquiatría, "
                "está ingresado en psiquiatría, es diabético, es diabética, es seropositivo, es seropositiva, "
                "es asmático, es asmática, es epiléptico, es epiléptica, es alcohólico, es alcohólica, "
                "es autista, es esquizofrénico, es esquizofrénica, es celíaco, es celíaca, es drogadicto, "
                "es drogadicta, tiene cáncer, tiene cáncer de mama, tiene vih, tiene sida, tiene diabetes, "
                "tiene depresión, tiene epilepsia, tiene alzheimer, tiene alzhéimer, tiene esquizofrenia, "
                "tiene parkinson, tiene párkinson, padece cáncer, padece diabetes, padece depresión, "
                "padece epilepsia, padece alzheimer, padece alzhéimer, padece esquizofrenia, sufre depresión, "
                "sufre epilepsia"
            ),
            "noun": (
                "diabetes, cáncer, cáncer de mama, cáncer de pulmón, cáncer de próstata, leucemia, linfoma, "
                "tumor, tumor cerebral, melanoma, asma, epoc, neumonía, tuberculosis, vih, sida, hepatitis, "
                "litio, bipolaridad, "
                "hepatitis b, hepatitis c, sífilis, clamidia, herpes, covid, covid persistente, gripe, migraña,"
                " migrañas, epilepsia, ictus, infarto,"
                "insuficiencia cardíaca, hipertensión, hipertensión arterial, esclerosis múltiple, parkinson, "
                "alzheimer, alzhéimer, párkinson, demencia, depresión, ansiedad,"
                "trastorno de ansiedad, ataques de pánico, "
                "trastorno bipolar, esquizofrenia, psicosis, estrés postraumático, tdah, autismo, toc, "
                "anorexia, bulimia, adicción, alcoholismo, insomnio,"
                "artrosis, artritis, lupus, psoriasis, eczema, enfermedad de crohn, celiaquía, endometriosis, "
                "aborto, un aborto espontáneo, aborto espontáneo, fibromialgia, osteoporosis, "
                "fibrosis quística, insuficiencia renal, diálisis, cirrosis, anemia, hipotiroidismo, gota, "
                "hernia discal, hernia de disco, conmoción cerebral, quimioterapia, quimio,"
                "radioterapia, antidepresivos, ansiolíticos, insulina, metadona, sertralina, metformina, "
                "discapacidad, enfermedad mental, pensamientos suicidas, alergia, alergias, embarazo, cesárea, "
                "trasplante, psicoterapia, síndrome de down, dolor de espalda, lumbalgia, fecundación in vitro,"
                " incapacidad permanente, apendicitis"
            ),
            "state": (
                "embarazada, diabético, diabética, seropositivo, seropositiva, vih positivo, vih positiva, asmático, "
                "asmática, epiléptico, epiléptica, alcohólico, alcohólica, deprimido, deprimida, bipolar, "
                "esquizofrénico, esquizofrénica, autista, suicida, anoréxica, discapacitado, discapacitada, "
                "minusválido, estéril, infértil, ciego, ciega, sordo, sorda, paralítico, tetrapléjico, "
                "de baja médica, en quimioterapia, en tratamiento psiquiátrico, enfermo terminal, "
                "enferma terminal, gravemente enfermo, gravemente enferma, drogadicto, drogadicta, "
                "toxicómano, celíaco, celíaca, en silla de ruedas, hipertenso, hipertensa, "
                "ingresado en psiquiatría"
            ),
            "act": (
                "intento de suicidio, intentó suicidarse, tuvo un aborto, va al psiquiatra, "
                "voy al psiquiatra, de baja médica, dio a luz, en silla de ruedas, sufrió un infarto, "
                "sufrió un ictus"
            ),
            "measured": "grupo sanguíneo, grado de discapacidad, porcentaje de discapacidad",
            "charted": "paciente",
            "flag": "estado vih, prueba vih, prueba de vih, embarazada, discapacidad, embarazo, fumador",
            "coded": "diagnóstico, cie 10, código cie, diagnóstico principal",
            "field": (
                "diagnóstico, enfermedad, enfermedades, patología, antecedentes, antecedentes médicos, "
                "estado de salud, alergias, medicación, tratamiento, discapacidad, motivo de la baja, "
                "motivo de baja, condición médica"
            ),
            "value": "sida, fractura",
        },
        "RELIGION": {
            "dropped": (
                "es testigo de jehová, es musulmán, es musulmana, es judío, es judía, es budista, es ateo, "
                "es atea, es mormón, es mormona, es evangélico, es evangélica, es creyente, "
                "se convirtió al islam, va a misa"
            ),
            "state": (
                "musulmán, musulmana, judío, judía, cristiano, cristiana, católico, católica, protestante, "
                "ortodoxo, ortodoxa, evangélico, evangélica, testigo de jehová, hindú, budista, sij, ateo, "
                "atea, agnóstico, agnóstica, chií, suní, mormón, mormona, creyente, practicante, del opus dei"
            ),
            "noun": "fe, creencias religiosas, bautizo, confirmación religiosa, primera comunión",
            "group": (
                "iglesia católica, la iglesia católica, comunidad judía, testigos de jehová, opus dei, "
                "iglesia evangélica, parroquia, mezquita, comunidad islámica"
            ),
            "act": (
                "convirtió al islam, convertí al islam, convirtió al judaísmo, convirtió al cristianismo, "
                "lleva velo, hace el ramadán, ayuna en ramadán, va a misa, voy a misa, come kosher, "
                "va a la mezquita, va a la sinagoga, reza cinco veces"
            ),
            "value": "islam, cristianismo, judaísmo, ninguna",
            "field": "religión, confesión, confesión religiosa, creencias, creencia religiosa",
        },
        "UNION_MEMBERSHIP": {
            "dropped": (
                "está afiliado a ccoo, está afiliada a ccoo, está afiliado a ugt, está afiliada a ugt, "
                "está afiliado a un sindicato, está afiliada a un sindicato, está afiliado al sindicato, "
                "está afiliada al sindicato, es delegado sindical, es delegada sindical, es sindicalista, "
                "es enlace sindical"
            ),
            "group": (
                "sindicato, ccoo, comisiones obreras, ugt, cgt, cnt, uso, csif, usoc, lab, ela, "
                "cgt catalunya, satse, sepla, comité de empresa"
            ),
            "state": (
                "sindicalista, sindicado, sindicada, delegado sindical, delegada sindical, enlace sindical, "
                "representante sindical, afiliado sindical, afiliado a un sindicato, afiliada a un sindicato,"
                " afiliado al sindicato, afiliada al sindicato"
            ),
            "noun": "carné sindical, cuota sindical, afiliación sindical",
            "act": "hizo huelga, fue a la huelga, secundó la huelga",
            "flag": "sindicado, afiliado sindicato, afiliación sindical",
            "field": "sindicato, afiliación sindical, pertenencia sindical",
        },
        "POLITICAL_OPINION": {
            "dropped": (
                "milita en podemos, milita en vox, milita en sumar, milita en el psoe, milita en el pp, "
                "milita en izquierda unida, milita en bildu, vota a vox, vota a podemos, vota al psoe, "
                "vota al pp, es votante de vox, es votante del pp, es votante del psoe, es votante de podemos, "
                "es militante del psoe, es militante del pp, es militante de vox, es militante de podemos"
            ),
            "group": (
                "psoe, pp, partido popular, partido socialista, vox, podemos, sumar, izquierda unida, "
                "ciudadanos, erc, junts, bildu, pnv, bng, partido comunista, pce, cup, falange, morena, pri, "
                "partido"
            ),
            "state": (
                "socialista, comunista, de izquierdas, de derechas, de extrema derecha, de extrema izquierda,"
                " anarquista, independentista, franquista, votante de vox, votante del pp, facha, "
                "ultraderechista, monárquico, republicano"
            ),
            "noun": "ideología política, opiniones políticas, carné del partido, afiliación política",
            "field": "partido, partido político, ideología, afiliación política, ideología política",
            "value": "izquierda, derecha",
        },
        "SEXUAL_ORIENTATION": {
            "dropped": (
                "es gay, es lesbiana, es bisexual, es homosexual, es transexual, es transgénero, salió del armario"
            ),
            "state": (
                "gay, homosexual, lesbiana, bisexual, queer, asexual, pansexual, transgénero, transexual, "
                "trans, una mujer trans, un hombre trans, una chica trans, un chico trans, una niña trans, "
                "un niño trans, una persona trans, no binario, no binaria, heterosexual, bi"
            ),
            "noun": "orientación sexual, homosexualidad, vida sexual, bisexualidad, salida del armario",
            "act": "salió del armario, salí del armario, le gustan los hombres y las mujeres, le atraen los hombres",
            "value": "hetero, homo, lgtbi",
            "field": "orientación sexual, orientación, sexualidad, identidad de género",
        },
        "BIOMETRIC": {
            "noun": (
                "huella dactilar, huellas dactilares, huella digital, huellas, escáner de iris, "
                "huella de voz, datos biométricos, plantilla biométrica, reconocimiento facial, "
                "escaneo facial"
            ),
            "field": "datos biométricos, plantilla biométrica",
            "value": "registrada",
        },
        "GENETIC": {
            "noun": (
                "prueba de adn, adn, test de adn, test genético, prueba genética, perfil genético, "
                "mutación brca1, mutación brca2, mutación brca, mutación genética, gen brca1, "
                "enfermedad genética, enfermedad hereditaria, enfermedad de huntington, huntington, "
                "predisposición genética, genoma, cariotipo"
            ),
            "act": "hizo una prueba de adn, hizo un test genético, positivo en brca1",
            "field": "genotipo, prueba genética, perfil genético, test genético",
            "value": "heterocigoto, homocigoto, portador",
        },
        "ETHNIC_ORIGIN": {
            "dropped": (
                "es gitano, es gitana, es de etnia gitana, es de origen gitano, es de origen marroquí, "
                "es de origen judío, es afrodescendiente"
            ),
            "state": (
                "gitano, gitana, de etnia gitana, árabe, negro, negra, mestizo, mestiza, indígena, magrebí, "
                "mulato, mulata, afrodescendiente, bereber, kurdo, kurda, de origen marroquí, "
                "de origen africano, de origen árabe, de origen gitano, de origen judío, de origen indígena, "
                "de origen latino, de origen asiático, de origen turco, de origen senegalés, de raza negra, "
                "de raza gitana, quechua, mapuche"
            ),
            "noun": (
                "origen étnico, color de piel, raíces gitanas, raíces árabes, raíces judías, "
                "raíces africanas, ascendencia árabe, ascendencia africana, ascendencia judía, "
                "ascendencia gitana, ascendencia indígena"
            ),
            "value": "blanco, blanca, asiático, latino, africano, caucásico",
            "field": "origen étnico, etnia, raza, color de piel, grupo étnico",
        },
        "CRIMINAL_RECORD": {
            "dropped": (
                "tiene antecedentes penales, tiene antecedentes policiales, tiene antecedentes por, "
                "está en prisión, está en la cárcel, estuvo en prisión, estuvo en la cárcel, salió de la cárcel, "
                "salió de prisión, fue condenado por, fue condenada por, fue condenado a, fue condenada a, "
                "ha sido condenado, ha sido condenada, está en libertad condicional, es exconvicto"
            ),
            "noun": (
                "antecedentes penales, antecedentes policiales, condena, condenas, condena penal, "
                "pena de prisión, libertad condicional, orden de alejamiento, robo, hurto, estafa, "
                "fraude fiscal, homicidio, asesinato, violencia de género, violación, agresión sexual, "
                "tráfico de drogas, malversación, alcoholemia"
            ),
            "state": (
                "condenado, condenada, encarcelado, encarcelada, en prisión, en la cárcel, detenido por, "
                "detenida por, imputado, imputada, investigado por, exconvicto, expresidiario, preso, presa, "
                "en libertad condicional, procesado, delincuente sexual, reincidente"
            ),
            "act": (
                "condenado a, condenada a, estuvo en la cárcel, estuvo en prisión, salió de la cárcel, "
                "salió de prisión, cumplió condena, cumple condena, ingresó en prisión, fue detenido, "
                "fue detenida, lo condenaron por, la condenaron por, le condenaron por, lo condenaron a, "
                "la condenaron a, le condenaron a"
            ),
            "field": "antecedentes penales, condenas, antecedentes policiales, delitos, delito",
            "value": "robo, hurto, estafa",
        },
    },
)
