"""Which words carry little of a name's meaning, and which are written in several ways?"""

# Legal forms and the words they are spelled out in. They are kept literally, at part of their
# weight: folding them (LLC = Limited Liability Company) makes one-word companies look alike
# and cost 1 to 2 points of recall (design/screening.md section 3).
LEGAL_FORMS = frozenset(
    "llc ltd co inc corp jsc ao oao ooo pao zao plc gmbh sa sarl srl spa bv nv ag kg as oy ab"
    " pte pvt pty fze fzco fzc fzllc est company limited corporation joint stock liability"
    " public private open closed society sti kk sdn bhd lp llp cv sas doo dooel sro ou uab sia"
    " kft tov ojsc cjsc pjsc otkrytoe aktsionernoe obshchestvo ogranichennoi otvetstvennostyu"
    " sirketi anonim limitada ltda sociedad anonima capital variable incorporated holding"
    " holdings group".split()
)
LINKING_WORDS = frozenset(
    "and of the for de la el al bin ibn i y e du des di da do von van in a und et ul abu bint"
    " ben mv mt".split()
)
TITLES = frozenset(
    "dr mr mrs ms prof eng gen col sheikh shaykh hajji haji hajj sayyid jr sr messrs mulla"
    " mullah maulavi mawlawi ing capt engineer".split()
)
PLACES = frozenset(
    "china chinese russia russian iran iranian dubai moscow shanghai beijing shenzhen"
    " guangzhou hong kong hk branch international trading trade uae usa turkey istanbul tehran"
    " syria syrian belarus minsk singapore malaysia india pakistan korea korean north south"
    " east west city province republic federation islamic".split()
)
_SHORT_TO_LONG = """
    intl=international int=international tech=technology technologies=technology elec=electronics
    electronic=electronics inst=institute univ=university mfg=manufacturing dev=development
    engg=engineering svcs=services svc=services service=services trdg=trading grp=group
    bros=brothers mgmt=management assoc=associates natl=national dept=department ind=industrial
    indus=industrial industry=industrial industries=industrial sci=science imp=import exp=export
    corpn=corporation sys=systems system=systems centre=center petrol=petroleum flli=fratelli
    cia=compania st=saint ctr=center lab=laboratory labs=laboratory laboratories=laboratory
    semicon=semiconductor rsch=research
"""
_NUMBERS = """
    ii=2 iii=3 iv=4 vi=6 vii=7 viii=8 ix=9 xi=11 xii=12
    one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10
    first=1 second=2 third=3 1st=1 2nd=2 3rd=3
"""


def _table(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


ABBREVIATIONS = _table(_SHORT_TO_LONG) | _table(_NUMBERS)
# Korean and Chinese surnames that one person is written under in several ways.
_SURNAMES = (
    "lee ri li yi rhee ree",
    "park pak bak",
    "choi choe",
    "jong chong jung chung cheong",
    "cho jo",
    "kang gang",
    "chang jang zhang",
    "im lim rim",
    "no roh ro rho",
    "yu ryu yoo you",
    "an ahn",
    "chu ju joo",
    "kim gim",
    "wang wong",
    "chen chan tan",
    "xu hsu",
    "zhao chao",
    "zhou chou",
)
SURNAME_GROUPS = {name: group for group, names in enumerate(_SURNAMES) for name in names.split()}
ADDRESS_WORDS = _table("""
    street=st saint=st str=st road=rd avenue=ave avenida=ave av=ave boulevard=blvd bulvar=blvd
    building=bldg floor=fl suite=ste apartment=apt room=rm number=no ulitsa=ul calle=cl square=sq
    industrial=ind district=dist highway=hwy
""")
# Written in one word or in several.
DISTRICTS = (
    "wan chai",
    "sheung wan",
    "north point",
    "chai wan",
    "tsim sha tsui",
    "mong kok",
    "yau ma tei",
    "hung hom",
    "kwun tong",
    "kwai chung",
    "tsuen wan",
    "tuen mun",
    "yuen long",
    "sha tin",
    "tai po",
    "cheung sha wan",
    "lai chi kok",
    "san po kong",
)
# Where a company of this legal form is registered. What is used everywhere ("Co.") is not here.
FORMS_BY_COUNTRY = _table(
    """
    llc=us,ae,ru inc=us,ca,ph corp=us,ca,pa lp=us,gb llp=us,gb,in,kz,sg plc=gb,ie,ng,cy
    gmbh=de,at,ch ag=de,at,ch kg=de,at ug=de sarl=fr,lb,ma,tn,lu,dz sas=fr,co sasu=fr
    srl=it,ro,ar,bo,es,mx spa=it,cl,dz snc=it,fr bv=nl,be nv=nl,be,cw bvba=be oy=fi ab=se,fi
    doo=rs,hr,si,ba,me dd=hr,si,ba kft=hu zrt=hu ou=ee uab=lt sia=lv ood=bg ead=bg eood=bg
    ooo=ru,by,kg,us oao=ru,by zao=ru,by pao=ru ao=ru,kz jsc=ru,kz,by,ua,ge,ir,vn,iq pjsc=ru,ir,ae,ua
    ojsc=ru,by cjsc=ru,by,am pte=sg pvt=in,pk,lk,mv,bd pty=au,za bhd=my sdn=my fze=ae fzco=ae
    fzc=ae fzllc=ae dmcc=ae kk=jp sti=tr ltda=br,co,cl,pt lda=pt,ao cv=mx,id pt=id zoo=pl spj=pl
    """.replace(",", "_")
)
FORMS_BY_COUNTRY = {form: where.replace("_", " ") for form, where in FORMS_BY_COUNTRY.items()}
COUNTRIES = frozenset(
    """
    afghanistan albania algeria angola argentina armenia australia austria azerbaijan bahrain
    bangladesh belarus belgium bolivia bosnia brazil brasil bulgaria cambodia cameroon canada chile
    china colombia congo croatia cuba cyprus czech denmark ecuador egypt estonia ethiopia finland
    france georgia germany deutschland ghana greece guatemala honduras hungary iceland india
    indonesia iran iraq ireland israel italy italia japan jordan kazakhstan kenya kuwait kyrgyzstan
    laos latvia lebanon libya lithuania luxembourg malaysia malta mexico moldova mongolia morocco
    mozambique myanmar namibia nepal netherlands nigeria norway norge oman pakistan panama paraguay
    peru philippines poland polska portugal qatar romania russia rwanda senegal serbia singapore
    slovakia slovenia somalia spain espana sudan sweden switzerland syria taiwan tajikistan tanzania
    thailand tunisia turkey turkiye turkmenistan uganda ukraine uk uruguay usa uzbekistan venezuela
    vietnam yemen zambia zimbabwe europe asia africa
    """.split()
)
