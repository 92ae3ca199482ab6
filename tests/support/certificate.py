"""A certificate that nobody trusts unless told to, for `provider.example` and 127.0.0.1, valid from 2020 to 2120.

It signs itself. Its key is public, here: it protects nothing.
"""

import ssl
from pathlib import Path

CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBfDCCASKgAwIBAgIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBBwcm92aWRl
ci5leGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAbMRkw
FwYDVQQDDBBwcm92aWRlci5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEy+uhFcI3SCbkytHH74cIGqVhYqGy2vrch94hRLz5N0UHna7RCivvH9esuK7b
DU87qGfQDeLTKex/ZCJFr57VY6NVMFMwIQYDVR0RBBowGIIQcHJvdmlkZXIuZXhh
bXBsZYcEfwAAATAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBTMGO5S3nFshzMO
3Ep7+rD4Zxh+ZjAKBggqhkjOPQQDAgNIADBFAiEAsKL51t774a31mAhXrKsrej4R
a5yiOKPky6lHRjbebMUCIGeudmXQKetDcAqVQcynHEpPdm2g5ReW45jWa8dpV9dF
-----END CERTIFICATE-----
"""

KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6f6xFNGPYp0ig4v+
p62PP6rvUsDCZX3+sXnWOSWexYKhRANCAATL66EVwjdIJuTK0cfvhwgapWFiobLa
+tyH3iFEvPk3RQedrtEKK+8f16y4rtsNTzuoZ9AN4tMp7H9kIkWvntVj
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
