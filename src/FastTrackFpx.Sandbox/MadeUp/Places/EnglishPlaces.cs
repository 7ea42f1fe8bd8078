namespace FastTrackFpx.Sandbox.MadeUp.Places;

/// <summary>Places where English is written.</summary>
internal static class EnglishPlaces
{
    public static Place UnitedStates { get; } = new()
    {
        Country = "United States",
        Language = "English",
        TimeZone = "(UTC-08:00) Pacific Time (US & Canada)",
        PhonePrefix = "+1 425 555 ",
        TopLevelDomain = "example.com",
        CompanyForm = "{0} {1}{2} Inc.",
        Names =
        [
            ("Blue Heron", "blueheron"), ("Cedar Point", "cedarpoint"), ("Granite Peak", "granitepeak"), ("Harbor Light", "harborlight"),
            ("Juniper", "juniper"), ("Lakeshore", "lakeshore"), ("Maple Run", "maplerun"), ("North Fork", "northfork"),
            ("Prairie Wind", "prairiewind"), ("Redwood", "redwood"), ("Silver Creek", "silvercreek"), ("Stonebridge", "stonebridge"),
        ],
        Trades =
        [
            ("Insurance", "insurance"), ("Foods", "foods"), ("Logistics", "logistics"), ("Health Partners", "health"),
            ("Credit Union", "cu"),
            ("Robotics", "robotics"), ("School District", "schools"), ("Outfitters", "outfitters"), ("Energy", "energy"),
            ("Biosciences", "bio"),
        ],
        Cities = ["Spokane", "Denver", "Austin", "Tulsa", "Albany", "Duluth"],
        GivenNames =
        [
            ("Avery", "avery"), ("Brianna", "brianna"), ("Carlos", "carlos"), ("Denise", "denise"), ("Ethan", "ethan"), ("Grace", "grace"),
            ("Malik", "malik"), ("Priya", "priya"),
        ],
        FamilyNames =
        [
            ("Abbott", "abbott"), ("Castillo", "castillo"), ("Fletcher", "fletcher"), ("Hughes", "hughes"), ("Lindqvist", "lindqvist"),
            ("Okafor", "okafor"), ("Ramsey", "ramsey"), ("O'Donnell", "odonnell"),
        ],
        Titles = ["IT Director", "Cloud Architect", "Help Desk Lead", "Chief Information Officer", "Project Manager"],
        Remarks =
        [
            "Kickoff call held; the customer wants the pilot group moved before the end of the quarter.",
            "Directory synchronization is waiting for a firewall change on the customer's side.",
            "Champion network is set up: 14 people in 5 departments.",
            "Licenses were added last week, so the seat count has to be checked again.",
            "Next review on Thursday; open risk is the mail archive that is still on premises.",
        ],
    };

    public static Place UnitedKingdom { get; } = new()
    {
        Country = "United Kingdom",
        Language = "English",
        TimeZone = "(UTC+00:00) Dublin, Edinburgh, Lisbon, London",
        PhonePrefix = "+44 20 7946 0",
        TopLevelDomain = "example.co.uk",
        CompanyForm = "{0} {1}{2} Ltd",
        Names =
        [
            ("Ashdown", "ashdown"), ("Brackenfield", "brackenfield"), ("Caldwell & Rowe", "caldwellrowe"), ("Downsview", "downsview"),
            ("Elmstead", "elmstead"), ("Fernleigh", "fernleigh"), ("Glenmorven", "glenmorven"), ("Hartsmere", "hartsmere"),
            ("Kingswell", "kingswell"), ("Oakhurst", "oakhurst"), ("Penrose", "penrose"), ("Thornbury", "thornbury"),
        ],
        Trades =
        [
            ("Building Society", "bs"), ("Shipping", "shipping"), ("Publishing", "publishing"), ("Engineering", "engineering"),
            ("Care Homes", "care"),
            ("Solicitors", "law"), ("Breweries", "breweries"), ("Rail", "rail"), ("Academies", "academies"), ("Textiles", "textiles"),
        ],
        Cities = ["Leeds", "Bristol", "Cardiff", "Perth", "Norwich", "Exeter"],
        GivenNames =
        [
            ("Alasdair", "alasdair"), ("Bethan", "bethan"), ("Callum", "callum"), ("Farah", "farah"), ("Imogen", "imogen"),
            ("Rhys", "rhys"),
            ("Siobhán", "siobhan"), ("Zoë", "zoe"),
        ],
        FamilyNames =
        [
            ("Barraclough", "barraclough"), ("Chowdhury", "chowdhury"), ("Fairweather", "fairweather"), ("Llewellyn", "llewellyn"),
            ("MacAskill", "macaskill"), ("Pemberton", "pemberton"), ("Singh", "singh"), ("Whitlock", "whitlock"),
        ],
        Titles = ["Head of IT", "Infrastructure Manager", "Service Desk Manager", "Information Security Officer", "Programme Lead"],
        Remarks =
        [
            "Change freeze until the second week of January; nothing may be switched over before that.",
            "Pilot went well, 40 people gave feedback, two asked for training.",
            "The old telephone contract ends in March, which sets the date.",
            "Security team wants conditional access reviewed before devices are enrolled.",
            "Customer has named a new project lead; handover call is booked.",
        ],
    };
}
