using FastTrackFpx.Changes;
using FastTrackFpx.Connection;
using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Contacts;

/// <summary>
/// Makes a contact of a tenant: <c>POST tenants/{tenantId}/contacts</c>. Rows of a CSV file bind by the names of their columns; an empty cell is
/// an empty field. Gives the contact as the service has it.
/// </summary>
[Cmdlet(VerbsCommon.New, "FpxContact", SupportsShouldProcess = true, DefaultParameterSetName = ByField)]
[OutputType(typeof(FpxContact))]
public sealed class NewFpxContactCommand : ContactFieldsCmdlet
{
    /// <summary>The tenant: its id, its name, or an object with a TenantId property.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByField)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRow)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference TenantId { get; set; }

    /// <summary>A row or object whose properties are the fields, such as <c>Import-Csv</c> gives.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByRow)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject? InputObject { get; set; }

    private protected override object? PipelineInput => InputObject;

    private protected override async Task WriteAsync(CmdletRun run, FpxClient client, FpxWrites writes)
    {
        Require(!TenantId.IsEmpty, nameof(TenantId));
        List<KeyValuePair<string, object?>> fields = Fields((_, _) => true);
        var contact = (ContactChange)await ContactInput.ResolveAsync(client, fields, run.Stopping, SkipValidation).AsObject().ConfigureAwait(false);
        Judge(run, ContactRules.CheckNew(contact));
        if (!await ShallAsync(
            run, ContactDeeds.New(TenantId, contact), () => writes.Contacts.PreviewNewAsync(TenantId, contact, run.Stopping).Select(preview => preview.ToString())).ConfigureAwait(false)) return;
        (FpxContact made, string? warning) = await writes.Contacts.NewAsync(TenantId, contact, run.Stopping)
            .Select(result => (result.Value, result.Warning)).ConfigureAwait(false);
        Tell(run, warning);
        await run.WriteAsync(made).ConfigureAwait(false);
    }
}
