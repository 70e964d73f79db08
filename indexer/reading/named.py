"""How people are written: names with titles and initials, posts, bodies, and several in one line.

The grammar is shared by attendance lists, reports and work programmes. It knows no one's name: what
is a person is told by form, and in doubt a line holds none.
"""

import re

HONORIFIC = (
    r"(?:(?:The\s+)?(?:(?:Councillor|Cllr|Cllor)s?\.?|Mrs?\.?|Ms\.?|Miss|Mx\.?|Dr\.?|Prof(?:essor)?\.?"
    r"|Rev(?:d|erend)?\.?|Ald(?:erman)?\.?|Sir|Dame|(?:(?:Deputy|Lord|Lady)\s)?Mayor|Canon|Fr\.?|Baroness"
    r"|Lord(?!\sMayor)|Lady(?!\sMayor)|(?:PC|PS|PCSO|CPO|Sgt\.?|Insp(?:ector)?\.?|Supt\.?)(?:\s\d{1,6})?)\s+)"
)
_NOT_A_SURNAME = r"(?:Head|Director|Cabinet|Chief|Deputy|Chair|Vice|Service|Assistant|Substitute)\b"
_SMALL = r"(?:(?:de|du|del|der|den|van|von|la|le|di|da|bin|al|el|ap|Mc|Mac|St\.?)\s){0,3}"
SURNAME = rf"{_SMALL}[A-Z][\w'’-]+"
NAME = (
    rf"{HONORIFIC}{{0,2}}(?:[A-Z](?:\.|\b)\s?){{1,3}}{SURNAME}(?:\s(?!{_NOT_A_SURNAME})[A-Z][\w'’-]+)?"
    rf"|{HONORIFIC}{{0,2}}[A-Z][\w'’-]+(?:\s[A-Z]\.?)?\s{SURNAME}"
)
PERSON = re.compile(rf"^(?P<name>{NAME})(?P<rest>.*)$", re.DOTALL)
"""A text that begins with a name of two parts at least, titles aside."""
SURNAME_FIRST = re.compile(
    rf"^(?P<name>{HONORIFIC}?(?!{HONORIFIC}){SURNAME},?\s(?:[A-Z]\.?\s?){{1,3}})(?P<rest>(?:[\s,(–-].*)?)$",
    re.DOTALL,
)
"""A text that begins with a surname and initials: "Akers, J (Chair)", "Akers J R"."""
_TITLE_AND_SURNAME = re.compile(
    rf"^(?P<name>{HONORIFIC}{SURNAME})(?P<rest>(?:\s*[,(–-].*)?)$", re.DOTALL
)
TITLED = re.compile(rf"^{HONORIFIC}")
PLURAL = re.compile(r"^(?:Councillor|Cllr|Cllor)s\b\.?\s+")
POST = re.compile(
    r"\b(?:director|head|officer|manager|chief|co-?ordinator|leader|lead|solicitor|engineer|teacher|principal"
    r"|adviser|advisor|consultant|accountant|planner|surveyor|inspector|superintendent|secretary|clerk"
    r"|cabinet member|portfolio holder|executive member|ward member|member for|chair|assistant|analyst"
    r"|technician|warden|specialist|executive|governor|treasurer|lawyer|barrister|architect|commander"
    r"|controller|auditor|registrar|commissioner|champion|s\.? ?151|apprentice|supervisor|administrator"
    r"|(?-i:C[EFOPT]O|PCSO|DPH|DASS|LADO|SIRO))\b",
    re.IGNORECASE,
)
"""A word that tells a post."""
_BODY = re.compile(
    r"\b(?:office|services?|council|authority|department|ministry|trust|teams?|directorate|group|partnerships?"
    r"|association|ltd|limited|plc|llp|cic|police|nhs|colleges?|schools?|academy|university|boards?|committee"
    r"|institute|agency|housing|finance|governance|education|skills|people|regeneration|planning|government"
    r"|courts?|justice|transport|highways|care|health|law|legal|democratic|corporate|communit(?:y|ies)"
    r"|customer|environment|resources|property|strategy|homes|society|forum|union|unison|network|foundation"
    r"|church|diocese|company|consulting|partners|associates|public|safety|neighbourhoods?|development|audit"
    r"|borough|county|district|city|representatives?|residents?|members?|press|ward|items?|streetscene"
    r"|support|advice|healthwatch|alliance|sector|voluntary|centre|hospital|clinic|charity|constabulary"
    r"|helpline|refuge|federation|confederation|commission|chamber|diocesan|uk"
    r"|regulatory|operations|business|economy|culture|leisure|technology|digital|communications)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b|^[A-Z]{2,}$")
