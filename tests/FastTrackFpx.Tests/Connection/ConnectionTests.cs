namespace FastTrackFpx.Tests.Connection;

public sealed class ConnectionTests : SandboxBench
{
    [Fact]
    public void Without_a_connection_nothing_goes_on_and_a_test_says_so()
    {
        Assert.All(
            ["Get-FpxTenant", "Get-FpxService", "Get-FpxTimeZone"], cmdlet => ErrorRecordAssert.Terminating(Open().Run(cmdlet), "NotConnected", ErrorCategory.ConnectionError));
        Assert.Equal("NotConnected", Of(Open().Run("Test-FpxConnection").Succeeded().Output.Single(), "ErrorId"));
    }

    [Fact]
    public void Sessions_do_not_see_each_others_connections_and_share_connection_objects()
    {
        PowerShellSession one = Open();
        PowerShellSession other = Open();
        Connect(one, ("Name", "one"));
        Connect(other, ("Name", "other"));
        Assert.Equal(["one"], All(one.Run("Get-FpxConnection").Succeeded(), "Name"));
        Assert.Equal(["other"], All(other.Run("Get-FpxConnection").Succeeded(), "Name"));
        ErrorRecordAssert.Terminating(one.Run("Get-FpxTenant -Connection other"), "NotConnected", ErrorCategory.ConnectionError);
        PSObject connection = Connect(Open(), ("PassThru", true)).Output.Single()!;
        PowerShellSession third = Open();
        Assert.Equal(12, third.Run($"Get-FpxTenant -Connection {connection}").Succeeded().Output.Count);
        Assert.Empty(third.Run("Get-FpxConnection").Succeeded().Output);
        PSObject shared = Connect(Open(), ("PassThru", true)).Output.Single()!;
        RunningPipeline[] pipelines = [.. Enumerable.Range(0, 6).Select(_ => Open().Start($"Get-FpxTenant -Connection {shared}"))];
        Assert.All(pipelines, pipeline => Assert.Equal(12, pipeline.Wait().Succeeded().Output.Count));
    }

    [Fact]
    public void The_newest_connection_is_the_default_and_any_can_be_named()
    {
        PowerShellSession session = Open();
        PSObject first = Connect(session, ("Name", "first"), ("PassThru", true)).Output.Single()!;
        PSObject second = Connect(session, ("Name", "second"), ("PassThru", true)).Output.Single()!;
        session.Run("Get-FpxTenant").Succeeded();
        session.Run("Get-FpxTenant -Connection FIRST").Succeeded();
        session.Run("Get-FpxTenant -Connection first").Succeeded();
        Assert.Equal((3L, 2L), ((long)Of(first, "CallsMade")!, (long)Of(second, "CallsMade")!));
    }

    [Fact]
    public void A_connection_that_came_out_of_a_job_is_refused_by_its_own_id()
    {
        var copy = new PSObject();
        copy.TypeNames.Insert(0, "Deserialized.FastTrackFpx.FpxConnection");
        copy.Properties.Add(new PSNoteProperty("Name", "Sandbox"));
        ErrorRecordAssert.Terminating(Session.Run($"Get-FpxTenant -Connection {copy}"), "ConnectionDeserialized", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void Disconnecting_ends_one_connection_and_no_other_and_disconnecting_nothing_is_an_error()
    {
        PowerShellSession session = Open();
        PSObject keep = Connect(session, ("Name", "keep"), ("PassThru", true)).Output.Single()!;
        PSObject drop = Connect(session, ("Name", "drop"), ("PassThru", true)).Output.Single()!;
        session.Run("Disconnect-FpxService").Succeeded();
        Assert.Equal((true, false), ((bool)Of(keep, "IsConnected")!, (bool)Of(drop, "IsConnected")!));
        session.Run("Get-FpxTimeZone").Succeeded();
        ErrorRecordAssert.Terminating(session.Run($"Get-FpxTimeZone -Connection {drop}"), "NotConnected", ErrorCategory.ConnectionError);
        PSObject connection = Connect(Open(), ("PassThru", true)).Output.Single()!;
        PowerShellSession empty = Open();
        empty.Run($"{new[] { connection, connection }} | Disconnect-FpxService").Succeeded();
        ErrorRecordAssert.NonTerminating(empty.Run("Disconnect-FpxService"), "NotConnected", ErrorCategory.ConnectionError);
    }

    [Fact]
    public void Connections_are_listed_by_wildcard_and_a_name_that_is_none_is_an_error()
    {
        PowerShellSession session = Open();
        foreach (string name in new[] { "prod-a", "prod-b", "test" }) Connect(session, ("Name", name));
        Assert.Equal(["prod-a", "prod-b"], All(session.Run("Get-FpxConnection -Name 'prod*'").Succeeded(), "Name"));
        ErrorRecordAssert.NonTerminating(session.Run("Get-FpxConnection -Name nope"), "NotConnected", ErrorCategory.ConnectionError);
    }

    [Fact]
    public async Task Testing_a_connection_gives_a_result_for_a_service_that_is_gone_too()
    {
        PSObject result = Session.Run("Test-FpxConnection").Succeeded().Output.Single()!;
        Assert.Equal("Sandbox", Of(result, "Connection"));
        Assert.Equal((true, true, 200), ((bool)Of(result, "Reachable")!, (bool)Of(result, "Accepted")!, (int)Of(result, "StatusCode")!));
        Assert.True((double)Of(result, "LatencyMs")! > 0);
        Assert.InRange(((TimeSpan)Of(result, "ClockSkew")!).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Null(Of(result, "ErrorId"));
        PowerShellSession session = Open();
        Connect(session, ("MaxRetryCount", 0));
        await StopServiceAsync();
        PSObject gone = session.Run("Test-FpxConnection").Succeeded().Output.Single()!;
        Assert.Equal((false, false), ((bool)Of(gone, "Reachable")!, (bool)Of(gone, "Accepted")!));
        Assert.Equal("ConnectionRefused", Of(gone, "ErrorId"));
        Assert.NotNull(Of(gone, "RecommendedAction"));
    }
}
