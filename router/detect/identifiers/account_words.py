"""Words that tell of accounts, by tag, for `told_accounts`; among them are those that hide shorter ones of `iban`."""

CUES = {
    "told_iban": ("iban*", "i.b.a.n"),
    "told_nrb": ("nrb", "numer konta*", "nr konta*", "numer rachunku*", "nr rachunku*", "konto bankowe", "konto nr"),
    "told_clabe": ("clabe*", "clabe interbancaria"),
    "told_cbu": ("cbu", "c.b.u", "cvu"),
    "told_ifsc": ("ifsc*", "ifsc code*"),
    "told_account": (
        *("bank account number*", "bank account no", "bankaccount number", "bank acct*", "checking account number*"),
        *("savings account number*", "numéro de compte bancaire", "numero de compte bancaire", "bankrekeningnummer*"),
        *("número de cuenta bancaria", "numero de cuenta bancaria", "numero di conto corrente", "bankkontonummer*"),
        *("numero conto corrente", "numer konta bankowego", "numer rachunku bankowego", "rekeningnummer*"),
    ),
}
WORDS = tuple(word for words in CUES.values() for word in words)
