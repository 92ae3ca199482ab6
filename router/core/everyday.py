"""Words that stand in every second text of the seven languages, or in every body of the protocols.

A detector sometimes takes one for a name, and some are names ("Will", "Mai", "Rosa"). The place that was found is
replaced; but the word is neither replaced wherever else it stands nor searched for by the leak check, because that
would riddle sentences with placeholders and raise alarms over nothing. Single words only, case-folded. Words that are
rare as anything but a name do not belong here.
"""

_PROTOCOL = """
address answer api args arguments array assistant audio auto base64 body boolean bot call category chat chatgpt
choices class claude code column command completion content context copilot count country created currency customer
data date default delta description detail developer document email embedding enum error event example false field
file filename finish first format function functions gemini gemma gpt headers high id image index input instructions
integer item items jpeg json key keys label language last length limit list llama location logprobs low markdown max
medium message messages metadata method min mistral mixtral mode model name names none null number object openai
optional order output page parameters password path phi phone png priority prompt properties query qwen reason
reasoning refusal region request required response result results role row schema score search secret seed sender
session size source start state status stop stream strict string subject summary system tag tags temperature text time
timestamp title token tokens tool tools top total true type types unit uri url usage user username users value values
version voice web year zip
"""

_ENGLISH = """
a about above across act add after again against age ago agree air all allow almost alone along already also although
always am among amount an and angel animal another any anyone anything april are area arm around art as ask asked at
august aunt autumn away baby back bad bank bath bay be beach bear beautiful because bed been before began begin behind
being believe bell best better between big bill bird bishop bit black blue boat book both bottom box boy bread break
bright bring brother brown build building business busy but buy by cake came can car card care carry case cash cat
cause cell center century certain chair chance change chase check cherry chief child children christian church city
clay clean clear client close cold color come common company complete contact cook cool copy corner could country
course court cross cup cut dark daughter dawn day days dead deal dean dear death december decide deep did different
dinner do doctor does dog done door down draw dream drew drive drop dry due duke during each ear early earth east easy
eat eight either else end english enough even evening ever every everyone everything example eye face fact faith fall
family far farm farmer fast father february feel feet felt few figure fill final find fine finger fire fish five fly
follow food foot for force forest form forward found four fox free french friday friend from front full further future
game garden gardener gave general gentleman german get girl give given glass go god gold gone good got grace grand
grant great green group grow guest had hair half hand happy hard has hat have he head health hear heard heart heat
heavy held hello help her here herself hi high hill him himself his history hold home hope hot hour hours house how
however hundred hunter husband i ice idea if important in information inside instead interest into is island issue it
its itself ivy january job joy july june just keep kind king knew know lady lake land large late later law lead learn
least leave led left less let letter level life light like lily line little live living long look lord lost lot love
low lunch machine madam made main make man manager many march mark market master matter max may maybe me mean meet
meeting member men might mile milk mill mind mine minute miss mister moment monday money month months moon more
morning most mother mountain mouth move mr mrs ms much music must my myself name nation near need never new news next
nice nick night nine no noon north not note nothing november now number october of off offer office often oh oil old
olive on once one online only open or order other our out outside over own page paid pain paint paper parent park part
party pass past pat patient pay people per perhaps person phone pick picture piece place plan plant play please point
police poor possible post power present president price prince problem product project public put quality question
quick quiet quite rain ran ray reach read ready real really record red regards regular remember reply report rest rich
right rise river road rock room rose ruby rule run said same sat saturday save saw say school sea season seat second
see seem seen self sell send sense sent september serve service set seven several shall she ship shop short should
show side sign simple since sincerely sing sir sister sit six skip sky sleep slow small smart snow so soft some
someone something sometimes son song soon sorry sort sound south space speak special spring stand star start state
station stay step still stone stop store story street strong student study such summer sun sunday support sure table
take talk tall tax teacher team tell ten term test than thank thanks that the their them then there these they thing
things think third this those though thought thousand three through thursday time to today together told tomorrow
tonight too took top toward town trade train travel tree trip true try tuesday turn two under understand until up upon
us use used usually value very view visit voice wait walk walker wall want war ward warm was wash watch water way we
weather wednesday week weeks weight well went were west what when where whether which while white who whole whose why
wide wife will wind window winter wish with within without woman women wood word work worker world worry would write
wrong yeah year years yellow yes yesterday yet you young your yours yourself zero
"""

