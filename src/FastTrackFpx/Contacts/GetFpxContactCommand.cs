namespace FastTrackFpx.Contacts;

/// <summary>Gets the contacts of tenants: <c>GET partnerTenants/contacts</c>; for one tenant or with a filter <c>GET tenants/{tenantId}/contacts</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxContact", SupportsPaging = true), OutputType(typeof(FpxContact))]
public sealed class GetFpxContactCommand : TenantReadCmdlet<FpxContact>
{
    /// <summary>The whole-number id of the referral, if the partner knows the tenant by a referral and not by a claim.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true), Alias("RfaId"), WholeNumber, ArgumentCompleter(typeof(NoValueCompleter))]
    public WholeNumber? ReferralId { get; set; }

    /// <summary>Only contacts of this type: name, id, or the object that <c>Get-FpxContactType</c> returns.</summary>
    [Parameter, Alias("ContactTypeId"), LookupTransformation("ContactTypeId"), ArgumentCompleter(typeof(LookupCompleter<FpxContactType>))]
    public string? ContactType { get; set; }

    private protected override async Task RunAsync(CmdletRun run, FpxClient client)
    {
        string? type = ContactType is null
            ? null
            : await new LookupsEndpoint(client).IdAsync<FpxContactType>(ContactType, nameof(ContactType), run.Stopping).ConfigureAwait(false);
        var query = new ContactQuery(ReferralId?.Value, type);
        var contacts = new ContactsEndpoint(client);
        if (TenantId.Length == 1 && !run.HasInput) await run.WriteListAsync(contacts.List(TenantId[0], query)).ConfigureAwait(false);
        else await Reading.AddAsync(run, query, (emit, enough) => contacts.StartBatch(query, emit, enough), TenantIds).ConfigureAwait(false);
    }
}
