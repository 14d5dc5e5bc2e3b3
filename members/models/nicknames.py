"""Short forms of first names."""

from collections import defaultdict

#: Full names, each followed by its short forms. A short form can be in several lines.
NICKNAMES = """
    abigail abby
    albert al bert
    alexander alex alec sandy xander
    alexandra alex alexa sandy
    alfred al fred
    allison allie ali
    andrew andy drew
    anthony tony
    antonio tony
    barbara barb barbie babs
    benjamin ben benny benji
    bradley brad
    bernard bernie
    beverly bev
    catherine cathy kathy kate katie cate kay kit katherine kathryn catharine katharine kathleen
    charles charlie chuck chas
    christina chris chrissy tina christine kristina kristine
    christopher chris kit topher
    cynthia cindy
    daniel dan danny
    david dave davey
    deborah deb debbie debby debra
    dennis denny
    donald don donnie
    dorothy dot dottie
    douglas doug
    edward ed eddie ted ned
    eleanor ellie nell nora
    elizabeth liz beth betty betsy eliza libby lizzie liza elisabeth
    emily em emmy
    eugene gene
    frances fran frankie francie
    francis frank frankie
    francisco frank paco pancho
    franklin frank
    frederick fred freddie fredrick
    gabriel gabe
    gerald gerry jerry
    gregory greg gregg
    harold hal harry
    henry hank harry
    jacob jake
    jacqueline jackie jacquelyn
    james jim jimmy jamie
    janet jan
    jennifer jen jenny jenn
    jeffrey jeff geoffrey geoff jeffery
    jerome jerry
    jessica jess jessie
    john johnny jack
    jonathan jon jonny johnathan jonathon
    joseph joe joey
    josephine jo josie
    joshua josh
    judith judy
    kenneth ken kenny
    kimberly kim kimberley
    lawrence larry laurence
    leonard leo len lenny
    louis lou louie lewis
    louise lou
    margaret maggie meg peggy marge margie
    matthew matt
    michael mike mickey mick
    michelle shelly michele
    nancy nan
    nathaniel nate nathan
    nicholas nick nicky nicolas
    pamela pam
    patricia pat patty tricia trish
    patrick pat paddy
    peter pete
    philip phil phillip
    rachel rach rachael
    raymond ray
    rebecca becky becca
    richard rick dick rich ricky richie
    robert bob rob bobby robbie bert
    ronald ron ronnie
    samantha sam
    samuel sam sammy
    sandra sandy
    sarah sally sara
    stephanie steph stephany
    stephen steve steven stevie
    susan sue susie suzy suzanne
    teresa terry theresa tess
    terrence terry terence
    theodore ted teddy theo
    thomas tom tommy
    timothy tim timmy
    valerie val
    victoria vicky tori vicki
    vincent vince vinny
    virginia ginny
    walter walt
    william bill will billy willie liam
    zachary zach zack
"""


def full_names():
    """Map each short form to the full names that it may stand for; a full name stands for itself."""
    found = defaultdict(set)
    for full, *short in (line.split() for line in NICKNAMES.split("\n") if line.strip()):
        for word in (full, *short):
            found[word].add(full)
    return dict(found)


FULL_NAMES = full_names()