_GERMAN = """
ab abend aber acht alle allein allem allen aller alles als also alt alte alten am an andere anderen anders anfang
anfrage angebot anruf antwort apotheke april arbeit arzt auch auf aufgabe auftrag auge august aus auto bach bad bahn
bald bauer baum bei beide beim bein bekannt berg bericht besser beste bett bild bin bis bitte blau blume brief brot
bruder buch burg büro chef da dabei dame damit danach danke dann darf das dass datum dein deine dem den denn der des
deutsch dezember dich die diese diesem diesen dieser dieses dir doch dokument dort drei du durch dürfen eben ehe
eigene ein eine einem einen einer eines einfach eins ende engel er erde ernst erst erste es essen etwa etwas euch euer
euro fall falls familie farbe februar feld fenster ferien fest feuer firma fisch frage frau frei freitag freund
freundin früh frühling fuchs fuss fünf für ganz garten gast geben gegen gehen geld gemeinsam gern geschäft
gesellschaft gestern gesund gibt ging glück gott grad gross grosse gruss grün grüsse gut gute guten haar habe haben
hahn hallo halt hand hart hat hatte haus heiss held helfen hell herbst herr herren herz heute hier hilfe himmel hin
hinter hoch hof holz hund ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in info ins ist ja jahr jahre januar
je jede jedem jeden jeder jetzt juli jung junge juni kaffee kann karte katze kein keine keinen kind kinder kirche klar
klein kleine koch kommen konto kopf kraft krank kunde kundin kunst kurz könig können lage land lang lange langsam
lassen leben leer lehrer leicht leider leute licht lieb liebe lieber lieferung links liste luft machen mai mal man
mann markt maus meer mehr mein meine meinem meinen meiner meister mensch menschen mich milch minute mir mit mittag
mittwoch monat montag morgen mutter mädchen märz möchte müde müssen nach nachricht nacht nah name nase natürlich neben
nein neu neue neuen neun nicht nichts nie noch nord november nun nur ob oben oder oft ohne ohr oktober ort osten
patient patientin platz post preis problem projekt rat rechnung recht rechts regen reich richter richtig ring roman
rose rot ruhe rund sache sagen samstag satz schnee schnell schon schreiben schule schwarz schwer schwester schön sechs
see sehen sehr sein seine seinem seinen seiner seit seite sich sicher sie sieben sind so sofort sohn soll sollen
sommer sondern sonne sonntag sonst spiel sprache später stadt stark statt stein stelle steuer still strasse stunde
stück süden tag tage tasse tausend telefon termin test tier tisch tochter tod tor trotz tun tür uhr um und uns unser
unsere unter ursache vater verein vertrag viel viele vielen vielleicht vier vogel volk voll vom von vor wagen wahr
wald wand wann war waren warm warum was wasser weg wegen weil wein weiss weit weiter welche welt wem wen wenig wenn
wer werden wert west wetter wichtig wie wieder will winter wir wird wissen wo woche wochen wohl wohnung wolf wollen
wort wurde zahl zehn zeit ziel zimmer zu zug zum zur zusammen zwei zwischen über
"""

