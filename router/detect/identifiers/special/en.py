"""English."""

from router.detect.identifiers.special.tongue import Tongue

TONGUE = Tongue(
    code="en",
    who=(
        r"i|i'm|i've|he|he's|she|she's|we|you(?:'ve)?|they|who|my (?:[\pL-]+ )?(?:wife|husband|son|daughter"
        r"|mother|mom|mum|father|dad|brother|sister"
        r"|partner|girlfriend|boyfriend|child|baby|friend|boss|colleague|aunt|uncle|grandmother|grandfather"
        r"|cousin|neighbou?r|doctor|manager|supervisor|co-?worker|roommate|flatmate|landlord|landlady|teacher|coach"
        r"|lawyer|nanny|nephew|niece|fiancée?|ex|employee|client|patient|tenant|student|intern|grandson|granddaughter)"
        r"|(?:his|her|their|our) (?:wife|husband|son|daughter|mother|father|brother|sister|partner|child|colleague)"
        r"|(?:the|this|our|that) (?:[\pL-]+ )?(?:patient|client|employee|hire|applicant|candidate|claimant|customer"
        r"|tenant|student|worker|colleague|defendant"
        r"|suspect|accused|resident|guest|man|woman|boy|girl|child|victim|witness|user|caller|insured person"
        r"|policyholder|nurse|teacher|driver)"
        r"|patient|pt|(?:mr|ms|mrs|miss|dr)\.? (?-i:\p{Lu})[\pL'-]+"
    ),
    have=(
        r"have|has|had|'ve|'s got|got|have got|has got|have had|has had|caught|contracted|developed"
        r"|developed a case of"
    ),
    suffer=(
        r"diagnosed with|diagnosed as|suffer(?:s|ed|ing)? (?:from|with)|treated for|being treated for"
        r"|recover(?:s|ed|ing)? from|living with|lives with"
        r"|tested positive for|struggl(?:es|ed|ing|e) with|battl(?:es|ed|ing|e)|fighting|affected by|history of"
        r"|on sick leave (?:with|for|due to|because of)"
        r"|signed off (?:work )?(?:with|for)|off (?:sick )?with|hospitali[sz]ed (?:with|for|due to)"
        r"|admitted (?:with|for)|died (?:of|from)|complains of"
        r"|treatment for|therapy for|surgery for|medication for|(?:took|takes?|taking|is on|am on|prescribed"
        r"|started on)|undergo(?:es|ing)?|underwent"
        r"|(?:did|served) (?:[\pL\d-]+ ){1,3}for|jailed for|sentenced for"
        r"|charged with|convicted of|because of (?:his|her|my)|carrier of|carries|carry|inherited"
    ),
    own=r"my|his|her|your|[\pL]+'s",
    be=(
        r"am|is|was|are|were|'m|'s|'re|i'm|he's|she's|been|became|become|identif(?:y|ies|ied) as|came out as"
        r"|came out|comes out as|be|registered as"
    ),
    join=(
        r"(?:a |an )?(?:[\pL-]+ )?(?:member|supporter|official|rep|representative|activist|shop steward"
        r"|treasurer|delegate) (?:of|for|in|at)|vot(?:es|ed|e|ing)(?: for)?|joined"
        r"|belongs? to|belonged to|campaign(?:s|ed|ing)? for|left|quit|donat(?:es|ed|e) to|organi[sz]ed (?:in"
        r"|with)|supports?|runs for|ran for|candidate for"
    ),
    fill=(
        r"a|an|the|my|his|her|our|their|very|severe(?:ly)?|mild|chronic|acute|early|advanced|late|stage|type|grade|[0-9]+"
        r"|ii?|iv|first|second|a bit of|some|bad|terrible|also|now|just"
        r"|recently|always|never|not|no|long|long-term|metastatic|recurrent|major|clinical|heavily|openly"
        r"|devout|practi[sc]ing|strict|lifelong|registered|active|proud"
        r"|former|currently|still|been|breast|lung|prostate|of|about|[0-9]+ (?:weeks|months)|weeks|months"
        r"|previous|prior|three|two|four|and|actually|both|either|from|in"
    ),
    hedge=(
        r"if|whether|unless|suppose|imagine|in case|assuming|should|do|did|can|could|would|may|might|when you"
        r"|once|because|people|those|patients|anyone|someone|everyone|women|men|adults|children|persons"
        r"|individuals|employees|what if|that"
    ),
    no_names=(
        "the this that these those it there here what which who when where why how if because while as and or but so "
        "not no every everyone nobody somebody someone anyone people many most some few all each in on at by for from "
        "with to of a an research science medicine society nature history god france germany europe america africa "
        "asia china india russia spain italy poland london paris berlin he she they we you i do does did can could "
        "please explain describe define tell list show write give compare discuss summarise summarize translate is are "
        "was were agent server service account feature client session option setting flag plugin module button "
        "compression logging caching persistence durability replication encryption "
        "access support mode note today yesterday our their his her my your its"
    ),
    within=r"(?:is|was|am|are|'m|'s|i'm|he's|she's) (?:in|with)",
    member=r"members?|reps?|officials?|officers?|activists?|delegates?|stewards?|shop stewards?",
    kin=(
        r"wife|husband|son|daughter|mother|father|brother|sister|partner|girlfriend|boyfriend|friend|boss|colleague"
        r"|neighbou?r|co-?worker|roommate|flatmate|manager|employee|client|patient|student|tenant|uncle|aunt|cousin"
        r"|grandmother|grandfather|landlord|landlady|teacher|nanny|parents|in-laws|family|ex"
    ),
    solo_be=r"i'm|he's|she's|we're|you're",
    extra={
        "noun": (
            r"(?:patient|man|woman|boy|girl|male|female|child|year[- ]old|yo)(?: [\pL()]+){0,2} with"
            r"|living with my|dx:?|hx of|h/o|pmh:?|secondary to his|off sick with|allergic to"
        ),
        "state": r"as a|being|(?:patient|applicant|employee|client|he|she) identified as",
    },
    tails=(
        r"(?:width|colou?r|style|order|dash\pL*|linecap|engine|junction|transistors?|plates?|disorder treatments?)"
        r"|and (?:leo|virgo|libra|scorpio|gemini|taurus|aries|pisces|aquarius|capricorn|sagittarius)"
        r"|weekly|monthly|annual(?:ly)?|yearly|lingual|directional|modal|fold|partisan"
        r"|like|style|esque|fats?|fatty|inspired|schools?"
        r"|by (?:the |this |that |an? )?(?:argument|logic|message|sermon|spirit|idea)s?"
        r"|research|researchers?|awareness|prevention|treatment (?:center|centre|guidelines)|drugs?|campaign"
        r"|charity|foundation|society|association|statistics|studies|study|screening program"
        r"|ward|clinic|data|rates?|risk|day|month|conference|scene|bar|bars|pride|rights|street|district"
        r"|quarter|festival|law|movement|architecture|history|calendar"
        r"|art|literature|type|types|select|query|jack|station|square|find|all|market|endpoint|check|test suite"
        r"|scanner|api|sensor|unlock|reader|login"
    ),
    terms={
        "HEALTH": {
            "noun": (
                "diabetes, cancer, leukemia, leukaemia, lymphoma, tumour, tumor, melanoma, asthma, copd, "
                "pneumonia, tuberculosis, hiv, hepatitis, hepatitis b, hepatitis c, syphilis, chlamydia,"
                "gonorrhea, herpes, covid, covid 19, long covid, flu, migraine, migraines, epilepsy, seizures, "
                "stroke, a heart attack, heart attack, heart disease, heart failure, angina,"
                "hypertension, high blood pressure, multiple sclerosis, parkinson's, parkinson's disease, "
                "parkinson, alzheimer's, alzheimer, dementia, depression, anxiety disorder, panic attacks, "
                "bipolar disorder,"
                "schizophrenia, psychosis, ptsd, adhd, autism, asperger's, ocd, "
                "borderline personality disorder, eating disorder, anorexia, bulimia, burnout, addiction, "
                "alcoholism, insomnia, arthritis, rheumatism,"
                "lupus, psoriasis, eczema, crohn's, crohn's disease, ulcerative colitis, coeliac disease, "
                "celiac disease, endometriosis, miscarriage*, abortion, infertility, ivf, fibromyalgia, "
                "osteoporosis,"
                "cystic fibrosis, kidney failure, dialysis, cirrhosis, anaemia, anemia, hemophilia, "
                "thyroid disease, hypothyroidism, gout, a slipped disc, slipped disc, herniated disc, "
                "concussion, chemotherapy, chemo,"
                "radiotherapy, antidepressants, insulin, methadone, sertraline, metformin, prozac, lithium, "
                "ritalin, disability, mental illness, mental health problems, suicidal thoughts, allergy, "
                "allergies, penicillin allergy,"
                "pregnancy, surgery, mastectomy, hysterectomy, transplant, vasectomy, psychotherapy, rehab, "
                "sleep apnea, tinnitus, down syndrome, sickle cell disease, glaucoma, hiv infection, "
                "chronic illness, overdose"
            ),
            "state": (
                "pregnant, diabetic, hiv positive, asthmatic, epileptic, alcoholic, an alcoholic, disabled, "
                "severely disabled, bipolar, schizophrenic, autistic, suicidal, depressed, "
                "clinically depressed, bulimic,"
                "anorexic, infertile, terminally ill, seriously ill, chronically ill, paralysed, paralyzed, "
                "visually impaired, hard of hearing, wheelchair bound, on antidepressants, on sick leave,"
                "in rehab, on dialysis, in therapy, neurodivergent, dyslexic, "
                "in remission, on insulin,"
                "addicted to alcohol, addicted to drugs, addicted to heroin, addicted to cocaine, addicted to crack,"
                "addicted to opioids, addicted to opiates, addicted to painkillers, addicted to meth,"
                "addicted to pills, addicted to gambling, addicted to nicotine, addicted to cannabis,"
                "addicted to porn, addicted to sex,"
                "addicted to benzodiazepines, addicted to fentanyl, addicted to oxycodone, addicted to morphine,"
                "allergic to peanut*, allergic to nuts, allergic to tree nuts, allergic to milk, allergic to dairy,"
                "allergic to lactose, allergic to egg*, allergic to soy*, allergic to wheat, allergic to gluten,"
                "allergic to fish, allergic to shellfish, allergic to shrimp*, allergic to seafood, allergic to sesame,"
                "allergic to penicillin, allergic to amoxicillin, allergic to antibiotics, allergic to aspirin,"
                "allergic to ibuprofen, allergic to latex, allergic to nickel, allergic to pollen, allergic to dust,"
                "allergic to house dust, allergic to mites, allergic to cat*, allergic to dog*, allergic to horse*,"
                "allergic to bee*, allergic to wasp*, allergic to insect*, allergic to grass*, allergic to birch,"
                "allergic to ragweed, allergic to mold, allergic to mould, allergic to strawberries, allergic to kiwi*,"
                "allergic to apples, allergic to codeine, allergic to morphine, allergic to iodine, allergic to sulfa*,"
                "allergic to anaesthe*, allergic to anesthe*, allergic to contrast, allergic to vaccines,"
                "allergic to hazelnuts, allergic to almonds, allergic to walnuts, allergic to cashews,"
                "allergic to animal*"
            ),
            "act": (
                "tested positive, tried to kill himself, tried to kill herself, attempted suicide, "
                "had an abortion, had a miscarriage, sees a psychiatrist, seeing a psychiatrist, "
                "sees a therapist, called in sick,"
                "lost the baby, self harms, gave birth, uses a wheelchair, is off sick, was off sick, "
                "had a stroke, had surgery, had an operation"
            ),
            "measured": "blood type, blood group, degree of disability",
            "charted": "patient, pt",
            "flag": (
                "hiv status, hiv test, hiv test result, pregnant, pregnancy, hiv positive, severely disabled, smoker"
            ),
            "coded": "diagnosis, diagnosis code, icd, icd 10, icd10, icd 10 code, dx",
            "value": "aids, lung, fracture, angina pectoris",
            "field": (
                "diagnosis, diagnoses, medical condition, medical conditions, condition, illness, disease, "
                "medical history, allergies, medication, medications, disability, health status, "
                "sick leave reason, absence reason, dx"
            ),
        },
        "RELIGION": {
            "state": (
                "muslim, a muslim, jewish, a jew, christian, catholic, a catholic, roman catholic, protestant, "
                "orthodox christian, evangelical, baptist, methodist, lutheran, mormon, a jehovah's witness, "
                "jehovah's witness,"
                "hindu, buddhist, sikh, atheist, an atheist, agnostic, shia, sunni, quaker, scientologist, "
                "anglican, zoroastrian"
            ),
            "noun": "faith, religious beliefs, baptism, bar mitzvah, bat mitzvah, hajj",
            "group": (
                "the church of england, catholic church, church of scientology, jehovah's witnesses, "
                "jewish community, parish council, mosque association, islam"
            ),
            "act": (
                "converted to islam, converted to christianity, converted to judaism, "
                "converted to catholicism, converted to buddhism, prays five times, needs to pray, "
                "needs a room to pray, needs a prayer room, needs time to pray, fasts during ramadan, "
                "fasts for ramadan, wears a hijab, keeps kosher, goes to mass, attends mass, "
                "observes shabbat, observes ramadan"
            ),
            "value": "none, islam, christianity, judaism, hinduism, buddhism, church of england, no religion",
            "field": "religion, religious affiliation, faith, denomination, confession, religious belief",
        },
        "UNION_MEMBERSHIP": {
            "group": (
                "union, trade union, labour union, labor union, works council, unison, unite the union, gmb, "
                "usdaw, rmt, afl cio, teamsters, uaw, seiu, ucu, nasuwt, uni global, the strike committee"
            ),
            "state": (
                "union member, a union member, trade unionist, a trade unionist, unionised, unionized, "
                "union rep, a union rep, shop steward, a shop steward, teamster, teamsters"
            ),
            "noun": "union dues, union membership, union card, union rep, shop steward",
            "act": "pays union dues, went on strike, joined the picket line",
            "flag": "union member, trade union member, union membership",
            "field": "union, union membership, trade union, trade union membership",
        },
        "POLITICAL_OPINION": {
            "group": (
                "labour party, labour, the conservatives, conservative party, conservatives, tories, lib dems, "
                "liberal democrats, green party, the greens, greens, democratic party, democrats, republicans, "
                "republican party, reform uk,"
                "ukip, snp, plaid cymru, sinn fein, dup, trump, biden, socialist party, communist party, "
                "far right party, afd, the afd, spd, the spd, cdu, the cdu, csu, fidesz, vox, podemos, psoe, pvv,"
                "pis party, national rally, rassemblement national, front national, lega, fratelli d'italia, die linke"
            ),
            "state": (
                "a socialist, socialist, a communist, communist, a republican, a democrat, left wing, "
                "right wing, a conservative, a tory, tory voter, labour voter, an anarchist, anarchist, "
                "far right, far left, a brexiteer, pro life, pro choice"
            ),
            "noun": "political views, political opinions, political affiliation, party membership",
            "value": "labour, conservative, democrat, republican, liberal, green",
            "field": (
                "political party, political affiliation, political views, party membership, "
                "party affiliation, voting preference"
            ),
        },
        "SEXUAL_ORIENTATION": {
            "state": (
                "gay, lesbian, a lesbian, bisexual, homosexual, queer, asexual, pansexual, heterosexual, "
                "bi, transgender, trans, non binary, nonbinary, in the closet"
            ),
            "noun": (
                "sexual orientation, sexuality, sex life, coming out, gender reassignment surgery, "
                "boyfriend and he is also a man"
            ),
            "act": (
                "came out as gay, came out of the closet, is attracted to men, is attracted to women, "
                "dates men and women"
            ),
            "value": "straight, hetero, bi, lgbt, homo",
            "field": "sexual orientation, orientation, sexuality, sexual preference, gender identity",
        },
        "BIOMETRIC": {
            "noun": (
                "fingerprint, fingerprints, iris scan, retina scan, face scan, facial template, voiceprint, "
                "face template, palm print, biometric data, biometrics, biometric template, "
                "facial recognition data, hand geometry"
            ),
            "act": (
                "scanned his iris, scanned her iris, scanned my iris, scanned his face, scanned her face,"
                "scanned his retina, scanned her retina, scanned his palm, scanned her palm"
            ),
            "value": "enrolled",
            "field": "biometric data, biometric template, fingerprint template, face template, voiceprint",
        },
        "GENETIC": {
            "noun": (
                "dna test, dna, dna profile, genome, brca1 mutation, brca2 mutation, brca mutation, brca1, "
                "brca2, genetic test, genetic mutation, gene mutation, genetic disorder, "
                "genetic predisposition, hereditary disease, huntington's gene, huntington's disease, "
                "huntington's, karyotype, lynch syndrome, factor v leiden"
            ),
            "act": "took a dna test, did a dna test, tested positive for brca1, tested positive for brca2",
            "field": "genotype, genetic test, genetic test result, dna profile, genetic condition",
            "value": "brca1 positive, brca2 positive, heterozygous, homozygous, carrier",
        },
        "ETHNIC_ORIGIN": {
            "state": (
                "roma, a romani, romani, sinti, of jewish descent, kurdish, berber, black, a black man, "
                "a black woman, mixed race, biracial, latino, latina, hispanic, african american, "
                "asian american, native american, aboriginal, maori,"
                "arab, of african descent, of turkish descent, of arab descent, of asian descent, "
                "of indian descent, of african origin, of turkish origin, of moroccan descent, "
                "of pakistani descent, of chinese descent, of north african origin, of polish descent, "
                "of roma descent, of kurdish descent, of turkish heritage, of ethnic minority"
            ),
            "noun": (
                "ethnicity, ethnic origin, ethnic background, migrant background, skin colour, skin color, "
                "roma background, jewish roots, african roots, turkish roots"
            ),
            "value": (
                "white, caucasian, asian, black african, black caribbean, white british, african, mixed, white other"
            ),
            "field": "ethnicity, ethnic origin, ethnic group, race, ethnic background, skin colour, skin color",
        },
        "CRIMINAL_RECORD": {
            "noun": (
                "criminal record, a criminal record, previous convictions, prior convictions, conviction, "
                "convictions, criminal conviction, police record, arrest record, prison sentence, "
                "suspended sentence, parole officer, probation officer,"
                "criminal history, restraining order, prison record, theft, fraud, manslaughter, murder, "
                "drunk driving, assault, burglary, drug possession, tax evasion, embezzlement, shoplifting, "
                "domestic violence, gbh, drug dealing, sexual assault, rape, dui, robbery"
            ),
            "state": (
                "on parole, on probation, in prison, in jail, an ex convict, ex convict, a convicted felon, "
                "a felon, sex offender, a sex offender, a registered sex offender, sentenced to, convicted, "
                "previously convicted, imprisoned, jailed, arrested for, under criminal investigation, "
                "wanted by the police, incarcerated"
            ),
            "act": (
                "served time, was sentenced to, went to prison, went to jail, got arrested, pleaded guilty, "
                "spent time in prison, spent two years in prison, did time, was released from prison, "
                "served two years, served three years"
            ),
            "field": (
                "criminal record, convictions, criminal history, previous convictions, criminal convictions, "
                "offence, offense"
            ),
        },
    },
)
