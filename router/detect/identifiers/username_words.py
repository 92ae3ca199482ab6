"""Words around user names: those that announce one, and those that stand where one could and name nobody."""

STRONG = (
    *(
        "user name",
        "user names",
        "userid",
        "user login",
        "login name",
        "logname",
        "screen name",
        "screenname",
        "gamertag",
    ),
    *("account name", "nickname", "remote user", "auth user", "samaccountname"),
    *("pseudonyme", "mon pseudo", "ton pseudo", "nick", "nicku", "player name", "profile name"),
    *("inlognaam", "inlog", "inlogcode", "kennung", "profilname", "spielername", "nickiem", "loginem", "loginu"),
    *("nutzerkennung", "mi usuario", "tu usuario", "su usuario", "nombre de perfil", "nome profilo", "profielnaam"),
    *("my login", "his login", "her login", "mein login", "mon login", "mi login", "il mio login", "mijn login"),
    *("mój login", "moj login", "mój nick", "nazwą użytkownika", "nazwa profilu", "ig", "gamer tag", "psn", "psn id"),
    *("accountnaam", "kontoname", "kontonamen", "nazwa konta", "nom de compte", "nome account"),
    *("benutzername", "benutzernamen", "benutzerkennung", "nutzername", "anmeldename", "benutzerkonto", "spitzname"),
    *("nom d'utilisateur", "nom utilisateur", "identifiant", "nombre de usuario", "nombre usuario", "apodo"),
    *(
        "nome utente",
        "nome de usuário",
        "nome de utilizador",
        "gebruikersnaam",
        "nazwa użytkownika",
        "nazwę użytkownika",
    ),
    *("nazwa uzytkownika", "användarnamn", "brukernavn", "brugernavn", "käyttäjätunnus", "käyttäjänimi"),
    *("uživatelské jméno", "používateľské meno", "felhasználónév", "nume de utilizator", "korisničko ime"),
    *("uporabniško ime", "kasutajanimi", "lietotājvārds", "vartotojo vardas", "όνομα χρήστη", "потребителско име"),
)
"""Says "user name" wherever it stands."""

WEAK = (
    *(
        "user",
        "usr",
        "login",
        "użytkownika",
        "użytkownikiem",
        "użytkownikowi",
        "uzytkownik",
        "uzytkownika",
        "suser",
        "duser",
        "ruser",
        "benutzer",
        "nutzer",
        "anmeldung",
        "utilisateur",
        "usuario",
    ),
    *("utente", "utilizador", "usuário", "gebruiker", "użytkownik", "användare", "bruker", "bruger", "käyttäjä"),
    *("uživatel", "používateľ", "felhasználó", "utilizator", "korisnik", "uporabnik"),
)
"""Says "user": a name only behind a mark, or one that looks like nothing else."""

NAMED = (
    *("logged in as", "log in as", "signed in as", "sign in as", "login as", "eingeloggt als", "angemeldet als"),
    *("connecté en tant que", "conectado como", "conectado con", "connesso come", "ingelogd als", "zalogowan* jako"),
    *("inloggad som", "logget ind som", "logget inn som", "kirjautunut", "přihlášen jako", "prihlásený ako"),
    *("password for", "password for invalid user", "publickey for", "session opened for user", "sudo u"),
    *("session closed for user", "authentication failure for", "invalid user", "ssh l"),
)
"""A user name follows at once."""

ASSIGNED = (
    *("assignee", "reporter", "author login", "created by", "updated by", "modified by", "changed by", "deleted by"),
    *("owner", "committer", "assigned to", "requester", "requested by", "reviewer", "approver", "approved by", "actor"),
    *("closed by", "merged by", "opened by", "uploaded by", "author", "actor login", "owner login", "username"),
    *("bearbeiter", "zuständig", "ersteller", "zugewiesen an", "autor", "auteur", "autore", "assigné à", "asignado a"),
    *(
        "assegnato a",
        "toegewezen aan",
        "przypisane do",
        "przypisano do",
        "responsable",
        "responsabile",
        "user logged in",
    ),
    *("erstellt von", "geändert von", "créé par", "modifié par", "creado por", "modificado por", "creato da"),
    *("modificato da", "aangemaakt door", "gewijzigd door", "utworzone przez", "utworzył", "zmienił", "opiekun"),
)
"""Says whose a thing is: a login, if it looks like one."""