_FRENCH = """
abord accord achat adresse affaire ai aide ailleurs aimer ainsi air aller alors ami amie amis amour an ange ans août
appel après argent arrêt art assez au aucun aura aussi autre autres aux avant avec avez avis avocat avoir avons avril
beau beaucoup belle besoin bien bientôt blanc bleu bois boite bon bonjour bonne bonsoir boucher bras bureau but car
carte cas ce cela celle celui cent ces cet cette chacun chambre chance chaque chat chaud chef chemin cher chevalier
chez chien chose chère ciel cinq clair claire classe client cliente combien commande comme comment compte contre
cordialement corps coup cour cours court croix côté cœur dame dans date de demain demande demi dent depuis dernier des
deux devant dieu dimanche dire dit dix docteur doit donc donner dont dossier du dur début décembre déjà eau effet eh
elle elles en encore enfant enfants enfin ensemble ensuite entre envoi erreur es est et eu eux face facile facture
faim faire fait famille faut faux femme feu fille fils fin fleur fois font forme fort forêt froid fruit frère février
fête garçon gauche gens grand grande gris gros groupe guerre guide habit haut herbe heure heures heureux hier hiver
homme hors huit hôpital ici idée il ils image jamais janvier jardin jaune je jeu jeudi jeune joie joli jour journée
jours juge juillet juin jusque juste la lac laisser langue le lent lequel les lettre leur leurs lieu ligne lire lit
livre loi loin long longue lorsque loup lui lumière lundi lune là ma madame mademoiselle magasin mai main maintenant
mais maison mal malade marchand marché mardi mari marin mars matin maître me meilleur merci mercredi mes message
messieurs mettre midi mieux mille minute moi moins mois moment mon monde monsieur montagne mort mot moulin moyen mur
musique mère médecin même ne neige neuf noir nom non nord nos notre nous nouveau nouvelle novembre noël nuit numéro
octobre on ont onze or ou oui ouvert où page pain paix papier par parce pardon parent parents parfait parler part
partie partir pas passé patient patiente patron pauvre payer pays peine pendant penser personne petit petite peu peur
peut pied pierre place plaisir plein pluie plus plusieurs point police pont port porte possible pour pourquoi premier
première presque prix problème projet près puis père quand quatre que quel quelle quelques question qui quoi rare
reste retour rien rive robe roi rose rouge route roux rue réponse rêve sa sac saint salut samedi sans santé sauf
savoir se seigneur semaine sens sept septembre sera service ses seul si sien simple six société soir soit soleil
sommes son sont sort sous souvent sud suis suite sujet sur sûr sœur ta table tant tard te temps terre tes toi ton
toujours tour tous tout toute toutes train travail triste trois trop trouver très tu téléphone tête tôt un une utile
va vache vendredi venir vent ventre vers vert veut viande vide vie vieux vigne ville vin vingt visage vite vivre voici
voilà voir voisin voiture vos votre vous voyage vrai vraiment vue y yeux zéro à âge ça école était état été être île
œil
"""

_SPANISH = """
abajo abril abuela abuelo acá adiós agosto agua ahora ahí aire al algo alguien alguna algunos algún allí alma alto
amiga amigo amor antes aquel aquí arriba así atención aunque autor ayer ayuda azul año años aún bajo banco barco bien
blanca blanco boca bonito bosque buen buena buenas bueno buenos cabeza cada calle calor cama cambio camino campo
campos cantidad cara carne caro carta casa casi caso castillo causa cerca cielo cien cinco cita ciudad claro cliente
coche color comida como con conmigo contra corazón correo cosa cosas creo cruz cual cuando cuatro cuenta cuerpo
cuidado cumpleaños cuál cuándo cuánto cómo dar de debe decir dedo del dentro desde después dice diciembre diez difícil
dinero dios dirección doctor dolor domingo don donde dos doña duda durante día días dónde e edad ejemplo el ella ellas
ellos empresa en encima enero enfermo entonces entre era eres es esa escuela ese eso español espera esta estaba estar
estas este esto estos estoy estrella está están euro factura falta familia favor febrero fecha feliz fiesta fin flor
flores forma frío fue fuego fuera fuerte fuerza fácil gato gente gracia gracias gran grande grupo guerra ha habla
había hace hacer hacia hasta hay he hecho herida hermana hermano hermoso hierro hija hijo historia hola hombre hombro
hora horas hospital hotel hoy hubo iglesia igual información invierno ir isla izquierda jamás jardín joven juego
jueves juez julio junio junto la lado lago largo las le leal leche lejos les letra ley león libre libro listo llamada
llave lleno lluvia lo lobo los luego lugar luna lunes luz madre mal malo mano mar marca martes marzo mayo mayor mañana
me medio mejor menos mensaje mercado mes mesa meses mi mil minuto mira mis mismo miércoles momento montaña morado
mucha mucho muchos muerte mujer mundo muy más médico mí mío nada nadie necesito negro ni nieve niña niño no noche
nombre norte nos nosotros noticia noviembre nube nueva nueve nuevo nunca número o ocho octubre oeste oficina ojo ojos
oro os otra otro otros paciente padre pagar palabra pan papel para pared parte pasado paso paz país pedido pelo
pequeño perdón pero perro persona personas pie piedra plata playa plaza poco poder por porque precio pregunta
primavera primer primera primero problema pronto proyecto puede puerta pues punto página que quien quiere quiero
quizás quién qué reina respuesta rey reyes rico rojo ropa rosa río saber salud saludo saludos san sangre santa santos
se seguro seis semana septiembre ser servicio será señor señora si siempre siete siglo silla sin sino sobre sol solo
son soy su sueño sur sus sábado sí tal también tan tanto tarde te teléfono tema temprano tener tengo tercero ti tiempo
tienda tiene tierra todo todos trabajo tras tres triste tu turno tus tío tú un una unas uno unos usted ustedes va vale
valle vamos varios vaya veces vecino veinte ven ver verano verdad verde vez viaje vida viejo viento viernes vista
vivir voz ya yo zona él último
"""

