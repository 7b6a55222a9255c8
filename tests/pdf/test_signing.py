"""Is a letter signed so that everybody can check it, by the key that was meant, and by no other?"""

import stat
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from django.core.checks import run_checks
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from exports_portal.pdf.keys import SigningFailed, letter_signer
from exports_portal.pdf.signing import FIELD, signed, signer_of
from tests.factories.keys import PEM, key_pem, made, one_file, pkcs12_file, rsa_key
from tests.pdf.letters import letter
from tests.pdf.test_letter import structure

REASON = "Determination of AAEP-26-0001"
CONTACT = "https://portal.exports.example/verify/AAAAA-BBBBB-CCCCC-DDDDD/"
DER = serialization.Encoding.DER
PHRASE = "long enough, and secret"


@pytest.fixture(scope="module")
def rendered() -> bytes:
    return letter()


@pytest.fixture
def signed_letter(rendered) -> bytes:
    return signed(rendered, reason=REASON, contact=CONTACT)


def status_of(pdf: bytes, root: asn1.Certificate, **options):
    """What pyHanko says to somebody who trusts this certificate and asks nobody else."""
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    return validate_pdf_signature(signature, context, **options)


def test_a_signed_letter_is_valid_against_the_portals_certificate(signed_letter):
    status = status_of(signed_letter, letter_signer().signing_cert)

    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.signing_cert.dump() == letter_signer().signing_cert.dump()


def test_another_certificate_of_the_same_name_does_not_vouch_for_it(signed_letter):
    _, other = made()

    status = status_of(signed_letter, asn1.Certificate.load(other.public_bytes(DER)))

    assert status.intact
    assert not status.trusted


def test_the_signature_says_why_where_and_where_it_is_checked(signed_letter):
    (signature,) = PdfFileReader(BytesIO(signed_letter)).embedded_regular_signatures
    said = signature.sig_object

    assert signature.field_name == FIELD
    assert (said["/Reason"], said["/Location"]) == (REASON, "Washington, DC")
    assert said["/ContactInfo"] == CONTACT
    assert said["/SubFilter"] == "/ETSI.CAdES.detached"  # PAdES
    assert signature.docmdp_level.name == "NO_CHANGES"


def test_the_signature_is_appended_and_the_document_stays_accessible(rendered, signed_letter):
    assert signed_letter.startswith(rendered)
    before, after = (PdfReader(BytesIO(pdf)) for pdf in (rendered, signed_letter))

    assert structure(after) == structure(before)
    assert after.trailer["/Root"]["/Lang"] == "en-US"
    assert after.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert b'pdfuaid:part="1"' in after.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert [page["/Tabs"] for page in after.pages] == ["/S", "/S"]
    assert after.metadata.title == before.metadata.title


def test_the_field_is_hidden_and_has_a_name_for_those_who_listen(signed_letter):
    (field,) = PdfReader(BytesIO(signed_letter)).trailer["/Root"]["/AcroForm"]["/Fields"]
    widget = field.get_object()

    assert widget["/F"] & 2, "hidden: PDF/UA asks for no place in the structure"
    assert widget["/TU"] == "Digital signature of the Program Office"


def test_a_portal_without_a_key_makes_one_that_says_what_it_is(rendered, settings, tmp_path):
    settings.DEMONSTRATION_KEY = tmp_path / "deep" / "letter-key.pem"
    pdf = signed(rendered, reason=REASON, contact=CONTACT)
    file = settings.DEMONSTRATION_KEY
    made_once = file.read_bytes()
    status = status_of(pdf, letter_signer().signing_cert)

    assert "DEMONSTRATION" in status.signing_cert.subject.native["common_name"]
    assert status.bottom_line
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes() == made_once
    assert list(file.parent.iterdir()) == [file]
    assert "/Version" not in PdfReader(BytesIO(pdf)).trailer["/Root"], "PDF/UA-1 is PDF 1.7"


