namespace FastTrackFpx.Tests.Connection;

public sealed class ConnectionTests : SandboxBench
{
    [Fact]
    public void Without_a_connection_nothing_goes_on() => Assert.All(
        ["Get-FpxTenant", "Get-FpxService", "Get-FpxTimeZone"], cmdlet => ErrorRecordAssert.Terminating(Open().Run(cmdlet), "NotConnected", ErrorCategory.ConnectionError));

    [Fact]
    public void Two_sessions_do_not_see_each_others_connections()
    {
        PowerShellSession one = Open();
        PowerShellSession other = Open();
        Connect(one, ("Name", "one"));
        Connect(other, ("Name", "other"));
        Assert.Equal(["one"], All(one.Run("Get-FpxConnection").Succeeded(), "Name"));
        Assert.Equal(["other"], All(other.Run("Get-FpxConnection").Succeeded(), "Name"));
        ErrorRecordAssert.Terminating(one.Run("Get-FpxTenant -Connection other"), "NotConnected", ErrorCategory.ConnectionError);
    }

    [Fact]
    public void A_connection_object_works_in_another_session()
    {
        PSObject connection = Connect(Open(), ("PassThru", true)).Output.Single()!;
        PowerShellSession other = Open();
        Assert.Equal(12, other.Run($"Get-FpxTenant -Connection {connection}").Succeeded().Output.Count);
        Assert.Empty(other.Run("Get-FpxConnection").Succeeded().Output);
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
    public void Disconnecting_ends_one_connection_and_no_other()
    {
        PowerShellSession session = Open();
        PSObject keep = Connect(session, ("Name", "keep"), ("PassThru", true)).Output.Single()!;
        PSObject drop = Connect(session, ("Name", "drop"), ("PassThru", true)).Output.Single()!;
        session.Run("Disconnect-FpxService").Succeeded();
        Assert.Equal((true, false), ((bool)Of(keep, "IsConnected")!, (bool)Of(drop, "IsConnected")!));
        session.Run("Get-FpxTimeZone").Succeeded();
        ErrorRecordAssert.Terminating(session.Run($"Get-FpxTimeZone -Connection {drop}"), "NotConnected", ErrorCategory.ConnectionError);
    }

    [Fact]
    public void Disconnecting_twice_is_fine_and_disconnecting_nothing_is_an_error()
    {
        PSObject connection = Connect(Open(), ("PassThru", true)).Output.Single()!;
        PowerShellSession session = Open();
        session.Run($"{new[] { connection, connection }} | Disconnect-FpxService").Succeeded();
        ErrorRecordAssert.NonTerminating(session.Run("Disconnect-FpxService"), "NotConnected", ErrorCategory.ConnectionError);
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
    public void One_connection_serves_many_sessions_at_once()
    {
        PSObject connection = Connect(Open(), ("PassThru", true)).Output.Single()!;
        RunningPipeline[] pipelines = [.. Enumerable.Range(0, 6).Select(_ => Open().Start($"Get-FpxTenant -Connection {connection}"))];
        Assert.All(pipelines, pipeline => Assert.Equal(12, pipeline.Wait().Succeeded().Output.Count));
    }

    [Fact]
    public void Testing_a_connection_gives_a_result()
    {
        PSObject result = Session.Run("Test-FpxConnection").Succeeded().Output.Single()!;
        Assert.Equal("Sandbox", Of(result, "Connection"));
        Assert.Equal((true, true, 200), ((bool)Of(result, "Reachable")!, (bool)Of(result, "Accepted")!, (int)Of(result, "StatusCode")!));
        Assert.True((double)Of(result, "LatencyMs")! > 0);
        Assert.InRange(((TimeSpan)Of(result, "ClockSkew")!).Duration(), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Null(Of(result, "ErrorId"));
    }

    [Fact]
    public async Task Testing_a_connection_to_a_service_that_is_gone_gives_a_result_too()
    {
        PowerShellSession session = Open();
        Connect(session, ("MaxRetryCount", 0));
        await StopServiceAsync();
        PSObject result = session.Run("Test-FpxConnection").Succeeded().Output.Single()!;
        Assert.Equal((false, false), ((bool)Of(result, "Reachable")!, (bool)Of(result, "Accepted")!));
        Assert.Equal("ConnectionRefused", Of(result, "ErrorId"));
        Assert.NotNull(Of(result, "RecommendedAction"));
    }

    [Fact]
    public void Testing_without_a_connection_says_so_in_the_result() =>
        Assert.Equal("NotConnected", Of(Open().Run("Test-FpxConnection").Succeeded().Output.Single(), "ErrorId"));
}
