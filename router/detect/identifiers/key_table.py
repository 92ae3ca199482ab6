"""The shapes of keys: what issuers document, or what all of their keys have been seen to share.

Sources: the issuers' own pages on token formats (GitHub, GitLab, Cloudflare, Slack, Stripe, Hugging Face ...) and what
open scanners agree on (gitleaks, detect-secrets, TruffleHog). Publishable keys are no secrets and not listed:
Stripe's `pk_`, Supabase's `sb_publishable_`, Mapbox's `pk.`.

Each shape begins with letters of its own: one that any letter can begin makes RE2 follow thousands of them at once.
Those that are told by what they end with, or hold, are in `key_marks`.
"""

_UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"

_CLOUDS = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}",  # AWS access key id
    r"AKIA[A-Z0-9]{16}",
    r"ABSK[A-Za-z0-9+/]{109,269}={0,2}",  # AWS Bedrock
    r"AIza[A-Za-z0-9_-]{35}",  # Google
    r"AQ\.Ab8RN6[A-Za-z0-9_-]{30,60}",
    r"GOCSPX-[A-Za-z0-9_-]{20,40}",
    r"ya29\.[A-Za-z0-9_-]{20,300}",
    r"AccountKey=[A-Za-z0-9+/]{86}==",  # Azure storage, Cosmos DB
    r"SharedAccessKey=[A-Za-z0-9+/]{43}=",  # Azure Service Bus, Event Hubs, IoT
    r"sig=[A-Za-z0-9%+/]{43,70}(?:%3[dD]|=)",  # Azure shared access signature
    r"X-(?:Amz|Goog)-Signature=[0-9a-f]{64,512}",  # AWS and Google: addresses that open for a while
    r"do[opr]_v1_[a-f0-9]{64}",  # DigitalOcean
    r"SCW[A-Z0-9]{17}",  # Scaleway
    r"EXO[a-f0-9]{24}",  # Exoscale
    r"LTAI[A-Za-z0-9]{12,20}",  # Alibaba
    r"AKID[A-Za-z0-9]{32}",  # Tencent
    r"cf(?:k|ut|at)_[A-Za-z0-9]{40,64}",  # Cloudflare
    r"v1\.0-[a-f0-9]{24}-[a-f0-9]{146}",
    r"HRKU-AA[A-Za-z0-9_-]{58}",  # Heroku
    r"HRKU-" + _UUID,
    r"hc[ab](?:ik|lk|mk|ck)_[a-z0-9]{50,64}",  # Honeycomb
    r"fm[12][ar]?_[A-Za-z0-9+/]{100,1000}={0,3}",  # Fly.io
    r"fo1_[A-Za-z0-9_-]{43}",
    r"AQVN[A-Za-z0-9_-]{35,38}",  # Yandex
    r"tskey-[a-z]{3,10}-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,40}",  # Tailscale
    r"dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,60}",  # Doppler
    r"hv[bsr]\.[A-Za-z0-9_-]{20,250}",  # Vault, OpenBao
    r"atlasv1\.[A-Za-z0-9_=-]{60,70}",  # Terraform, behind its fourteen characters
    r"ops_eyJ[A-Za-z0-9+/_-]{100,1000}={0,3}",  # 1Password
    r"eyJrIjoi[A-Za-z0-9+/]{40,400}={0,2}",  # Grafana's first form: base64 of `{"k":"`
    r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}",
    r"dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}",  # Dynatrace
)
_MODELS = (
    r"sk-[A-Za-z0-9]{20,100}",  # OpenAI's first form, DeepSeek, LiteLLM, ...
    r"hf_[A-Za-z0-9]{30,64}",  # Hugging Face
    r"api_org_[A-Za-z]{34}",
    r"sk_[a-f0-9]{48}",  # ElevenLabs
    r"fc-[a-f0-9]{32}",  # Firecrawl
    r"e2b_[a-f0-9]{40}",
)
_FORGES = (
    r"gh[pousr]_[A-Za-z0-9]{30,255}",  # GitHub
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|rt|rtr|dt|ptt|ft|ffct|imt|oas|soat|cbt|wt|agent)-[A-Za-z0-9_.=-]{20,300}",  # GitLab
    r"GR1348941[A-Za-z0-9_-]{20}",
    r"npm_[A-Za-z0-9]{30,64}",
    r"pypi-AgE[A-Za-z0-9_-]{40,250}",
    r"oy2[a-z0-9]{43}",  # NuGet
    r"CLOJARS_[a-z0-9]{60}",
    r"AKCp[A-Za-z0-9]{69}",  # Artifactory
    r"cmVmd[A-Za-z0-9]{59}",
    r"sq[apu]_[a-f0-9]{40}",  # SonarQube
    r"sgp_(?:[a-f0-9]{16}_|local_)?[a-f0-9]{40}",  # Sourcegraph
    r"CCI(?:PAT|PRJ)_[A-Za-z0-9]{16,30}_[a-f0-9]{40}",  # CircleCI
    r"bk[a-z]{2}_[a-f0-9]{40}",  # Buildkite
    r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}",  # Postman
)
_BUSINESS = (
    r"(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{16,250}",  # Stripe
    r"whsec_[A-Za-z0-9+/=]{24,100}",
    r"access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}",  # PayPal, Braintree
    r"sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,43}",  # Square
    r"AQE[a-z]hm[A-Za-z0-9+/]{30,200}={0,2}-[A-Za-z0-9+/]{20,100}={0,2}-[^\s\"'<>]{8,40}",  # Adyen
    r"rzp_(?:live|test)_[A-Za-z0-9]{14}",  # Razorpay
    r"FLWSECK(?:_TEST)?-[a-h0-9]{12,32}-X",
    r"access-(?:sandbox|development|production)-" + _UUID,  # Plaid
    r"sup_sk_[A-Za-z0-9]{32}",  # SumUp
    r"c[ks]_[a-f0-9]{40}",  # WooCommerce
    r"shp(?:at|ca|pa|ss|tka)_[a-fA-F0-9]{32}",  # Shopify
    r"shippo_(?:live|test)_[a-fA-F0-9]{40}",
    r"EZ[AT]K[A-Za-z0-9]{54}",  # EasyPost
    r"pat-(?:na|eu|ap)\d-" + _UUID,  # HubSpot
    r"00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,120}",  # Salesforce session
    r"SK[0-9a-f]{32}",  # Twilio
    r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}",  # SendGrid
    r"key-[0-9a-f]{32}",  # Mailgun
    r"x(?:keys|smtps)ib-[a-f0-9]{64}-[A-Za-z0-9]{16}",  # Brevo
    r"EAA[A-Za-z0-9]{100,300}",  # Facebook, WhatsApp
    r"EAACEdEose0cBA[0-9A-Za-z]+",
    r"EAAA[A-Za-z0-9_-]{60}",  # Square
    r"figd_[A-Za-z0-9_-]{38,60}",  # Figma
    r"CFPAT-[A-Za-z0-9_-]{43}",  # Contentful
    r"tfp_[A-Za-z0-9_.=-]{40,70}",  # Typeform
    r"dapi[a-f0-9]{32}(?:-\d)?",  # Databricks
    r"xapp-\d-[A-Za-z0-9-]{10,250}",  # Slack
    r"NR(?:AK|II|JS|IQ|RA)-[A-Za-z0-9_-]{20,40}",  # New Relic
    r"sntryu_[a-f0-9]{64}",  # Sentry
    r"syt_[A-Za-z0-9+/=]{4,60}_[A-Za-z]{20}_[A-Za-z0-9]{6}",  # Matrix
    r"sov_[A-Za-z0-9]+_[A-Za-z0-9-]{8,200}(?:_[A-Za-z0-9]+)?",  # our own
)
_HOOKS = (
    (
        r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[A-Za-z0-9]{6,20}/[A-Za-z0-9]{6,"
        r"20}/[A-Za-z0-9/]{16,80}"
    ),
    r"discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{15,22}/[A-Za-z0-9_-]{55,90}",
    (
        rf"webhook\.office\.com/webhookb2/{_UUID}@{_UUID}/IncomingWebhook/[A-Za-z0-9]{{32}}/{_UUID}(?:/[A-Za-z0-9_-]"
        rf"{{20,60}})?"
    ),
    rf"outlook\.office(?:365)?\.com/webhook/{_UUID}@{_UUID}/IncomingWebhook/[A-Za-z0-9]{{32}}/{_UUID}",
    r"hooks\.zapier\.com/hooks/catch/\d{4,12}/[A-Za-z0-9]{6,12}",
    r"hook\.[a-z]{2}\d\.make\.com/[a-z0-9]{30,40}",
)
_PRIVATE = (
    r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
    r"[xyz]prv[1-9A-HJ-NP-Za-km-z]{107}",  # BIP 32
)
_STORED = (
    r"\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}",  # bcrypt
    r"\$argon2(?:id|i|d)\$(?:v=\d+\$)?m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{8,100}\$[A-Za-z0-9+/]{16,200}",
    r"\$[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}",  # crypt(5): SHA-256, SHA-512
    r"\$(?:1|apr1)\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}",  # MD5
    r"\$g?y\$[./A-Za-z0-9]{1,20}\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}",  # yescrypt
    r"\$[PH]\$[./A-Za-z0-9]{31}",  # phpass
    r"pbkdf2_sha(?:1|256|512)\$\d{3,9}\$[A-Za-z0-9+/=]{4,64}\$[A-Za-z0-9+/]{20,100}={0,2}",  # Django
    r"(?:scrypt|pbkdf2):[a-z0-9:]{3,30}\$[A-Za-z0-9]{8,32}\$[a-f0-9]{40,128}",  # Werkzeug
    r"\{(?:S?SHA(?:256|384|512)?|S?MD5)\}[A-Za-z0-9+/]{20,120}={0,2}",  # RFC 2307
)
"""Stored passwords: whoever has them can guess what they were made of."""

FIXED = _CLOUDS + _MODELS + _FORGES + _BUSINESS + _HOOKS + _PRIVATE + _STORED

LOOSE = (
    r"sk-ant-([A-Za-z0-9_-]{16,250})",  # Anthropic
    r"sk-(?:proj|svcacct|admin|None|or-v1|lf|helicone)-([A-Za-z0-9_-]{16,250})",  # OpenAI, OpenRouter, Langfuse
    r"sess-([A-Za-z0-9]{40})",
    r"xox[abceoprs](?:\.xox[bp])?-([A-Za-z0-9-]{16,300})",  # Slack
    r"(?:gsk_|xai-|pplx-|r8_|fw_|nvapi-|tgp_v1_|csk-)([A-Za-z0-9_-]{24,120})",  # Groq, xAI, Perplexity, Replicate, ...
    r"(?:pcsk_|jina_|tvly-|lsv2_(?:pt|sk)_|wandb_v1_|esecret_|rnd_|nfp_)([A-Za-z0-9_-]{24,120})",
    (
        r"(?:lin_api_|lin_oauth_|ntn_|secret_|sbp_|sb_secret_|pscale_tkn_|pscale_pw_"
        r"|pscale_oauth_)([A-Za-z0-9_=+/.-]{20,250})"
    ),
    r"(?:glsa_|glc_|sntrys_|rubygems_|pul-|cio|rdme_|pnu_)([A-Za-z0-9_=+/.-]{20,250})",
    r"(?:dckr_pat_|dckr_oat_|ATATT3x|ATCTT3x|ATBB|p8e-|phx_|phs_)([A-Za-z0-9_=+/.-]{20,250})",
    r"(?:live|test|access)_([A-Za-z0-9]{30,45})",  # Mollie, GoCardless
    r"pat([A-Za-z0-9]{14}\.[a-f0-9]{64})",  # Airtable
    r"sl\.(?:u\.)?([A-Za-z0-9_=-]{120,1000})",  # Dropbox
    r"re_([A-Za-z0-9]{6,10}_[A-Za-z0-9]{20,30})",  # Resend
)
"""What begins like these can go on as a name (`secret_manager_get_value`), so what follows must look random."""