_HONOURS = re.compile(
    r"(?:(?:^|[\s,]{1,3})(?:[OMCDK]BE|BEM|QC|KC|QPM|DL|JP|MP|PhD)(?=$|[\s,(])){1,4}"
)
"""Letters behind a name that are neither name, post nor body."""
_OFFICE_FIRST = re.compile(
    rf"^(?:The\s)?(?:(?:Right\s)?Worshipful,?\s(?:the\s)?)?(?P<office>(?:(?:Deputy|Vice|Lord|Lady)[\s-])?"
    rf"(?:Mayor|Chair(?:man|woman|person)?|Speaker))(?:,\s|\s[–—-]\s|\s?\((?P<bracket>)|\s)"
    rf"(?P<name>{HONORIFIC}{{1,2}}[^(),\t]{{2,60}}?)(?(bracket)\))(?P<rest>(?:[,(].*|\s(?!{_SMALL}[A-Z]).*)?)$",
    re.DOTALL,
)
# A word in capitals is parted in one way, after its first letter: else many of them have no end.
_RUN_OF_INITIALS = re.compile(
    rf"^(?:(?:[A-Z]\.?\s?){{1,3}}(?:(?<![A-Z]{{2}})|(?=[A-Z]?[a-z])){SURNAME}"
    r"(?:\s?\([^()]{1,40}\))?(?:\s+|$)){2,40}$"
)
_NEXT_INITIALS = re.compile(r"(?<=[\w)])\s+(?=(?:[A-Z]\.?\s){1,3}[A-Z][a-z])")
_NEXT_TITLE = re.compile(
    r"(?<=[\w).])(?<!\bfor)(?<!\bof)(?<!\band)(?<!\bby)(?<!\bthe)(?<!\bThe)(?<!Mayor)(?<!Leader)"
    r"(?<!\bThe Chair)(?<!\bThe Chairman)(?<!Speaker)(?<!Hon)(?<!Hon\.)(?<!substituting)(?<!replacing)"
    r"(?<!Member)\s+(?=(?P<title>(?:Councillor|Cllr|Cllor)\.?\s[A-Z]))|(?<=\))\s+(?=[A-Z][\w'’-]+\s[A-Z][\w'’-]+\s\()"
)
_BETWEEN = re.compile(
    r"(\s*;\s*|\s*\t\s*|,\s+and\s+|,\s+&\s+|,\s+|(?<=\)),(?=[A-Z])|\s+and\s+|\s+&\s+)"
)
_POST_FIRST = re.compile(
    rf"^(?P<post>(?:The )?[A-Z][^\t:;()]{{3,90}}?)(?:\s*:\s*|\s+[–—-]\s+|,\s+|\s*\()(?P<name>{NAME})\)?$"
)
_INITIALS_NEXT = re.compile(r",\s+(?:[A-Z]\.?\s?){1,3}(?:$|[,;(\t–-]|and\b|&)")
_SURNAME_LAST = re.compile(rf"^(?:{HONORIFIC})?{SURNAME}$")
_BARE_SURNAME = re.compile(rf"^{SURNAME}\s*(?:\([^)]*\)\s*){{0,3}}$")
_TELLS = re.compile(
    r"^\s*(?:\([^()]*\)\s*)?(?:chaired|was|were|is|are|has|had|welcomed|took|opened|asked|said|who|then|spoke"
    r"|reported|attended (?:to|and)|(?:pro|sec)\w{2,5}ed)\b"
)
_AFTER_A_NAME = re.compile(r"^\s*(?:$|\(|[–—-]\s|[,:])")
_INITIALLED = re.compile(rf"^{HONORIFIC}?(?:[A-Z](?:\.|\b)\s?){{1,3}}{SURNAME}")
_CROWD = re.compile(
    r"^(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|no|some|several)\s"
    r"members?\sof\s(?:the\s)?(?:public|press)\b",
    re.IGNORECASE,
)
"""People who are counted, and of whom nobody is named."""
TAB = "\t"
LONGEST = 3_000
"""Characters of a line that is looked at for people."""


