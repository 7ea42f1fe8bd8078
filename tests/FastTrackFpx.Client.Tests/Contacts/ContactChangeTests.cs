using FastTrackFpx.Contacts;

namespace FastTrackFpx.Client.Tests.Contacts;

public class ContactChangeTests
{
    [Fact]
    public void Only_what_was_given_is_sent_null_included()
    {
        var change = Change(("Title", "Director"), ("IsEngaged", true), ("Phone", null));

        Assert.Equal("""{"phone":null,"title":"Director","isEngaged":true}""", change.ToJson());
    }

    [Fact]
    public void Ids_are_written_as_their_fields_are_documented()
    {
        var change = Change(
            ("ContactType", Lookup("2")),
            ("TimeZone", Lookup("17")),
            ("CountryRegion", Lookup("0f8fad5b-d9cb-469f-a165-70867728950e")),
            ("Service", new FpxList<FpxLookup>([Lookup("4"), Lookup("5")])),
            ("SkillType", new FpxList<FpxLookup>()));

        Assert.Equal(
            """{"timeZoneId":"17","countryRegionId":"0f8fad5b-d9cb-469f-a165-70867728950e","contactTypeId":2,"skillTypes":[],"services":[4,5]}""",
            change.ToJson());
    }

    [Fact]
    public void Old_and_new_are_told_in_words()
    {
        var before = new FpxContact { Title = "Manager", Services = new FpxList<FpxLookup>([Lookup("4", "Teams")]), SurveyEligible = true };
        var change = Change(("Title", "Director"), ("Service", null), ("SurveyEligible", false));

        Assert.Equal(["Title 'Manager' -> 'Director'", "SurveyEligible yes -> no", "Service Teams -> none"], change.Describe(before));
        Assert.Equal(["Title 'Director'", "SurveyEligible no", "Service none"], change.Describe(null));
    }

    [Fact]
    public void What_a_contact_holds_already_falls_away()
    {
        var contact = new FpxContact { Name = "Ada", Title = "", Services = new FpxList<FpxLookup>([Lookup("4"), Lookup("5")]), ContactType = Lookup("02") };
        var change = Change(
            ("Name", "Ada"), ("Title", null), ("Service", new FpxList<FpxLookup>([Lookup("5"), Lookup("4")])), ("ContactType", Lookup("2")), ("Phone", "1"));

        Assert.False(change.IsHeldBy(contact));
        var left = change.Without(contact);
        Assert.Equal(["Phone"], left.Given.Select(field => field.ParameterName));
        Assert.True(left.IsHeldBy(left.AppliedTo(contact)));
    }

    [Fact]
    public void Required_fields_are_added_with_their_present_values_and_do_not_displace_new_ones()
    {
        var contact = new FpxContact { Name = "Ada", Title = "Manager", Email = "ada@example.com" };
        var whole = Change(("Title", "Director"), ("Note", "n")).WithRequired(contact);

        Assert.Equal(
            ["Name", "Email", "Phone", "Title", "SurveyEligible", "Note", "CountryRegion", "SurveyLanguage", "ContactType", "Service"],
            whole.Given.Select(field => field.ParameterName));
        whole.TryGet(ContactField.Find("Title")!, out var title);
        Assert.Equal("Director", title);
    }

    [Fact]
    public void A_field_is_cleared_by_either_name_and_not_set_at_once()
    {
        var change = Change(("Title", "Director"));
        change.Clear("phone");
        change.Clear("timeZoneId");

        Assert.Equal("""{"phone":null,"title":"Director","timeZoneId":null}""", change.ToJson());
        Assert.Equal("Clear", Assert.Throws<InputException>(() => change.Clear("Title")).ParameterName);
        Assert.Contains("ManagerName", Assert.Throws<InputException>(() => change.Clear("Shoe")).Message);
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
    public void The_difference_between_two_contacts_puts_one_into_the_other()
    {
        var one = new FpxContact { Name = "Ada", Title = "Manager", Phone = "1" };
        var two = new FpxContact { Name = "Ada", Title = "Director", IsEngaged = false };

        var change = ContactChange.Between(one, two);

        Assert.Equal(["Phone", "Title", "IsEngaged"], change.Given.Select(field => field.ParameterName));
        Assert.True(ContactChange.Between(change.AppliedTo(one), two).IsEmpty);
    }

    [Fact]
    public void A_customer_s_contact_without_a_mail_address_warns_and_is_not_refused()
    {
        var customer = new FpxContact { ContactType = Lookup("1", "Customer"), Email = "ada@example.com" };

        var finding = Assert.Single(ContactRules.CheckChange(Change(("Email", null)), customer));

        Assert.Equal((ContactRules.CustomerContact, FpxRuleSeverity.Warn, "Email"), (finding.RuleId, finding.Severity, finding.ParameterName));
        Assert.Empty(ContactRules.CheckChange(Change(("Phone", null)), customer));
    }

    private static FpxLookup Lookup(string id, string? name = null) => new() { Id = id, Name = name };

    private static ContactChange Change(params (string Field, object? Value)[] fields)
    {
        var change = new ContactChange();
        foreach (var (field, value) in fields)
            change.Set(ContactField.Find(field) ?? throw new ArgumentException(field), value);
        return change;
    }
}
