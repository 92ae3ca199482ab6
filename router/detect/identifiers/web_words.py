"""What tells the address of a site from a file, a method and the end of a sentence."""

from router.core.countries import ISO_3166

GENERIC = frozenset(
    """
    com org net edu gov mil int info biz name mobi jobs travel museum coop aero pro cat tel asia eu uk io ai
    dev app co shop store online site website web xyz club blog cloud tech digital agency media news live
    world today space life email group team company solutions services support center studio design works
    academy school university health clinic hospital doctor dental care law legal finance bank capital
    insurance tax immo house gmbh berlin hamburg koeln bayern wien paris bzh amsterdam barcelona madrid london
    scot wales istanbul tokyo nyc social chat page link click zip mov
    """.split()  # noqa: SIM905 - a table is read as a table
)
ENDINGS = GENERIC | {code.lower() for code in ISO_3166}

FILES = frozenset("py sh rs md so ps pl zip mov app ml mm cc tf la pm am st lc mo vc gd".split())  # noqa: SIM905 - as above
"""They end names of files and bundles too: only with `www.`, a scheme, a path, or a word that says it is a site."""

MEMBERS = frozenset(
    """
    id in is to at as me name info io do my no it be us so ai dev pro cat int web page link click email group
    team company support center design works news live world today space life media social chat tel jobs site
    store care tax house bank net th tr td hr br li sc im gl vi cd cp ls sg sv mk mt mx nc ng pa pk pr pw re
    ro se si sk sl sm sn su tc tk tl tm tv va ws
    """.split()  # noqa: SIM905 - as above
)
"""They are also what programs call things: only where the word before is none of `CODE` and no call follows."""

CODE = frozenset(
    """
    java javax android self this cls super sys os fs np pd st tf std torch window document app config cfg
    settings request response req res ctx event e item obj object data user row node person module system args
    kwargs params props state my package index main test setup readme license script run build install deploy
    start lib mod logger log logging console socket asp vb ado ml db sql conn client server session model
    models x y i j k df nn process path file line token key value values result results page form field input
    output task job order customer account msg message err error net http https json xml sun kotlin group team
    status math string date time ok okay etc
    """.split()  # noqa: SIM905 - as above
)
PACKAGES = frozenset("com org net io edu gov java javax android androidx kotlin sun".split())  # noqa: SIM905 - as above
"""`com.example.shop` is a package of a program."""

SITES = frozenset(
    """
    site sites website web webpage url domain host hostname link visit homepage blog portal webseite seite
    internetseite besuche strona stronie strony stronę serwis serwisie serwisu portalu sklep sklepu na sito
    pagina página visite visita visitez bezoek www
    """.split()  # noqa: SIM905 - as above
)
"""Right before: it is a site, whatever its ending."""