def is_body(text: str) -> bool:
    """True for what is called like a service or an organisation: "Home Office", "Law and Governance"."""
    return bool(_BODY.search(text) or _ACRONYM.search(text))


def name_of(text: str) -> tuple[str, str] | None:
    """The name with which a text begins, and what stands beside it; None where it begins with none.

    A surname alone is a name only with its title: "Cllr Seaward".
    """
    for form in (SURNAME_FIRST, PERSON, _TITLE_AND_SURNAME):
        found = form.match(text)
        if (
            found
            and not _TELLS.match(found["rest"])
            and (TITLED.match(text) or not _is_other(found["name"]))
        ):
            return _without_honours(found["name"].strip(" ,"), found["rest"])
    return None


def _without_honours(name: str, rest: str) -> tuple[str, str]:
    """Name and rest without letters such as OBE, unless they are the initials of "Akers, J P"."""
    bare = _HONOURS.sub("", name)
    behind = _HONOURS.match(rest)
    return bare if " " in bare else name, rest[behind.end() :] if behind else rest


def _is_other(name: str) -> bool:
    """True for a "name" that is a post or a body: "Head Teacher", "Home Office", "Lord Mayor"."""
    return (
        name.endswith((" Mayor", " Mayoress"))
        or bool(POST.search(name))
        or (is_body(name) and not _INITIALLED.match(name))
    )


def after_post(text: str) -> tuple[str, str] | None:
    """Name and post of "Director of Finance – J Wren" or "Chief Executive (Jane Wren)"."""
    found = _POST_FIRST.match(text)
    if not found or not POST.search(found["post"]) or name_of(found["post"]):
        return None
    if name_of(found["name"]) is None:
        return None  # "Assistant Director (Housing Services)"
    return found["name"].strip(), found["post"].strip()


def are_initials(text: str, name: str) -> bool:
    """True for the letters that a list prints after a name: "HP", "MCa"."""
    letters = "".join(re.findall(r"\b[A-Z]", name.partition("(")[0]))
    own = "".join(letter for letter in text if letter.isupper())
    return 2 <= len(text) <= 4 and text.isalpha() and own in {letters, letters[1:]}


def only_a_name(text: str) -> bool:
    """True for a name beside which nothing stands but brackets, or a dash and a remark."""
    found = name_of(text)
    return found is not None and bool(_AFTER_A_NAME.match(found[1]))


def people_in(text: str, *, surnames: bool = False) -> list[str]:
    """The people of one line, each with what stands beside the name.

    "Councillor B Gittins, B Kaur and P Seaman" is three; "P Green, Head Teacher" is one. "Councillors
    A and B" gives each the title; so does `surnames`, for a list under that word, to bare surnames.
    """
    people: list[str] = []
    plural = False
    plain = text[:LONGEST].replace("*", "")
    listed = bool(TITLED.match(plain) or PLURAL.match(plain))
    pieces = _pieces(_parted(plain.rstrip(" .") if listed else plain))
    for (between, whole), following in zip(pieces, [*pieces[1:], ("", "")], strict=False):
        plural = plural or bool(PLURAL.match(whole))
        bare, piece = surnames or plural, PLURAL.sub("", whole)
        if _begins_someone(piece, bare) and not (people and _opens_a_post(piece, *following)):
            people.append(_with_title(piece, plural, bare))
        elif _CROWD.match(piece):
            continue
        elif people and (are_initials(piece, people[-1]) or piece.startswith("the ")):
            continue  # the letters by which minutes call somebody; "A Bell and the Director"
        elif people and _is_another_body(people[-1], between, piece):
            continue
        elif people and (between != TAB or is_body(piece) or POST.search(piece)):
            people[-1] += f"{', ' if between == TAB else between}{piece}"
        elif not people and between == "" and name_of(piece):
            people.append(piece)
    return people


