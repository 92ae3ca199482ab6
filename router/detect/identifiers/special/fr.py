"""French."""

from router.detect.identifiers.special.tongue import Tongue

TONGUE = Tongue(
    code="fr",
    who=(
        r"je|j'|il|elle|on m'|tu|vous|nous|qui|m'|(?:mon|ma|son|sa|ta|ton|notre|votre) (?:ex-)?(?:femme|mari"
        r"|épouse|époux|fils|fille|mère|maman|père|papa|frère|sœur|soeur|compagnon|compagne|copain|copine"
        r"|conjoint|conjointe|enfant|bébé|ami|amie|collègue|tante|oncle|grand-mère|grand-père|voisin|voisine"
        r"|cousin|cousine|chef|patron)"
        r"|(?:le|la|l'|ce|cette|cet|notre|du|au) ?(?:patient|patiente|client|cliente|salarié|salariée|employé"
        r"|employée|candidat|candidate|assuré|assurée|locataire|élève|étudiant|étudiante|collègue|prévenu"
        r"|prévenue|accusé|accusée|suspect|témoin|résident|résidente|demandeur|demandeuse|homme|femme|garçon"
        r"|fille|enfant|intéressé|intéressée|chauffeur|infirmière|professeur)"
        r"|patient|patiente|(?:m\.|mr|mme|mlle|monsieur|madame|dr) (?-i:\p{Lu})[\pL'-]+"
    ),
    have=(
        r"a|ai|as|avez|avait|avais|a eu|ai eu|avons|a fait|ai fait|fait|a développé|a attrapé|a contracté"
        r"|fais|prend|prends|suit|suis|a subi|ai subi"
    ),
    suffer=(
        r"(?:fait|purgé|pris|écopé de) (?:[\pL\d-]+ ){1,3}de"
        r"|souffr(?:e|es|ait|ez|ant) (?:de|d'|du|des)|atteinte?s? (?:de|d'|du|des)|diagnostiquée? (?:avec|d')"
        r"|diagnostiqué|traitée? pour|soignée? pour|hospitalisée? pour|opérée? (?:de|d'|du|des)|suivie? pour"
        r"|en arrêt (?:maladie )?pour|en arrêt (?:de travail )?pour|testée? positive? (?:au|à la|à l')"
        r"|mort (?:d'|de|du)|morte (?:d'|de|du)|guérie? (?:de|d'|du)|porteu(?:r|se) (?:de|d'|du)|sous|vit avec"
        r"|séropositif au|condamnée? pour|victime d'|lutte contre|se remet d'|antécédents? (?:de|d')"
        r"|prend (?:de|des|du)|allergique (?:à|au|aux)"
    ),
    own=r"mon|ma|mes|son|sa|ses|votre|vos|ton|ta|tes",
    be=(
        r"est|suis|es|êtes|était|étais|a été|ai été|sommes|se dit|est devenue?|se déclare|s' ?identifie comme"
        r"|tombée?|tombe"
    ),
    join=(
        r"membre (?:de|du|de la|d'|des|de l')|adhérente? (?:à|au|de|du|de la|à la)|adhère (?:à|au)"
        r"|syndiquée? (?:à|au|chez)|votée? (?:pour)?|vote(?:nt|z|rai|ra)? pour|vot(?:e|é|ait|er) (?:pour )?"
        r"|milit(?:e|ant|ante|ait) (?:à|au|pour|chez|de|du)|appartient (?:à|au)|encartée? (?:à|au|chez)"
        r"|délégu(?:é|ée) syndicale?|déléguée? (?:de la)?"
        r"|élue? (?:de la)?|sympathisante? (?:de|du|des)|soutient|a rejoint|rejoint|a quitté|quitté"
        r"|candidate? (?:du|de|pour)|fidèle de|paroissienne? de"
    ),
    fill=(
        r"le|la|les|l'|un|une|des|du|de|d'|au|aux|à|en|très|grave|sévère|légère?|chronique|aiguë?|type|stade"
        r"|grade|[0-9]+|ii?|depuis|aussi|maintenant|récemment|toujours|déjà|jamais|pas|plus|longtemps|ans|mois"
        r"|semaines|lourde|forte|gros|grosse|petite?|ancien(?:ne)?|pratiquante?|croyante?|active?"
        r"|ouvertement|actuellement|encore|été|et|ou|plusieurs|deux|trois|fortement|gravement|cliniquement|mon"
        r"|ma|premier|première|parti|syndicat"
    ),
    hedge=(
        r"si|quand on|lorsqu'on|lorsque vous|supposons que|au cas où|les gens|les personnes|personnes|ceux"
        r"|celles|les femmes|les hommes|les patients|peut|pouvez|comment|pourquoi|que faire|s'"
    ),
    no_names=(
        "le la les l un une des du de ce cet cette ces qui que quoi où quand comment pourquoi si mais et ou donc il "
        "elle on nous vous je tu c est qu dans en à au aux sur pour par avec sans chaque tout tous toute toutes "
        "plusieurs certains beaucoup france paris allemagne europe lyon recherche médecine société science aujourd "
        "hier demain rien personne quelqu bonjour merci peut son sa mon ma"
    ),
    solo_have=(
        r"j' ?ai(?: eu)?|j' ?avais|je fais|je prends|je souffre d(?:e|'|u)|je suis sous"
        r"|j' ?ai été opérée? d(?:e|'|u)"
    ),
    within=r"(?:est|suis|était|es) (?:à|au|chez)|milite (?:à|au)",
    member=r"adhérente?|militante?|déléguée?",
    solo_be=r"je suis|j' ?étais|j' ?ai été|suis|est-elle|est-il",
    extra={
        "noun": r"(?:homme|femme|patiente?) (?:de [0-9]+ ans )?(?:avec|présentant)|atcd :?|enceinte de mon",
        "state": (
            r"(?:mon|ma|son|sa|ton|ta|notre|votre|leur) (?:femme|mari|fils|fille|mère|père|frère|sœur|soeur|compagnon"
            r"|compagne|copain|copine|amie?|chef|cheffe|patronne?|collègue|voisine?|employée?|patiente?|cliente?"
            r"|locataire|oncle|tante|cousine?|grand-mère|grand-père|belle-mère|beau-père|colocataire|nounou|professeure?)"
        ),
    },
    tails=r"research|pride|tour|et islam|culture|littérature|architecture|art|recherche",
    terms={
        "HEALTH": {
            "noun": (
                "diabète, cancer, cancer du sein, cancer du poumon, cancer de la prostate, leucémie, lymphome, "
                "tumeur, tumeur au cerveau, mélanome, asthme, bipolarité, bpco, pneumonie, tuberculose, vih, sida, "
                "hépatite, hépatite b, hépatite c, syphilis, chlamydia, herpès, covid, covid long, grippe, "
                "migraine, migraines, épilepsie,"
                "crise d'épilepsie, avc, infarctus, crise cardiaque, insuffisance cardiaque, hypertension, "
                "hypertension artérielle, sclérose en plaques, parkinson, maladie de parkinson, alzheimer, "
                "maladie d'alzheimer, démence, dépression, trouble anxieux, troubles anxieux, "
                "crises de panique, trouble bipolaire, schizophrénie,"
                "psychose, stress post traumatique, tdah, autisme, toc, anorexie, boulimie, burn out, burnout, "
                "addiction, alcoolisme, insomnie, insomnies, arthrose, arthrite, polyarthrite, lupus, "
                "psoriasis, eczéma, maladie de crohn, maladie cœliaque, endométriose, fausse couche, "
                "avortement, ivg, fiv, fibromyalgie, ostéoporose,"
                "mucoviscidose, insuffisance rénale, dialyse, cirrhose, anémie, hypothyroïdie, goutte, "
                "hernie discale, commotion cérébrale, chimiothérapie, chimio, radiothérapie, antidépresseurs, "
                "anxiolytiques, insuline, méthadone, sertraline, metformine, handicap, maladie mentale, "
                "troubles psychiques, idées suicidaires,"
                "allergie, allergies, grossesse, césarienne, greffe, psychothérapie, cure de désintoxication, "
                "acouphènes, trisomie 21, mal de dos, invalidité, traitement antidépresseur"
            ),
            "state": (
                "enceinte, diabétique, séropositif, séropositive, asthmatique, épileptique, alcoolique, "
                "dépressif, dépressive, bipolaire, schizophrène, autiste, trisomique, suicidaire, anorexique, "
                "handicapé, handicapée, en situation de handicap, invalide, stérile, malvoyant, malvoyante, "
                "malentendant, malentendante, paralysé, paralysée, en arrêt maladie, en dépression, "
                "en burn out, en chimiothérapie, en phase terminale, gravement malade, atteint d'un cancer, "
                "toxicomane, tétraplégique, hémiplégique, sous antidépresseurs, en cure de désintoxication, "
                "en rémission, en fauteuil roulant"
            ),
            "act": (
                "tentative de suicide, tenté de se suicider, fait une fausse couche, subi un avortement, "
                "voit un psychiatre, vois un psychiatre, consulte un psychiatre, en arrêt maladie, "
                "opéré du cœur, opérée du cœur, accouché"
            ),
            "charted": "patient, patiente",
            "flag": "statut vih, test vih, sérologie vih, enceinte, handicapé, fumeur, grossesse, rqth",
            "measured": "groupe sanguin, taux d'incapacité, taux d'invalidité, taux de handicap",
            "coded": "diagnostic, code cim, cim 10, diagnostic principal",
            "field": (
                "diagnostic, pathologie, maladie, maladies, antécédents, antécédents médicaux, état de santé,"
                " traitement, traitement en cours, allergies, handicap, motif d'absence, motif de l'arrêt, "
                "affection, ald"
            ),
            "value": "sida, fracture",
        },
        "RELIGION": {
            "state": (
                "musulman, musulmane, juif, juive, chrétien, chrétienne, catholique, protestant, protestante,"
                " orthodoxe, évangélique, témoin de jéhovah, hindou, hindoue, bouddhiste, sikh, athée, "
                "agnostique, chiite, sunnite, mormon, mormone, franc maçon, de confession juive, "
                "de confession musulmane, de confession catholique, baptisé, baptisée"
            ),
            "noun": "foi, croyance, confession religieuse, baptême, communion, religion",
            "group": (
                "église catholique, l'église catholique, communauté juive, témoins de jéhovah, "
                "l'église protestante, consistoire, scientologie, mosquée, la paroisse, église évangélique"
            ),
            "act": (
                "converti à l'islam, convertie à l'islam, converti au christianisme, converti au judaïsme, "
                "convertie au judaïsme, porte le voile, fait le ramadan, fais le ramadan, va à la messe, "
                "vais à la messe, mange casher, va à la mosquée, va à la synagogue, prie cinq fois"
            ),
            "value": "islam, christianisme, judaïsme, sans, aucune, sans religion",
            "field": "religion, confession, culte, appartenance religieuse, confession religieuse",
        },
        "UNION_MEMBERSHIP": {
            "group": (
                "syndicat, cgt, cfdt, fo, force ouvrière, cftc, cfe cgc, sud, sud rail, solidaires, unsa, "
                "fsu, snes, csc, fgtb"
            ),
            "state": (
                "syndicaliste, syndiqué, syndiquée, délégué syndical, déléguée syndicale, "
                "représentant syndical, représentante syndicale, adhérent cgt, élu cgt, élue cgt, "
                "délégué cgt, déléguée cgt"
            ),
            "noun": (
                "carte syndicale, cotisation syndicale, adhésion syndicale, mandat syndical, appartenance syndicale"
            ),
            "act": "s'est syndiquée, s'est syndiqué, fait grève, participé à la grève",
            "flag": "syndiqué, adhérent syndicat",
            "field": "syndicat, appartenance syndicale, affiliation syndicale",
        },
        "POLITICAL_OPINION": {
            "group": (
                "parti socialiste, ps, lr, les républicains, rassemblement national, rn, front national, lfi,"
                " la france insoumise, parti communiste, pcf, les verts, eelv, renaissance, macron, le pen, "
                "mélenchon, modem, reconquête, npa, parti"
            ),
            "state": (
                "socialiste, communiste, de gauche, de droite, d'extrême droite, d'extrême gauche, "
                "macroniste, gaulliste, anarchiste, royaliste, écologiste convaincu, militant politique, "
                "encarté, encartée, insoumis"
            ),
            "noun": "opinions politiques, convictions politiques, carte du parti",
            "field": "parti, parti politique, opinions politiques, affiliation politique, appartenance politique",
            "value": "lr, ps, rn",
        },
        "SEXUAL_ORIENTATION": {
            "state": (
                "gay, homosexuel, homosexuelle, lesbienne, bisexuel, bisexuelle, bi, queer, asexuel, "
                "asexuelle, pansexuel, transgenre, trans, une femme trans, un homme trans, une fille trans, "
                "un garçon trans, une personne trans, non binaire, "
                "hétérosexuel, hétérosexuelle, homo, hétéro"
            ),
            "noun": "coming out, orientation sexuelle, homosexualité, vie sexuelle, bisexualité, transition de genre",
            "act": "fait son coming out, fait mon coming out, attiré par les hommes, attirée par les femmes",
            "value": "homo, hétéro, lgbt",
            "field": "orientation sexuelle, orientation, sexualité, identité de genre",
        },
        "BIOMETRIC": {
            "noun": (
                "empreinte digitale, empreintes digitales, empreintes, scan de l'iris, empreinte vocale, "
                "données biométriques, gabarit biométrique, reconnaissance faciale, scan du visage, "
                "scan rétinien"
            ),
            "field": "données biométriques, gabarit biométrique, empreinte vocale",
            "value": "enregistrée",
        },
        "GENETIC": {
            "noun": (
                "test adn, adn, test génétique, profil adn, profil génétique, mutation brca1, mutation brca2,"
                " mutation brca, mutation génétique, gène brca1, maladie génétique, maladie héréditaire, "
                "maladie de huntington, prédisposition génétique, génome, caryotype, anomalie génétique"
            ),
            "act": "fait un test adn, fait un test génétique",
            "field": "test génétique, génotype, profil génétique",
            "value": "hétérozygote, homozygote, porteur",
        },
        "ETHNIC_ORIGIN": {
            "state": (
                "rom, gitan, gitane, kabyle, berbère, arabe, noir, noire, métis, métisse, maghrébin, "
                "maghrébine, kurde, d'origine maghrébine, d'origine algérienne, d'origine marocaine, "
                "d'origine africaine, d'origine arabe, d'origine turque, d'origine juive, d'origine kurde, "
                "d'origine sénégalaise, d'origine asiatique, d'origine rom, d'origine tunisienne, antillais, "
                "antillaise, de couleur"
            ),
            "noun": (
                "origine ethnique, origines ethniques, couleur de peau, origines maghrébines, "
                "origines africaines, origines algériennes, origines marocaines, origines juives"
            ),
            "value": "blanc, blanche, asiatique, africaine, caucasien",
            "field": "origine ethnique, ethnie, couleur de peau, race",
        },
        "CRIMINAL_RECORD": {
            "noun": (
                "prison, casier judiciaire, casier, antécédents judiciaires, condamnation, condamnations, "
                "condamnation pénale, peine de prison, sursis, garde à vue, vol aggravé, vol, escroquerie, "
                "fraude fiscale, violences conjugales, conduite en état d'ivresse, homicide, viol, "
                "agression sexuelle, trafic de stupéfiants, bracelet électronique"
            ),
            "state": (
                "condamné, condamnée, incarcéré, incarcérée, en prison, en détention, en garde à vue, "
                "mis en examen, mise en examen, ex détenu, ancien détenu, en liberté conditionnelle, "
                "délinquant sexuel, récidiviste, poursuivi pour, sous contrôle judiciaire, "
                "en liberté provisoire"
            ),
            "act": (
                "condamné à, condamnée à, fait de la prison, sorti de prison, sortie de prison, "
                "purgé une peine, purge une peine, mis en examen, mise en examen, placé en garde à vue, "
                "placée en garde à vue, écroué"
            ),
            "field": "casier judiciaire, antécédents judiciaires, condamnations, infractions",
            "value": "vol, escroquerie",
        },
    },
)
