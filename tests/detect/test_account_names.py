"""User names behind words for accounts: `(text, the name)`."""

import pytest
from detect_reading import found

KIND = "USERNAME"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("please confirm the deletion of account torvald_e", "torvald_e"),
        ("Bonjour, mon compte gbertin42 est bloqué", "gbertin42"),
        ("Konto hbrzoza04 zablokowane", "hbrzoza04"),
        ("mon compte loulou_du_31 ne marche plus", "loulou_du_31"),
        ("mein Konto m.huber ist gesperrt", "m.huber"),
        ("mi cuenta 'lgarcia_77' no funciona", "lgarcia_77"),
        ("l'utenza grossi81 è bloccata", "grossi81"),
        ("the account of torvald_e", "torvald_e"),
        ("accountnaam: jdevries", "jdevries"),
    ],
)
def test_a_name_behind_a_word_for_accounts_is_a_user_name(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "account 12345, account no 7, account AB12CD34",
        "compte n° 3, mon compte bancaire, le compte 512000",
        "Konto DE89370400440532013000, Konto de89370400440532013000",
        "account settings, account is_active, account created_at, account user_id, account v2.1",
        "my account closed.thanks for that; account example.com; account config.json",
        "SELECT 1 FROM account acct_1; UPDATE account foo_9 SET x",
        "account office365, account oauth2, account mp3, account sha256",
        "Account account_1 = repo.get(); account get_all(); account my_var.x()",
        "Konto 2, Konto gesperrt, cuenta corriente, conta v3",
    ],
)
def test_numbers_settings_and_code_behind_it_are_none(text: str) -> None:
    assert found(text, KIND) == []
