namespace FastTrackFpx.Tests.Lookups;

public sealed class LookupTests : SandboxBench
{
    [Fact]
    public void A_list_is_read_once_and_again_when_asked_for()
    {
        PowerShellSession session = Open();
        Connect(session, ("SkipCheck", true));
        session.Run("Get-FpxService").Succeeded();
        session.Run("Get-FpxService -Name '*Online'").Succeeded();
        session.Run("Get-FpxService -Refresh").Succeeded();
        session.Run("Get-FpxService -FrpOnly").Succeeded();
        Assert.Equal(["GET services", "GET services", "GET services/frp"], Calls);
    }

    [Fact]
    public void Entries_carry_and_show_the_id_under_the_name_that_other_cmdlets_bind()
    {
        PSObject service = Session.Run("Get-FpxService 'exchange online'").Succeeded().Output.Single()!;
        Assert.Equal(Of(service, "Id"), Of(service, "ServiceId"));
        Assert.Equal("FastTrackFpx.FpxService", service.TypeNames[0]);
        SessionResult result = Session.Run("Get-FpxService -Id '1'").Succeeded();
        Assert.Matches(@"Name +: Exchange Online\n *Id +: 1\n", Session.Format($"{result.Output} | Format-List"));
    }

    [Theory]
    [InlineData("Get-FpxTenant -Workload 'Exchagne Online'", "'Exchange Online' (1)")]
    [InlineData("Get-FpxEntitlement -TenantId ([guid]::NewGuid()) -Service 'Exchange Onlien'", "'Exchange Online' (1)")]
    [InlineData("Get-FpxNote -TenantId ([guid]::NewGuid()) -NoteCategory Tecnical", "'Technical'")]
    [InlineData("Get-FpxIncentiveStatement -Period '209901'", "-Period: '209901' is not a known name or id.")]
    public void A_name_that_is_not_on_the_list_is_refused_with_the_nearest_before_any_other_call(string command, string words)
    {
        ErrorRecord error = ErrorRecordAssert.NonTerminating(Script(command), "UnknownName", ErrorCategory.ObjectNotFound);
        Assert.Contains(words, error.ErrorDetails.Message);
        Assert.Equal(2, Calls.Count);
    }

    [Fact]
    public void A_name_or_id_that_is_not_on_the_list_costs_an_error_each()
    {
        SessionResult result = Session.Run("Get-FpxTimeZone -Name 'Nowhere Time', '*'");
        ErrorRecordAssert.NonTerminating(result, "UnknownName", ErrorCategory.ObjectNotFound);
        Assert.NotEmpty(result.Output);
        ErrorRecordAssert.NonTerminating(Session.Run("Get-FpxTimeZone -Id no-such-id"), "UnknownName", ErrorCategory.ObjectNotFound);
    }
}
