"""Words around passwords that people tell each other: names of them, what links one to its name, what is none."""

STRONG = (
    *("password", "passwd", "passphrase", "passcode", "pwd", "pword", "psw", "pswd"),
    *("passwort", "kennwort", "losungswort", "passwörter", "initialpasswort", "startpasswort", "einmalpasswort"),
    *("einmalkennwort", "masterpasswort", "hauptpasswort", "wlanpasswort", "gastpasswort", "standardpasswort"),
    *("mot de passe", "mots de passe", "mdp", "contraseña", "contrasena", "parola d'ordine", "wachtwoord", "hasło"),
    *("hasłem", "hasła", "haslo", "senha", "palavra passe", "lösenord", "adgangskode", "passord", "salasana", "heslo"),
    *("wifi key", "wi fi key", "wlan key", "wlan schlüssel", "netzwerkschlüssel", "wifi sleutel", "wifi code"),
    *("wi fi code", "wlan code", "wpa key", "wpa2 key", "wpa3 key", "wpa schlüssel", "wpa2 schlüssel", "wpa2 psk"),
    *("clé wifi", "clé wi fi", "clef wifi", "clé du wifi", "clé wpa", "clé wpa2", "code wifi", "code du wifi"),
    *("clave wifi", "clave wi fi", "clave del wifi", "clave wpa", "clave wpa2", "chiave wifi", "chiave wi fi"),
    *("chiave wpa", "chiave wpa2", "chiave del wifi", "codice wifi", "klucz wifi", "klucz do wifi", "klucz wpa2"),
)
"""Says "password" wherever it stands."""
SET_TO = frozenset({"pw", "ww", "clave", "psw"})
"""Of the weak ones those that "to" may follow: `changed my pw to x`, not `pass it to x`."""
QUALITIES = (
    r"(?:temporary|initial|temporal|provisional|inicial|nuev[ao]|actual|maestra|temporaire|provisoire|initial|nouveau"
    r"|actuel|temporane[ao]|provvisori[ao]|iniziale|nuov[ao]|attuale|tymczasowe|nowe|startowe|początkowe|obecne|aktualne"
    r"|główne|provisória|temporária|nova|atual)"
)
"""What stands behind the word in the south and east, or alone where the word was said before."""
OTHER_ONE = (
    r"(?:the )?(?:new|old|temporary|temp|current|previous)(?: one)?|(?:das )?(?:neue[sr]?|alte[sr]?|temporäre[sr]?)"
    r"|(?:le |la )?(?:nouveau|nouvelle|ancien|ancienne|temporaire|provisoire)|(?:el |la )?(?:nuev[ao]|antigu[ao]|vieja"
    r"|anterior|temporal)|(?:la )?(?:nuova|vecchia|temporanea|provvisoria)|(?:het )?(?:nieuwe?|oude?|tijdelijke?)"
    r"|nowe|stare|tymczasowe|poprzednie"
)
"""`old password: x, new one: y`."""
WEAK = ("pass", "pw", "ww", "clave", "contra", "parola", "wpa2", "wpa3", "contraseñas")
"""Says something else as often: believed only with a mark or verb, and of what no word looks like."""

IS = (
    r"(?:is|was|are|ist|war|lautet|lautete|est|était|sera|es|era|fue|será|è|é|to|jest|brzmi|var|är|er|on|je"
    r"|c'est|ce sera"
    r"|heißt|heisst|wurde|becomes|remains|sarà|było|will be|shall be)"
    r"(?:[ \t]+(?:always|probably|i think|immer|bisher|früher|wohl|glaub(?:e ich| ich|e)?|toujours|je crois|siempre"
    r"|creo que|creo|sempre|credo|altijd|denk ik|zawsze|chyba|now|jetzt|nun"
    r"|ab sofort|ab heute|derzeit|currently|still|again|maintenant|désormais|ahora|adesso|ora"
    r"|nu|voortaan|teraz|le|el|the word|das wort|le mot|nochmal|wieder|immer noch))?"
)
TO = r"(?:to|auf|en|in|na|naar|a|à|au profit de|su|por|par|com|with|into|als|as|para)"

