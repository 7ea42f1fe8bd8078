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
        if (TenantId.Length == 1 && !run.HasInput)
        {
            ContactQuery query = await QueryAsync(client, run.Stopping).ConfigureAwait(false);
            await run.WriteListAsync(new ContactsEndpoint(client).List(TenantId[0], query)).ConfigureAwait(false);
            return;
        }

        await Reading.AddAsync(
            run,
            new ContactQuery(ReferralId?.Value, ContactType),
            async (emit, enough) => new ContactsEndpoint(client).StartBatch(await QueryAsync(client, enough).ConfigureAwait(false), emit, enough),
            TenantIds).ConfigureAwait(false);
    }

    private async Task<ContactQuery> QueryAsync(FpxClient client, CancellationToken cancellationToken) => new(
        ReferralId?.Value,
        await new LookupsEndpoint(client).IdAsync<FpxContactType>(ContactType, nameof(ContactType), cancellationToken).ConfigureAwait(false));
}
