"""Words beside the names of firms: those that link their parts, begin sentences ahead of them or name nobody."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


LINKS = _words(
    "& + and und et y e i og och en és the for de du des del della delle di da do dos der die das für zur zum im am",
    "van ten la le las los el na z we",
)
"""Between two capitalised words of a name."""
HOUSES = _words("university bank house society college school institute board museum church friends order league guild")
"""Before `of` a part of the name: `University of Leeds`; other words are somebody's: `Ann Reed of Baker Ltd`."""
ARTICLES = _words("De La Le Les El Los Las Il Lo Van Den Der Di Da Del Du Dos Das")
"""With a capital they are as often the beginning of a name: `De Vries N.V.`, `La Poste SA`."""
LISTING = _words("& and und et y e i og och en és")
"""Before the last of several names: `Miller, Hughes and Young LLC`."""
LEADING = _words(
    "a an the this that these those our your my his her their its at by for from in into on of to with without via",
    "per and or but so if when while as since also because about after before between through until against like than",
    "dear hi hello hey please thanks thank contact call ask email tell write send see visit meet join pay invoice",
    "bill buy sell create edit delete update add remove select choose open did does do is was are were has have had",
    "will would can could should may might must who what where which why how mr mrs ms miss dr prof sir ceo cto cfo",
    "coo founder president director head chairman chairwoman manager owner partner employee employees member members",
    "engineer consultant accountant lawyer clerk intern shareholder company firm employer client customer supplier",
    "vendor sender recipient re subject fwd cc attn attention i we he she they yes no not new all both each every",
    "following signed copyright der die das den dem des ein eine einer eines einem einen bei von vom zu zur zum für",
    "mit ohne aus auf im am und oder aber wenn als nach seit über unsere unser unserer ihre ihr meine mein sehr herr",
    "frau herrn liebe lieber hallo bitte firma unternehmen arbeitgeber kunde kundin lieferant geschäftsführer leiter",
    "chef rechnung vertrag wir ich er sie es ist war hat haben wird werden kann laut gegen wie wer wo betreff anlage",
    "urteil beschluss le la les un une du de chez par pour avec sans dans sur sous au aux et ou mais notre votre nos",
    "vos mon ma mes société entreprise monsieur madame cher chère bonjour directeur directrice gérant fournisseur",
    "employeur est el los las una unos con sin para por según desde hasta entre sobre en y o pero nuestra nuestro mi",
    "su sus empresa señor señora estimado estimada hola gerente presidente proveedor cliente factura trabajo trabaja",
    "il lo gli uno senza da dal dalla dei della presso tra fra nostra nostro mia mio sua suo azienda ditta signor",
    "signora gentile ciao amministratore fornitore fattura sono è lavoro lavora het een bij voor met zonder uit naar",
    "onze ons mijn zijn haar bedrijf meneer mevrouw beste factuur klant werkgever w z u od dla przez przy na nasza",
    "nasz moja mój firmie firmy firmą spółka spółki pan pani prezes klient faktura os um uma nas com sem nossa nosso",
    "meu minha senhor senhora fornecedor",
)
"""Begin sentences, or stand ahead of a name with a capital: no part of it."""
NOBODY = _words(
    "dependency african australian",
    "user users working security resource focus age ethnic support target control consumer capture task process",
    "thread parameter option options field radio button placement scaling instance worker node log discussion",
    "whatsapp facebook telegram signal slack interest product language minority peer study test tests reading",
    "permission role policy admin administrator owner argument match matching regex symmetric abelian cyclic galois",
    "lie functional methyl hydroxyl amino carboxyl blood pressure advisory expert steering action research parent",
    "parents insurance holding limited trading software subsidiary portfolio public private listed other first second",
    "third last next same data event events file color colour layer element item items menu tab input form check",
    "checkbox toggle display subnet database availability cluster device network service services management shared",
    "default custom primary local global system access team project group groups company corporation community",
    "general state teaching children's university hospital new old best top leading large small big good great",
    "creative digital heavy manufacturing gaming music film food fashion car emerging joint fathers mothers business",
    "it hr tax legal career strategy free online open mental military veterinary time unlimited one java iphone watch",
    "windows standard street st ave avenue road mercedes weight netto brutto gewicht poids peso size wellness day is",
    "was such long known used well sub super main top-level subgroup sales marketing finance engineering operations",
    "development design amtsgericht strafsache rate model sso routing node-based azure aws google-cloud",
)
"""Ahead of `Group`, `Company`, `SE` and the like they name no firm."""
FIELDS = (
    *("company", "company name", "employer", "organisation", "organization", "organisation name", "organization name"),
    *("firma", "firmenname", "unternehmen", "arbeitgeber", "entreprise", "employeur", "raison sociale", "société"),
    *("empresa", "razón social", "empleador", "azienda", "ragione sociale", "datore di lavoro", "bedrijf"),
    *("bedrijfsnaam", "werkgever", "pracodawca", "nazwa firmy", "företag", "arbetsgivare", "virksomhed", "yritys"),
)
"""Before a mark they announce the name of a firm: `"employer": "Smith-Jones"`."""
WORKING = (
    *("works at", "work at", "working at", "worked at", "job at", "internship at", "worked for", "working for"),
    *("employed by", "employed at", "hired by", "company called", "my employer", "a firm called", "company named"),
    *("arbeite bei", "arbeitet bei", "arbeiten bei", "gearbeitet bei", "angestellt bei", "beschäftigt bei", "job bei"),
    *("travaille chez", "travaillait chez", "travaillé chez", "employé chez", "employée chez", "salarié chez"),
    *("salariée chez", "lavoro presso", "lavora presso", "lavorato presso", "impiegato presso", "impiegata presso"),
    *("werk bij", "werkt bij", "werkte bij", "gewerkt bij", "in dienst bij", "trabajo para", "trabaja para"),
    *("trabajó para", "trabalho na", "trabalha na", "pracuję dla", "pracuje dla", "pracował dla", "pracowała dla"),
    *("arbetar på", "jobbar på", "jobber i", "arbejder hos"),
)
"""Right ahead of the name of a firm, whoever works there."""
NO_NAMES = _words(
    "string str int integer bool boolean optional none null nil true false any object text varchar char charfield",
    "list name unknown various self home night university school sea least first google's present n/a tbd private",
    "confidential",
)
"""Values that name no firm."""