ASSIGNED_ALL = (
    *("reviewers", "requested reviewers", "assignees", "participants", "watchers", "approvers", "owners"),
    *("authors", "followers", "collaborators", "maintainers", "usernames", "logins", "mentions"),
)
"""Keys of lists of people."""

TOLD_OF = (
    *("login failed for", "failed login for", "failed for", "log in with", "log in as", "password of", "password for"),
    *("reset password for", "user called", "user named", "assigned to", "created by", "approved by", "profile of"),
    *("fehlgeschlagen für", "passwort für", "passwort von", "kennwort für", "zugewiesen an", "anmelden als"),
    *("connexion pour", "connexion de", "mot de passe de", "mot de passe pour", "assigné à", "connecter avec"),
    *("contraseña de", "contraseña para", "fallido para", "asignado a", "iniciada como", "sesión como", "entrar como"),
    *("password di", "password per", "fallito per", "assegnato a", "accedere come", "accesso come"),
    *("wachtwoord voor", "wachtwoord van", "inlogpoging voor", "toegewezen aan", "inloggen als"),
    *("hasło dla", "hasło do", "hasło użytkownika", "logowanie dla", "przypisane do", "przypisano do"),
    *("zaloguj się jako", "loguję się jako", "zalogować jako", "utenza", "l'utenza"),
    *("anmeldung mit", "anmeldung als", "einloggen mit", "connecté avec", "connexion avec", "acceso con", "accede con"),
    *("accesso con", "entrare con", "inloggen met", "logowanie jako", "logować się jako", "opened by", "closed by"),
    *("merged by", "updated by", "modified by", "changed by", "deleted by", "uploaded by", "requested by"),
    *("reviewed by", "locked by", "erstellt von", "geändert von", "gelöscht von", "gesperrt von", "créé par"),
    *("modifié par", "supprimé par", "ouverte par", "ouvert par", "creado por", "modificado por", "eliminado por"),
    *("abierto por", "abierta por", "creato da", "modificato da", "eliminato da", "aperto da", "aperta da"),
    *("aangemaakt door", "gewijzigd door", "verwijderd door", "geopend door", "utworzone przez", "zmienione przez"),
    *("usunięte przez", "otwarte przez", "zgłoszone przez"),
)
"""A login may follow at once, and other things as well."""

PLATFORM = (
    r"slack|twitter|telegram|insta(?:gram)?|github|gitlab|discord|mastodon|tiktok|x\.com|bluesky|threads|snapchat|signal|teams"
    r"|skype|linkedin|facebook|reddit|twitch|viber|matrix|youtube|handle|follow me|dm me|message me|find me"
    r"|folg[et] mir"
    r"|suivez-moi|sígueme|seguimi|volg me|obserwuj mnie|pseudo|mi usuario|nick|nickname|username|benutzername"
    r"|nazwa użytkownika|nome utente|gebruikersnaam|whatsapp"
)
"""Where `@name` is a person."""

