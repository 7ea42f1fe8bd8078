namespace FastTrackFpx.Tests.Parameters;

/// <summary>Tenants by name, in every spelling that means the same.</summary>
public sealed class TenantNameTests : SandboxBench
{
    private FpxTenant First => Session.Run("Get-FpxTenant -First 1").Succeeded().Values<FpxTenant>().Single();

    [Fact]
    public void A_tenant_is_taken_by_name_where_its_id_is()
    {
        FpxTenant tenant = First;

        foreach (string cmdlet in new[] { "Get-FpxContact", "Get-FpxNote", "Get-FpxEntitlement", "Get-FpxMaxEntitlement", "Get-FpxTenantAssignment" })
        {
            string[] byId = [.. Session.Run($"& {cmdlet} -TenantId {tenant.TenantId}").Succeeded().Output.Select(item => item!.ToString())];
            Assert.Equal(byId, Session.Run($"& {cmdlet} -TenantId {tenant.Name!.ToUpperInvariant()}").Succeeded().Output.Select(item => item!.ToString()));
            Assert.Equal(byId, Session.Run($"{tenant.Name} | & {cmdlet}").Succeeded().Output.Select(item => item!.ToString()));
        }
    }

    [Fact]
    public void An_unknown_tenant_or_a_pattern_is_an_error_with_what_was_meant()
    {
        FpxTenant tenant = First;
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Session.Run($"Get-FpxContact {(tenant.Name + "x")}"), "UnknownName", ErrorCategory.ObjectNotFound);
        Assert.Contains($"-TenantId: no tenant has the name '{tenant.Name}x'. Did you mean '{tenant.Name}' ({tenant.TenantId})", error.ToString());
        ErrorRecord pattern = ErrorRecordAssert.NonTerminating(Session.Run("Get-FpxContact -TenantId 'Birk*'"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.Contains("'Birk*' is a pattern", pattern.ToString());
        Assert.Contains("Get-FpxTenant 'Birk*'", pattern.ErrorDetails.RecommendedAction);
        object[] tenants = [.. Session.Run("Get-FpxTenant").Succeeded().Output.Select(item => (object)item!)];
        ErrorRecord typed = ErrorRecordAssert.Terminating(Session.Run($"{tenants} | Get-FpxContact -ContactType Custmer"), "UnknownName", ErrorCategory.ObjectNotFound);
        Assert.Contains("Did you mean 'Customer'", typed.ToString());
    }

    [Fact]
    public void The_first_argument_of_Get_FpxTenant_is_a_name_a_pattern_or_an_id()
    {
        FpxTenant tenant = First;
        foreach (object argument in new object[] { tenant.Name!, tenant.Name![..4] + "*", tenant.TenantId, tenant.TenantId.ToString(), tenant.TenantId.ToString("N") })
            Assert.Contains(tenant.TenantId, All(Session.Run($"Get-FpxTenant {argument}").Succeeded(), "TenantId"));
    }

    [Theory, InlineData("tr-TR"), InlineData("az-Latn-AZ"), InlineData("de-DE"), Trait("Category", "Slow")]
    public void Names_match_in_every_culture(string culture)
    {
        FpxTenant[] tenants = [.. Session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>()];
        foreach (FpxTenant tenant in tenants)
        {
            foreach (string name in new[] { tenant.Name!.ToLowerInvariant(), tenant.Name.ToUpperInvariant(), tenant.Name.ToUpperInvariant()[..3] + "*", tenant.Name.Normalize(NormalizationForm.FormD), $" {tenant.Name} " })
            {
                string command = $"[cultureinfo]::CurrentCulture = '{culture}'; Get-FpxTenant -Name '{name.Replace("'", "''")}'";
                Assert.Contains(tenant.TenantId, All(Session.Run($"Invoke-Expression -Command {command}").Succeeded(), "TenantId"));
            }
        }
    }

    [Fact]
    public async System.Threading.Tasks.Task Names_with_brackets_quotes_and_blanks_are_found_as_they_are_written()
    {
        string[] names = ["Contoso [Test]", "O\u2019Hara & Co", " Leading Ltd", "Cafe\u0301 Noir", "a[b", "Same", "Same"];
        string body = System.Text.Json.JsonSerializer.Serialize(names.Select((name, index) => new { tenantId = new Guid(index + 1, 0, 0, new byte[8]), name }));
        await using OddServer service = await OddServer.StartAsync(context => context.Request.Path.Value!.EndsWith("/partnerTenants", StringComparison.OrdinalIgnoreCase)
            ? OddServer.TextAsync(context, body, "application/json")
            : OddServer.TextAsync(context, "[]", "application/json"));
        PowerShellSession session = Open();
        session.Run($"Connect-FpxService -SandboxPath {service.StateFolder} -SkipCheck").Succeeded();
        foreach (string name in new[] { "contoso [test]", "Contoso `[Test`]", "o\u2019hara & co", "Leading Ltd", "CAF\u00c9 NOIR", "a[b" })
            Assert.Single(session.Run($"Get-FpxTenant -Name {name}").Succeeded().Output);
        ErrorRecord twice = ErrorRecordAssert.NonTerminating(session.Run("Get-FpxContact -TenantId same"), "AmbiguousName", ErrorCategory.InvalidArgument);
        Assert.Contains("several tenants have the name 'same': 00000006-", twice.ToString());
        ErrorRecordAssert.NonTerminating(session.Run("Get-FpxTenant -Name 'Contoso [Tset]'"), "UnknownName", ErrorCategory.ObjectNotFound);
        ErrorRecordAssert.NonTerminating(session.Run("Get-FpxTenant -Name 'a[x'"), "UnknownName", ErrorCategory.ObjectNotFound);
    }
}
