namespace FastTrackFpx.LongJump.Tenants;

/// <summary>Creates tenants (<c>POST tenant</c>) and returns them as the service stores them.</summary>
[Cmdlet(VerbsCommon.New, "LongJumpTenant", SupportsShouldProcess = true), OutputType(typeof(LongJumpTenant))]
public sealed class NewLongJumpTenantCommand : TenantFieldsCmdlet
{
    private static readonly string[] Required = ["company", "email", "first_name", "last_name"];

    /// <summary>True to create a managed service provider (MSP), which has tenants of its own.</summary>
    [Parameter, YesNo, ArgumentCompleter(typeof(YesNoCompleter))]
    public bool? IsPartner { get; set; }

    /// <summary>The tenant id of the MSP that the tenant will belong to.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public LongJumpLookup? Partner { get; set; }

    /// <summary>The ids of the packages of the MSP that the tenant gets.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? AppList { get; set; }

    /// <summary>True to send a welcome mail to the first user.</summary>
    [Parameter, YesNo, ArgumentCompleter(typeof(YesNoCompleter))]
    public bool? SendWelcomeEmail { get; set; }

    /// <summary>Lets the service decide which fields are required.</summary>
    [Parameter]
    public SwitchParameter SkipValidation { get; set; }

    private protected override async Task WriteAsync(CmdletRun run, ServiceWrites writes)
    {
        Dictionary<string, string> values = Values(static field => field.IsCreatable, TenantInput.OfNew);
        // The document has lost its marks of required fields; these are what a first user needs.
        string[] missing = [.. Required.Where(name => !values.ContainsKey(name)).Select(name => "-" + TenantField.Find(name)!.Property.Name)];
        if (missing.Length > 0 && (!SkipValidation || values.Count == 0))
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"A new tenant requires {string.Join(", ", missing)}.", missing[0].Substring(1),
                "Add the missing values, or use -SkipValidation to let the service decide.");
        }

        PlannedChange<LongJumpTenant> plan = new TenantChanges(writes.Client).PlanNew(values);
        if (await ChangeAsync(run, writes, plan).ConfigureAwait(false) is { } result) await run.WriteAsync(result.Value).ConfigureAwait(false);
    }
}