def _parted(text: str) -> str:
    """The text with tabs between names that only blanks part: "Cllr A Bell Cllr B Cox", "R. Ash T. Orr"."""
    if _RUN_OF_INITIALS.match(text):
        return _NEXT_INITIALS.sub(TAB, text)
    parts, at, depth = [], 0, 0
    for cut in _NEXT_TITLE.finditer(text):
        if not cut["title"] and name_of(text[cut.end() :]) is None:
            continue  # "Jane Wren (Audit) Service Manager (Acting)"
        depth += text.count("(", at, cut.start()) - text.count(")", at, cut.start())
        parts += [text[at : cut.start()], TAB if depth <= 0 else " "]
        at = cut.end()
    return "".join((*parts, text[at:]))


def office_last(text: str) -> str:
    """Turn "The Mayor (Councillor B Cox)" into "Councillor B Cox (Mayor)", as other lists have it."""
    found = _OFFICE_FIRST.match(text)
    return f"{found['name']} ({found['office']}){found['rest']}" if found else text


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text cut at commas, "and", tabs and semicolons outside brackets; each with what is before it.

    The comma of "Akers, J" cuts nothing.
    """
    pieces: list[tuple[str, str]] = []
    between, start, depth, seen = "", 0, 0, 0
    for cut in _BETWEEN.finditer(text):
        depth += text.count("(", seen, cut.start()) - text.count(")", seen, cut.start())
        seen = cut.start()
        if depth > 0 and cut[0].strip(" ") != TAB:
            continue
        initials = _INITIALS_NEXT.match(text[cut.start() : cut.end() + 40])
        if initials and _SURNAME_LAST.search(text[start : cut.start()]):
            continue
        depth = 0
        pieces.append((between, text[start : cut.start()].strip()))
        between, start = _said(cut[0]), cut.end()
    pieces.append((between, text[start:].strip()))
    return [(between, piece) for between, piece in pieces if piece]


def _said(between: str) -> str:
    return TAB if TAB in between else between


def _begins_someone(piece: str, bare: bool) -> bool:
    if TITLED.match(piece):
        return name_of(piece) is not None
    if bare and _BARE_SURNAME.match(piece) and not POST.search(piece.split("(")[0]):
        return not is_body(piece.split("(")[0])
    return only_a_name(piece) and not POST.search(piece.split("(")[0].partition(" – ")[0])


def _is_another_body(person: str, between: str, piece: str) -> bool:
    """True for a body in a list that sent nobody by name: "A Fry (Age UK), Victim Support and MIND"."""
    note = re.search(r"\(([^()]*)\)$", person)
    told = note is not None and (is_body(note[1]) or bool(POST.search(note[1])) or "and" in between)
    return told and is_body(piece) and not POST.search(piece)


def _opens_a_post(piece: str, between: str, after: str) -> bool:
    """True for "Flood Risk" before "and Drainage Manager": part of a post, and no name."""
    joined = between.strip() in {"and", "&"} and bool(POST.search(after))
    return joined and not _begins_someone(after, False) and not _INITIALLED.match(piece)


def _with_title(person: str, plural: bool, bare: bool) -> str:
    """The person with the title that "Councillors" gives to all; a bare surname is no name without."""
    if TITLED.match(person):
        return person
    alone = name_of(person) is None or _BARE_SURNAME.match(person)
    return f"Councillor {person}" if plural or (bare and alone) else person
