"""A certificate that nobody trusts unless told to, for `provider.example` and 127.0.0.1, valid for a hundred years.

It signs itself. Its key is public, here: it protects nothing.
"""

import ssl
from pathlib import Path

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBsDCCAVagAwIBAgIUWdrm7Fg2d/D4uAQTj15MtC6q6DYwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcHJvdmlkZXIuZXhhbXBsZTAgFw0yNjExMjIwOTM2MDlaGA8y
MTI2MTAyOTA5MzYwOVowGzEZMBcGA1UEAwwQcHJvdmlkZXIuZXhhbXBsZTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABPL+6tSHdSIBrfQpRjI9dDMMyaWTGc3Pc5AY
jqtE1yI1fOLe7PkkVK2alY9aN7Mo4k3CkZhMD0wcTLL9AQqzh8GjdjB0MB0GA1Ud
DgQWBBSFhTrAuU8AowskBQKE2X2nWnYq5zAfBgNVHSMEGDAWgBSFhTrAuU8Aowsk
BQKE2X2nWnYq5zAhBgNVHREEGjAYghBwcm92aWRlci5leGFtcGxlhwR/AAABMA8G
A1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgP0xN0cXYhlpFPLggDM23
EpOmYBpFtd2OyK4X8WJabmgCIQCY4YOtBIBrSmliMTFQYH88OfoMmlu15D6oz2eb
EcQCtw==
-----END CERTIFICATE-----
"""

KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLnFUNrovw3r+KE8+
ln/AZRzczT05d4bijQa3ra7uWnChRANCAATy/urUh3UiAa30KUYyPXQzDMmlkxnN
z3OQGI6rRNciNXzi3uz5JFStmpWPWjezKOJNwpGYTA9MHEyy/QEKs4fB
-----END PRIVATE KEY-----
"""


def server_context(folder: Path, *alpn: str) -> ssl.SSLContext:
    """For a server that shows it. Leaves `certificate.pem` in `folder`, for who shall trust it."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_text(CERTIFICATE)
    key.write_text(KEY)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(list(alpn))
    return context
