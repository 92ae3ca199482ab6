r"""Logins in logs, tickets and tools: `(text, what is found)`."""

import pytest
from detect_reading import found

KIND = "USERNAME"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CORP\\jdoe was locked out", ["jdoe"]),
        ("account FIRMA\\nholm locked", ["nholm"]),
        ("sudo: rwilliams : TTY=pts/0 ; USER=root ; COMMAND=/bin/ls", ["rwilliams"]),
        ("uid=1000(jdoe) gid=1000(jdoe)", ["jdoe", "jdoe"]),
        ("-rw-r--r-- 1 tlindqvist staff 4096 Jan 3 10:10 a", ["tlindqvist"]),
        ("C:\\Benutzer\\jholm\\Desktop", ["jholm"]),
        ('"assignee": "kmurphy", "reporter": "tessa.lane"', ["kmurphy", "tessa.lane"]),
        ("created_by: tlindqvist", ["tlindqvist"]),
        ("bearbeiter=jholm", ["jholm"]),
        ("login failed for 'tlindqvist'", ["tlindqvist"]),
        ("Anmeldung fehlgeschlagen für s.krueger", ["s.krueger"]),
        ("mot de passe de jmartel", ["jmartel"]),
        ("contraseña de mgil84", ["mgil84"]),
        ("password di econti84", ["econti84"]),
        ("wachtwoord voor jbakker84 resetten", ["jbakker84"]),
        ("hasło dla elis84", ["elis84"]),
        ("nombre: Marta\nlogin: skerdraon\nrol: editor", ["skerdraon"]),
        ("autore: Teodora\nutente: teomaggi", ["teomaggi"]),
        ('host7 - mpaesano [09/Feb/2025:17:03:22 +0000] "GET / HTTP/1.1" 200', ["mpaesano"]),
        ('curl -u "mpaesano:Salvia_41" https://api.firma.it', ["mpaesano"]),
        ('{"reviewers": ["mpaesano", "oda_92"], "comments": 3}', ["mpaesano", "oda_92"]),
        ("merged by mpaesano, geändert von oda.riis", ["mpaesano", "oda.riis"]),
        ("Zugangsdaten: oda.riis / Salvia_41", ["oda.riis"]),
        ("username/password: mpaesano / Salvia_41", ["mpaesano"]),
    ],
)
def test_a_login_is_found_where_programs_and_tickets_write_it(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "NT AUTHORITY\\SYSTEM, DOMAIN\\Administrator, HKLM\\Software\\Vendor",
        'raise ValueError("ERROR\\nworld and WARN\\tthings")',
        r"\bFOO\sbar [A-Z]\w+ AB\d",
        "assignee = issue.assignee; owner=self.owner, reporter: pytest-cov",
        '"assignee": null, "assignee": "string", "owner": "owner"',
        "owner: platform-team, created_by: system, reporter: junit",
        "-rw-r--r-- 1 root root 4096 Jan 3 10:10 a.txt\ndrwxr-xr-x 2 www-data www-data 4096 src",
        "gid=27(sudo) groups=4(adm)",
        "password for the router, mot de passe de test, contraseña de acceso, hasło do konta",
        "assigned to nobody, zugewiesen an das Team, asignado a soporte, assegnato a nessuno",
        "user: hello\nassistant: hi there",
        "utente: ciao\nassistente: salve",
        "login: required\npassword: required",
        'host7 - - [09/Feb/2025:17:03:22 +0000] "GET / HTTP/1.1" 200',
        'host7 - admin [09/Feb/2025:17:03:22 +0000] "GET / HTTP/1.1" 200',
        "docker run -u root:root nginx; curl -u user:pass https://api.firma.it",
        '"reviewers": ["group_1", "group_2"], "owners": ["string"], maintainers: ["ops_team"]',
        "opened by mistake, closed by default, updated by dependabot, created by create-react-app",
        "WLAN: Gartenhaus / Salvia_41",
        "user/password: root / Salvia_41",
    ],
)
def test_systems_code_and_sentences_have_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mein login lautet skrueger", ["skrueger"]),
        ("mi usuario es martita", ["martita"]),
        ("mój nick to szarywilk", ["szarywilk"]),
        ("mon pseudo est loulou", ["loulou"]),
        ("my gamertag is xXSniperXx", ["xXSniperXx"]),
        ("my psn is DarkWolf_99", ["DarkWolf_99"]),
        ("inlognaam: bakkerj", ["bakkerj"]),
        ("z loginem elis84 nie działa", ["elis84"]),
        ("auf insta heiße ich sabine.krg", ["sabine.krg"]),
        ("en discord soy lobo#1122", ["lobo#1122"]),
        ("na discordzie jestem wilk#1122", ["wilk#1122"]),
    ],
)
def test_a_name_that_somebody_tells_is_found_in_their_language(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my nickname is great, mein nick ist langweilig, il mio nome utente è sbagliato",
        "mijn gebruikersnaam is onjuist, mi usuario es nuevo, mój nick to porażka",
        "conectado como administrador, connesso come ospite, ingelogd als gast, zalogowany jako gość",
        "discord: https://discord.gg, my insta is private",
        'Field(alias="traceUuid")',
    ],
)
def test_what_is_said_of_a_name_is_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please reset the password for tbrownlow today", ["tbrownlow"]),
        ("Zugriff auf Laufwerk K: für mweidner entfernen", ["mweidner"]),
        ("ouvrir un accès au partage pour mfaucher", ["mfaucher"]),
        ("crear una cuenta nueva para jvaldes", ["jvaldes"]),
        ("accesso alla cartella condivisa per gferri", ["gferri"]),
        ("toegang tot de map voor jvermeer.", ["jvermeer"]),
        ("cofnąć dostęp do dysku dla mgorecki", ["mgorecki"]),
        ('<message from="loic_r" to="support">', ["loic_r"]),
        ("usuario: jruiz_ops\nhost: x", ["jruiz_ops"]),
        ("export DB_USER=svc_tvries\n", ["svc_tvries"]),
    ],
)
def test_a_login_that_is_given_something_or_has_a_role_is_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "permissions for students, grant access for everyone",
        "Zugriff auf das Laufwerk für alle, Zugang für Besucher",
        "un accès pour tous, le compte pour enfants",
        "una cuenta para clientes, acceso para socios",
        "accesso per tutti, accesso per studenti",
        "toegang voor iedereen, account voor klanten",
        "dostęp dla wszystkich, dostęp dla klientów",
        '<row from="page_1" to="b"/> <x from="loic_r_id()" />',
        "user: nginx_dev\nuser: pgbouncer_app\nuser: backup_test",
        "access token for tbrownlow.io/x",
    ],
)
def test_everybody_else_who_is_given_something_has_no_login(text: str) -> None:
    assert found(text, KIND) == []