_ITALIAN = """
a abbiamo accordo acqua adesso affari agosto ai aiuto al alcuni alla alle allora alto altra altre altri altro amica
amici amico amore anche ancora andare angelo anima anni anno aprile aria arrivederci arte assai attenzione attimo
auguri autunno avere avete avvocato azienda bambina bambini bambino barca basso basta bella bello bene benvenuto
bevanda bianca bianco bisogno bocca borsa bosco braccio brava bravo breve bruno buio buon buona buonasera buongiorno
buono caffè caldo cambio camera campo cane caro carta casa caso cattivo cavallo cena centro cerca certo che chi chiara
chiaro chiave chiesa ci ciao cielo cinque città cliente cognome colombo colore come con conte conto contro corpo corso
corte cosa costa così cristiano croce cugino cuore da dai dal dalla data davanti davvero del della delle dentro destra
deve di dice dicembre dieci dietro difficile dio dire diritto dite documento dolce dolore domanda domani domenica
donna dopo dottore dottoressa dove due dunque durante e ecco egli entro era erano errore esempio essere est estate età
euro fa faccia facile fame famiglia fare fatto fattura favore febbraio felice ferro festa fiamma figlia figlio fine
fino fiore fiori fiume foglio fontana fonte forma forno forse forte foto fra francese fratello freddo fronte fumo
fuoco fuori gatto gennaio gente gentile ghiaccio giallo giardino gioco gioia giornale giornata giorni giorno giovane
giovedì giro giudice giugno giusto già gli gonna grande grano grazia grazie grigio grosso gruppo guerra ha hai hanno
ho i idea ieri il in indirizzo infatti inglese inizio insieme inverno io isola italiano la lago lato latte lavoro le
legge leggere lei lento leone lettera letto li libero libro lingua lo longo lontano loro luce luglio lui luna lunedì
lungo luogo lì ma madre maggio mai malato male mamma mano mare marino mariti marito marrone martedì marzo massimo
mattina me medico meglio meno mente mentre mercato mercoledì mese mesi messaggio mezzo mi mia miei mille minuto mio
moglie molto momento mondo montagna monte morte mura museo musica nascita ne neanche negozio nel nella nelle nero neve
niente no noi nome non nonna nonno nord nostra nostro notizia notte nove novembre nulla numero nuova nuovo o occhi
occhio oggi ogni olio onda ora ordine ore oro orso ospedale ottimo otto ottobre ovest pace padre paese pagina palazzo
pane papa papà parola parte parti passo paura pausa paziente pazienza pelle pensare per perché persona persone però
pesce petto pezzo piacere piano piazza piccolo piede pieno pietra pioggia più poco poi politica ponte porta porto
posso posta posto potere povero pranzo prego presto prezzo prima primavera primo problema progetto pronto proprio
prossimo punto pure può qua quale quando quanto quarto quasi quattro quella quello questa questo qui quindi ragazza
ragazzo ragione re regina ricco richiesta riga riposo riso risposta roma rosa rossa rosso sabato sale salute saluti
sangue santo sapere sarà scala scarpa scuola scusa se secondo sei sempre senso sentire senza sera servizio sesto sete
sette settembre settimana si sia sicuro signor signora signore sinistra so società sole solo sono sopra sorella sotto
speranza spesso spiaggia stanza stato stella stesso storia strada su subito sud sue sugli sui sulla suo suoi sì tanto
tardi tavola tavolo te tedesco telefono tempo terra testa testo ti torre tra tre treno triste troppo tu tua tuo tutta
tutte tutti tutto ufficio ultimo un una uno uomini uomo uso valle vecchio vedere venerdì venti vento verde verità vero
verso vestito via viaggio vicino vita vite vivere vivo voce voi volere volta vostro vuole zero zia zio zona è
"""

