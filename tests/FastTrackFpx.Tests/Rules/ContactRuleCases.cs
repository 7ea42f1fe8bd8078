namespace FastTrackFpx.Tests.Rules;

/// <summary>The rules on contacts: what a new one must carry, what cannot be empty, what no list has. No length of a contact's field is documented.</summary>
internal static class ContactRuleCases
{
    private const string NoGuid = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";
    private const string NoNumber = "98765";
    private static readonly string[] Required = ["Name", "Email", "Title", "SurveyEligible", "CountryRegion", "SurveyLanguage", "ContactType", "Service"];

    public static IReadOnlyList<RuleCase> All { get; } =
    [
        .. Required.Select(field => new RuleCase($"A new contact without {field}", "Required", field, world => world.NewContactWithout(field)) { ServiceSays = "This field is required." }),
        new("A new contact whose name is empty", "CannotBeNull", "Name", world => world.NewContactWith(("Name", "  "))) { ServiceSays = "This field cannot be null." },
        new("A new contact of no type", "CannotBeNull", "ContactType", world => world.NewContactWith(("ContactType", null))) { ServiceSays = "This field cannot be null." },
        new("A contact's name emptied", "CannotBeNull", "Name", world => world.SetContact(("Clear", new[] { "Name" }))) { ServiceSays = "This field cannot be null." },
        new("A contact's type emptied", "CannotBeNull", "ContactType", world => world.SetContact(("ContactType", null))) { ServiceSays = "This field cannot be null." },
        Unlisted("TimeZone", NoGuid, "There is no such entry."),
        Unlisted("CountryRegion", NoGuid, "There is no such entry."),
        Unlisted("SurveyLanguage", NoGuid, "There is no such entry."),
        Unlisted("AdminType", NoNumber, "There is no entry 98765."),
        Unlisted("ContactType", NoNumber, "There is no entry 98765."),
        Unlisted("SkillType", NoNumber, "There is no entry 98765."),
        Unlisted("Service", NoNumber, "There is no entry 98765."),
        new("A contact's type changed to one that no list has", "UnknownName", "ContactType", world => world.SetContact(("ContactType", "Emperor")))
        {
            ErrorId = "UnknownName", BreakSent = world => world.SetContact(("ContactType", NoNumber)), ServiceSays = "There is no entry 98765.",
        },
        new("A field to empty that a contact does not have", "UnknownName", "Clear", world => world.SetContact(("Clear", new[] { "Shoe" })))
        {
            ErrorId = "UnknownName", NeverSentBecause = "A field without a name in the API has no place in a request.",
        },
        new("A change of nothing", "InvalidInput", "", world => world.SetContact())
        {
            ErrorId = "InvalidInput", NeverSentBecause = "There is nothing to send.",
        },
    ];

    /// <summary>Rules that only warn: the service decides, and refuses what is no mail address to it.</summary>
    public static IReadOnlyList<RuleCase> Warnings { get; } =
    [
        new("A mail address that looks like none", "MailAddress", "Email", world => world.SetContact(("Email", "ada at example"))) { ServiceSays = "This is not a mail address." },
        new("A manager's mail address that looks like none", "MailAddress", "ManagerEmail", world => world.SetContact(("ManagerEmail", "@example.com"))) { ServiceSays = "This is not a mail address." },
        new("A customer's contact without what older guides want", "CustomerContact", "Title", world => world.SetContact(("ContactType", CustomerType(world)), ("Title", null))),
    ];

    // The name tells a person what was meant; a request takes ids, so that only an id can go to the service and be refused there.
    private static RuleCase Unlisted(string field, string id, string answer) => new($"{field} by a name that no list has", "UnknownName", field, world => world.NewContactWith((field, "Atlantis")))
    {
        ErrorId = "UnknownName", BreakSent = world => world.NewContactWith((field, id)), ServiceSays = answer,
    };

    private static string CustomerType(RuleWorld world) => world.IdOf("Get-FpxContactType", "Customer");
}
