"""The identifiers we know, one file per family. `FAMILIES` is all of them; adding one is a file and a row here."""

from functools import cache

from router.detect.cues import CueFinder
from router.detect.identifiers import (
    account_names,
    addresses,
    assignments,
    bank_accounts,
    bank_codes,
    birth_dates,
    card,
    codes,
    command_lines,
    connections,
    email,
    headers,
    iban,
    ip,
    key_marks,
    key_shapes,
    license_plates,
    mac_addresses,
    machine_readable_zone,
    named_values,
    national,
    national_by_language,
    national_columns,
    phone,
    plate_columns,
    private_keys,
    profiles,
    serial_numbers,
    spoken_emails,
    tables,
    told_keys,
    usernames,
)
from router.detect.identifiers.special import families as special

FAMILIES = (
    email.FAMILY,
    spoken_emails.FAMILY,
    iban.FAMILY,
    card.FAMILY,
    phone.FAMILY,
    ip.FAMILY,
    national.FAMILY,
    national_by_language.FAMILY,
    machine_readable_zone.FAMILY,
    *national_columns.FAMILIES,
    birth_dates.FAMILY,
    key_shapes.FAMILY,
    assignments.FAMILY,
    named_values.FAMILY,
    told_keys.FAMILY,
    codes.FAMILY,
    connections.FAMILY,
    headers.FAMILY,
    key_marks.FAMILY,
    command_lines.FAMILY,
    private_keys.FAMILY,
    *tables.FAMILIES,
    addresses.FAMILY,
    *bank_codes.FAMILIES,
    bank_accounts.FAMILY,
    *serial_numbers.FAMILIES,
    usernames.FAMILY,
    account_names.FAMILY,
    profiles.FAMILY,
    mac_addresses.FAMILY,
    license_plates.FAMILY,
    plate_columns.FAMILY,
    *special.FAMILIES,
)


@cache
def cue_finder() -> CueFinder:
    """One finder for the cues of all families."""
    return CueFinder({tag: words for family in FAMILIES for tag, words in family.cues.items()})