USERS = (
    r"user(?:[ _-]?(?:name|id))?|login|log-in|account|e-?mail|mail|benutzer(?:name|kennung)?|nutzer(?:name)?"
    r"|anmeldename"
    r"|identifiant|utilisateur|nom d'utilisateur|usuario|nombre de usuario|utente|nome utente|utenza"
    r"|gebruiker(?:snaam)?"
    r"|użytkownik|nazwa użytkownika|konto|utilizador|usuário|ssid|netzwerk|network|réseau|red|rete|netwerk|sieć"
)
"""What a login is called; a wireless network has one as well."""
AND = r"(?:and|und|et|y|e|i|en|with|mit|avec|con|met|z|oraz)"
ARTICLE = (
    r"(?:the|a|my|his|her|their|our|das|dem|mein|sein|ihr|le|un|mon|ton|son|la|una|mi|su|il|mia|tua|sua|het|een|mijn"
    r"|je|moje|jego|jej|the new|das neue)"
)

_ENGLISH = """
    wrong weak strong long short blank empty correct incorrect right secure insecure safe unsafe unique different same
    simple easy hard secret public private valid invalid unknown known old new fine okay good bad great there here
    below above inside attached sent set unset lost gone stale default null none nil plain plaintext visible hidden
    ready required mandatory optional local shared common obvious trivial weird useless important necessary everything
    nothing something anything fun up down out off on in over temporary permanent first last next mine yours his hers
    ours theirs it this that what why how where when who complex random kept known shown shared written true false
    case sensitive case-sensitive broken stolen forgotten forgot reset enough text hash hashes clear cleartext
    encrypted expired text string number bytes field value token word words letters characters digits everyone
    everybody someone nobody somebody never always only just also already too very quite not still yet now then again
    soon back correctly please sorry thanks ok yes no maybe perhaps both either neither each all any some many few
    more less least most strength manager management policy policies protection protected prompt generator rotation
    expiry history recovery authentication login username user admin email mail account phone code key file vault
    keychain keepass bitwarden onepassword settings setup section page form input button label link list rules rule
    requirements reminder change changes update updates help info hint support security auth oauth sso ldap totp
    kerberos bcrypt scrypt argon md5 medium poor fair confirm confirmation repeat again min max minimum maximum length
    redacted removed masked sane provided omitted separately unchanged ditto see ask tbd todo pending contact leave
    enter type choose click free based less manual automatic ready incorrect identical personal internal external
    confidential optional crucial essential vital key critical normal standard typical basic advanced unencrypted
    salted obsolete outdated breached
"""
_GERMAN = """
    falsch richtig schwach stark lang kurz leer sicher unsicher gleich anders neu alt gut schlecht bekannt unbekannt
    gültig ungültig weg hier dort unten oben drin dabei korrekt inkorrekt pflicht pflichtfeld optional erforderlich
    nötig notwendig wichtig geheim vertraulich intern extern dasselbe derselbe selbe identisch vorhanden klar egal
    okay jetzt noch nicht kein keines keins schon immer nie nur auch sehr zu aber und oder wie was wo wer warum ja
    nein bitte danke abgelaufen vergessen verloren eingeben ändern siehe zettel tresor kühlschrank standard leicht
    schwer einfach komplex zufällig privat öffentlich gehasht weiterhin ebenfalls angegeben ausgeblendet verborgen
    mindestens maximal automatisch separat folgt anbei weiter unverändert meins deins seins ihres text zeichen länge
    klartext verloren schuld sache thema problem quatsch unsinn mist blöd doof
"""
_ROMANCE = """
    incorrect incorrecte faux fausse bon bonne mauvais mauvaise court courte long longue faible fort forte vide perdu
    oublié oubliée expiré requis requise obligatoire facultatif optionnel inconnu connu connue sûr sûre secret secrète
    nouveau ancien même identique différent simple complexe ici là dessous dessus joint toujours jamais encore pas
    plus trop très aussi déjà bien mal celui celle ceux ce ça cela voir aucun aucune rien tout correct valide invalide
    confidentiel privé public important nécessaire indispensable vrai personnel périmé compromis incorrecta incorrecto
    correcta correcto errónea erróneo equivocada falsa corta corto larga largo débil fuerte vacía vacío perdida
    olvidada caducada obligatoria obligatorio opcional desconocida conocida segura seguro insegura secreta nueva nuevo
    vieja misma mismo distinta simple compleja aquí allí abajo arriba adjunta siempre nunca todavía no más muy también
    ya bien mal esta esa este ese eso ver ninguna nada todo válida inválida confidencial privada importante necesaria
    necesario personal única errata errato sbagliata sbagliato corretta corretto corta corto lunga debole forte vuota
    persa dimenticata scaduta scaduto obbligatoria obbligatorio opzionale sconosciuta nota sicura segreta nuova
    vecchia stessa stesso diversa semplice complessa qui lì sotto sopra allegata sempre mai ancora non più molto anche
    già bene male questa quella questo quello vedi nessuna niente tutto valida riservata privata importante necessaria
    giusta unica uguale la una un errada errado incorreta fraca longa vazia esquecida expirada obrigatória obrigatório
    secreta nova velha mesma segura aqui ali sempre nunca não muito também isso esta essa correta inválida fácil
    difícil igual
"""
_DUTCH_POLISH = """
    fout goed juist onjuist zwak sterk lang kort leeg veilig onveilig hetzelfde dezelfde anders nieuw oud bekend
    onbekend geldig ongeldig weg hier daar onder boven correct verplicht optioneel nodig belangrijk geheim
    vertrouwelijk klaar nog niet geen altijd nooit ook al heel te maar en of hoe wat waar wie ja nee graag bedankt
    verlopen vergeten verloren zie standaard makkelijk moeilijk simpel complex willekeurig privé openbaar gehasht
    ongewijzigd gelijk kwijt złe dobre poprawne niepoprawne błędne nieprawidłowe prawidłowe słabe silne mocne długie
    krótkie puste bezpieczne inne nowe stare znane nieznane ważne nieważne tutaj tu tam poniżej powyżej wymagane
    opcjonalne potrzebne tajne poufne gotowe jeszcze nie zawsze nigdy też już bardzo ale i lub jak co gdzie kto tak
    proszę dziękuję wygasło zapomniane zapomniałem zapomniałam takie to ten ta samo domyślne łatwe trudne proste
    złożone losowe prywatne publiczne brak dowolne podstawa klucz
"""
STOPS = frozenset(f"{_ENGLISH} {_GERMAN} {_ROMANCE} {_DUTCH_POLISH}".split())
"""What is said of passwords, in sentences and on forms."""
ENDINGS = (
    *("ed", "ing", "ly", "able", "ible", "ent", "ant", "ive", "ous", "ful", "less", "ic", "ary", "ory", "ial", "ment"),
    *("tion", "tions", "ness", "ity", "ung", "ungen", "keit", "heit", "schaft", "bar", "lich", "iert", "isch", "los"),
    *("é", "ée", "és", "ées", "oire", "eux", "euse", "tif", "tive", "ado", "ada", "ido", "ida", "ato", "ata", "uto"),
    *("uta", "ito", "ita", "abile", "ibile", "ente", "ante", "orio", "oria", "zione", "ción", "ção", "baar", "lijk"),
    *("owe", "ane", "one", "kie", "gie", "ące", "lne", "ość", "owany", "owana", "enie", "anie", "dzić", "ić", "ać"),
)
"""Of adjectives, participles and abstract nouns."""
BEGINNINGS = ("ge", "ver", "un", "non", "zurück", "wy", "nie")
"""Of participles that end in `-t`, `-d` or `-en`: `gesperrt`, `verlopen`."""
