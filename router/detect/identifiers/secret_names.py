"""What secrets are called, in the languages of the EU: sources of patterns, without groups."""

FOR_PEOPLE = (
    r"password|passwd|psk|rediscli_auth|passphrase|passcode|pwd|passwort|kennwort|mot[ _-]?de[ _-]?passe|mdp|contraseña"
    r"|contrasena|clave"
    r"|wachtwoord|parola d'ordine|parola|has[łl]o|palavra-passe|senha|lösenord|adgangskode|passord|salasana|heslo"
    r"|jelszó|parolă|lozinka|geslo|κωδικός|парола|wifi[ -]?key|wlan[ -]?(?:schlüssel|key)|netzwerkschlüssel"
)
FOR_PROGRAMS = (
    r"(?:api|access|secret[ _-]?access|secret|priv(?:ate)?|encryption|signing|master|account|app(?:lication)?|auth"
    r"|consumer|hmac|jwt|license|licence|personal|preshared|routing|service[ _-]?role|subscription|webhook|storage"
    r"|deploy|admin|ingest(?:ion)?|integration|rest|functions?|host|personal[ _-]?api)[ _-]?key|apikey"
    r"|(?:client|app(?:lication)?|shared|consumer|webhook|signing|jwt|auth|oauth|hmac|session)[ _-]?secret"
    r"|(?:auth|access|refresh|bearer|session|api|bot|id|deploy|personal|pat|oauth|registration|bootstrap|security)"
    r"[ _-]?token|secret|token|credential|_pat|api[ _-]?schlüssel|zugriffsschlüssel|zugangsschlüssel|geheimnis"
    r"|geheimer schlüssel|clé[ _-]?(?:d['e]?[ _]?)?(?:api|secrète|accès)|jeton(?: d'accès)?"
    r"|clave[ _-]?(?:de[ _-]?)?(?:api|acceso|secreta)"
    r"|token de acceso|chiave[ _-]?(?:api|segreta|di accesso)|gettone|klucz[ _-]?(?:api|dostępu|tajny)"
    r"|api[ _-]?sleutel|geheime sleutel|toegangssleutel|toegangstoken"
)
HARMLESS = (
    r"(?i)(?:page|next|prev(?:ious)?|continuation|sync|cursor|resume|start|end|csrf|xsrf|cancel(?:lation)?|pad|eos|bos"
    r"|sep|cls|mask|unk|stop|special|push|device|fcm|max|min|num|total|input|output|prompt|completion"
    r"|public(?:[ _-]?key)?|snapshot|upload|idempotency|request|tracking|consistency"
    r"|collapse|lock|fencing|lease|change|delta|skip|marker|list"
    r"|query|watch|resource|sentence|word|first|last|new|current|each|per|by|pagination)[ _.-]?$"
)
"""What stands before `token`, `secret` or `credential` in names of what is none: `nextPageToken`, `pad_token`."""
VERB = r"(?:is(?: now)?|ist(?: jetzt)?|lautet|war|wäre|est|es|è|to|jest|brzmi|var|är|er|on|je|was|sarà|era|était|-)"
PREPOSITION = (
    r"(?:for|to|of|on|at|für|zum|zur|vom|beim|von|am|pour|de|du|des|d'|para|del|per|di|dell'|della|del|van|voor|op|bij"
    r"|dla|do|od|na|w|wifi|wi-fi|wlan|vpn)"
)