_DUTCH = """
aan aantal aarde achter adres af afspraak al alle alleen allemaal alles als altijd ander andere anders antwoord april
arm arts augustus auto avond baan baas bakker bank bed bedankt bedrijf been beer beetje begin bent berg bericht best
beste beter betere bezoek bij bijna bijvoorbeeld binnen blauw blij bloem boek boer bomen boom boot bos brand brief
broer brood brouwer brug bruin buiten buurman cent cliënt daar daarna dag dagen dan dank dat datum de december deel
deur deze dicht die dienst dier dijk ding dingen dit dochter doel doen dokter donderdag donker dood door dorp draad
drie droog druk duidelijk duur echt een eens eerder eerst eerste eigen eiland eind einde elk elke en engel enkele er
erg eten even factuur familie februari feest fiets film fout gaan gaat gast geel geen geld geleden gelijk geluk genoeg
gesprek geval geweest gewoon gezicht gezin gezond gisteren glas god goed goede goud graaf graag groen groep groet
groeten groot grote haar had hallo hals hand hard hart heb hebben heeft heel heer heet hele helemaal hem hen herfst
het heuvel hield hier hij hoe hoek hof hond honderd hoofd hoog hoop hotel hou huis hulp hun ieder iedereen iemand iets
ijs ik in informatie is ja jaar jammer januari jas je jij jong jonge jongen jou jouw juli jullie juni kaart kaas kamer
kan kans kant kantoor kapot keer kerk kerst keuken kind kinderen klaar klant klein kleine kleur koek koffie kok koken
komen komt koning koop kort kosten koud kracht krant kunnen kunst kwaad kwam laat laatste lach land lang langs laten
leeftijd leeg leer leeuw legde lekker lente leraar les leuk leven lezen licht lief liefde lijn lijst links lopen los
lucht maak maal maan maand maandag maanden maar maart mag maken makkelijk man mannen markt me meer meest meester mei
meisje melk men meneer mens mensen met meteen mevrouw middag mij mijn minder minuut misschien moe moeder moeilijk
moest moet moeten mogelijk mogen molen mond mooi morgen muziek na naam naar naast nacht nee nek net niemand niet niets
nieuw nieuwe nieuws nodig nog nooit noord november nu nummer of offerte oktober om omdat onder ons onze ook oom oor
oost op open opnieuw oranje oud oude ouders over paar paard papier park patiënt pijn plaats plan plek post prachtig
praten precies prijs prins probleem project punt raam raar recht rechts regen reis rekening rest rijk ring rivier rode
rond rood rug ruim rust rustig samen schip schoen school schoon september simpel sinds slaap slecht slim sneeuw snel
soms speel spel spoor staan staat stad steen ster sterk stil stoel stop straat straks strand stuk taal tafel tand te
tegen teken telefoon terug thuis tien tijd toch toe toen tot touw trein trots trouw tuin tussen twee u uit uur vaak
vader vak van vanaf vanavond vandaag vast veel ver verder vergeten verhaal verkeerd verloren vertel vier vijf vis
visser vogel vol volgende voor voordat vorige vos vraag vragen vrede vriend vrienden vrij vrijdag vroeg vrolijk vrouw
vrouwen vuur waar waarom wacht wachten wand wanneer want waren warm was wat water we week weer weet weg weinig weken
wel welk welke wereld werk west wie wij wijn wil wilde willen winkel winter wist wit woensdag wolf wonen woord worden
wordt zaak zacht zaken zal zaterdag ze zee zeer zeggen zeker zelf zes zeven zich zie ziek ziekenhuis zien zij zijn zit
zo zoals zoek zomer zon zondag zonder zoon zou zuid zus zwaar zwart
"""

