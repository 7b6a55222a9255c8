"""Which key and which certificate sign the letters of this portal?

On a server those that the settings name. For a demonstration the portal makes its own, once, and
says so in the certificate. A key in a hardware module (PKCS#11) is not supported.
"""

import os
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.keys import load_certs_from_pemder, load_private_key_from_pemder
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from exports_portal.errors import PortalError

PKCS12 = (".p12", ".pfx")
SUBJECT = "American AI Exports Program, DEMONSTRATION"
LASTS = timedelta(days=3650)
NO_KEY = "No key signs the letters: LETTER_SIGNING_KEY is not set."
NO_CERTIFICATE = "{} holds no certificate."
NOT_READ = "The key {} cannot be read: the file, or the pass phrase, is wrong."
NOT_A_PAIR = "The certificate of LETTER_SIGNING_CERTIFICATE is not that of the key."
OUT_OF_DATE = "The certificate that signs the letters holds from {:%Y-%m-%d} to {:%Y-%m-%d}."


class SigningFailed(PortalError):
    """Nothing was signed. The reason is for the operator of the portal."""

    status = 500
    title = "The document could not be signed"


def letter_signer() -> SimpleSigner:
    """The key with its certificate, both in order. SigningFailed when they are not."""
    key = str(settings.LETTER_SIGNING_KEY)
    if not key and settings.LETTER_KEY_IS_REQUIRED:
        raise SigningFailed(NO_KEY)
    try:
        signer = _configured(Path(key)) if key else _demonstration(Path(settings.DEMONSTRATION_KEY))
    except (OSError, ValueError, TypeError) as error:
        # The text of the error may name what stands in the file; what to do about it does not.
        raise SigningFailed(NOT_READ.format(key or settings.DEMONSTRATION_KEY)) from error
    _require_pair(signer)
    _require_in_date(signer.signing_cert)
    return signer


def _configured(key: Path) -> SimpleSigner:
    phrase = settings.LETTER_SIGNING_PASSPHRASE.encode() or None
    if key.suffix.lower() in PKCS12:
        return SimpleSigner.load_pkcs12_data(key.read_bytes(), other_certs=[], passphrase=phrase)
    return _from_pem(key, Path(settings.LETTER_SIGNING_CERTIFICATE or key), phrase)


def _from_pem(key: Path, certificate: Path, phrase: bytes | None = None) -> SimpleSigner:
    """The first certificate of the file is the signer's; those behind it lead to its issuer."""
    certificates: Iterable[asn1.Certificate] = load_certs_from_pemder([str(certificate)])
    found = list(certificates)
    if not found:
        raise SigningFailed(NO_CERTIFICATE.format(certificate))
    others = SimpleCertificateStore()
    others.register_multiple(found[1:])
    return SimpleSigner(
        signing_cert=found[0],
        signing_key=load_private_key_from_pemder(str(key), passphrase=phrase),
        cert_registry=others,
    )


def _demonstration(file: Path) -> SimpleSigner:
    if not file.exists():
        _make(file)
    return _from_pem(file, file)


def _make(file: Path) -> None:
    """Key and certificate in one file, complete from the moment it has its name.

    Two that come at once each write a file of their own; the first gives its file the name, and
    both sign with that.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    own = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as written:
            written.write(_key_and_certificate())
            written.flush()
            os.fsync(written.fileno())
        os.link(own, file)
    except FileExistsError:
        return
    finally:
        own.unlink()


def _key_and_certificate() -> bytes:
    # Every reader of PDF knows RSA; other keys make the file one of PDF 2.0, which PDF/UA-1 is not.
    key = rsa.generate_private_key(public_exponent=65_537, key_size=3_072)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SUBJECT)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_FOR_SIGNATURES, critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


_FOR_SIGNATURES = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def _require_pair(signer: SimpleSigner) -> None:
    """A signature by another key than the certificate's would be no signature."""
    key: Any = signer.signing_key
    certificate: Any = signer.signing_cert
    private = serialization.load_der_private_key(
        key.dump(),
        password=None,
        unsafe_skip_rsa_key_validation=True,  # it was validated as it was read, in 0.2 seconds
    )
    public = x509.load_der_x509_certificate(certificate.dump()).public_key()
    if private.public_key() != public:
        raise SigningFailed(NOT_A_PAIR)


def _require_in_date(certificate: asn1.Certificate) -> None:
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    if not begins <= datetime.now(UTC) <= ends:
        raise SigningFailed(OUT_OF_DATE.format(begins, ends))
