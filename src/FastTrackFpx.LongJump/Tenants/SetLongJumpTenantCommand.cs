namespace FastTrackFpx.LongJump.Tenants;

/// <summary>
/// Changes tenants (<c>PUT tenant/{id}</c>). Only fields that were given are sent, and of those only what differs. An edited tenant that is piped back is
/// changed as it was edited.
/// </summary>
[Cmdlet(VerbsCommon.Set, "LongJumpTenant", SupportsShouldProcess = true), OutputType(typeof(LongJumpTenant))]
public sealed class SetLongJumpTenantCommand : TenantFieldsCmdlet
{
    /// <summary>The tenant's id. Without it the TenantId property of the pipeline input is used.</summary>
    [Parameter(Position = 0), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? TenantId { get; set; }

    /// <summary>True if the tenant is free of charge.</summary>
    [Parameter, YesNo, ArgumentCompleter(typeof(YesNoCompleter))]
    public bool? Free { get; set; }

    /// <summary>The kind of payment.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? PaymentType { get; set; }

    /// <summary>Fields to empty, by the names of their parameters.</summary>
    [Parameter, WellFormedText, ArgumentCompleter(typeof(TenantFieldCompleter))]
    public string[] Clear { get; set; } = [];

    /// <summary>Returns the tenant as the service stores it afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task WriteAsync(CmdletRun run, ServiceWrites writes)
    {
        string id = (TenantId ?? (InputObject?.Properties["TenantId"] ?? InputObject?.Properties["id"])?.Value?.ToString())?.Trim() is { Length: > 0 } given
            ? given
            : throw new InputException(
                ErrorCode.InvalidInput, "-TenantId: the input has none.", nameof(TenantId), "Add -TenantId, or pipe in objects that have it.");
        LongJumpTenant now = await new TenantsEndpoint(writes.Client).GetAsync(id, run.Stopping).ConfigureAwait(false);
        now.TenantId ??= id;
        Dictionary<string, string> values = Values(static field => field.IsUpdatable, TenantInput.EditsOf, now);
        foreach (string name in Clear)
        {
            TenantField field = TenantField.Require(name, nameof(Clear));
            values[field.Name] = field.IsUpdatable ? string.Empty : throw new InputException(
                ErrorCode.InvalidInput, $"-Clear: {name} cannot be changed.", nameof(Clear), "Use the name of a parameter of this cmdlet.");
        }

        if (values.Count == 0 && InputObject?.BaseObject is not LongJumpTenant)
            throw new InputException(ErrorCode.InvalidInput, "No field to change was specified.", null, "Pass at least one field, or use -Clear.");
        if (InputObject is { BaseObject: not LongJumpTenant } row) TenantInput.RequireReadOnlyUnedited(row, now);
        string[] held = [.. values.Where(value => TenantInput.IsHeld(now, value.Key, value.Value)).Select(value => value.Key)];
        foreach (string name in held) values.Remove(name);
        if (values.Count == 0) run.Verbose($"Tenant {id} already matches. Nothing to send.");
        else if (await ChangeAsync(run, writes, new TenantChanges(writes.Client).PlanSet(now, values)).ConfigureAwait(false) is { } result) now = result.Value;
        else return;
        if (PassThru) await run.WriteAsync(now).ConfigureAwait(false);
    }
}
