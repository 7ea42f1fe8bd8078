using static FastTrackFpx.Client.Tests.Bench.ContactTemplate;

namespace FastTrackFpx.Client.Tests.Contacts;

public class ContactChangeTests
{
    [Fact]
    public void Only_what_was_given_is_sent_or_cleared_by_either_name_and_not_set_at_once()
    {
        var given = Change(("Title", "Director"), ("IsEngaged", true), ("Phone", null));
        Assert.Equal("""{"phone":null,"title":"Director","isEngaged":true}""", given.ToJson());
        var change = Change(("Title", "Director"));
        change.Clear("phone");
        change.Clear("timeZoneId");
        Assert.Equal("""{"phone":null,"title":"Director","timeZoneId":null}""", change.ToJson());
        Assert.Equal("Clear", Assert.Throws<InputException>(() => change.Clear("Title")).ParameterName);
        Assert.Contains("ManagerName", Assert.Throws<InputException>(() => change.Clear("Shoe")).Message);
    }

    [Fact]
    public void Old_and_new_are_told_in_words()
    {
        var before = new FpxContact { Title = "Manager", Services = new FpxList<FpxLookup>([Lookup("4", "Teams")]), SurveyEligible = true };
        var change = Change(("Title", "Director"), ("Service", null), ("SurveyEligible", false));
        Assert.Equal(["Title 'Manager' -> 'Director'", "SurveyEligible yes -> no", "Service Teams -> none"], change.Describe(before));
        Assert.Equal(["Title 'Director'", "SurveyEligible no", "Service none"], change.Describe(null));
    }

    [Theory]
    [InlineData("Name", "Name")]
    [InlineData("ContactTypeId", "ContactType")]
    [InlineData("Services", "Service")]
    [InlineData("$.skillTypes[0]", "SkillType")]
    [InlineData("body.SurveyLanguageId", "SurveyLanguage")]
    public void A_field_is_found_by_the_service_s_name_in_any_dress(string name, string parameter) =>
        Assert.Equal(parameter, ContactField.Find(name)?.ParameterName);

    [Fact]
    public void A_customer_s_contact_without_a_mail_address_warns_and_is_not_refused()
    {
        var customer = new FpxContact { ContactType = Lookup("1", "Customer"), Email = "ada@example.com" };
        var finding = Assert.Single(ContactRules.CheckChange(Change(("Email", null)), customer));
        Assert.Equal((ContactRules.CustomerContact, FpxRuleSeverity.Warn, "Email"), (finding.RuleId, finding.Severity, finding.ParameterName));
        Assert.Empty(ContactRules.CheckChange(Change(("Phone", null)), customer));
    }

    private static FpxLookup Lookup(string id, string? name = null) => new() { Id = id, Name = name };
}
