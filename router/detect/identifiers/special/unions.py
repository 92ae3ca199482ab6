"""Names of trade unions: a member may be told in any language, wherever the union is.

Small letters make other words of some (`in unison`, `unite`), so only names with a capital count.
"""

UNIONS = (
    "ig metall, verdi, ver.di, ig bce, ig bau, gew, gdl, evg, dgb, ngg, marburger bund, ögb, unison, unite,"
    "unite the union, gmb, usdaw, rmt, aslef, ucu, nasuwt, tuc, siptu, afl cio, teamsters, uaw, seiu, afscme, ibew,"
    "cgt, cfdt, cftc, cfe cgc, force ouvrière, fo, unsa, sud rail, ccoo, cc. oo., comisiones obreras, ugt, csif,"
    "cgil, cisl, uil, fiom, uilm, cobas, fnv, cnv, abvv, fgtb, aclvb, cgslb,"
    "solidarność, solidarności, solidarnością, opzz, nszz solidarność, znp, sierpień 80"
)
"""As terms of the syntax of `router.detect.cues`, parted by commas; none that mostly means another thing (`LAB`)."""
