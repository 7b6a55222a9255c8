"""Is this name none at all, but a word that stands where a name is still missing?

Pure. "TBD" or "---" can be screened and finds nobody: the party behind it would look like one
without a match. A company that is really called by one letter has a longer legal name.
"""

import re
import unicodedata

# Longer than any of these phrases; nothing of any length is slow.
_LOOKED_AT = 100
_NOT_LETTER = re.compile(r"[\W_]+")
_PHRASES = frozenset(
    """
    tbd tba tbc tbn tbs na none nil null void unknown unnamed undisclosed undefined unspecified
    undecided undetermined unassigned blank empty pending various several multiple misc
    miscellaneous other others same ditto idem anonymous confidential placeholder dummy
    test testing asdf qwerty foobar lorem ipsum someone somebody anyone anybody nobody noone
    notapplicable notavailable notknown notyetknown notyetdecided notyetdetermined notdetermined
    notdecided notspecified notdisclosed notgiven notsure dontknow donotknow idontknow
    tobedetermined tobeannounced tobeconfirmed tobedecided tobenamed tobespecified tobeadvised
    tobechosen tobeselected tobefound tobecompleted tobefilledin tobeprovided
    sameasabove asabove seeabove asbelow seebelow seeattached seeattachment asattached
    nameofcompany companyname nameofparty partyname yourname fullname legalname firstlast
    unbekannt keine keiner inconnu aucun neant desconocido ninguno ninguna nenhum sconosciuto
    nessuno nieznany brak yok bilinmiyor нет неизвестно неизвестен прочее 未定 待定 未知 不详 不詳
    不明 无 無 なし 없음 미정 لايوجد غيرمعروف
    """.split()
)
# What people write around such a word: "TBD (supplier)", "name not yet known".
_AROUND = re.compile(
    r"\b(?:the|an?|is|are|still|yet|later|soon|part(?:y|ies)|compan(?:y|ies)|(?:supplier|vendor|"
    r"manufacturer|maker|organi[sz]ation|owner|officer|buyer|user|operator|member|name|person)s?)\b"
)


def is_placeholder(name: str) -> bool:
    """ "TBD", "n/a", "X", "1", "---", "xxx": nobody is called so."""
    plain = " ".join(unicodedata.normalize("NFKC", name[:_LOOKED_AT]).casefold().split())
    key = _NOT_LETTER.sub("", plain)
    if key in _PHRASES or _is_one_sign(key) or _is_a_count(key):
        return True
    return _NOT_LETTER.sub("", _AROUND.sub(" ", plain)) in _PHRASES


def _is_one_sign(key: str) -> bool:
    """No sign at all, one letter of an alphabet or one digit, or the same three times and more.

    A Chinese character and a Korean syllable can be a name by themselves.
    """
    if len(set(key)) > 1 or any("\u3040" <= sign <= "\u9fff" or sign >= "\uac00" for sign in key):
        return False
    return len(key) != 2 or key == "xx"


def _is_a_count(key: str) -> bool:
    return key.isdigit() and (len(key) <= 2 or key in "1234567890")
