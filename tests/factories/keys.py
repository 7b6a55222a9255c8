"""Which keys and certificates do the tests sign with? Small ones, made in a moment."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

FOR_SIGNATURES = x509.KeyUsage(
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
PEM = serialization.Encoding.PEM


def made(subject: str = "Program Office, TEST", *, days: int = 30, key=None):
    """A key and a certificate for it, by its own hand, that ends in so many days."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=60))
    builder = builder.not_valid_after(now + timedelta(days=days))
    builder = builder.add_extension(FOR_SIGNATURES, critical=True)
    return key, builder.sign(key, hashes.SHA256())


def key_pem(key, phrase: str = "") -> bytes:
    how = serialization.NoEncryption()
    if phrase:
        how = serialization.BestAvailableEncryption(phrase.encode())
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, how)


def one_file(file: Path, **options) -> Path:
    """Key and certificate in one PEM file, as the demonstration keeps them."""
    key, certificate = made(**options)
    file.write_bytes(key_pem(key) + certificate.public_bytes(PEM))
    return file


def rsa_key():
    return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)


def pkcs12_file(file: Path, phrase: str) -> Path:
    key, certificate = made()
    locked = serialization.BestAvailableEncryption(phrase.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, locked))
    return file