def test_two_workers_that_start_at_once_sign_with_one_key(settings, tmp_path):
    settings.DEMONSTRATION_KEY = tmp_path / "letter-key.pem"
    start, found = threading.Barrier(4), []

    def work():
        start.wait()
        found.append(letter_signer().signing_cert.sha256)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert found == [letter_signer().signing_cert.sha256] * 4
    assert list(tmp_path.iterdir()) == [settings.DEMONSTRATION_KEY]


def configured(settings, key: Path, certificate: Path | str = "", phrase: str = "") -> None:
    settings.LETTER_KEY_IS_REQUIRED = True
    settings.LETTER_SIGNING_KEY = str(key)
    settings.LETTER_SIGNING_CERTIFICATE = str(certificate)
    settings.LETTER_SIGNING_PASSPHRASE = phrase


def pem_files(folder: Path, *, phrase: str = "", **options) -> tuple[Path, Path]:
    key, certificate = made(**options)
    (folder / "key.pem").write_bytes(key_pem(key, phrase))
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(PEM))
    return folder / "key.pem", folder / "certificate.pem"


def found_by_check() -> list[str]:
    return [message.id for message in run_checks() if message.id.startswith("pdf.")]


def test_a_server_signs_with_its_pkcs12_file_or_its_pem_files(rendered, settings, tmp_path):
    configured(settings, pkcs12_file(tmp_path / "key.p12", PHRASE), phrase=PHRASE)
    assert signer_of(signed(rendered, reason=REASON, contact=CONTACT))
    assert found_by_check() == []

    configured(settings, *pem_files(tmp_path, phrase=PHRASE), phrase=PHRASE)
    pdf = signed(rendered, reason=REASON, contact=CONTACT)
    assert status_of(pdf, letter_signer().signing_cert).bottom_line
    assert found_by_check() == []


def refusal_of(rendered: bytes) -> str:
    with pytest.raises(SigningFailed) as refused:
        signed(rendered, reason=REASON, contact=CONTACT)
    return str(refused.value)


def test_what_is_wrong_with_a_key_is_told_by_the_job_and_by_the_check(rendered, settings, tmp_path):
    p12 = pkcs12_file(tmp_path / "key.p12", PHRASE)
    key, certificate = pem_files(tmp_path, phrase=PHRASE)
    other = one_file(tmp_path / "other.pem")
    ended = one_file(tmp_path / "ended.pem", days=-1)
    wrong = [
        ((p12, "", "another phrase"), "cannot be read: the file, or the pass phrase, is wrong"),
        ((key, certificate, ""), "cannot be read"),
        ((key, certificate, "another phrase"), "cannot be read"),
        ((tmp_path / "gone.pem",), "cannot be read"),
        ((key, other, PHRASE), "is not that of the key"),
        ((ended,), "holds from"),
    ]

    for given, said in wrong:
        configured(settings, *given)
        assert said in refusal_of(rendered)
        assert PHRASE not in refusal_of(rendered)
        assert found_by_check() == ["pdf.E002"]


def test_a_server_without_a_key_signs_nothing_and_makes_none(rendered, settings, tmp_path):
    configured(settings, "")
    settings.DEMONSTRATION_KEY = tmp_path / "letter-key.pem"

    assert "LETTER_SIGNING_KEY is not set" in refusal_of(rendered)
    assert found_by_check() == ["pdf.E001"]
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def authority():
    """A timestamp authority on this machine, with its certificate."""
    key, certificate = made("Timestamp authority, TEST", key=rsa_key())
    private = key.private_bytes(
        DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = asn1.Certificate.load(certificate.public_bytes(DER))
    clock = DummyTimeStamper(own, asn1_keys.PrivateKeyInfo.load(private))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(clock.request_tsa_response(asked).dump())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_where_a_timestamp_authority_is_set_it_says_when(rendered, settings, authority):
    settings.LETTER_TIMESTAMP_URL = authority
    pdf = signed(rendered, reason=REASON, contact=CONTACT)
    status = status_of(pdf, letter_signer().signing_cert)

    assert (status.intact, status.valid) == (True, True)
    assert (status.timestamp_validity.intact, status.timestamp_validity.valid) == (True, True)