_POLISH = """
a aby adres albo ale ani aż babcia bank bardzo bać bez biały bilet biuro bliski blisko bo brak brat brzeg by być był
była było bóg ból cały chce chcę chleb chociaż chory chwila chłopiec ci ciało cicho ciemno ciepło cię co coś czas
czasem czekać czemu czerwiec czerwony cztery czwartek czy czyj czysty człowiek córka dach dalej daleko dane data dać
dla dlaczego dlatego dni do dobra dobry dobrze doktor dokument dom dopiero droga drugi drzewo drzwi duża duży dwa dwie
dworzec dziadek dzieci dziecko dziesięć dziewczyna dziewięć dzień dzisiaj dziękuję dziś dół dłoń długi długo faktura
firma gazeta gdy gdyby gdzie gmina godzina gość grudzień grupa góra głos głowa głód herbata i ich ile im imię inny ja
jabłko jak jaki jako jasny jechać jeden jednak jego jej jesień jest jestem jeszcze jezioro jeśli jeżeli jutro już
każdy kiedy kilka klient klucz kobieta koc kochać kolega kolej kolor koniec kot koło koń kościół kraj krzyż król
krótki krótko książka księga księżyc kto ktoś która które który kupić kwiat kwiecień las lata lato lecz lek lekarz
lekcja lekki lew lewy lipiec lis list listopad lub ludzie luty lód ma maj mam mama marzec masz matka mało mały mi
miasto miał miejsce miesiąc mieć między miłość mleko mnie mną mocny mogę moja moje morze most może mu musi muszę my
myśl mój mówić mąż młody na nad nadzieja najpierw nam nami nas nasz nawet nazwisko nic nich nie niebo niech niedziela
niego nigdy nim niski niż no noc noga nos nowa nowy numer o obok obraz oczy od odpowiedź ogień ogród ojciec okno oko
około on ona one oni ono oraz osiem osoba ostatni oto otwarty pacjent pamięć pan pana pani panu papier państwo
październik piekarz pieniądze pierwszy pies pisać piątek piękny pięć po pociąg początek pod podróż pokój pole polski
pomoc poniedziałek ponieważ potem potrzeba powoli powód poza południe praca prawda prawie prawo prawy projekt prosić
prosto prosty proszę prośba przecież przeciw przed przepraszam przez przy przyjaciel przykład ptak pytanie pół północ
późno rano raz robić rodzina rok roku ryba rynek rzecz rzeka róża różny ręka sam sama samochód siedem siostra się siła
sklep skoro skąd smutny sobie sobota spać sprawa stary stać sto strona styczeń stół stąd syn szanowni szanowny szary
szczęście szef sześć szkoła szpital szybko sól są sąd sąsiad słowo słońce ta tak taki także tam te tego tej telefon
temu ten teraz też to tobie tobą trawa trochę trudny trzeba trzy tu tutaj twarz twój ty tydzień tygodnie tylko tym u
ubranie ucho uczeń ulica umowa usta usługa uwaga w wam wami was wasz ważny wczoraj wdowa we według wesoły wiatr
wieczór wiedzieć wiek wiele wielki wielu wieś wilk wino wiosna witam więc więcej wniosek woda wojna wolność wolny
wrzesień wsi wszyscy wszystko wtedy wtorek wujek wy wynik wysoki z za zabawa zakład zamówienie zapytanie zaraz zawsze
zdjęcie zdrowie ze zegar zero zielony ziemia zima zimno znak znać znowu zwierzę zwykle złoto złoty zły ładny łatwy
łóżko śnieg środa świat światło święto żaden że żeby żona życie żyć
"""

EVERYDAY = frozenset(
    f"{_PROTOCOL} {_ENGLISH} {_GERMAN} {_FRENCH} {_SPANISH} {_ITALIAN} {_DUTCH} {_POLISH}".casefold().split()
)
