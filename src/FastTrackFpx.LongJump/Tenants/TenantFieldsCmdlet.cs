using System.Security;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.LongJump.Tenants;

/// <summary>A cmdlet that writes the fields of a tenant.</summary>
public abstract class TenantFieldsCmdlet : ConnectedCmdlet<LongJumpConnection>
{
    private int _inputs;

    private protected TenantFieldsCmdlet() { }

    /// <summary>A tenant or a row whose properties have the names of parameters. Parameters that are typed replace them.</summary>
    [Parameter(ValueFromPipeline = true), ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    /// <summary>The company.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Company { get; set; }

    /// <summary>The name of the tenant's record.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Name { get; set; }

    /// <summary>The mail address of the first user.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Email { get; set; }

    /// <summary>The given name of the first user.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? FirstName { get; set; }

    /// <summary>The family name of the first user.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? LastName { get; set; }

    /// <summary>The password of the first user. It is recorded nowhere.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter)), Secret]
    public SecureString? Password { get; set; }

    /// <summary>The phone number.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Phone { get; set; }

    /// <summary>Street and number.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Street { get; set; }

    /// <summary>The city.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? City { get; set; }

    /// <summary>The state or province.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? State { get; set; }

    /// <summary>The postal code.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Zip { get; set; }

    /// <summary>The country.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Country { get; set; }

    /// <summary>How many users the tenant has.</summary>
    [Parameter, WholeNumber, ValidateRange(0, int.MaxValue), ArgumentCompleter(typeof(NoValueCompleter))]
    public int? NumberOfUsers { get; set; }

    /// <summary>How many users are expected.</summary>
    [Parameter, WholeNumber, ValidateRange(0, int.MaxValue), ArgumentCompleter(typeof(NoValueCompleter))]
    public int? EstimatedNumberOfUsers { get; set; }

    /// <summary>Space for documents, per user.</summary>
    [Parameter, WholeNumber, ValidateRange(0, int.MaxValue), ArgumentCompleter(typeof(NoValueCompleter))]
    public int? DocumentSpace { get; set; }

    /// <summary>Space for data, per user.</summary>
    [Parameter, WholeNumber, ValidateRange(0, int.MaxValue), ArgumentCompleter(typeof(NoValueCompleter))]
    public int? DataSpace { get; set; }

    /// <summary>The discount in percent.</summary>
    [Parameter, InvariantNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public decimal? Discount { get; set; }

    /// <summary>The class of the tenant.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Classification { get; set; }

    /// <summary>The code of the time zone.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>The format of dates, such as mm/dd/yyyy.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? DateFormat { get; set; }

    /// <summary>The format of amounts.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? CurrencyFormat { get; set; }

    /// <summary>The id of the plan, or the plan of another tenant.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public LongJumpLookup? BaseSubscriberPlan { get; set; }

    /// <summary>The id of the plan's option, or the option of another tenant.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public LongJumpLookup? BaseSubscriberOption { get; set; }

    /// <summary>The id of the plan for accessories, or that of another tenant.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public LongJumpLookup? AccessoryPurchasePlan { get; set; }

    /// <summary>True if the first user must change the password at the first login, which is the default of the service.</summary>
    [Parameter, YesNo, ArgumentCompleter(typeof(YesNoCompleter))]
    public bool? ForcePasswordChangeOnLogin { get; set; }

    private protected override bool IsWrite => true;

    private protected override object? ErrorTarget => InputObject;

    private protected override string? ErrorPlace => MyInvocation.ExpectingInput && InputObject?.BaseObject is not LongJumpTenant ? $"Row {_inputs}" : null;

    private protected override string? ParameterFor(string field) => TenantField.Find(field)?.Property.Name ?? base.ParameterFor(field);

    private protected sealed override async Task RunAsync(CmdletRun run)
    {
        _inputs++;
        try
        {
            await WriteAsync(run, Chosen.WritesFor(run, ContextFor(Chosen))).ConfigureAwait(false);
        }
        catch (RestException exception) when (InputObject is not null)
        {
            run.Fail(exception, InputObject);
        }
    }

    private protected abstract Task WriteAsync(CmdletRun run, ServiceWrites writes);

    /// <summary>The values of the input and of the parameters that were typed, by the service's names.</summary>
    private protected Dictionary<string, string> Values(
        Func<TenantField, bool> counts, Func<LongJumpTenant, Dictionary<string, string>> ofTenant, LongJumpTenant? now = null)
    {
        Dictionary<string, string> values = InputObject switch
        {
            null => [],
            { BaseObject: LongJumpTenant tenant } => ofTenant(tenant),
            var row => TenantInput.Of(row, counts, now),
        };
        foreach (TenantField field in TenantField.All.Where(counts))
        {
            if (!MyInvocation.BoundParameters.ContainsKey(field.Property.Name)) continue;
            if (GetType().GetProperty(field.Property.Name)?.GetValue(this) is { } typed) values[field.Name] = TenantField.Text(typed);
        }

        if (Password is not null) values["password"] = Credentials.TextOf(Password);
        TenantInput.RequireCharacters(values);
        return values;
    }
}
