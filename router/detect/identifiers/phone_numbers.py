"""Which digits are a telephone number: libphonenumber's metadata, asked at once for all regions we read.

`phonenumbers.parse` would be asked region by region; one RE2 pattern made of the same metadata answers for all.
"""

from functools import cache, lru_cache

import phonenumbers
from phonenumbers import PhoneMetadata

from router.detect.patterns import Pattern

REGIONS = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV"),
    *("MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO", "CH", "GB"),
)
"""The EU, the EEA, Switzerland and the United Kingdom."""

_AMERICAS = ("US", "CA", "MX", "AR", "CO", "CL", "BR")
_TYPES = (
    *("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan"),
)


def _types(region: str) -> str:
    metadata = PhoneMetadata.metadata_for_region(region)
    descriptions = (getattr(metadata, kind) for kind in _TYPES)
    patterns = (description.national_number_pattern for description in descriptions if description is not None)
    return "|".join(pattern for pattern in patterns if pattern)


def _national(region: str) -> str:
    """Digits as dialled inside the region: with its trunk prefix where it has one."""
    metadata = PhoneMetadata.metadata_for_region(region)
    prefix = metadata.national_prefix if metadata else None
    return f"{prefix or ''}(?:{_types(region)})"


@cache
def _with_trunk() -> Pattern:
    return Pattern("|".join(_national(region) for region in REGIONS))


@cache
def _without_trunk() -> Pattern:
    lithuanian = f"8(?:{_types('LT')})"  # the trunk prefix of old, still written
    return Pattern("|".join([lithuanian, *(f"(?:{_types(region)})" for region in (*REGIONS, *_AMERICAS))]))


def is_national(digits: str) -> bool:
    """Some region has this number when it is dialled from within."""
    return _with_trunk().fills(digits)


def is_subscriber(digits: str) -> bool:
    """Some region, or one of the Americas, has this number without any prefix."""
    return _without_trunk().fills(digits)


@lru_cache(maxsize=2048)
def is_international(digits: str) -> int:
    """Of a number with its country code, anywhere: 2 if it exists there, 1 if only its length is right, else 0."""
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return 0
    if phonenumbers.is_valid_number(number):
        return 2
    return int(phonenumbers.is_possible_number(number))
