"""Every shape of a key, once as it is and once spoilt. Keys are put together here: no scanner trips over this file."""

from base64 import b64encode, urlsafe_b64encode

import pytest
from detect_reading import found

KIND = "SECRET"
MIXED = "4mXk29fLqPz81RtYwB7nVc3Ds6Hj0Ga5EuQi" * 10
LOWER = "4mk29flqz81rtyb7nc3ds6hj0a5eui" * 10
UPPER = "4MXK29FLQPZ81RTYWB7NVC3DS6HJ0GA5EUQI" * 10
BASE32 = "4MXK27FLQPZ63RTYWB7NVC3DS6HJ5GA5EUQI"
HEX = "7f3a9c04e1b8d652" * 20
UUID = f"{HEX[:8]}-{HEX[8:12]}-4652-9c04-{HEX[:12]}"

KEYS = [
    *("AKIA" + BASE32[:16], "ASIA" + BASE32[1:17], "AIza" + MIXED[:35], "GOCSPX-" + MIXED[:28], "ya29." + MIXED[:80]),
    *("do" + "p_v1_" + HEX[:64], "doo_v1_" + HEX[:64], "SCW" + UPPER[:17], "EXO" + HEX[:24], "LTAI" + MIXED[:20]),
    *("AKID" + MIXED[:32], "cfut_" + MIXED[:48], "cfk_" + MIXED[:48], "v1.0-" + HEX[:24] + "-" + HEX[:146]),
    *("HRKU-AA" + MIXED[:58], "fo1_" + MIXED[:43], "fm2_" + MIXED[:120], "AQVN" + MIXED[:36], "ABSK" + MIXED[:120]),
    *("tskey-auth-" + MIXED[:12] + "-" + MIXED[:30], "dp.pt." + MIXED[:43], "hvs." + MIXED[:90], "hvb." + MIXED[:140]),
    *(
        MIXED[:14] + ".atlasv1." + MIXED[:64],
        "ops_eyJ" + MIXED[:260],
        "A3-" + "-".join((UPPER[:6], UPPER[:11], *[UPPER[:5]] * 3)),
    ),
    *(
        "dt0c01." + UPPER[:24] + "." + UPPER[:64],
        "sk-" + MIXED[:48],
        "hf_" + MIXED[:34],
        "sk_" + HEX[:48],
        "fc-" + HEX[:32],
    ),
    *(
        "sk-ant-" + "api03-" + MIXED[:95],
        "sk-ant-admin01-" + MIXED[:95],
        "sk-proj-" + MIXED[:120],
        "sk-svcacct-" + MIXED[:60],
    ),
    *("sk-or-v1-" + HEX[:64], "sk-lf-" + UUID, "sess-" + MIXED[:40], "gsk_" + MIXED[:52], "xai-" + MIXED[:80]),
    *("pplx-" + MIXED[:48], "r8_" + MIXED[:37], "tgp_v1_" + MIXED[:43], "nvapi-" + MIXED[:64], "csk-" + LOWER[:48]),
    *("pcsk_" + MIXED[:68], "jina_" + MIXED[:60], "tvly-" + MIXED[:32], "lsv2_pt_" + HEX[:32] + "_" + HEX[:10]),
    *("gh" + "p_" + MIXED[:36], "gho_" + MIXED[:36], "ghu_" + MIXED[:36], "ghs_" + MIXED[:36], "ghr_" + MIXED[:36]),
    *(
        "github_pat_" + MIXED[:22] + "_" + MIXED[:59],
        "glpat-" + MIXED[:20],
        "glrt-t1_" + MIXED[:27] + ".01." + LOWER[:9],
    ),
    *(
        "gldt-" + MIXED[:20],
        "glptt-" + HEX[:40],
        "glcbt-64_" + MIXED[:20],
        "gloas-" + HEX[:64],
        "GR1348941" + MIXED[:20],
    ),
    *(
        "npm_" + MIXED[:36],
        "pypi-AgE" + MIXED[:120],
        "rubygems_" + HEX[:48],
        "dckr_pat_" + MIXED[:27],
        "oy2" + LOWER[:43],
    ),
    *("CLOJARS_" + LOWER[:60], "AKCp" + MIXED[:69], "cmVmd" + MIXED[:59], "sqp_" + HEX[:40], "sgp_" + HEX[:40]),
    *(
        "CCIPAT_" + MIXED[:22] + "_" + HEX[:40],
        "bkua_" + HEX[:40],
        "PMAK-" + HEX[:24] + "-" + HEX[:34],
        "ATATT3x" + MIXED[:180],
    ),
    *("ATBB" + MIXED[:32], "ATCTT3x" + MIXED[:180], "pul-" + HEX[:40], "cio" + MIXED[:32], "p8e-" + MIXED[:32]),
    *("sk_" + "live_" + MIXED[:24], "rk_live_" + MIXED[:24], "sk_test_" + MIXED[:24], "whsec_" + MIXED[:32]),
    *("access_token$production$" + LOWER[:16] + "$" + HEX[:32], "sq0csp-" + MIXED[:43], "EAAA" + MIXED[:60]),
    *("AQEyhm" + MIXED[:60] + "-" + MIXED[:44] + "=-" + MIXED[:16], "live_" + MIXED[:30], "test_" + MIXED[:30]),
    *(
        "rzp_live_" + MIXED[:14],
        "access-production-" + UUID,
        "sup_sk_" + MIXED[:32],
        "ck_" + HEX[:40],
        "shpat_" + HEX[:32],
    ),
    *("shippo_live_" + HEX[:40], "EZAK" + MIXED[:54], "pat-eu1-" + UUID, "00D" + MIXED[:15] + "!" + MIXED[:96]),
    *(
        "SK" + HEX[:32],
        "SG." + MIXED[:22] + "." + MIXED[:43],
        "key-" + HEX[:32],
        "xkeysib-" + HEX[:64] + "-" + MIXED[:16],
    ),
    *(
        HEX[:32] + "-us12",
        "xox" + "b-123456789012-123456789012-" + MIXED[:24],
        "xapp-1-" + UPPER[:11] + "-123456-" + HEX[:64],
    ),
    *("xoxe.xoxp-1-" + MIXED[:160], "xoxc-123456789012-" + HEX[:64], "EAAC" + MIXED[:160], "123456789:AA" + MIXED[:33]),
    *(
        "figd_" + MIXED[:40],
        "CFPAT-" + MIXED[:43],
        "tfp_" + MIXED[:44],
        "pat" + MIXED[:14] + "." + HEX[:64],
        "dapi" + HEX[:32],
    ),
    *(
        "dapi" + HEX[:32] + "-2",
        "NRAK-" + UPPER[:27],
        MIXED[:36] + "NRAL",
        "sntryu_" + HEX[:64],
        "sntrys_" + MIXED[:90],
    ),
    *("glsa_" + MIXED[:32] + "_" + HEX[:8], "glc_" + MIXED[:60], "ntn_" + MIXED[:46], "secret_" + MIXED[:43]),
    *(
        "lin_api_" + MIXED[:40],
        "lin_oauth_" + HEX[:64],
        "sbp_" + HEX[:40],
        "sb_secret_" + MIXED[:31],
        "pscale_tkn_" + MIXED[:43],
    ),
    *(
        "pscale_pw_" + MIXED[:43],
        "sl.u." + MIXED[:140],
        "syt_YW5uYQ_" + "abcdefghijklmnopqrst" + "_4mXk29",
        "phx_" + MIXED[:43],
    ),
    *("AGE-SECRET-KEY-1" + UPPER[:58], "xprv" + "9s21ZrQH143K" + ("4mXk29fLqPz81RtYwB7nVc3Ds6Hj" * 4)[:95]),
    *("sov_" + "ab12cd_" + MIXED[:32] + "_1a2b3c", "8x4Q~".rjust(8, "a")[3:].rjust(5, "b") + MIXED[:34]),
    *(
        "hooks.slack.com/services/T" + UPPER[:8] + "/B" + UPPER[:8] + "/" + MIXED[:24],
        "hooks.zapier.com/hooks/catch/1234567/" + LOWER[:7],
    ),
    *("discord.com/api/webhooks/123456789012345678/" + MIXED[:68], "hook.eu1.make.com/" + LOWER[:32]),
    *(f"webhook.office.com/webhookb2/{UUID}@{UUID}/IncomingWebhook/{HEX[:32]}/{UUID}", "1//0" + MIXED[:60]),
    *(
        "$2b$12$" + MIXED[:53],
        "$argon2id$v=19$m=65536,t=3,p=4$" + MIXED[:22] + "$" + MIXED[:43],
        "$6$" + MIXED[:16] + "$" + MIXED[:86],
    ),
    *(
        "$apr1$" + MIXED[:8] + "$" + MIXED[:22],
        "$y$j9T$" + MIXED[:22] + "$" + MIXED[:43],
        "$P$B" + MIXED[:30],
        "{SSHA}" + MIXED[:38] + "==",
    ),
    *(
        "pbkdf2_sha256$600000$" + MIXED[:22] + "$" + MIXED[:43] + "=",
        "scrypt:32768:8:1$" + MIXED[:16] + "$" + HEX[:128],
    ),
]
KEYS[KEYS.index(next(key for key in KEYS if "Q~" in key))] = "aB3" + "8Q~" + MIXED[:34]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("frame", ["see {} now", '"x": "{}"', "k={}\n"])
def test_a_key_of_every_issuer_is_found_whole(key: str, frame: str) -> None:
    assert found(frame.format(key), KIND) == [key]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_within_a_longer_word_is_none(key: str) -> None:
    """What base64 or a name merely contains: no shape begins or ends in the middle of letters."""
    assert key not in found(f"a{key}z", KIND)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("DefaultEndpointsProtocol=https;AccountName=x;AccountKey={};EndpointSuffix=y", MIXED[:86] + "=="),
        ("Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={}", MIXED[:43] + "="),
        ("https://x.blob.core.windows.net/c?sv=2024-01-01&sig={}&se=2025", MIXED[:43] + "%3D"),
        ("dsn: https://{}/4501", HEX[:32] + "@o123456.ingest.de.sentry.io"),
        ("curl -d x https://chat.firma.de/hooks/{}", LOWER[:26]),
        ("https://chat.googleapis.com/v1/spaces/AAAA/messages?threadKey=x&token={}", MIXED[:43]),
        ('{{"kty": "EC", "crv": "P-256", "x": "abc", "d": "{}"}}', MIXED[:43]),
        ('{{"auths": {{"r.firma.de": {{"auth": "{}"}}}}}}', b64encode(b"anna:geheimes").decode()),
        ("//r.firma.de/:_auth={}", b64encode(b"anna:geheimes").decode()),
        ("DISCORD_TOKEN: {}", urlsafe_b64encode(b"123456789012345678").decode() + "." + MIXED[:6] + "." + MIXED[:38]),
        ("https://api.telegram.org/bot{}/sendMessage", "123456789:AA" + MIXED[:33]),
        ("seed phrase: {}", "apple river stone candle orbit velvet tiger lemon frost maple harbor quilt"),
    ],
)
def test_a_key_inside_an_address_or_a_document_is_found_alone(text: str, secret: str) -> None:
    assert found(text.format(secret), KIND) == [secret]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "AKIA is how they begin",
            "sk-learn",
            "sk-proj- is the new prefix",
            "ghp_ and gho_ are prefixes",
            "hf_hub_download",
        ),
        *(
            "AIzaSy is Google's",
            "xoxb-your-token-here-please-replace",
            "glpat-<token>",
            "pk_live_" + MIXED[:24],
            "SG.x.y",
        ),
        *(
            "sb_publishable_" + MIXED[:31],
            "pk.eyJ1Ijoi",
            "my_live_stream_configuration_of_today_v2",
            "access_control_list_of_users2",
        ),
        *(
            "test_" + "a_long_name_of_a_test_case_that_says_much_1",
            "test_thatsomethinglongandlowercase1x",
            "live_reload",
        ),
        *("patience is a virtue", "path/to/patchfile0123456789.diff", "EAA" + "x" * 20, "SK-0123", "key-0123456789"),
        *(
            "cio is an officer",
            "pul-sar",
            "phx_phoenix_time_zone_of_arizona_state",
            "NRAL",
            "v1.0-rc1",
            "https://github.com/x/hooks/y",
        ),
        *(
            "$2b$ is bcrypt",
            "$6$ costs six dollars",
            "$1$2$3",
            "price $5$ or $6$",
            "{SHA}",
            "pbkdf2_sha256",
            "scrypt:32768:8:1",
        ),
        *("Q~", "10-us12", "file-us2", "-us1", "1.2.3:AA", "1//0", '{"kty": "RSA", "n": "' + MIXED[:86] + '"}'),
        *(
            '{"auth": "required"}',
            '{"auth": "' + MIXED[:40] + '"}',
            "OpenAI.ChatCo.Completion_of_something_rather_long_v2",
        ),
        *(
            "hooks.slack.com/services/",
            "discord.com/api/webhooks/123",
            "sentry.io/organizations/x",
            "seed phrase: keep it safe",
        ),
        *(
            "data:image/png;base64," + b64encode(bytes(range(256)) * 4).decode(),
            "integrity: sha512-" + MIXED[:86] + "==",
        ),
        *(
            "ssh-rsa AAAAB3NzaC1yc2E" + MIXED[:200] + " ann@host",
            "resolved-ref: " + HEX[:40],
            '"hash": "sha256:' + HEX[:64] + '"',
        ),
        *(
            "id: " + UUID,
            "x.y/z@sha256:" + HEX[:64],
            "etag " + HEX[:32],
            "#7f3a9c url(a.png) rgba(1,2,3,.4)",
            "h1:" + MIXED[:43] + "=",
        ),
    ],
)
def test_what_only_resembles_a_key_is_none(text: str) -> None:
    assert found(text, KIND) == []
