using FastTrackFpx.Batches;
using FastTrackFpx.Connection;
using FastTrackFpx.Lookups;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Tenants;

namespace FastTrackFpx.Contacts;

/// <summary>
/// Gets the contacts of tenants: <c>GET partnerTenants/contacts</c> for many tenants, 25 to a request, or <c>GET tenants/{tenantId}/contacts</c> for one and
/// where a referral or a kind of contact is asked for.
/// </summary>
[Cmdlet(VerbsCommon.Get, "FpxContact", SupportsPaging = true)]
[OutputType(typeof(FpxContact))]
public sealed class GetFpxContactCommand : ConnectedCmdlet
{
    private RecordPaging? _paging;
    private BatchReading<FpxContact>? _reading;

    /// <summary>Ids or names of tenants, or objects with a <c>TenantId</c> property.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [TenantIdTransformation]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public TenantReference[] TenantId { get; set; } = [];

    /// <summary>The whole-number id of the referral, if the partner knows the tenant by a referral and not by a claim.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RfaId")]
    [WholeNumber]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber? ReferralId { get; set; }

    /// <summary>Only contacts of this type: name, id, or the object that <c>Get-FpxContactType</c> returns.</summary>
    [Parameter]
    [Alias("ContactTypeId")]
    [LookupTransformation("ContactTypeId")]
    [ArgumentCompleter(typeof(LookupCompleter<FpxContactType>))]
    public string? ContactType { get; set; }

    private RecordPaging Pages => _paging ??= new RecordPaging(PagingParameters);

    private BatchReading<FpxContact> Reading => _reading ??= new BatchReading<FpxContact>(Pages);

    private protected override Func<CmdletRun, Task> Finish => run => Reading.CompleteAsync(run);

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        if (TenantId.Length == 1 && !run.HasInput)
        {
            ContactQuery query = Query(await TypeIdAsync(run, client).ConfigureAwait(false));
            await Pages.WriteListAsync(run, range => client.Contacts.List(TenantId[0], query, range)).ConfigureAwait(false);
            return;
        }

        await Reading.AddAsync(
            run,
            $"{ReferralId}|{ContactType}",
            () => TypeIdAsync(run, client),
            (type, emit, enough) => client.Contacts.StartBatch(Query(type), emit, enough),
            [.. TenantId.Select(tenant => tenant.Id)]).ConfigureAwait(false);
    }

    private Task<string?> TypeIdAsync(CmdletRun run, FpxClient client) =>
        client.Lookups.IdAsync<FpxContactType>(ContactType, nameof(ContactType), run.Stopping);

    private ContactQuery Query(string? typeId) => new() { ReferralId = ReferralId, ContactTypeId = typeId };
}
