namespace FastTrackFpx.Tests.Coverage;

/// <summary>Every write of the specification is made by a cmdlet, and none of them by -WhatIf; no log keeps what a write carries.</summary>
[Trait("Category", "Slow")]
public sealed class WriteCoverageTests : WriteCases
{
    private static readonly string[] WithoutRequest = ["Resolve-FpxChange"];

    [Fact]
    public void Every_cmdlet_that_asks_before_it_acts_has_a_case()
    {
        CmdletType[] all = [.. BuiltModule.All.Where(cmdlet => cmdlet.Attribute.SupportsShouldProcess && cmdlet.Name.Contains("-Fpx", StringComparison.Ordinal))];
        IEnumerable<string> asking = all.Select(cmdlet => cmdlet.Name);

        Assert.Equal(asking, EveryWrite().Select(write => write.Command).Concat(OfThisMachine).Distinct().Order(StringComparer.Ordinal));
        // The Pester suite has a terminal ask before these.
        Assert.Equal(["Deny-FpxReferral", "Remove-FpxContact"], all.Where(cmdlet => cmdlet.Attribute.ConfirmImpact == ConfirmImpact.High).Select(cmdlet => cmdlet.Name));
    }

    [Fact]
    public void WhatIf_shows_the_masked_request_and_neither_it_nor_the_answer_no_changes_anything()
    {
        IReadOnlyList<Attempt> all = EveryWrite();
        (string state, int writes, int entries) = (Service.Export(), WriteCalls.Count, Journal.Count);
        foreach (Attempt write in all)
        {
            SessionResult result = write.With(("WhatIf", true), ("Verbose", true), ("Debug", true)).RunIn(Session).Succeeded();

            Assert.StartsWith("What if: ", Assert.Single(result.HostLines));
            if (!WithoutRequest.Contains(write.Command)) Assert.Single(result.Verbose, IsRequest);
            Assert.DoesNotContain(Logged(result), line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
            SessionResult no = write.With(("Confirm", true), ("Verbose", true)).RunIn(Session.Answering("No")).Succeeded();
            Assert.DoesNotContain(result.Verbose.Concat(no.Verbose), line => IsRequest(line) && !line.StartsWith("Would send ", StringComparison.Ordinal));
            Assert.Single(no.Prompts);
            Assert.DoesNotContain(no.Output, item => item is not null);
            Assert.Equal(writes, WriteCalls.Count);
        }

        Assert.Equal(state, Service.Export());
        Assert.Equal(entries, Journal.Count);
    }

    [Fact]
    public void A_write_shows_its_request_once_and_no_log_keeps_what_it_carries()
    {
        foreach (Attempt write in EveryWrite())
        {
            SessionResult result = write.With(("Verbose", true), ("Debug", true), ("Confirm", false)).RunIn(Session).Succeeded();

            if (!WithoutRequest.Contains(write.Command)) Assert.Contains(result.Verbose, IsRequest);
            Assert.Equal(result.Verbose.Where(IsRequest).Distinct(), result.Verbose.Where(IsRequest));
            Assert.DoesNotContain(Logged(result), line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
            Assert.Empty(result.HostLines);
        }
    }

    [Fact]
    public void The_masked_request_names_what_is_sent_and_not_what_it_says()
    {
        Attempt note = EveryWrite().Single(write => write.Command == "New-FpxNote");
        SessionResult whatIf = note.With(("WhatIf", true), ("Verbose", true)).RunIn(Session).Succeeded();
        Assert.Contains($$"""Would send POST /ftop/v1.2/api/tenants/{{Tenant}}/notes with {"text":"***","noteCategoryId":1}""", whatIf.Verbose);
    }

    [Fact]
    public void WhatIf_and_the_answer_no_leave_connections_alone()
    {
        PSObject connection = Connect(Session, ("PassThru", true)).Output.Single()!;
        object? certificate = Of(connection, "CertificateThumbprint");
        string next = Write("next.pfx", Service.Certificates.IssuePfx(CertificateKind.Client));
        Service.Log.Clear();
        string told = Assert.Single(Session.Run($"Set-FpxCertificate -CertificatePath {next} -WhatIf").Succeeded().HostLines);
        Assert.StartsWith("What if: ", told);
        Assert.Contains((string)certificate!, told);
        Assert.StartsWith("What if: ", Assert.Single(Session.Run("Disconnect-FpxService -WhatIf").Succeeded().HostLines));
        Assert.Single(Session.Answering("No").Run($"Set-FpxCertificate -CertificatePath {next} -Confirm").Succeeded().Prompts);
        Assert.Single(Session.Answering("No").Run("Disconnect-FpxService -Confirm").Succeeded().Prompts);
        Assert.Equal((certificate, true), (Of(connection, "CertificateThumbprint"), Of(connection, "IsConnected")));
        Assert.Empty(Calls);
        Session.Run("Get-FpxTimeZone -Refresh").Succeeded();
    }

    [Fact]
    public void Every_write_of_the_specification_is_made_by_a_cmdlet_and_carried_out_by_the_sandbox()
    {
        PowerShellSession older = Open();
        Connect(older, ("ApiVersion", "v1.1"));
        foreach (Attempt write in EveryWrite())
        {
            (int writesBefore, int entries) = (WriteCalls.Count, Journal.Count);
            Assert.Single(write.With(("Confirm", true)).RunIn(Session.Answering("Yes")).Succeeded().Prompts);
            if (!WithoutRequest.Contains(write.Command)) Assert.NotEqual(writesBefore, WriteCalls.Count);
            if (write.Command is not ("Resolve-FpxChange" or "Invoke-FpxRequest")) Assert.Equal(entries + 1, Journal.Count);
        }

        FpxContact contact = NewContact();
        older.Run($"Set-FpxContact -TenantId {contact.TenantId} -ContactId {contact.ContactId} -Title Admiral -Confirm:$false").Succeeded();

        string[] carriedOut = [.. Service.Log.Entries.Where(entry => entry.Status is >= 200 and < 300).Select(entry => $"{entry.Method} {entry.Path}").Distinct()];
        Operation[] writes = [.. Specification.Operations.Where(operation => operation.Method != "GET")];
        Assert.NotEmpty(writes);
        Assert.Empty(writes.Except(carriedOut.Select(Specification.Find)));
    }

    // POST /ftop/... with {...}; the line of a call that was made says its status instead.
    private static bool IsRequest(string line) =>
        !line.StartsWith("GET ", StringComparison.Ordinal) && line.Contains(" /ftop/", StringComparison.Ordinal)
        && (line.Contains(" with {", StringComparison.Ordinal) || line.Contains(" with [", StringComparison.Ordinal) || line.EndsWith(" without a body", StringComparison.Ordinal));
}