NOBODY = frozenset(
    """
    root runner ubuntu node app apps www-data user users username admin admins administrator shared public default
    vscode
    ec2-user jovyan vagrant docker pi centos debian fedora opc azureuser core git github gitlab gitlab-runner jenkins
    circleci travis linuxbrew codespace coder builder build ci worker workers service services web nginx apache httpd
    postgres postgresql mysql mariadb redis mongo mongodb oracle hadoop hdfs spark airflow kafka zookeeper elastic
    elasticsearch kibana grafana prometheus steam data dev developer deploy deployer test tests tester testuser guest
    nobody daemon system systemd sshd ftp anonymous none null nil undefined true false string str text int integer bool
    boolean number object any unknown optional required varchar char bytes name names value values key id ids me you
    your
    yourname your_name your-name your_username your-username yourusername someone somebody foo bar baz example sample
    demo
    placeholder login logout password passwd secret token email e-mail mail role type field input output self this that
    it is was not no and or the a an all other others new old current currentuser current_user owner group host hostname
    server client session request response req res ctx config settings env args page pages index home dashboard about
    profile account accounts list search help api static assets media img css js lib src bin etc var tmp usr opt local
    documents downloads desktop pictures library applications cache temp backup backups project projects workspace work
    invitation openid saml magic-link
    code repo repos site sites html www oauth sso ldap kerberos basic bearer local_user remote_user db_user dbuser sa
    appuser app_user nonroot non-root operator bot robot system_user superuser super supervisor assistant human agent
    model tool function failed failure error errors success ok invalid expired locked disabled enabled active inactive
    missing empty blank exists found taken available denied allowed unauthorized authenticated with without from for to
    by in on at of as if when then else input_user target source via über mit und oder nicht fehlt ungültig erforderlich
    et ou pas est avec invalide requis y o no es con inválido requerido e non è con en of niet is met i lub nie jest z
    bad wrong correct valid unique already too also now here there please must should can may will has had have been
    only just still long short case-sensitive your-user my_user myuser user1 user2 user_id userid user_name first last
    first_name last_name firstname lastname full_name fullname display_name nickname nick handle
    annotation annotations override dataclass property param params return returns deprecated nullable everyone here
    channel e.g i.e z.b p.ex http https json yaml xml ftp ssh
    administrador administrateur administratør amministratore beheerder administratorem administratora ospite gast
    gość invitado invité usuarios utilisateurs utenti benutzer gäste system sistema système systeem niemand nadie
    nessuno nikt nikogo personne inconnu unbekannt desconocido sconosciuto onbekend support vertrieb team équipe equipo
    squadra zespół zespołu scans junit öffentlich público pubblica publiczny openbaar publique public
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
"""Accounts of machines, types, and words that follow: no person's name."""

ROLES = frozenset(
    """user users username userid login account utilisateur usuario utente benutzer gebruiker benutzername
    test example role admin""".split()  # noqa: SIM905 - as above
)
"""Parts of names of accounts and of fields: `end_user`, `service_account`, `nome_utente`."""

CODE_ROOTS = frozenset(
    """
    self this cls req request res response ctx context config conf cfg settings options opts args argv params props
    state
    session data form payload body event e.g i.e user users account auth process os env sys app db model models schema
    types item row record issue pr task ticket commit repo job card note
    post comment result obj object me it that input message msg client server current z joi yup t faker
    """.split()  # noqa: SIM905 - as above
)
"""`request.user`: what stands before the dot is a variable."""

STATES = frozenset(
    """
    great good nice cool stupid ugly boring private public secret new fine okay ok hello hi hey yes thanks thank too
    very really not still just so gone lost stolen hacked banned wrong right correct changed expired blank bad weird
    funny doof langweilig privat geheim falsch richtig weg neu gesperrt vergessen ungültig unbekannt anders hallo ja
    nein nul bizarre privé moche bloqué faux nouveau perdu oublié inconnu invalide toujours bonjour salut oui non feo
    nuevo privado incorrecto bloqueado correcto perdido hola sí bueno raro brutto sbagliato bloccato nuovo privato
    perso corretto scaduto errato ciao sì bello saai kwijt nieuw onjuist geblokkeerd verkeerd juist vergeten privé hoi
    dag goed fout nudny zajęty nowy zły błędny poprawny stary prywatny głupi porażka cześć hej tak nie
    taken free vergeben besetzt pris libre tomado ocupado libero bezet vrij zajęta wolny wolna
    """.split()  # noqa: SIM905 - as above
)
"""What is said of a user name, or said at all: `my username is wrong`, `user: hello`."""
