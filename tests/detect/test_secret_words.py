"""Secrets as people and programs write them, in seven languages: `(text, the secret)`."""

import pytest
from detect_reading import found

KIND = "SECRET"

PROSE = {
    "en": [
        ("My password is Tr0ub4dor&3, please reset it", "Tr0ub4dor&3"),
        ("password for the wifi: Sunny-2024", "Sunny-2024"),
        ("the password for the server is now blue7Whale", "blue7Whale"),
        ("You can log in with anna / Summer2024!", "Summer2024!"),
        ("credentials: admin:Wint3r!x", "Wint3r!x"),
        ("passphrase: correct7horse", "correct7horse"),
        ("The PIN is 4829.", "4829"),
        ("PUK: 12345678", "12345678"),
        ("my CVV is 123", "123"),
        ("Your verification code is 493028.", "493028"),
        ("493028 is your login code", "493028"),
        ("OTP: 493 028", "493 028"),
        ("the access code for the door is 5583", "5583"),
    ],
    "de": [
        ("Mein Passwort lautet Sommer2024!", "Sommer2024!"),
        ("mein passwort ist Hund3katze", "Hund3katze"),
        ("Passwort für das WLAN: Gast-4711x", "Gast-4711x"),
        ("Das Kennwort: Blau3Berg", "Blau3Berg"),
        ("Kennwort für den Server lautet Tr0ub4dor", "Tr0ub4dor"),
        ("Zugangsdaten: anna / Winter!2023", "Winter!2023"),
        ("WLAN-Schlüssel: 83jdk2Lpq9", "83jdk2Lpq9"),
        ("Die PIN lautet 4829", "4829"),
        ("Kartenprüfnummer: 123", "123"),
        ("Ihr Bestätigungscode lautet 493028", "493028"),
        ("TAN: 493028", "493028"),
        ("Sicherheitscode ist 5583", "5583"),
        ("Einmalpasswort: 493028", "493028"),
    ],
    "fr": [
        ("Mon mot de passe est Soleil2024", "Soleil2024"),
        ("mot de passe : Soleil-123", "Soleil-123"),
        ("le mot de passe pour le wifi : Maison75!", "Maison75!"),
        ("mdp: Chat99noir", "Chat99noir"),
        ("identifiants : anna / Hiver!2023", "Hiver!2023"),
        ("Le code PIN est 4829", "4829"),
        ("code de vérification : 493028", "493028"),
        ("votre code de sécurité est 5583", "5583"),
        ("cryptogramme : 123", "123"),
        ("le code d'accès est 5583", "5583"),
    ],
    "es": [
        ("La contraseña es Sol-1234", "Sol-1234"),
        ("mi contraseña es Perro99gato", "Perro99gato"),
        ("contraseña para el wifi: Casa75!x", "Casa75!x"),
        ("la clave es Verano2024", "Verano2024"),
        ("credenciales: ana / Invierno!23", "Invierno!23"),
        ("El PIN es 4829", "4829"),
        ("código de verificación: 493028", "493028"),
        ("su código de seguridad es 5583", "5583"),
        ("código sms: 493028", "493028"),
        ("CVV: 123", "123"),
    ],
    "it": [
        ("La password è Sole1234", "Sole1234"),
        ("password di accesso: Mare-2024", "Mare-2024"),
        ("password di Anna: Gatto99!", "Gatto99!"),
        ("la mia password è Cane77gatto", "Cane77gatto"),
        ("parola d'ordine: Neve2023x", "Neve2023x"),
        ("credenziali: anna / Inverno!23", "Inverno!23"),
        ("Il PIN è 4829", "4829"),
        ("codice di verifica: 493028", "493028"),
        ("il codice di sicurezza è 5583", "5583"),
        ("codice otp: 493028", "493028"),
    ],
    "nl": [
        ("Mijn wachtwoord is Zomer2024", "Zomer2024"),
        ("wachtwoord: Zon-12345", "Zon-12345"),
        ("het wachtwoord voor de wifi: Huis75!x", "Huis75!x"),
        ("wachtwoord van Anna: Hond99kat", "Hond99kat"),
        ("inloggegevens: anna / Winter!2023", "Winter!2023"),
        ("De pincode is 4829", "4829"),
        ("verificatiecode: 493028", "493028"),
        ("uw beveiligingscode is 5583", "5583"),
        ("toegangscode: 5583", "5583"),
        ("CVC: 123", "123"),
    ],
    "pl": [
        ("Moje hasło to Slonce12", "Slonce12"),
        ("hasło: Lato2024!", "Lato2024!"),
        ("hasło do wifi: Dom75-ogrod", "Dom75-ogrod"),
        ("Hasło brzmi Kot99pies", "Kot99pies"),
        ("dane logowania: anna / Zima!2023", "Zima!2023"),
        ("PIN to 4829", "4829"),
        ("kod weryfikacyjny: 493028", "493028"),
        ("kod sms to 493028", "493028"),
        ("Kod bezpieczeństwa: 5583", "5583"),
        ("kod PIN: 4829", "4829"),
    ],
}

