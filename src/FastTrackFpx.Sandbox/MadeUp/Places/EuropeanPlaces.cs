namespace FastTrackFpx.Sandbox.MadeUp.Places;

/// <summary>Places on the European mainland: umlauts, accents, Greek and Cyrillic.</summary>
internal static class EuropeanPlaces
{
    public static Place Germany { get; } = new()
    {
        Country = "Germany",
        Language = "German",
        TimeZone = "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        PhonePrefix = "+49 30 23125 ",
        TopLevelDomain = "example.de",
        CompanyForm = "{0} {1}{2} GmbH",
        Names =
        [
            ("Ährenfeld", "aehrenfeld"), ("Birkenhain", "birkenhain"), ("Dünenblick", "duenenblick"), ("Eichgrund", "eichgrund"),
            ("Grünwald", "gruenwald"), ("Hopfenau", "hopfenau"), ("Königsberger", "koenigsberger"), ("Mühlbach", "muehlbach"),
            ("Nordlicht", "nordlicht"), ("Schloßpark", "schlosspark"), ("Übersee", "uebersee"), ("Wiesental", "wiesental"),
        ],
        Trades =
        [
            ("Maschinenbau", "maschinenbau"), ("Versicherung", "versicherung"), ("Stadtwerke", "stadtwerke"), ("Klinikum", "klinikum"),
            ("Spedition", "spedition"), ("Brauerei", "brauerei"), ("Möbel", "moebel"), ("Chemie", "chemie"), ("Verlag", "verlag"),
            ("Optik", "optik"),
        ],
        Cities = ["Hamburg", "Köln", "Leipzig", "Nürnberg", "Rostock", "Würzburg"],
        GivenNames =
        [
            ("Annika", "annika"), ("Björn", "bjoern"), ("Çağla", "cagla"), ("Friederike", "friederike"), ("Jürgen", "juergen"),
            ("Lukas", "lukas"),
            ("Sören", "soeren"), ("Ute", "ute"),
        ],
        FamilyNames =
        [
            ("Bäcker", "baecker"), ("Großmann", "grossmann"), ("Hölderich", "hoelderich"), ("Krüger", "krueger"), ("Öztürk", "oeztuerk"),
            ("Schäfer", "schaefer"), ("von der Heide", "vonderheide"), ("Weiß", "weiss"),
        ],
        Titles = ["IT-Leiterin", "Systemadministrator", "Geschäftsführer", "Datenschutzbeauftragte", "Projektleiterin"],
        Remarks =
        [
            "Auftakttermin gehalten; der Betriebsrat möchte vor dem Piloten beteiligt werden.",
            "Umzug der Postfächer läuft, 320 von 1.200 sind fertig.",
            "Datenschutzfolgenabschätzung liegt zur Prüfung beim Kunden.",
            "Schulungen für die Fachbereiche sind für KW 38 geplant.",
            "Kunde fragt nach größeren Postfächern für die Geschäftsführung.",
        ],
    };

    public static Place France { get; } = new()
    {
        Country = "France",
        Language = "French",
        TimeZone = "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris",
        PhonePrefix = "+33 1 99 00 ",
        TopLevelDomain = "example.fr",
        CompanyForm = "{1} {0}{2} SA",
        Names =
        [
            ("Beauséjour", "beausejour"), ("Château-Neuf", "chateauneuf"), ("Clairière", "clairiere"), ("Étoile du Nord", "etoiledunord"),
            ("Forêt-Haute", "forethaute"), ("Garance", "garance"), ("L'Épine", "lepine"), ("Mirabelle", "mirabelle"), ("Océane", "oceane"),
            ("Roche-Blanche", "rocheblanche"), ("Saint-Aurèle", "saintaurele"), ("Val-de-Brume", "valdebrume"),
        ],
        Trades =
        [
            ("Assurances", "assurances"), ("Boulangeries", "boulangeries"), ("Transports", "transports"), ("Laboratoires", "labos"),
            ("Hôtels", "hotels"), ("Éditions", "editions"), ("Vignobles", "vignobles"), ("Cliniques", "cliniques"), ("Énergie", "energie"),
            ("Façades", "facades"),
        ],
        Cities = ["Nîmes", "Orléans", "Besançon", "Lyon", "Angoulême", "Brest"],
        GivenNames =
        [
            ("Aurélie", "aurelie"), ("Benoît", "benoit"), ("Chloé", "chloe"), ("François", "francois"), ("Hélène", "helene"),
            ("Jérôme", "jerome"),
            ("Maëlle", "maelle"), ("Youssef", "youssef"),
        ],
        FamilyNames =
        [
            ("Bélanger", "belanger"), ("Cœurdassier", "coeurdassier"), ("Delacroix", "delacroix"), ("Lefèvre", "lefevre"),
            ("Marchand", "marchand"),
            ("N'Diaye", "ndiaye"), ("Perrault", "perrault"), ("Vasseur", "vasseur"),
        ],
        Titles = ["Directrice informatique", "Administrateur système", "Chef de projet", "Responsable sécurité", "Ingénieure réseau"],
        Remarks =
        [
            "Réunion de lancement faite ; le client souhaite commencer par le siège.",
            "La migration des boîtes est à moitié terminée, reprise lundi.",
            "En attente de l'accord du comité d'entreprise avant le pilote.",
            "Formation prévue pour les référents : « premiers pas » et « aller plus loin ».",
            "Le nombre de licences a changé, à vérifier avec le client.",
        ],
    };

