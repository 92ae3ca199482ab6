"""How plates are written: sources of patterns, without groups; all for capitals."""

OWN = (
    r"[A-ZÄÖÜ]{1,3}[-:][A-Z]{1,2}[ -]?\d{1,4}[EH]?",  # de
    r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}",  # fr
    r"[A-HJ-NPR-TV-Z]{2} ?\d{3} ?[A-HJ-NPR-TV-Z]{2}",  # it
    r"[A-Z]{2}\d{2} ?[A-HJ-PR-Z]{3}",  # uk
    r"\d{4}[ -]?[BCDFGHJ-NPR-TV-Z]{3}",  # es
    r"[12]-[A-Z]{3}-\d{3}",  # be
    r"\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-\d{2}-[A-Z]{2}",  # nl, pt
    r"\d{2}-[A-Z]{2,3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{2}-\d{3}-[A-Z]",  # nl
    r"\d{2,3}-[A-Z]{1,2}-\d{1,6}",  # ie
    r"[A-Z]{2} \d{2} [A-Z]{3}",  # ro
)
"""Hardly anything else looks so: a word for vehicles near by will do."""
BY_NAME = (
    *OWN,
    r"[A-ZÄÖÜ]{1,3} [A-Z]{1,2} ?\d{1,4}[EH]?",  # de, with spaces
    r"[A-Z]{1,2}[ -]\d{1,6} ?[A-Z]{1,3}|[A-Z]{1,2}[ -][A-Z]{1,5} ?\d{1,5}",  # at
    r"[A-Z]{2,3}[ -]?(?:\d{5}|\d[A-Z0-9]{4}|[A-Z]\d{3}|\d[A-Z0-9]{3})",  # pl
    r"[A-Z] ?\d[A-Z0-9]{3,5}",  # pl, of one's choice
    r"[A-Z]{3}[ -]?\d{2,4}|[A-Z]{3}[ -]?\d{2}[A-Z]",  # cy, fi, gr, hu, lt, mt, se
    r"[A-Z]{2} ?[A-Z]{2}[ -]?\d{3}",  # hu
    r"\d{3}[ -]?[A-Z]{3}",  # ee
    r"[A-Z]{2}[ -]?\d{2}[ .]?\d{3}|[A-Z]{2}[ -]?\d{4,6}",  # dk, no, ch, lu, lv
    r"\d[A-Z][A-Z0-9][ -]?\d{4}",  # cz
    r"[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}|[A-Z]{2} [A-Z]{2}[ -]\d{3}|[A-Z]{2} [A-Z0-9]{2}[ -][A-Z0-9]{3}",  # sk, si
    r"[A-Z]{2} ?\d{3,4}[ -]?[A-Z]{1,2}",  # hr, bg
    r"B ?\d{2,3} ?[A-Z]{3}",  # ro, Bucharest
    r"[A-Z]{1,2}-\d{4}-[A-Z]{1,2}",  # es, until 2000
    r"[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]?",  # uk, until 2001
    r"\d{1,4} ?[A-Z]{2,3} ?\d{2}",  # fr, until 2009
    r"\d[A-Z]{3}\d{3}",  # us, California
    r"[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{3}[ -]?\d{4}|[АВЕКМНОРСТУХ]{1,2} ?\d{4} ?[АВЕКМНОРСТУХ]{2}",  # gr, bg  # noqa: RUF001 - their letters
)

