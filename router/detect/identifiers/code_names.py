"""What codes are called that open something, in nine languages: sources of patterns, without groups."""

_DOORS_EN = (
    r"door|front door|gate|garage|safe|alarm|lockbox|lock box|locker|lock|key ?safe|key ?box|building|entry|entrance"
    r"|house|vault|padlock|keypad|intercom|burglar alarm|bike lock|suitcase|car ?park|card"
    r"|(?:bank|debit|credit|atm|sim) card"
)
_DOORS_DE = (
    r"tür|haustür|wohnungstür|garage|garagen(?:tor)?|alarm(?:anlage)?|tresor|safe|schloss|fahrradschloss|zahlenschloss"
    r"|schlüssel(?:box|kasten|tresor|safe)|karte|ec-?karte|bankkarte|kreditkarte|handy|smartphone|(?:hof)?tor|eingang"
    r"|spind|sim(?:-?karte)?|büro|keller|schranke|tablet|konto"
)
_DOORS_FR = (
    r"porte(?: d'entrée)?|portail|immeuble|entrée|alarme|coffre(?:-fort)?|garage|cadenas|carte(?: bleue| bancaire)?"
    r"|boîte à clés?|interphone|résidence|bâtiment|téléphone|portable|sim|cb|visa|hall|barrière|digicode|antivol"
    r"|tablette"
)
_DOORS_ES = (
    r"puerta|portal|alarma|caja fuerte|garaje|tarjeta|candado|entrada|edificio|móvil|teléfono|verja|cancela|sim"
    r"|taquilla"
    r"|trastero|casa|cerradura|porta|portão|alarme|cofre|garagem|cartão|prédio|cadeado|telemóvel"
)
_DOORS_IT = (
    r"porta|portone|cancello|allarme|cassaforte|garage|carta|bancomat|lucchetto|ingresso|palazzo|telefono|cellulare"
    r"|citofono|cassetta|armadietto|sim|antifurto|box|casa"
)
_DOORS_NL = (
    r"voordeur|deur|poort|alarm|kluis|garage|slot|sleutelkluis(?:je)?|sleutelkastje|pas|bankpas|kaart|telefoon|mobiel"
    r"|hek|fietsslot|gebouw|ingang|locker|sim(?:-?kaart)?|slagboom|tablet"
)
_DOORS_PL = (
    r"drzwi|domofonu|alarmu|bramy|bramki|furtki|sejfu|garażu|klatki|kłódki|karty|telefonu|skrytki|skrzynki|szlabanu"
    r"|windy|wejścia|sim|zamka|biura|mieszkania|konta"
)
_MY = r"(?:the |my |our |his |her |their |your )?(?:main |back |side |front |little )?"
DOORS = (
    rf"(?:{_DOORS_EN})(?: ?code|[ -](?:combination|pin))|(?:code|combination|pin) (?:of|for|to|on) {_MY}(?:{_DOORS_EN})"
    rf"|(?:{_DOORS_DE})[ -]?(?:code|pin|kombination)|(?:code|kombination|zahlencode|pin|zahlenkombination) "
    rf"(?:(?:für|von|vom|zum|zur|der|des|am|an)(?: (?:die|das|den|der|dem|meine?[nrms]?|unsere?[nrms]?))?"
    rf"|fürs|[mds]einer|ihrer|unserer) (?:{_DOORS_DE})"
    rf"|code (?:de |du |pour |d')(?:la |le |l'|ma |mon |notre )?(?:{_DOORS_FR})"
    rf"|(?:código|clave|combinación|pin) (?:del? |da |do |para )(?:la |el |mi |o |a )?(?:{_DOORS_ES})"
    rf"|(?:codice|combinazione|pin) (?:del |della |dell'|di |per )(?:la |il |l')?(?:mia |mio )?(?:{_DOORS_IT})"
    rf"|(?:{_DOORS_NL})-?code|(?:code|pincode|combinatie|cijfercode) (?:van|voor|op) (?:de |het |mijn "
    rf"|onze )?(?:{_DOORS_NL})"
    r"|code (?:portail|immeuble|alarme|coffre|cadenas|interphone|hall|porte)|codice (?:portone|cancello|cassaforte"
    r"|citofono|allarme|bancomat|ingresso)|código (?:portal|alarma|puerta|garaje|candado)"
    r"|(?:kod|szyfr) (?:alarmu|domofonu|bramy|furtki|klatki|sejfu|kłódki)"
    rf"|(?:kod|szyfr|pin) (?:do|od|z|dla) (?:mojej |mojego |naszej |naszego )?(?:{_DOORS_PL})|digicode|alarme? ?: ?code"
    r"|alarmanlage: code"
)
"""Of doors, safes, alarms, cards and telephones."""
SENT = (
    r"(?:sms|push|mobile)[ -]?(?:tan|code|pin)|(?:kod|code|codice|código) (?:z )?sms(?:-?a)?|code (?:par|per|via"
    r"|aus der) sms"
    r"|(?:verification|confirmation|authentication|login|one[ -]?time|2fa|mfa|unlock|activation|authenticator|pairing)"
    r"[ _-]?(?:pass)?code"
    r"|(?:bestätigungs|verifizierungs|authentifizierungs|anmelde|einmal|freischalt|aktivierungs|entsperr"
    r"|sperr)-?(?:code|pin)"
    r"|code (?:de vérification|de confirmation|à usage unique|d'activation|d'authentification|de validation)"
    r"|code (?:que j'ai )?reçu(?: par sms)?|código que me (?:ha )?(?:llegó|llegado|enviaron|mandaron|dieron)"
    r"|codice che (?:ho ricevuto|mi è arrivato|mi hanno mandato)|code die ik (?:kreeg|ontving|heb gekregen)"
    r"|kod,? który (?:dostałem|dostałam|przyszedł|mi przysłali)|code de déverrouillage"
    r"|código (?:de verificación|de confirmación|de un solo uso|de desbloqueo|de activación|de verificação"
    r"|de confirmação)"
    r"|código (?:recibido|recebido)(?: por sms)?|codice (?:di verifica|di conferma|otp|di sblocco|di attivazione"
    r"|temporaneo)"
    r"|codice ricevuto(?: via sms| per sms)?|(?:verificatie|bevestigings|sms-?|inlog|ontgrendel|activerings?"
    r"|activatie)-?code"
    r"|kod (?:weryfikacyjny|potwierdzający|autoryzacyjny|aktywacyjny|jednorazowy|odblokowania)"
    r"|kod z (?:sms-?a|smsa|maila|aplikacji)|code (?:uit|in|aus|from) (?:the|de|der|dem) (?:sms|app|text|mail)"
    r"|code (?:they|you|he|she|it|we|i) (?:just )?(?:texted|sent|e?mailed|got|received)(?: (?:me|us|you|by (?:text"
    r"|sms)))?"
)
"""Sent to somebody, or made by a device."""
ENTRY = (
    r"(?:access|entry|door)[ _-]?code|(?:zugangs|zutritts|eingangs)-?code|code d'(?:accès|entrée)(?: de l'immeuble)?"
    r"|code (?:secret|confidentiel)(?: de (?:ma|la|sa) (?:carte|cb))?|código (?:de acceso|de acesso|secreto)"
    r"|codice (?:di accesso|segreto)|toegangs-?code|kod dostępu|geheimzahl|geheimnummer|passcode"
    r"|pin[ _-]?code|code pin|codice pin|código pin|kod pin"
)
CARD = (
    r"(?:(?:last )?three|3) digits on the back|(?:3|trois) (?:derniers )?chiffres (?:au dos|au verso|derrière)"
    r"|(?:3|drei) (?:ziffern|zahlen|stellen) (?:auf der rückseite|hinten drauf|hinten)"
    r"|(?:3|tres) (?:dígitos|números|cifras) (?:de atrás|del reverso|del dorso)|(?:3|tre) (?:cifre|numeri) sul retro"
    r"|(?:3|drie) cijfers (?:op de achterkant|achterop)|(?:3|trzy) cyfry (?:z tyłu|na odwrocie)"
    r"|cvv2?|cvc2?|csc|card verification (?:code|value|number)|kartenprüfnummer|kartenprüfziffer"
    r"|prüfziffer(?: der karte)?"
    r"|cryptogramme(?: visuel)?|sicherheitscode|security[ _-]?code|code de sécurité|código de seguridad"
    r"|código de segurança|codice di sicurezza|beveiligingscode|kod bezpieczeństwa"
)
SHORT = r"pin|puk|otp|totp|(?:sms|mobile|push)?-?tan|einmalpasswort"
"""Of parts of circuits and of releases as well."""
LINKING = (
    r"(?:of|for|to|on|in|from|ending|der|für|von|vom|zum|zur|auf|am|de|del|della|dell'\w{1,12}|di|do|da|du|d'\w{1,12}"
    r"|[mds]einer|ihrer|unserer|van|voor|op|na|z|w|para|pour|per|sul|sulla|al|au|dos|sur)"
)
"""What a name goes on with: `the security code on the back: 412`."""