    public static Place Greece { get; } = new()
    {
        Country = "Greece",
        Language = "Greek",
        TimeZone = "(UTC+02:00) Athens, Bucharest",
        PhonePrefix = "+30 210 000 ",
        TopLevelDomain = "example.gr",
        CompanyForm = "{0} {1}{2} Α.Ε.",
        Names =
        [
            ("Αιγαίο", "aigaio"), ("Δελφίνι", "delfini"), ("Ελιά", "elia"), ("Ήλιος", "ilios"), ("Θάλασσα", "thalassa"),
            ("Κέδρος", "kedros"),
            ("Λευκός", "lefkos"), ("Μέλισσα", "melissa"), ("Νησί", "nisi"), ("Πέτρα", "petra"), ("Φάρος", "faros"), ("Ωκεανός", "okeanos"),
        ],
        Trades =
        [
            ("Ναυτιλία", "naftilia"), ("Τρόφιμα", "trofima"), ("Ασφάλειες", "asfaleies"), ("Ξενοδοχεία", "hotels"),
            ("Εκδόσεις", "ekdoseis"),
            ("Ενέργεια", "energeia"), ("Κατασκευές", "kataskeves"), ("Φαρμακευτική", "pharma"), ("Μεταφορές", "metafores"),
            ("Εκπαίδευση", "edu"),
        ],
        Cities = ["Πάτρα", "Βόλος", "Χανιά", "Λάρισα", "Ρόδος", "Καβάλα"],
        GivenNames =
        [
            ("Αθηνά", "athina"), ("Γιώργος", "giorgos"), ("Δήμητρα", "dimitra"), ("Ελένη", "eleni"), ("Κώστας", "kostas"),
            ("Μαρία", "maria"),
            ("Νίκος", "nikos"), ("Σοφία", "sofia"),
        ],
        FamilyNames =
        [
            ("Αντωνίου", "antoniou"), ("Γεωργιάδης", "georgiadis"), ("Κωνσταντίνου", "konstantinou"), ("Μιχαηλίδης", "michailidis"),
            ("Νικολάου", "nikolaou"), ("Παππά", "pappa"), ("Σταύρου", "stavrou"), ("Χριστοδούλου", "christodoulou"),
        ],
        Titles = ["Διευθυντής πληροφορικής", "Διαχειριστής συστημάτων", "Υπεύθυνη έργου", "Υπεύθυνος ασφαλείας", "Μηχανικός δικτύου"],
        Remarks =
        [
            "Έγινε η πρώτη συνάντηση και συμφωνήθηκε το χρονοδιάγραμμα.",
            "Η μεταφορά των γραμματοκιβωτίων ξεκινά τη Δευτέρα.",
            "Αναμένεται έγκριση από τη νομική υπηρεσία.",
            "Ζητήθηκε εκπαίδευση για δύο τμήματα.",
            "Ο αριθμός των αδειών πρέπει να ελεγχθεί ξανά.",
        ],
    };

    public static Place Ukraine { get; } = new()
    {
        Country = "Ukraine",
        Language = "Ukrainian",
        TimeZone = "(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius",
        PhonePrefix = "+380 44 000 ",
        TopLevelDomain = "example.com.ua",
        CompanyForm = "ТОВ «{0} {1}{2}»",
        Names =
        [
            ("Бджола", "bdzhola"), ("Гай", "hai"), ("Дніпрова хвиля", "dniprovakhvylia"), ("Зірка", "zirka"), ("Калина", "kalyna"),
            ("Лелека", "leleka"), ("Мрія", "mriia"), ("Обрій", "obrii"), ("Полісся", "polissia"), ("Смерека", "smereka"),
            ("Світанок", "svitanok"), ("Явір", "yavir"),
        ],
        Trades =
        [
            ("Агро", "agro"), ("Логістика", "lohistyka"), ("Енерго", "enerho"), ("Фарма", "farma"), ("Буд", "bud"), ("Текстиль", "tekstyl"),
            ("Страхування", "strakhuvannia"), ("Освіта", "osvita"), ("Меблі", "mebli"), ("Друк", "druk"),
        ],
        Cities = ["Львів", "Одеса", "Полтава", "Чернівці", "Луцьк", "Ужгород"],
        GivenNames =
        [
            ("Андрій", "andrii"), ("Богдана", "bohdana"), ("Дмитро", "dmytro"), ("Катерина", "kateryna"), ("Наталія", "nataliia"),
            ("Олексій", "oleksii"), ("Тарас", "taras"), ("Юлія", "yuliia"),
        ],
        FamilyNames =
        [
            ("Бондаренко", "bondarenko"), ("Гнатюк", "hnatiuk"), ("Захарчук", "zakharchuk"), ("Коваль", "koval"), ("Левченко", "levchenko"),
            ("Мельник", "melnyk"), ("Савчук", "savchuk"), ("Щербина", "shcherbyna"),
        ],
        Titles = ["Керівник ІТ", "Системний адміністратор", "Менеджерка проєкту", "Фахівець з безпеки", "Мережевий інженер"],
        Remarks =
        [
            "Проведено стартову зустріч, план погоджено.",
            "Перенесення пошти триває, готово 45 %.",
            "Очікуємо рішення щодо пристроїв для польових працівників.",
            "Навчання для користувачів призначено на наступний тиждень.",
            "Потрібно уточнити кількість ліцензій.",
        ],
    };
}
