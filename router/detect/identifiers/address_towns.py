"""Large towns of Europe in their own languages, as they stand behind a street without a postcode."""

import re

TOWNS = frozenset(
    """
    amsterdam rotterdam utrecht eindhoven groningen tilburg almere breda nijmegen haarlem arnhem maastricht leiden
    delft antwerpen gent brugge leuven brussel bruxelles liège namur charleroi luxembourg berlin hamburg münchen
    köln frankfurt stuttgart düsseldorf leipzig dortmund essen bremen dresden hannover nürnberg duisburg bochum
    wuppertal bielefeld bonn münster mannheim karlsruhe augsburg wiesbaden kiel lübeck erfurt rostock mainz kassel
    freiburg potsdam heidelberg würzburg regensburg ulm wien graz linz salzburg innsbruck klagenfurt zürich bern
    basel genève lausanne luzern winterthur paris marseille lyon toulouse nantes montpellier strasbourg bordeaux
    lille rennes reims toulon grenoble dijon angers nîmes brest limoges amiens metz besançon orléans rouen mulhouse
    caen nancy madrid barcelona valencia sevilla zaragoza málaga murcia palma bilbao alicante córdoba valladolid
    vigo gijón granada oviedo pamplona salamanca santander burgos roma milano napoli torino palermo genova bologna
    firenze bari catania venezia verona messina padova trieste brescia parma modena perugia livorno cagliari ravenna
    lisboa porto braga coimbra faro warszawa kraków łódź wrocław poznań gdańsk szczecin bydgoszcz lublin białystok
    katowice gdynia częstochowa radom toruń sosnowiec kielce rzeszów gliwice olsztyn opole zabrze bytom praha brno
    ostrava plzeň olomouc liberec bratislava košice žilina nitra budapest debrecen szeged pécs győr bucurești
    cluj-napoca timișoara iași constanța brașov sofia варна софия plovdiv zagreb rijeka osijek ljubljana maribor
    vilnius kaunas rīga tallinn tartu helsinki espoo tampere turku oulu stockholm göteborg malmö uppsala oslo bergen
    trondheim stavanger københavn aarhus odense aalborg dublin cork limerick galway waterford london manchester
    birmingham leeds glasgow edinburgh liverpool bristol sheffield cardiff belfast newcastle nottingham leicester
    southampton brighton oxford cambridge york aberdeen αθήνα θεσσαλονίκη valletta nicosia λευκωσία reykjavík
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
_TOWN = re.compile(r"(?:, ?| (?:in|w|à|a|en|te|we|i|em) | )([^\W\d_][\w-]+)(?!\w)")
_DISTRICT = re.compile(r" (?:\d{1,2}W?)(?=$|[,;.\n)])")
_NUMBERED = frozenset({"praha", "dublin", "paris", "lyon", "marseille", "wien", "bratislava", "košice", "cork", "brno"})
"""Their districts have numbers: `Praha 1`, `Dublin 8`."""


def district_end(text: str, start: int, end: int) -> int:
    """Where the number of the district of the town from `start` to `end` ends; `end` without one."""
    match = _DISTRICT.match(text, end) if text[start:end].lower() in _NUMBERED else None
    return match.end() if match else end


def town_end(text: str, end: int) -> int:
    """Where a large town right behind an address without a postcode ends; `end` if none stands there."""
    match = _TOWN.match(text, end)
    if not match or match[1].lower() not in TOWNS or not match[1][0].isupper():
        return end
    return district_end(text, match.start(1), match.end(1))