DISTRICTS = frozenset(
    """
    A AA AB ABG ABI AC AE AH AIB AIC AK ALF ALZ AM AN ANA ANG ANK AÖ AP APD ARN ART AS ASD ASL ASZ AT AU AUR AW AZ AZE
    B BA BAD BAR BB BBG BC BCH BD BED BER BF BGL BH BI BID BIN BIR BIT BIW BK BKS BL BLB BLK BM BN BNA BO BÖ BOG BOH
    BOR BOT BP BRA BRB BRG BRI BRK BRL BRV BS BSB BSK BT BTF BÜD BUL BÜR BÜS BÜZ BW BWL BYL BZ BZA C CA CAS CB CE CHA
    CLP CLZ CO COC COE CR CUX CW D DA DAH DAN DAU DB DBR DD DE DEG DEL DGF DH DI DIL DIN DIZ DKB DL DLG DM DN DO DON
    DU DUD DÜW DW DZ E EA EB EBE EBN EBS ECK ED EE EF EG EH EI EIC EIL EIN EIS EL EM EMD EMS EN ER ERB ERH ERK ERZ ES
    ESB ESW EU EUT EW F FB FD FDB FDS FEU FF FFB FG FH FI FKB FL FLÖ FN FO FOR FR FRG FRI FRW FS FT FTL FÜ FÜS FW FZ G
    GA GAN GAP GC GD GDB GE GEL GEM GEO GER GF GG GHA GHC GI GK GL GLA GM GMN GN GNT GÖ GOA GOH GP GR GRA GRH GRI GRM
    GRS GRZ GS GT GTH GÜ GUB GUN GV GVM GW GZ H HA HAB HAL HAM HAS HB HBN HBS HC HCH HD HDH HDL HE HEB HEF HEI HEL HER
    HET HF HG HGN HGW HH HHM HI HIG HIP HK HL HM HN HO HOG HOH HOL HOM HOR HÖS HOT HP HR HRO HS HSK HST HU HV HVL HWI
    HX HY HZ IGB IK IL ILL IN IS IZ J JB JE JL JÜL K KA KB KC KE KEH KEL KEM KF KG KH KI KIB KK KL KLE KLZ KM KN KO
    KÖN KÖT KÖZ KR KRU KS KT KU KÜN KUS KW KY KYF L LA LAN LAU LB LBS LBZ LC LD LDK LDS LEO LER LEV LF LG LH LI LIB
    LIF LIP LL LM LN LÖ LÖB LOS LP LR LRO LSA LSN LSZ LU LÜN LUP LWL M MA MAB MAI MAK MAL MB MC MD ME MED MEG MEI MEK
    MEL MER MET MG MGH MGN MH MHL MI MIL MK MKK ML MM MN MO MOD MOL MON MOS MQ MR MS MSE MSH MSP MST MTK MTL MÜ MÜB
    MÜL MÜN MÜR MW MY MYK MZ MZG N NAB NAI NAU NB ND NDH NE NEA NEB NEC NEN NES NEW NF NH NI NK NL NM NMB NMS NÖ NOH
    NOL NOM NOR NP NR NRW NT NU NVP NW NWM NY NZ OA OAL OB OBB OBG OC OCH OD OE OF OG OH OHA ÖHR OHV OHZ OK OL OP OPR
    OS OSL OTW OVI OVL OVP P PA PAF PAN PAR PB PCH PE PEG PF PI PIR PL PLÖ PM PN PR PRÜ PS PW PZ QFT QLB R RA RC RD
    RDG RE REG REH REI RG RH RI RID RIE RL RM RN RO ROD ROF ROK ROL ROS ROT ROW RP RS RSL RT RU RÜD RÜG RV RW RZ S SAB
    SAD SAL SAN SAW SB SBG SBK SC SCZ SDH SDL SDT SE SEB SEE SEF SEL SFB SFT SG SGH SH SHA SHG SHK SHL SI SIG SIM SK
    SL SLE SLF SLK SLN SLS SLÜ SLZ SM SMÜ SN SO SOB SOG SOK SÖM SON SP SPB SPN SR SRB SRO ST STA STB STD STE STL STO
    STR SU SUL SÜW SW SWA SY SZ SZB TBB TDO TE TET TF TG THL TIR TO TÖL TP TR TS TT TÜ TUT ÜB UE UEM UER UFF UH UL UM
    UN USI V VAI VB VEC VER VIB VIE VIT VK VOF VOH VR VS W WA WAF WAK WAN WAR WAT WB WBS WDA WE WEL WEN WER WES WF WG
    WHV WI WIL WIS WIT WIZ WK WL WLG WM WMS WN WND WO WOB WOH WOL WOR WOS WR WRN WS WSF WST WSW WT WTL WTM WÜ WUG WÜM
    WUN WUR WW WZ WZL X Y Z ZE ZEL ZI ZIG ZP ZR ZW ZZ
    """.split()  # noqa: SIM905 - a paragraph of codes reads better than a page of quotes
)
"""German districts (Fahrzeug-Zulassungsverordnung, annex 1; those called back since 2012 included)."""
ALONE = (
    r"[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{2,4}[EH]?",  # de, its district tested
    r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}",  # fr
    r"[A-HJ-NPR-TV-Z]{2} \d{3} [A-HJ-NPR-TV-Z]{2}",  # it
)
"""Told by their looks in a sentence that says nothing else of them."""
_CANTONS = r"AG|AI|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH"
_AUSTRIAN = (
    r"AM|BA|BB|BL|BM|BN|BR|BZ|DL|DO|EF|EU|FB|FE|FF|FK|FR|FV|GB|GD|GF|GK|GM|GR|GS|GU|HA|HB|HE|HF|HL|HO|IL|IM|JE|JO|JU|JW"
    r"|KB|KF|KG|KI|KL|KO|KR|KS|KU|LA|LB|LE|LF|LI|LL|LN|LZ|MA|MD|ME|MI|MT|MU|MZ|ND|NK|OP|OW|PE|PL|PT|RA|RE|RI|RO|SA|SB"
    r"|SD"
    r"|SE|SK|SL|SP|SR|SV|SW|SZ|TA|TU|UU|VB|VI|VK|VL|VO|WB|WE|WK|WL|WN|WO|WT|WU|WY|WZ|ZE|ZT|ZZ"
)
NEAR = (
    (
        r"(?:BI|BL|BS|C[BGTW]|D[BJLWX]|E[LPSD]|F[GZ]|G[ADS]|K[RNTK]|L[BCUZ]|N[EO]|OP|P[KLNOYZ]|R[KPTZ]|S[BCDGHIJKLMORTWYZ]"
        r"|TK|W[A-Z]|ZK|ZS) ?(?:\d{5}|\d{4}[A-Z]|\d{3}[A-Z]{2}|\d[A-Z]\d{3}|\d[A-Z]{2}\d{2})"
    ),  # pl, towns
    (
        r"[BCDEFGKLNOPRSTWZ][A-Z]{2} (?:\d{5}|\d{4}[A-Z]|[A-Z]\d{3}|\d{2}[A-Z]{2}|\d[A-Z]\d{2,3}|[A-Z]\d{2}[A-Z]"
        r"|\d{3}[A-Z]{2}|\d{2}[A-Z]\d|\d[A-Z]{2}\d|[A-Z]{2}\d{2})"
    ),  # pl
    rf"(?:{_CANTONS})[ -]?\d{{4,6}}",  # ch
    (
        rf"(?:{_AUSTRIAN}) \d{{2,4}} [A-Z]{{2,3}}|(?:{_AUSTRIAN})-\d{{3,5}}[A-Z]{{1,2}}"
        rf"|[BEGIKLPSW]-\d{{4,5}}[A-Z]{{1,2}}"
    ),  # at
    r"\d[A-Z][A-Z0-9] \d{4}",  # cz
    r"B \d{2,3} [A-Z]{3}",  # ro, Bucharest
    r"[1-9]\d{1,3} [A-HJ-NP-TV-Z]{2,3} (?:\d{2}|2[AB])",  # fr, until 2009
    r"\d[A-Z]{3}\d{3}",  # us, California
    r"[A-Z]{2} \d{2} \d{3}|[A-Z]{3} \d{2}[A-Z]",  # dk, se
)
"""Believed right beside a word for vehicles: the codes of other things look alike."""
