"""Keys that can be told by their looks: a prefix that one issuer alone uses, and the length it gives them."""

from collections.abc import Iterator

from router.detect.identifiers.assigned_values import is_filler
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before

_SHAPES = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}",  # AWS access key id
    r"AKIA[A-Z0-9]{16}",
    r"gh[pousr]_[A-Za-z0-9]{30,255}",  # GitHub
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|rt|dt|ptt|ft|soat|cbt|agent)-[A-Za-z0-9_.=-]{20,200}",  # GitLab
    r"xapp-\d-[A-Za-z0-9-]{10,250}",
    r"hooks\.slack\.com/services/T[A-Za-z0-9]+/B[A-Za-z0-9]+/[A-Za-z0-9]{16,}",
    r"(?:sk|rk|pk)_live_[A-Za-z0-9]{16,250}",  # Stripe
    r"(?:sk|rk)_test_[A-Za-z0-9]{16,250}",
    r"whsec_[A-Za-z0-9+/=]{24,100}",
    r"sk-[A-Za-z0-9]{20,100}",
    r"AIza[A-Za-z0-9_-]{35}",  # Google
    r"GOCSPX-[A-Za-z0-9_-]{20,40}",
    r"ya29\.[A-Za-z0-9_-]{20,300}",
    r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}",  # SendGrid
    r"SK[0-9a-f]{32}",  # Twilio
    r"key-[0-9a-f]{32}",  # Mailgun
    r"npm_[A-Za-z0-9]{30,64}",
    r"pypi-AgE[A-Za-z0-9_-]{40,250}",
    r"hf_[A-Za-z0-9]{30,64}",  # Hugging Face
    r"do[opr]_v1_[a-f0-9]{64}",  # DigitalOcean
    r"sov_[A-Za-z0-9]+_[A-Za-z0-9-]{8,200}(?:_[A-Za-z0-9]+)?",  # our own
    r"hv[bsr]\.[A-Za-z0-9_-]{20,250}",  # Vault
    r"\d{8,10}:AA[A-Za-z0-9_-]{33}",  # Telegram
    r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",  # Shopify
    r"dapi[a-f0-9]{32}",  # Databricks
    r"dp\.(?:pt|st|ct|sa)\.[A-Za-z0-9.]{40,60}",  # Doppler
    r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
    r"atlasv1\.[A-Za-z0-9_=-]{60,70}",  # Terraform
    r"EAACEdEose0cBA[0-9A-Za-z]+",  # Facebook
    r"sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}",
    r"AccountKey=[A-Za-z0-9+/]{86}==",  # Azure storage
    r"SharedAccessKey=[A-Za-z0-9+/]{43}=",
    r"sig=[A-Za-z0-9%+/]{43,70}(?:%3[dD]|=)",  # Azure shared access signature
)
_RANDOM = (
    r"sk-ant-([A-Za-z0-9_-]{16,250})",  # Anthropic
    r"sk-(?:proj|svcacct|admin|or-v1|lf)-([A-Za-z0-9_-]{16,250})",  # OpenAI, OpenRouter, Langfuse
    r"xox[abeoprs]-([A-Za-z0-9-]{16,250})",  # Slack
    r"(?:gsk_|xai-|pplx-|r8_|fw_|nvapi-|tgp_v1_|csk-)([A-Za-z0-9_-]{24,120})",  # Groq, xAI, Perplexity, Replicate, ...
    r"(?:lin_api_|ntn_|secret_|sbp_|pscale_tkn_|pscale_pw_|glsa_|glc_|NRAK-|sntrys_)([A-Za-z0-9_=+/.-]{20,250})",
    r"(?:dckr_pat_|rubygems_|pul-|ATATT3x|ATCTT3x)([A-Za-z0-9_=+/.-]{20,250})",
)
"""What begins like these can go on as a name (`secret_manager_get_value`), so what follows must look random."""
# Each begins with letters of its own: a shape that any letter can begin makes RE2 follow thousands of them at once.
_KEY = Pattern("|".join(f"(?:{shape})" for shape in _SHAPES + _RANDOM))
_WORDS = Pattern(r"(?:[A-Z]*[a-z]*(?:[A-Z][a-z]{2,20})*\d{0,4})(?:[-_./=+]+[A-Z]*[a-z]*(?:[A-Z][a-z]{2,20})*\d{0,4})+")
"""`manager_get_secretValue_v2`: words of a name and short numbers."""
_FEW_DIGITS = 4
_SCORE = 0.95
_NAMED = ("AccountKey=", "SharedAccessKey=", "sig=")


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for (start, longest), *tails in _KEY.groups(text):
        end = start + len(text[start:longest].rstrip(".-"))
        tail = next((at for at, _ in tails if at >= 0), None)
        if is_filler(text[start:end]) or (tail is not None and not _is_random(text[tail:end])):
            continue
        if not before(text, start).isalnum() and not text[end : end + 1].isalnum():
            name = next((name for name in _NAMED if text.startswith(name, start)), "")
            yield Hit(start + len(name), end, _SCORE)


def _is_random(tail: str) -> bool:
    """Letters and digits, in both cases or with many digits, and no words."""
    digits = sum(map(str.isdigit, tail))
    if not digits or not any(map(str.isalpha, tail)) or _WORDS.fills(tail):
        return False
    return digits >= _FEW_DIGITS or tail.lower() != tail != tail.upper()


FAMILY = Family("SECRET", "key_shape", find)