PROGRAMS = [
    ("COHERE_KEY=Zk83hJ29dLqP0aYtRw71MnBv64CxSe52UiOg38Xf", "Zk83hJ29dLqP0aYtRw71MnBv64CxSe52UiOg38Xf"),
    ("MISTRAL_API_KEY=Zk83hJ29dLqP0aYtRw71MnBv64CxSe52", "Zk83hJ29dLqP0aYtRw71MnBv64CxSe52"),
    ("datadog.application_key: 7f3a9c04e1b8d6527f3a9c04e1b8d6527f3a9c04", "7f3a9c04e1b8d6527f3a9c04e1b8d6527f3a9c04"),
    ("OVH_CONSUMER_KEY=Zk83hJ29dLqP0aYtRw71MnBv64CxSe52", "Zk83hJ29dLqP0aYtRw71MnBv64CxSe52"),
    ("ovh_application_secret = Zk83hJ29dLqP0aYtRw71MnBv64CxSe52", "Zk83hJ29dLqP0aYtRw71MnBv64CxSe52"),
    ("SCW_SECRET_KEY=7f3a9c04-e1b8-4652-9c04-e1b8d652a90c", "7f3a9c04-e1b8-4652-9c04-e1b8d652a90c"),
    ("HCLOUD_TOKEN=Zk83hJ29dLqP0aYtRw71MnBv64CxSe52", "Zk83hJ29dLqP0aYtRw71MnBv64CxSe52"),
    ("VAULT_TOKEN=s.Zk83hJ29dLqP0aYtRw71MnBv", "s.Zk83hJ29dLqP0aYtRw71MnBv"),
    ("clé API : Zk83hJ29dLqP0aYt", "Zk83hJ29dLqP0aYt"),
    ("API-Schlüssel: Zk83hJ29dLqP0aYt", "Zk83hJ29dLqP0aYt"),
    ("Server=db;Database=x;Uid=sa;Pwd=geheim;", "geheim"),
    ("Data Source=db.firma.de;User Id=sa;Password=Geheim", "Geheim"),
    ("host=db user=anna password=geheim dbname=x", "geheim"),
    ("jdbc:mysql://db/x?user=anna&password=Geheim7x&ssl=true", "Geheim7x"),
    ("amqp://anna:geheim@mq.firma.de:5672/v", "geheim"),
    ("mongodb+srv://anna:geheim@c0.firma.de/x", "geheim"),
    ("machine git.firma.de login anna password geheim7", "geheim7"),
    ("Authorization: SSWS 00Zk83hJ29dLqP0aYtRw71MnBv64CxSe52", "00Zk83hJ29dLqP0aYtRw71MnBv64CxSe52"),
    ("authorization: Zk83hJ29dLqP0aYtRw71", "Zk83hJ29dLqP0aYtRw71"),
    ("headers={'Authorization': 'Api-Key Zk83hJ29dLqP0aYt'}", "Zk83hJ29dLqP0aYt"),
    ("Cookie: theme=dark; session=Zk83hJ29dLqP0aYtRw71; lang=de", "Zk83hJ29dLqP0aYtRw71"),
    ("Set-Cookie: JSESSIONID=7F3A9C04E1B8D6527F3A9C04E1B8D652; Path=/", "7F3A9C04E1B8D6527F3A9C04E1B8D652"),
    ("PHPSESSID=4mk29flqz81rtyb7nc3ds6hj0a", "4mk29flqz81rtyb7nc3ds6hj0a"),
    ("connect.sid=s%3AZk83hJ29dLqP0aYtRw71MnBv", "s%3AZk83hJ29dLqP0aYtRw71MnBv"),
    ("anna:$apr1$Zk83hJ29$Zk83hJ29dLqP0aYtRw71Mn", "$apr1$Zk83hJ29$Zk83hJ29dLqP0aYtRw71Mn"),
]

RECOVERY = [
    ("Your recovery codes:\n1. a8f3k-29dlq\n2. 7hj2m-x8w4e\n", ["a8f3k-29dlq", "7hj2m-x8w4e"]),
    ("Backup-Codes: 4829 1038, 5520 9917", ["4829 1038", "5520 9917"]),
    ("codes de secours : 48291038 55209917", ["48291038", "55209917"]),
    ("kody zapasowe: ab3d-9fk2, x8w4-e7hj", ["ab3d-9fk2", "x8w4-e7hj"]),
    ("herstelcodes: ab3d-9fk2", ["ab3d-9fk2"]),
]

