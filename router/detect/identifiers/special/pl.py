"""Polish."""

from router.detect.identifiers.special.tongue import Tongue

TONGUE = Tongue(
    code="pl",
    who=(
        r"ja|on|ona|ty|my|mi|mu|syn|córka|mąż|żona|mama|tata|matka|ojciec|brat|siostra|babcia|dziadek|teściow\pL+"
        r"|szwagier|wnuczka|wnuk|szefowa|szef|sąsiad|sąsiadka"
        r"|jej|mnie|jemu|u niego|u niej|u mnie|który|która|(?:mój|moja|moje|mojego|mojej"
        r"|mojemu|jego|jej|twój|twoja|nasz|nasza|swoj\pL+) (?:były |była )?(?:żon[aęyie]+|mąż|męża|mężowi"
        r"|syn\pL*|córk\pL+|matk\pL+|mam\pL+|ojciec|ojca|tat\pL+|brat\pL*|siostr\pL+|partner\pL*|chłopak\pL*"
        r"|dziewczyn\pL+|dziecko|dziecka|przyjaciel\pL*|przyjaciółk\pL+|szef\pL*|koleg\pL+|koleżank\pL+"
        r"|ciotk\pL+|ciocia|wujek|wujka|babci\pL+|dziadek|dziadka|sąsiad\pL*|kuzyn\pL*|pracowni\pL+)"
        r"|(?:ten |ta |nasz |nasza |pan |pani )?(?:pacjent|pacjentka|pacjenta|pacjentki|klient|klientka|klienta"
        r"|pracownik|pracownica|pracownika|kandydat|kandydatka|ubezpieczony|ubezpieczona|najemca|uczeń"
        r"|uczennica|student|studentka|oskarżony|oskarżona|oskarżonego|podejrzany|podejrzana|podejrzanego"
        r"|świadek|mieszkaniec|wnioskodawca|kolega|koleżanka|kierowca|nauczycielka|pielęgniarka|mężczyzna"
        r"|kobieta|chłopiec|dziewczynka)"
        r"|(?:pan|pani|pana|panu|dr) (?-i:\p{Lu})[\pL'-]+"
    ),
    have=(
        r"ma|mam|miał|miała|miałem|miałam|masz|mieliśmy|dostał|dostała|przeszedł|przeszła|przeszłam"
        r"|przeszedłem|bierze|biorę|przyjmuje|złapał|złapała|przechodzi|przechodzę|poddał się|poddała się"
        r"|stracił|straciła"
    ),
    suffer=(
        r"(?:od)?siedzia[łl]a? (?:[\pL\d-]+ ){0,3}za"
        r"|chor(?:uje|uję|ował|owała|owałem|owałam) na|chor[aye]g?o? na|cierp(?:i|ię|iał|iała) na"
        r"|zdiagnozowano(?: [\pL]+){0,2}|zdiagnozowan\pL+|stwierdzono(?: [\pL]+){0,2}|wykryto(?: [\pL]+){0,2}"
        r"|rozpoznano(?: [\pL]+){0,2}|lecz(?:y|ę|ył|yła|ony|ona) (?:się )?(?:na|z powodu)|leczon[ay] z powodu"
        r"|zmarł[a]? na|zmarł[a]? z powodu|zachorował[a]? na|zachorowałem na|zachorowałam na"
        r"|na (?:zwolnieniu(?: lekarskim)?|l4) (?:z powodu|przez)|zakażon[ay]|hospitalizowan[ay] z powodu"
        r"|operowan[ay] z powodu|walczy z|zmaga się z|skazan[ay] za|nosiciel\pL* |uczulon[ay] na|po|w trakcie"
        r"|podejrzan[ay] o|karan[ay] za"
    ),
    own=(
        r"m[óo]j|moja|moje|moją|mojej|mojego|moich|mojemu|moim|jego|jej|twoja|twój|twoje|twoją|pani|pana"
        r"|swoją|swoje|swój|swojej|swojego"
    ),
    be=(
        r"jest|jestem|był|była|byłem|byłam|jesteś|został|została|zostałem|zostałam|stał się|stała się"
        r"|uważa się za|deklaruje się jako|określa się jako|siedzi|siedział|siedziała|siedzę|przebywa"
    ),
    join=(
        r"należ(?:y|ę|ał|ała) do|członki(?:em|ni\pL+) |członkinią|działacz\pL* |działaczk\pL+ "
        r"|zapisał[a]? się do|głosuje na|głosował[a]? na|głosował[ea]m na|głosuję na|popiera|popieram|wspiera"
        r"|kandyduje z|wstąpił[a]? do|wystąpił[a]? z|sympatyk\pL* |zwolenniki\pL+|wierzy w"
    ),
    fill=(
        r"na|w|do|z|ze|o|od|i|lub|bardzo|ciężk\pL+|lekk\pL+|przewlekł\pL+|ostr\pL+|siln\pL+|typu|stopnia|[0-9]+"
        r"|ii?|też|także|teraz|niestety|znowu|zawsze|już|nie|jeszcze|lat|roku|miesięcy|tygodni|kilku"
        r"|zaawansowan\pL+|głębok\pL+|praktykując\pL+|wierząc\pL+|otwarcie|aktywn\pL+|był\pL+|dwa|trzy"
        r"|dwukrotnie|się|poważn\pL+|klinicz\pL+|obecnie|ostatnio|właśnie|jest"
        r"|związku|partii|zawodow\pL+|osobą|stwierdzon\pL+|długo|wieloletni\pL+|obowiązkow\pL+|złośliw\pL+"
        r"|ciągł\pL+|człowiekiem|wciąż|początki|objawy|atak|epizod"
    ),
    hedge=(
        r"jeśli|jeżeli|gdy|gdyby|czy|osoby|ludzie|każdy kto|ktoś|ci którzy|pacjenci|kobiety|mężczyźni|dzieci"
        r"|jak|dlaczego|co|może|można|o ile"
    ),
    no_names=(
        "ten ta to te ci ktoś nikt każdy każda każde wszyscy wiele wielu niektórzy kto co gdzie kiedy jak dlaczego "
        "jeśli jeżeli gdy czy i a ale lub w we na do z ze o od po przy dla bez nad pod przed za dziś wczoraj jutro tu "
        "tam polska warszawa kraków europa niemcy francja badania medycyna nauka społeczeństwo on ona my wy ja może "
        "można proszę nie tak też mój moja jego jej pies kot"
    ),
    solo_have=(
        r"mam|miałem|miałam|choruję na|chorowałem na|chorowałam na|cierpię na|leczę się na|biorę|przyjmuję"
        r"|przeszłam|przeszedłem|choruje na|cierpi na|leczy się na|zdiagnozowano u (?:mnie|niego|niej)"
        r"|stwierdzono u (?:mnie|niego|niej)|wykryto u (?:mnie|niego|niej)|zachorowałem na|zachorowałam na"
        r"|zmaga się z|zmagam się z"
        r"|jestem po|jestem na|jestem w trakcie|straciłam|jest po|zachorowała? na"
    ),
    within=r"(?:jest|był|była|jestem|działa|działam) w",
    member=r"członek|członkini|członkiem|członkinią|działacz(?:ka)?",
    kin=(
        r"żon[aąęy]|mąż|mężem|męża|syn(?:em|a)?|córk[aąęi]|matk[aąęi]|ojc(?:iec|em|a)|brat(?:em|a)?|siostr[aąęy]"
        r"|partner(?:ka)?|przyjaciel|przyjaciółka|szef(?:owa)?|kolega|koleg[iąę]|koleżank[aąęi]|sąsiad(?:ka|em|a|ką)?"
        r"|współlokator(?:ka)?|pracowni(?:k|ca)|pacjent(?:ka)?|klient(?:ka)?|ciotka|wujek|babcia|dziadek|rodzice"
        r"|rodzina|teściowa|teść|nauczyciel(?:ka)?"
    ),
    solo_be=r"jestem|byłem|byłam|jesteś|zostałem|zostałam|siedziałem|siedziałam",
    solo_join=(
        r"należę do|głosuję na|głosowałem na|głosowałam na|jestem członk\pL+|zapisał[ea]m się do|popieram"
        r"|należy do|jest członki(?:em|nią)"
    ),
    extra={
        "noun": r"(?:pacjent|pacjentka|kobieta|mężczyzna)(?: lat [0-9]+)?,? z|wywiad:?|podejrzenie u (?:niego|niej)"
    },
    openers=r"i|a|ale|teraz|też|także|już|dodatkowo|obecnie|bo|wiem,? że|niestety|dziś",
    tails=r"pride|research|w polsce|w europie|w historii",
    terms={
        "HEALTH": {
            "dropped": (
                "jest w ciąży, jest diabetykiem, jest diabetyczką, jest alkoholikiem, jest alkoholiczką, "
                "jest narkomanem, jest narkomanką, jest niepełnosprawny, jest niepełnosprawna, jest w depresji, "
                "jest na l4 z powodu, jest na zwolnieniu z powodu, jest zakażony hiv, jest zakażona hiv, "
                "jest nosicielem hiv, ma raka, ma cukrzycę, ma depresję, ma padaczkę, ma autyzm, ma hiv, "
                "ma schizofrenię, ma nowotwór, ma białaczkę, choruje na raka, choruje na cukrzycę, "
                "choruje na depresję, choruje na padaczkę, choruje na schizofrenię, cierpi na depresję, "
                "cierpi na bezsenność, cierpi na schizofrenię, leczy się psychiatrycznie, leczy się na depresję"
            ),
            "noun": (
                "cukrzyca, cukrzycę, cukrzycy, cukrzycą, rak, raka, rakiem, rak piersi, raka piersi, raka płuc,"
                " raka prostaty, nowotwór, nowotworu, białaczka, białaczkę, białaczki, białaczką, chłoniak, "
                "chłoniaka, guz mózgu, guza mózgu, guza, czerniak, czerniaka, astma, astmę, astmy, pochp, "
                "zapalenie płuc, zapalenia płuc, gruźlica, gruźlicę, gruźlicy, hiv, aids,"
                "wirusem hiv, żółtaczka, żółtaczkę, wzw, wzw b, wzw c, kiła, kiłę, kiły, chlamydia, opryszczka,"
                " covid, grypa, grypę, migrena, migrenę, migreny, padaczka, padaczkę, padaczki, padaczką, udar,"
                " udarze, zawał, zawale, zawał serca, niewydolność serca, nadciśnienie, nadciśnienia, "
                "stwardnienie rozsiane, stwardnieniem rozsianym, parkinson, parkinsona, chorobę parkinsona, "
                "alzheimer, alzheimera,"
                "chorobę alzheimera, demencja, demencję, demencji, depresja, depresję, depresji, depresją, "
                "zaburzenia lękowe, stany lękowe, ataki paniki, chorobę dwubiegunową, "
                "choroba afektywna dwubiegunowa, schizofrenia, schizofrenię, schizofrenii, schizofrenią, "
                "psychoza, psychozę, ptsd, adhd, autyzm, autyzmu, nerwica, nerwicę, nerwicy, anoreksja, "
                "anoreksję, anoreksji, bulimia, bulimię, bulimii,"
                "wypalenie zawodowe, uzależnienie, uzależnienia, alkoholizm, alkoholizmu, bezsenność, artroza, "
                "zapalenie stawów, reumatyzm, toczeń, łuszczyca, łuszczycę, łuszczycy, egzema, "
                "chorobę leśniowskiego crohna, celiakia, celiakię, endometrioza, endometriozę, endometriozy, "
                "poronienie, poronieniu, aborcja, aborcję, aborcji, in vitro, fibromialgia, osteoporoza, "
                "osteoporozę, mukowiscydoza, mukowiscydozę,"
                "niewydolność nerek, dializy, dializach, marskość wątroby, anemia, anemię, "
                "niedoczynność tarczycy, hashimoto, dna moczanowa, dyskopatia, dyskopatię, wstrząs mózgu, "
                "wstrząśnienie mózgu, chemioterapia, chemioterapię, chemioterapii, chemii, radioterapia, "
                "radioterapię, radioterapii, leki na depresję, leki przeciwdepresyjne, antydepresanty, "
                "insulina, insulinę, metadon, niepełnosprawność,"
                "chorobę psychiczną, myśli samobójcze, alergia, alergię, alergii, ciąża, ciążę, "
                "cesarskie cięcie, przeszczep, przeszczepie, psychoterapia, psychoterapię, zespół downa, "
                "mastektomii, orzeczenie o niepełnosprawności, wyrostek robaczkowy, operacji kręgosłupa, "
                "borderline, leki psychotropowe, problemy psychiczne"
            ),
            "state": (
                "w ciąży, cukrzykiem, diabetykiem, alkoholikiem, alkoholiczką, chory na raka, chora na raka, "
                "niepełnosprawny, niepełnosprawna, inwalidą, niewidomy, niewidoma, niesłyszący, głuchy, "
                "głucha, sparaliżowany, sparaliżowana, autystyczny, autystyczna, w depresji, bezpłodna, "
                "bezpłodny, śmiertelnie chory, śmiertelnie chora, ciężko chory, ciężko chora, "
                "przewlekle chory, przewlekle chora, na zwolnieniu lekarskim, na l4, uzależniony od, "
                "uzależniona od, narkomanem, narkomanką, epileptykiem, astmatykiem, astmatyczką, "
                "nosicielem hiv, hiv pozytywny, hiv pozytywna, "
                "na dializach, na wózku, na odwyku, w terapii, schizofrenikiem, anorektyczką,"
                " osobą niepełnosprawną, psychicznie chory, psychicznie chora, na antydepresantach, "
                "na zwolnieniu chorobowym"
            ),
            "act": (
                "próbował popełnić samobójstwo, próbowała popełnić samobójstwo, próbę samobójczą, "
                "próbie samobójczej, poroniła, poroniłam, urodziła, na wózku inwalidzkim, "
                "chodzi do psychiatry, chodzę do psychiatry, leczy się psychiatrycznie, "
                "leczę się psychiatrycznie, na zwolnieniu lekarskim"
            ),
            "sure": "jestem w ciąży",
            "measured": "grupa krwi, stopień niepełnosprawności",
            "charted": "pacjent, pacjentka, pacjenta, pacjentki",
            "flag": "status hiv, test hiv, wynik hiv, w ciąży, niepełnosprawność, ciąża, palący",
            "coded": "rozpoznanie, diagnoza, kod icd, icd 10, rozpoznanie główne",
            "field": (
                "rozpoznanie, diagnoza, choroba, choroby, choroby przewlekłe, schorzenie, schorzenia, "
                "stan zdrowia, alergie, leki, przyjmowane leki, niepełnosprawność, powód nieobecności, "
                "powód zwolnienia, wywiad"
            ),
            "value": "złamanie",
        },
        "RELIGION": {
            "adjective": (
                "muzułmański*, muzułmańska, żydowski*, żydowska, katolicki*, katolicka, prawosławny*, prawosławna, "
                "protestancki*, protestancka, ewangelicki*, ewangelicka, wierzący*, wierząca"
            ),
            "dropped": (
                "jest muzułmaninem, jest muzułmanką, jest żydem, jest żydówką, jest świadkiem jehowy, "
                "jest katolikiem, jest katoliczką, jest ateistą, jest ateistką, jest buddystą, jest prawosławny, "
                "jest prawosławna, jest protestantem"
            ),
            "state": (
                "muzułmaninem, muzułmanką, muzułmanin, muzułmanka, żydem, żydówką, chrześcijaninem, "
                "chrześcijanką, katolikiem, katoliczką, katolik, katoliczka, protestantem, protestantką, "
                "prawosławny, prawosławna, prawosławnym, ewangelikiem, ewangeliczką, świadkiem jehowy, "
                "hinduistą, buddystą, buddystką, ateistą, ateistką, ateista, ateistka, agnostykiem, szyitą, "
                "sunnitą, mormonem, niewierzący, niewierząca, wierzący, wierząca, praktykujący, "
                "wyznania mojżeszowego, ochrzczony, ochrzczona"
            ),
            "noun": "wiarę, wyznanie, chrzest, bierzmowanie, religię",
            "group": (
                "kościoła katolickiego, gminy żydowskiej, świadków jehowy, zboru, kościoła, "
                "wspólnoty żydowskiej, opus dei, parafii, meczetu, kościoła zielonoświątkowego"
            ),
            "act": (
                "przeszedł na islam, przeszła na islam, przeszedł na judaizm, przeszła na judaizm, "
                "przeszedł na katolicyzm, nawrócił się na islam, dokonał apostazji, dokonała apostazji, "
                "nosi hidżab, chodzi do kościoła, chodzę do kościoła, chodzi do meczetu, chodzi do synagogi, "
                "modli się pięć razy, pości w ramadanie"
            ),
            "value": (
                "islam, katolickie, rzymskokatolickie, prawosławne, bezwyznaniowy, brak, judaizm, "
                "ewangelickie, katolicyzm"
            ),
            "field": "religia, wyznanie, wyznawana religia, przynależność religijna",
        },
        "UNION_MEMBERSHIP": {
            "dropped": (
                "należy do związku zawodowego, należy do związków zawodowych, jest członkiem związku zawodowego, "
                "jest członkinią związku zawodowego, jest związkowcem, należy do solidarności, "
                "jest działaczem związkowym"
            ),
            "group": (
                "solidarności, solidarność, opzz, związku zawodowego, związków zawodowych, znp, "
                "nszz solidarność, sierpnia 80, forum związków zawodowych, inicjatywy pracowniczej"
            ),
            "state": (
                "związkowcem, związkowiec, działaczem związkowym, działaczką związkową, "
                "członkiem związku zawodowego, członkinią związku zawodowego, przewodniczącym związku, "
                "członkiem solidarności"
            ),
            "noun": "legitymację związkową, składki związkowe, członkostwo w związku, przynależność związkową",
            "act": "strajkował, strajkowała, brał udział w strajku, brała udział w strajku",
            "flag": "członek związku zawodowego, przynależność związkowa",
            "field": "związek zawodowy, przynależność związkowa, przynależność do związku",
            "value": "solidarność",
        },
        "POLITICAL_OPINION": {
            "dropped": (
                "jest członkiem pis, jest członkiem pis u, jest członkiem platformy, jest członkiem po, "
                "jest członkiem konfederacji, jest członkinią pis, jest członkinią platformy, należy do pis, "
                "należy do platformy, należy do konfederacji, głosuje na pis, głosuje na konfederację, "
                "głosuje na platformę, głosuje na lewicę, głosował na pis, głosowała na pis, "
                "głosował na konfederację, głosowała na konfederację, jest komunistą, jest działaczem pis, "
                "jest działaczem po"
            ),
            "group": (
                "pis, pis u, po, platformy obywatelskiej, platformę obywatelską, platformę, "
                "koalicję obywatelską, lewicę, lewicy, konfederację, konfederacji, polskę 2050, psl, "
                "prawa i sprawiedliwości, prawo i sprawiedliwość, razem, partii razem, pzpr, tuska, "
                "kaczyńskiego, dudę, trzaskowskiego, ruchu narodowego, partii komunistycznej, partii, "
                "nawrockiego"
            ),
            "state": (
                "socjalistą, komunistą, lewicowcem, prawicowcem, narodowcem, nacjonalistą, anarchistą, "
                "działaczem pis, działaczem po, członkiem pis, członkiem po, wyborcą pis, wyborcą po, "
                "skrajnie prawicowy, pisowcem, konserwatystą, liberałem, faszystą"
            ),
            "noun": (
                "poglądy polityczne, legitymację partyjną, poglądy lewicowe, poglądy prawicowe, "
                "lewicowe poglądy, prawicowe poglądy"
            ),
            "field": "partia, partia polityczna, poglądy polityczne, przynależność partyjna",
            "value": "lewica, prawica, konfederacja",
        },
        "SEXUAL_ORIENTATION": {
            "dropped": (
                "jest gejem, jest lesbijką, jest homoseksualny, jest homoseksualna, jest homoseksualistą, "
                "jest biseksualny, jest biseksualna, jest osobą transpłciową"
            ),
            "state": (
                "gejem, gej, lesbijką, lesbijka, biseksualny, biseksualna, biseksualistą, homoseksualny, "
                "homoseksualna, homoseksualistą, homoseksualist, queer, aseksualny, aseksualna, transpłciowy,"
                " transpłciowa, osobą transpłciową, transseksualistą, niebinarny, niebinarna, "
                "osobą niebinarną, heteroseksualny, heteroseksualna, trans, transkobietą, transmężczyzną"
            ),
            "noun": (
                "orientację seksualną, orientacja seksualna, homoseksualizm, coming out, życie seksualne, "
                "homoseksualność"
            ),
            "act": "wyszedł z szafy, wyszła z szafy, zrobił coming out, zrobiła coming out",
            "value": "hetero, homo, bi, gay, lgbt, homoseksualna, biseksualna",
            "field": "orientacja seksualna, orientacja, seksualność, tożsamość płciowa",
        },
        "BIOMETRIC": {
            "noun": (
                "odcisk palca, odciski palców, odcisków palców, skan tęczówki, skan twarzy, "
                "dane biometryczne, danych biometrycznych, wzorzec biometryczny, próbka głosu, skan siatkówki"
            ),
            "field": "dane biometryczne, wzorzec biometryczny",
            "value": "pobrane",
        },
        "GENETIC": {
            "noun": (
                "test dna, testu dna, dna, badanie genetyczne, badania genetyczne, badań genetycznych, "
                "test genetyczny, profil dna, profil genetyczny, mutację brca1, mutacja brca1, mutację brca2,"
                " mutację brca, mutacji brca1, mutację genetyczną, mutacją brca1, chorobę genetyczną, "
                "choroba genetyczna, chorobę dziedziczną, chorobę huntingtona, pląsawicę huntingtona, genom, "
                "kariotyp, wadę genetyczną, predyspozycje genetyczne"
            ),
            "act": "zrobił test dna, zrobiła test dna, zrobiła badania genetyczne",
            "field": "genotyp, badanie genetyczne, profil genetyczny, wynik badania genetycznego",
            "value": "heterozygota, homozygota, nosiciel",
        },
        "ETHNIC_ORIGIN": {
            "dropped": (
                "jest romem, jest romką, jest cyganem, jest cyganką, jest pochodzenia romskiego, "
                "jest pochodzenia żydowskiego, jest pochodzenia tatarskiego"
            ),
            "state": (
                "romem, romką, cyganem, cyganką, arabem, arabką, kurdem, czarnoskóry, czarnoskóra, "
                "ciemnoskóry, ciemnoskóra, mulatem, mulatką, pochodzenia romskiego, pochodzenia żydowskiego, "
                "pochodzenia arabskiego, pochodzenia afrykańskiego, pochodzenia tureckiego, "
                "pochodzenia ukraińskiego, pochodzenia niemieckiego, pochodzenia azjatyckiego, "
                "pochodzenia wietnamskiego, pochodzenia kurdyjskiego, łemkiem, ślązakiem z pochodzenia, "
                "narodowości romskiej"
            ),
            "noun": (
                "pochodzenie etniczne, kolor skóry, żydowskie korzenie, romskie korzenie, "
                "ukraińskie korzenie, arabskie korzenie, żydowskie pochodzenie, romskie pochodzenie, "
                "pochodzenie rasowe"
            ),
            "value": "biała, biały, romska, azjatyckie, afrykańskie, żydowska",
            "field": "pochodzenie etniczne, rasa, kolor skóry, przynależność etniczna",
        },
        "CRIMINAL_RECORD": {
            "dropped": (
                "był karany, była karana, był karany za, była karana za, jest karany, jest karana, "
                "był skazany za, była skazana za, został skazany za, została skazana za, siedzi w więzieniu, "
                "siedział w więzieniu, siedziała w więzieniu, jest w więzieniu, wyszedł z więzienia, ma wyrok za"
            ),
            "noun": (
                "wyrok, wyroki, wyrok w zawieszeniu, karalność, kartotekę, kartotekę policyjną, "
                "kuratora sądowego, dozór policyjny, kradzież, kradzieży, oszustwo, oszustwa, rozbój, "
                "rozboju, zabójstwo, zabójstwa, gwałt, gwałtu, pobicie, pobicia, przemoc domową, "
                "jazdę po pijanemu, jazdę pod wpływem alkoholu, posiadanie narkotyków, handel narkotykami, "
                "włamanie, włamania, przestępstwo, przestępstwa skarbowe, wyrok skazujący"
            ),
            "state": (
                "karany, karana, skazany, skazana, notowany, notowana, w więzieniu, w areszcie, aresztowany, "
                "aresztowana, zatrzymany za, przestępcą, przestępcą seksualnym, więźniem, byłym więźniem, "
                "recydywistą, na warunkowym, osadzony, osadzona, oskarżony o, oskarżona o, "
                "poszukiwany listem gończym"
            ),
            "act": (
                "skazany na, skazana na, skazany za, skazana za, siedział w więzieniu, siedziała w więzieniu,"
                " w więzieniu, wyszedł z więzienia, wyszła z więzienia, odsiedział, odsiaduje, odsiedziała, "
                "w areszcie, trafił do więzienia, usłyszał zarzuty, usłyszała zarzuty"
            ),
            "field": "karalność, niekaralność, wyroki, przeszłość kryminalna, przestępstwo",
            "value": "kradzież, oszustwo",
        },
    },
)
