"""Does whoever holds a letter learn what it says and where it stands, and nobody anything else?"""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from exports_portal.canonical import plain
from exports_portal.pdf.signing import signed
from reviews.actions import determine
from reviews.actions.letters import issue_letter
from reviews.actions.verifying import verification_of, verified_file
from reviews.codes import as_code
from reviews.documents import letter_content, render_letter
from reviews.models import DecisionLetter, Determination
from reviews.states import ContentBasis, FileVerdict, LetterStanding
from tests.factories.files import content_of
from tests.factories.keys import one_file
from tests.factories.reviews import RATIONALE, declined_case, designated_case
from tests.pdf.letters import letter as another_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return designated_case()


@pytest.fixture
def letter(case):
    return issue_letter(case.proposal.determinations.get())


def saved(writer: PdfWriter) -> bytes:
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def verdict_on(content):
    return verified_file(content).verdict


# By its code


def test_a_code_is_found_however_it_is_typed(letter):
    code = letter.verification_code
    alike = (code.replace("I", "1").replace("O", "0"), code.replace("I", "l").replace("O", "o"))
    for typed in (code, code.lower(), f"  {code}\n", code.replace("-", " "), *alike):
        assert verification_of(typed).says.sha256 == letter.sha256


def test_zeros_ones_and_ls_are_read_as_the_letters_they_look_like():
    assert as_code("0o1l-Il7z2 2") == "OOIII-I7Z22"


def test_an_older_code_with_an_l_is_found_as_it_is_printed_and_as_it_is_read(letter):
    DecisionLetter.objects.update(verification_code="LLLLL-IIIII-OOOOO-77777")

    for typed in ("LLLLL-IIIII-OOOOO-77777", "11111-lllll-00000-77777"):
        assert verification_of(typed) is not None
    assert verification_of("LLLLL-IIIII-OOOOO-77772") is None


def test_an_unknown_code_is_nothing(letter):
    unknown = ("", "-", "AAAAA-AAAAA-AAAAA-AAAAA", "\0", "'; --", "A" * 10_000, "Ⅷ" * 20)
    assert {code: verification_of(code) for code in unknown} == dict.fromkeys(unknown)


@pytest.mark.parametrize("factory", [designated_case, declined_case])
def test_a_code_tells_what_its_letter_says_and_nothing_else(factory):
    letter = issue_letter(factory().proposal.determinations.get())
    content = letter_content(letter.determination)

    said = verification_of(letter.verification_code)

    assert plain(said) == {
        "issued_on": content.issued_on.isoformat(),
        "standing": "IN_FORCE",
        "says": {
            "proposal_number": content.proposal_number,
            "designation_number": content.designation_number,
            "outcome": letter.determination.get_outcome_display(),
            "title": content.title,
            "sha256": letter.sha256,
        },
    }


def test_a_letter_that_promises_to_tell_nothing_else_keeps_its_word_and_its_file_tells(letter):
    DecisionLetter.objects.update(template_version="2026-11")

    assert verification_of(letter.verification_code).says is None
    assert verified_file(content_of(letter.file)).letter.says.sha256 == letter.sha256


# Where it stands


def test_a_letter_stands_where_its_designation_stands(case, letter):
    seen = []
    for step in ("suspend", "reinstate", "suspend", "terminate"):
        determine.supervise(case.proposal, step, reason="A member left.", by=case.decider)
        seen.append(verification_of(letter.verification_code).standing)

    assert seen == ["SUSPENDED", "IN_FORCE", "SUSPENDED", "TERMINATED"]
    assert verdict_on(content_of(letter.file)) == FileVerdict.GENUINE


def test_a_letter_is_superseded_when_another_determination_stands_and_not_before():
    case = declined_case()
    old = issue_letter(Determination.objects.get())
    determine.reopen(case.proposal, reason="New facts.", by=case.decider)
    assert verification_of(old.verification_code).standing == LetterStanding.NOT_CURRENT
    assert verdict_on(content_of(old.file)) == FileVerdict.GENUINE

    anew = determine.designate(
        case.now().proposal,
        rationale=RATIONALE,
        content_basis=ContentBasis.PRESUMPTION,
        by=case.decider,
    )

    assert verdict_on(content_of(old.file)) == FileVerdict.SUPERSEDED
    assert verified_file(content_of(old.file)).letter.standing == LetterStanding.SUPERSEDED
    assert verdict_on(content_of(issue_letter(anew).file)) == FileVerdict.GENUINE


# As a file


def test_a_letter_as_it_was_issued_is_genuine(letter):
    found = verified_file(content_of(letter.file))

    assert found.verdict == FileVerdict.GENUINE
    assert found.letter == verification_of(letter.verification_code)


@pytest.mark.parametrize("share", [0.03, 0.2, 0.5, 0.8])
def test_one_changed_byte_is_an_altered_letter(letter, share):
    content = bytearray(content_of(letter.file))
    content[int(len(render_letter(letter.determination)) * share)] ^= 1

    found = verified_file(bytes(content))

    assert (found.verdict, found.letter) == (FileVerdict.ALTERED, None)
    assert found.codes == (letter.verification_code,)
    assert "changed after it was signed" in found.changes[0]


def test_a_letter_with_an_appended_revision_is_altered_and_the_page_says_by_what(letter):
    writer = PdfWriter(BytesIO(content_of(letter.file)), incremental=True)
    writer.add_annotation(0, FreeText(text="Not declined", rect=(50, 50, 200, 200)))

    found = verified_file(saved(writer))

    assert (found.verdict, found.codes) == (FileVerdict.ALTERED, (letter.verification_code,))
    assert found.changes != ()
    assert "After it was signed" in found.changes[0]


def test_bytes_behind_the_end_make_it_another_file(letter):
    found = verified_file(content_of(letter.file) + b"\n% hidden")

    assert found.verdict == FileVerdict.ALTERED
    assert found.changes == ("Something was appended to the document after it was issued.",)


def test_a_letter_written_anew_without_its_signature_carries_our_code(letter):
    writer = PdfWriter()
    for page in PdfReader(BytesIO(content_of(letter.file))).pages:
        page.pop("/Annots", None)
        writer.add_page(page)
    copy = saved(writer)
    assert b"/ByteRange" not in copy

    found = verified_file(copy)

    assert (found.verdict, found.letter) == (FileVerdict.CARRIES_CODE, None)
    assert found.codes == (letter.verification_code,)


def test_a_letter_cut_off_before_its_signature_carries_our_code(letter):
    for cut in (render_letter(letter.determination), content_of(letter.file)[:-300]):
        found = verified_file(cut)
        assert (found.verdict, found.codes) == (
            FileVerdict.CARRIES_CODE,
            (letter.verification_code,),
        )


def test_a_letter_of_somebody_elses_hand_with_our_code_is_not_ours(letter, settings, tmp_path):
    """The same page, signed with another key: no signature of ours is in it."""
    settings.DEMONSTRATION_KEY = one_file(tmp_path / "forged.pem")
    forged = signed(render_letter(letter.determination)[:-1], reason="x", contact="x")

    assert verdict_on(forged) == FileVerdict.CARRIES_CODE


def test_another_pdf_is_not_ours(letter):
    found = verified_file(another_pdf())

    assert (found.verdict, found.codes, found.letter) == (FileVerdict.NOT_OURS, (), None)
