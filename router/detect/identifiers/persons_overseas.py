"""Numbers of persons in the US, Canada, India, Australia, New Zealand and South Africa, and in Turkey.

Sources of forms and checks: python-stdnum's modules and `checksums`. Words that are everyday words in another language
(`ein`, `sin`, `pan`) count only as a name of a number is written: `EIN:`, `SIN number`, `PAN card`.
"""

from stdnum import luhn
from stdnum.au import abn, tfn
from stdnum.ca import bn, sin
from stdnum.in_ import aadhaar, epic, gstin, pan
from stdnum.nz import ird
from stdnum.tr import tckimlik
from stdnum.us import ein, itin, ssn
from stdnum.za import idnr

from router.detect.identifiers import checksums
from router.detect.identifiers.national_row import Row, person

_MEDICARE_LETTER = "[AC-HJKMNP-RT-Y]"
_MEDICARE_ANY = "[AC-HJKMNP-RT-Y0-9]"

ROWS = (
    person(
        "us.ssn", "social security number", r"\d{9}", ssn.is_valid,
        ("ssn*", "ssns", "social security*", "social security number*", "soc sec*", "my social", "his social",
         "her social", "their social", "social:", "social #", "social is", "social number", "ss number", "ss no", "ss#",
         "ss #", "s.s.n"),
    ),
    person(
        "us.itin", "tax number", r"9\d{8}", itin.is_valid, ("itin*", "individual taxpayer*", "i.t.i.n"),
    ),
    Row(
        "us.ein", "company number", r"\d{9}", ein.is_valid,
        ("ein:", "ein #", "ein number*", "ein no", "ein is", "fein:", "fein #", "employer identification*",
         "employer id*", "federal tax id*", "tax id*"),
        strict=True,
    ),
    Row(
        "us.mbi", "health insurance number",
        rf"[1-9]{_MEDICARE_LETTER}{_MEDICARE_ANY}\d{_MEDICARE_LETTER}{_MEDICARE_ANY}\d{_MEDICARE_LETTER}{{2}}\d{{2}}",
        words=("medicare*", "mbi", "medicare beneficiary*", "medicare id*"), strict=True,
    ),
    Row(
        "us.npi", "register number", r"[12]\d{9}", lambda n: bool(luhn.is_valid(f"80840{n}")),
        ("npi", "npi number*", "national provider*"), strict=True,
    ),
    person(
        "ca.sin", "social insurance number", r"\d{9}", sin.is_valid,
        ("sin:", "sin #", "sin number*", "sin no", "sin is", "my sin", "his sin", "her sin", "sin card",
         "social insurance*", "numéro d'assurance sociale", "assurance sociale", "nas:", "mon nas", "n° nas"),
        strict=True,
    ),
    Row(
        "ca.bn", "company number", r"\d{9}(?:R[CMPRTZ]\d{4})?", lambda n: bn.is_valid(n[:9]),
        ("business number*", "bn:", "cra business number", "gst number*", "gst/hst*", "numéro d'entreprise"),
        strict=True,
    ),
    person(
        "in.aadhaar", "person number", r"[2-9]\d{11}", aadhaar.is_valid,
        ("aadhaar*", "aadhar*", "adhaar*", "adhar*", "aadhaar card*", "uidai", "uid number"),
    ),
    Row(
        "in.pan", "tax number", r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]", pan.is_valid,
        ("pan", "pan card*", "pan number*", "pan no", "permanent account number*"), strict=True,
    ),
    Row(
        "in.epic", "identity card", r"[A-Z]{3}\d{7}", epic.is_valid,
        ("voter id*", "voter card*", "epic no", "epic number*", "voters id*"), strict=True,
    ),
    Row(
        "in.gstin", "company number", r"\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", gstin.is_valid,
        ("gstin*", "gst no", "gst number*"), alone=r"\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", strict=True,
    ),
    person(
        "au.tfn", "tax number", r"\d{8,9}", tfn.is_valid, ("tfn*", "tax file number*", "tax file no", "t.f.n"),
        strict=True,
    ),
    Row(
        "au.medicare", "health insurance number", r"[2-6]\d{9,10}", checksums.is_australian_health,
        ("medicare*", "medicare card*", "medicare number*"), strict=True,
    ),
    Row(
        "au.abn", "company number", r"\d{11}", abn.is_valid,
        ("abn", "a.b.n", "australian business number*"), ("company",), strict=True,
    ),
    person(
        "nz.ird", "tax number", r"\d{8,9}", ird.is_valid, ("ird number*", "ird no", "inland revenue number*"),
        strict=True,
    ),
    person(
        "tr.kimlik", "person number", r"[1-9]\d{10}", tckimlik.is_valid,
        ("tc kimlik*", "t.c. kimlik*", "tckn", "tc no", "kimlik no", "kimlik numar*"),
    ),
    person(
        "za.id", "person number", r"\d{13}", idnr.is_valid,
        ("south african id*", "sa id*", "rsa id*"),
    ),
)  # fmt: skip
