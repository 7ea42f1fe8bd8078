namespace FastTrackFpx.Contacts;

/// <summary>A cmdlet that takes the fields of a contact.</summary>
public abstract class ContactFieldsCmdlet : WritingCmdlet
{
    private protected const string ByField = "Field";

    private protected const string ByRow = "InputObject";

    /// <summary>The first and last name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Name { get; set; }

    /// <summary>The mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Email { get; set; }

    /// <summary>The phone number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Phone { get; set; }

    /// <summary>The job title.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Title { get; set; }

    /// <summary>The manager's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? ManagerName { get; set; }

    /// <summary>The manager's mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? ManagerEmail { get; set; }

    /// <summary>Whether the contact is engaged: $true or $false, or yes or no as text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), ArgumentCompleter(typeof(YesNoCompleter)), AllowNull]
    public YesNo? IsEngaged { get; set; }

    /// <summary>Whether the contact is a FastTrack contact.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), ArgumentCompleter(typeof(YesNoCompleter)), AllowNull]
    public YesNo? IsFastTrackContact { get; set; }

    /// <summary>Evidence of the engagement.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Evidence { get; set; }

    /// <summary>Whether surveys may be sent to the contact.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), ArgumentCompleter(typeof(YesNoCompleter)), AllowNull]
    public YesNo? SurveyEligible { get; set; }

    /// <summary>The survey that was approved.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? ApprovedSurvey { get; set; }

    /// <summary>Free text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), AllowEmptyString, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Note { get; set; }

    /// <summary>The contact's time zone: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TimeZoneId"), LookupTransformation("TimeZoneId"), ArgumentCompleter(typeof(LookupCompleter<FpxTimeZone>)), AllowEmptyString]
    public string? TimeZone { get; set; }

    /// <summary>The contact's country or region: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("CountryRegionId", "Country"), LookupTransformation("CountryRegionId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxCountryRegion>)), AllowEmptyString]
    public string? CountryRegion { get; set; }

    /// <summary>The type of administrator: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AdminTypeId"), LookupTransformation("AdminTypeId"), ArgumentCompleter(typeof(LookupCompleter<FpxAdminType>)), AllowEmptyString]
    public string? AdminType { get; set; }

    /// <summary>The language of surveys: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("SurveyLanguageId"), LookupTransformation("SurveyLanguageId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxSurveyLanguage>)), AllowEmptyString]
    public string? SurveyLanguage { get; set; }

    /// <summary>The type of the contact: name, id or object.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ContactTypeId"), LookupTransformation("ContactTypeId"), ArgumentCompleter(typeof(LookupCompleter<FpxContactType>)), AllowEmptyString]
    public string? ContactType { get; set; }

    /// <summary>The skills of the contact: names, ids or objects. One text can hold several, separated by semicolons.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SkillTypes"), LookupTransformation("SkillTypeId"), ArgumentCompleter(typeof(LookupCompleter<FpxSkillType>)), AllowEmptyCollection]
    public string[]? SkillType { get; set; }

    /// <summary>The services of the contact: names, ids or objects. One text can hold several, separated by semicolons.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Services"), LookupTransformation("ServiceId"), ArgumentCompleter(typeof(LookupCompleter<FpxService>)), AllowEmptyCollection]
    public string[]? Service { get; set; }

    /// <summary>Skips the checks of the documented rules, and their warnings. The service decides.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    private protected override bool SkipsValidation => SkipValidation;

    /// <summary>The fields that were given, as they were written: ids and names are not resolved yet.</summary>
    private protected ContactChange Given(Func<string, object?, bool> isWanted)
    {
        var change = new ContactChange();
        foreach (ContactField field in ContactField.All.Where(field => IsBound(field.ParameterName)))
        {
            object? value = Bare(GetType().GetProperty(field.ParameterName)!.GetValue(this), IsTyped(field.ParameterName));
            if (isWanted(field.ParameterName, value)) change.Set(field, value);
        }

        return change;
    }

    private protected Task<ContactChange> ResolveAsync(CmdletRun run, FpxClient client, ContactChange given, FpxContact? before = null) =>
        ContactInput.ResolveAsync(new LookupsEndpoint(client), given, before, SkipValidation, Faults, run.Stopping);

    // PowerShell makes an empty text of $null, and CSV files know nothing else. Texts of a row are trimmed.
    private static object? Bare(object? value, bool isTyped) => value switch
    {
        YesNo flag => flag.Value,
        string text when string.IsNullOrWhiteSpace(text) => null,
        string text when !isTyped => text.Trim(),
        string[] { Length: > 0 } texts when texts.All(string.IsNullOrWhiteSpace) => null,
        _ => value,
    };
}
