"""Keys that can be told by their looks: a prefix that one issuer alone uses, and the length it gives them."""

from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before

_SHAPES = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}",  # AWS access key id
    r"AKIA[A-Z0-9]{16}",
    r"gh[pousr]_[A-Za-z0-9]{30,255}",  # GitHub
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|rt|dt|ptt|ft|soat|cbt|agent)-[A-Za-z0-9_.=-]{20,200}",  # GitLab
    r"xox[abeoprs]-[A-Za-z0-9-]{10,250}",  # Slack
    r"xapp-\d-[A-Za-z0-9-]{10,250}",
    r"hooks\.slack\.com/services/T[A-Za-z0-9]+/B[A-Za-z0-9]+/[A-Za-z0-9]{16,}",
    r"(?:sk|rk|pk)_live_[A-Za-z0-9]{16,250}",  # Stripe
    r"(?:sk|rk)_test_[A-Za-z0-9]{16,250}",
    r"whsec_[A-Za-z0-9+/=]{24,100}",
    r"sk-ant-[A-Za-z0-9_-]{16,250}",  # Anthropic
    r"sk-(?:proj|svcacct|admin|or-v1|lf)-[A-Za-z0-9_-]{16,250}",  # OpenAI, OpenRouter, Langfuse
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
    r"(?:gsk_|xai-|pplx-|r8_|fw_|nvapi-|tgp_v1_|csk-)[A-Za-z0-9_-]{24,120}",  # Groq, xAI, Perplexity, Replicate, ...
    r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",  # Shopify
    r"dapi[a-f0-9]{32}",  # Databricks
    r"(?:lin_api_|ntn_|secret_|sbp_|pscale_tkn_|pscale_pw_|glsa_|glc_|NRAK-|sntrys_)[A-Za-z0-9_=+/.-]{20,250}",
    r"(?:dckr_pat_|rubygems_|pul-|ATATT3x|ATCTT3x)[A-Za-z0-9_=+/.-]{20,250}",
    r"dp\.(?:pt|st|ct|sa)\.[A-Za-z0-9.]{40,60}",  # Doppler
    r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
    r"atlasv1\.[A-Za-z0-9_=-]{60,70}",  # Terraform
    r"EAACEdEose0cBA[0-9A-Za-z]+",  # Facebook
    r"sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}",
    r"AccountKey=[A-Za-z0-9+/]{86}==",  # Azure storage
    r"SharedAccessKey=[A-Za-z0-9+/]{43}=",
    r"sig=[A-Za-z0-9%+/]{43,70}(?:%3[dD]|=)",  # Azure shared access signature
)
# Each begins with letters of its own: a shape that any letter can begin makes RE2 follow thousands of them at once.
_KEY = Pattern("|".join(f"(?:{shape})" for shape in _SHAPES))
_SCORE = 0.95
_NAMED = ("AccountKey=", "SharedAccessKey=", "sig=")


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, longest in _KEY.spans(text):
        end = start + len(text[start:longest].rstrip(".-"))
        if not before(text, start).isalnum() and not text[end : end + 1].isalnum():
            name = next((name for name in _NAMED if text.startswith(name, start)), "")
            yield Hit(start + len(name), end, _SCORE)


FAMILY = Family("SECRET", "key_shape", find)