CLEAN = [
    *(
        "reset your password",
        "Forgot your password? Click here",
        "The password must have 8 characters",
        "a password manager",
    ),
    *("Passwort vergessen?", "Bitte geben Sie Ihr Passwort ein", "Das Passwort muss mindestens 8 Zeichen haben"),
    *(
        "Mot de passe oublié ?",
        "Le mot de passe est incorrect",
        "Saisissez votre mot de passe",
        "le mot de passe est requis",
    ),
    *(
        "¿Olvidó su contraseña?",
        "La contraseña es obligatoria",
        "la clave del éxito es trabajar",
        "palabras clave: sol",
    ),
    *("Hai dimenticato la password?", "la password è errata", "in parola povera", "una parola chiave: sole"),
    *("Wachtwoord vergeten?", "Het wachtwoord is onjuist", "Uw wachtwoord is verlopen", "wachtwoord: verplicht"),
    *("Nie pamiętasz hasła?", "Hasło jest nieprawidłowe", "hasło reklamowe: Polska", "hasło jest wymagane"),
    *(
        '"nextPageToken": "CAEQAA83hJ29dLqP0aYtRw71"',
        "page_token=Zk83hJ29dLqP0aYt",
        "pad_token: <pad>",
        "continuation_token: a1b2c3d4e5",
    ),
    *(
        "primary_key: customer_2024_orders_0017_eu1234",
        "cache_key=user:123:profile:v2:2024abcd",
        "public_key=" + "Zk83hJ29dLqP0aYtRw71Mn",
    ),
    *(
        "partition_key: 2024-11-05T10:00:00Z",
        "s3_key=backups/2024/11/05/dump-0017-final.sql.gz",
        "sort_key=ORDER#2024#000123#x9",
    ),
    *(
        "key: value",
        "KEY=value",
        "SSH_KEY=/home/ann/.ssh/id_ed25519",
        "API_KEY=/run/secrets/api_key",
        "password_file: /run/secrets/db1",
    ),
    *(
        "import.meta.env.VITE_API_KEY1",
        "api_key: import.meta.env.VITE_KEY1",
        "token=process.env.TOKEN1",
        "${{ secrets.TOKEN_1 }}",
    ),
    *(
        "token: ${{ secrets.NPM_TOKEN1 }}",
        "password=$(cat /run/x1)",
        "password: !vault |",
        "client_secret: <client-secret-1>",
    ),
    *(
        "The PIN has four digits",
        "GPIO pin = 13",
        "pin 1234 of them",
        "OTP 26.2.1 is out",
        "Erlang/OTP: 26.2",
        "tan: 0.5771",
    ),
    *(
        "error code: 1234",
        "code: 200",
        "HTTP code is 404",
        "country code: 049",
        "postcode: 10115",
        "the code is 2024-11-05",
    ),
    *(
        "security code review: 2024",
        "PIN: 2024-11-05",
        "cvc-complex-type.2.4.a",
        "Access code: see below",
        "code pin: aucun",
    ),
    *(
        "backup codes are 8 characters long",
        "backup: 2024-11-05 20:00, 20241105",
        "recovery: 12345 rows",
        "the recovery time is 12 hours",
    ),
    *(
        "Cookie: theme=dark; lang=de",
        "Set-Cookie: lang=de; Max-Age=31536000; Path=/",
        "cookies: chocolate2024 and oat",
        "cookie policy",
    ),
    *("session_id: 7f3a9c04-e1b8-4652-9c04-e1b8d652a90c", "session: Tuesday", "sessionid=<session-id>", "Cookie: id=1"),
    *(
        "Authorization: Bearer <token>",
        "Authorization: Bearer $TOKEN",
        "Authorization: Basic",
        "authorization: required",
        "authorization: internalisation",
    ),
    *(
        "user: anna, role: admin",
        "utente: Anna/Marco",
        "username / password",
        "user: /home/ann/Files2",
        "usuario: ana / Madrid",
    ),
    *("https://user@host/x", "ssh://git@github.com:22/x", "postgres://localhost:5432/x", "amqp://${USER}:${PASS}@mq"),
    *(
        "host=db user=anna password=${PW} dbname=x",
        "Server=x;Uid=sa;Pwd={0};",
        "connect(user=user, password=pw)",
        "login anna password required",
    ),
    *(
        '"auth": "dXNlcg=="',
        "integrity sha512-Zk83hJ29dLqP0aYtRw71MnBv==",
        "token: sha256:" + "7f3a9c04e1b8d652" * 4,
        "jeton de présence",
    ),
]


@pytest.mark.parametrize(("text", "secret"), [pair for pairs in PROSE.values() for pair in pairs] + PROGRAMS)
def test_a_secret_is_told_by_what_people_call_it(text: str, secret: str) -> None:
    assert found(text, KIND) == [secret]


@pytest.mark.parametrize(("text", "codes"), RECOVERY)
def test_every_code_of_a_row_of_recovery_codes_is_found(text: str, codes: list[str]) -> None:
    assert found(text, KIND) == codes


@pytest.mark.parametrize("text", CLEAN)
def test_talk_and_code_about_secrets_hold_none(text: str) -> None:
    assert found(text, KIND) == []
