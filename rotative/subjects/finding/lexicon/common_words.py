"""Words of the language that are also names, and words that no name begins or ends with; all folded."""


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of several lines."""
    return frozenset(word for line in lines for word in line.split())


# French, English and Spanish words that are written like names once case and accents are gone.
LATIN_WORDS = word_set(
    "a ai ain air    an  ans  as aube  au aux avril ba  ban bar  bas beni ",
    "bien blanc blanche bois bon bonn boss bourg  bus  but ca canal canes  cap car  cas  ce",
    "centre cher chef   ciel cite clair cle col  cote coupe creuse croix cours dan date de del den des dia",
    "dieu do don du eau elle en enfant es espoir est et eu eure  fall fin foix fort foule free gaz gap gard",
    "   grand grande gris hier il in is it   jeune jeunes juillet juin ka la le les ",
    " leur lion lions lit live  lot lui lune lys ma mai mais main  maire   mars marche",
    "marie  marron matin  mer mere mes messe met  midi mine mini moi mois monde mont mur nation ne nice",
    " noir nom non nord nos nous nos nuit oh  ok on or orange  os ou ouest paix  pape par  pas",
    "pau pays perle petit petite peu pic pierre pin plan point pole pont port poste pour premier presse prix puis rang",
    " reine   rio riz roi roman rose rouge roux sa sage saint sale sali salon se sec sens serre ses si",
    " soir sol soleil somme son sort sou sous sucre sud sur sy ta tarn te temps terre tes toi tome ton tour tours",
    " tu uk un une uni unis union us  van   vert vie  vif vin vire voix vos vous",
    "who y zone",
)

# Those that are no names at the beginning of a sentence: a noun there may be one, and is asked about.
LATIN_FUNCTION = word_set(
    "a ai an ans as au aux bien but car ce date de del des du en es est et eu il in is it la le les leur lui ma mais mes met moi ne ni nos",
    "non on or os ou oui par pas pays peu plan pour premier puis sa sans se sens ses si son sort sous sur sy ta tes toi tu un une us vos who y",
)

# French words that begin sentences with a capital and are no part of the name that follows.
SENTENCE_WORDS = LATIN_WORDS | word_set(
    "afin ainsi alors apres aucun aucune aujourd auparavant aussi autant autour autre autres avant avec beaucoup car cela",
    "celle celles celui cependant certains certaines ces cet cette ceux chacun chaque chez cinq combien comme comment",
    "concernant contre dans debut demain depuis derriere des desormais deux devant dix donc dont durant elles enfin ensuite",
    "entre environ etant face faute faut grace hors ici ils jamais jeudi jusqu jusque la lors lorsqu lorsque lundi mais",
    "malgre mardi mercredi meme mieux moins n ni notamment notre nouveau nouvelle nouvelles or oui outre pendant personne",
    "plusieurs plus plutot pourquoi pourtant pres presque puisque qu quand quant quatre que quel quelle quelles quelques",
    "quels qui quoi rien s samedi sans sauf selon sept seul seule seuls si sinon sitot six soudain suite suivant surtout",
    "tandis tant tel telle tous tout toute toutefois toutes tres trois trop vendredi vers via voici voila vos votre",
    "vu y dimanche janvier fevrier aout septembre octobre novembre decembre d l j m c t premiere second seconde dernier",
    "the this that these those when where while after before for from with without his her its their our your but and",
    "an at by as if he she we they there here what why how all also both each first last more most new no not now only",
    "el los las una unos unas para por segun sin sobre tras desde hasta cuando donde pero ayer hoy este esta estos",
    "interview reportage analyse portrait exclusif video photo photos lire direct dossier opinion tribune edito",
)

# Capitalised words before a name that say what the person is, not who.
LATIN_TITLES = word_set(
    "m mm mme mlle mr mrs ms dr docteur pr professeur prof me maitre sir lord lady dame president presidente general colonel",
    "capitaine commandant lieutenant sergent marechal amiral ministre premier senateur senatrice depute deputee maire",
    "ambassadeur ambassadrice juge procureur procureure secretaire directeur directrice chef roi reine prince princesse",
    "emir sultan cheikh imam pape monseigneur mgr cardinal pere soeur frere saint coach entraineur capitaine gouverneur",
    "porte parole chancelier chanceliere avocat avocate journaliste minister chancellor king queen governor senator",
    "presidenta senor senora don dona rey reina el hadj elhadj el hadji",
)

# A person after one of these gave their name to something else.
NAMED_AFTER = word_set(
    "stade aeroport universite lycee college avenue rue boulevard place fondation hopital prix pont institut centre ecole",
    "camp complexe mosquee palais rond stadium airport university foundation street square bridge prize award",
    "estadio aeropuerto universidad calle fundacion",
    "ملعب استاد مطار جامعه شارع ميدان مستشفي موسسه جايزه مدرسه مسجد جامع قاعه جسر ثانويه معهد مجمع مركز",
)

# Arabic names that are nearly always the word: كان, صور, ليل… They count only with a noun that names their kind.
ARABIC_WORDS = word_set(
    "كان صور ليل سيول مشهد المدينه الخبر قم بال برن رين الباب بون امل فتح المستقبل بري الحدث الحياه الشرق الوطن الرايه الشروق",
    "النهار السفير الديار اللواء البيان الراي الغد الدستور الاخبار الاتفاق الاتحاد الشباب الوحده التعاون الرايد النجم الامل الحق",
    "العدل التنميه الاصلاح النهضه التجمع القوات الكتايب الوفاق الوفاء السلام الحريه العداله الشعب الامه الجمهوريه الثوره الانصار",
    "العهد الصفاء التضامن الاخاء الحكمه الرياضي السد الساحل الكرامه الجيش الشرطه الحدود الطلبه الميناء الشاهد العريض كامل مشعل",
    "ماي عيد نور هدي مني دعاء رجاء ايمان اسلام الصحراء البحر النهر الجبل الكوكب البلاد الصباح المساء الراصد البناء مان بنين تور",
    "توم سان المجد الراس العمل الغابه الاحرار الاستقلال الدعوه العصر الميزان القوه الرحمه الفجر النور الوسط الحزب النداء الجبهه",
    "البعث تقدم نداء قلب وعد عهد لاو بر بيل ترك واليس شريف عادل امين هادي حكيم الداخله العين الحكيم الصيد سالم سعيد العربيه القاعده",
)

# Names that may be the word: between the two, what is around decides, and where nothing does the desk is asked.
ARABIC_EITHER = word_set(
    "الجزيره كاس ذهب مالي قطر عمان نيس ليون فاس الخليج الخليل جنين مسقط الاقصر النصر الهلال الفتح الصدر عون صالح مبارك ظريف العيون الوداد الرجاء",
    "بيت ادرار بشار الميادين المنار حماس جمال كمال حسن ناصر رشيد خالد وليد طارق فارس سمير ليلي بسمه وداد بدر",
)

# Whole words that are no prefix and a name: كامل is not ك + أمل.
ARABIC_WHOLE = word_set(
    "كامل كبري كبير كبيره كثير كتاب كتب كره كذلك كانت كانوا كاس كلام كليه كلمه كما كمال كافه كافي كلا كيف كيان كيلو",
    "كادر كاتب كاهل كاذب كارثه كاسر كابل كالح كاظم كاره كشف كسر كسب كفاءه كفيل كندا كوبا كوريا كولن كويت",
    "بلد بلاد بلدان باريس بيروت بيان بيع بيت بنك بنت بني بدر بطل بطوله بعد بعض برنامج بحر بحري بحث بدء بدا بدات بريد",
    "برلمان بصر بشان بشار بشر بشري بسبب بسيط بسام بكر بلال بلغ بناء بنود بهاء بوش بول باب بابا باحث باخره بادر بارد باسم",
    "باع بال بالغ بان باهر بايع بحرين برا براء برد برج برق برق برك بري بريطانيا بسط بطن بطيء بغداد بقاء بقي بل بلا بلي بما بنين",
    "لقاء لبن لبني ليل ليلي لجنه لحظه لدي لون لغه لعب لاعب لاعبين لبنان ليبيا ليس ليست لان لانه لازم لاجل لاحق لاسيما لجا",
    "لذلك لذا لسان لطيف لعل لقب لقد لكل لكن لكنه لم لما لماذا لن له لها لهم لو لوحه لوم لوزير لين ليون ليما لندن لومي",
    "وقت وقف وفد وطن وطني وزن وزير وزاره وجه وجود وحده وعد ولد وسط وسام وصل وصف وضع وادي والي والد واحد واقع وارد وارث",
    "واسع واضح واجب واجه واشنطن واصل وافق وثيقه وحيد وداد ودي ورد ورق ورقه وسيم وشك وصول وعي وفاء وفاه وفر وفق وقود وقوف",
    "وكاله وكيل ولايه ولي وليد ولاء وهم وهج وهران ويل واقف",
    "فارس فاس فريق فرق فرع فتح فجر فقر فكر فكره فلسطين فندق فقط فيلم فيها فيه فيما فهد فهم فن فنان فوز فوق فور فوزي فلم فلك",
    "فاز فاعل فاقد فال فان فايق فايز فاروق فاتح فحص فخر فدي فرد فرض فرنسا فرح فرصه فرقه فزع فساد فصل فضل فضاء فضيحه فعل فعلا",
    "فقد فقيد فكي فلان فله فوج فوضي فيديو فيروس فيصل فينا فيينا فبراير",
    "سبيل سوري سور سيد سير سعر سفر سفير سكن سلام سلم سما سماء سمع سمك سهل سوق سول سيول سيل",
    "للمره لليوم للعام للعمل لصالح بصالح لحسن بحسن لكمال بجمال وجمال",
)

ARABIC_FUNCTION = word_set(
    "في من الي علي عن مع بين عند منذ حتي بعد قبل خلال ضد نحو لدي ان انه انها كان كانت قد لا لم لن ما ماذا هذا هذه ذلك تلك",
    "الذي التي الذين هو هي هم او ثم بل لكن اذا حيث كما كل بعض غير سوي عبر حول دون فوق تحت امام وراء اثر اثناء بسبب حين عندما",
    "بينما اليوم امس غدا الان هناك هنا كذلك ايضا فقط جدا اكثر اقل اول اخر احد اي كيف لماذا متي اين نعم عليه عليها فيه فيها",
    "منه منها له لها لهم به بها بهم اليه اليها عنه عنها معه معها وهو وهي وقد وان وفي ومن وعلي والي وكان التى يوم عام سنه",
    "شهر ضمن وفق طبقا رغم مثل تم يتم قال قالت واضاف واكد اضاف اكد اوضح اعلن صرح ذكر كشف اشار افاد تابع دعا شدد لفت نفي",
)

ARABIC_TITLES = word_set(
    "الرييس رييس الوزير وزير وزيره الوزيره النايب نايب الدكتور الدكتوره د المهندس الشيخ الامير الملك السيد السيده الفنان",
    "الفنانه المطرب المطربه الممثل الممثله المخرج المخرجه الكاتب الكاتبه الصحافي الصحفي الصحافيه اللاعب المدرب الحكم المهاجم",
    "الحارس المدافع القايد اللواء العميد العقيد الجنرال الفريق المتحدث الناطق السفير الامين المستشار المستشاره القاضي المحامي",
    "الخبير البروفيسور الاستاذ الباحث الزعيم المرشح النجم الاعلامي الاعلاميه الشاعر المفتي البابا القس المرحوم الشهيد الراحل",
    "المتحدثه الناطقه المديره الباحثه الطبيبه المهندسه المحاميه الخبيره المندوبه المحلل المحلله المبعوث المبعوثه الاسقف الناشر الناشره",
    "العمده القاضيه النايبه السفيره الاستاذه الشيخه الاميره الملكه اللاعبه المدربه الطبيب البطريرك المنسق المنسقه الناشط الناشطه المسوول",
    "الحاج مدرب لاعب نجم مهاجم حارس قايد زعيم المدير مدير محافظ عمده امين سفير",
)

# Verbs of saying: who speaks is a person or an organisation.
ARABIC_SAYING = word_set(
    "قال قالت يقول تقول اضاف اضافت اوضح اوضحت اكد اكدت صرح صرحت اعلن اعلنت ذكر ذكرت كشف كشفت اشار اشارت افاد افادت تابع تابعت",
    "دعا شدد لفت اعرب اعتبر علق نشر نشرت اعتبرت اعترف حذر طالب طالبت رفض نفي",
)
