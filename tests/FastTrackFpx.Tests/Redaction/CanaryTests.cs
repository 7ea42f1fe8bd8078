namespace FastTrackFpx.Tests.Redaction;

/// <summary>
/// Sessions with a canary in every secret and every personal field, with all streams turned on. Secrets come out nowhere. Personal data comes out as
/// records, in the question before a write and in the journal's before and after, and in no message, trace or exception.
/// </summary>
[Trait("Category", "Slow")]
public sealed class CanaryTests : WriteBench
{
    private static readonly (string?, object?)[] Loud = [("Verbose", true), ("Debug", true)];

    private readonly List<string> _findings = [];

    protected override void Adjust(SandboxOptions options) => options.RequireToken = true;

    [Fact]
    public void A_day_of_reads_and_writes_names_nobody_and_gives_nothing_away()
    {
        PowerShellSession session = Open();
        string name = "canary " + Guid.NewGuid().ToString("N");
        byte[] pfx = Service.Certificates.IssuePfx(CertificateKind.Client, Canaries.Password);
        PSObject connection = Run(
            session, "Connect-FpxService", ("SandboxPath", Service.StateFolder), ("CertificateBase64", Convert.ToBase64String(pfx).Secure()),
            ("CertificatePassword", Canaries.Password.Secure()), ("TokenProvider", session.ScriptBlock(_ => Canaries.Token)), ("RateLimitScope", "Machine"),
            ("Name", name), ("PassThru", true)).Output.Single()!;
        Guid tenant = Run(session, "Get-FpxTenant").Values<FpxTenant>()[0].TenantId;

        (string?, object?)[] contact = [.. Fields(tenant, "replaced").Where(field => Canaries.Contact.All(canary => canary.Name != field.Name)).Select(field => ((string?)field.Name, field.Value)), .. Canaries.Contact.Select(field => ((string?)field.Name, (object?)field.Value))];
        Run(session, "New-FpxContact", [.. contact, ("WhatIf", true)]);
        FpxContact made = Run(session, "New-FpxContact", contact).Values<FpxContact>().Single();
        Run(session, "Set-FpxContact", ("ContactId", made.ContactId), ("TenantId", tenant), ("Email", Canaries.OtherMail), ("Confirm", false));
        Run(session, "Get-FpxContact", (null, tenant));
        Run(session, "New-FpxNote", ("TenantId", tenant), ("Text", Canaries.NoteText), ("NoteCategory", 1));
        Run(session, "Get-FpxNote", (null, tenant));
        Run(session, "Get-FpxReferral", ("Search", Canaries.Contact[0].Value));
        SetSeats(session);
        Run(session, "Get-FpxChange", ("ConnectionName", name));
        Run(session, "Remove-FpxContact", ("ContactId", made.ContactId), ("TenantId", tenant), ("Confirm", false));
        Run(session, "Get-FpxConnection");
        Run(session, "Test-FpxConnection");

        string shown = Findings.Rendered(session, [connection]);
        Assert.Contains((string)Of(connection, "CertificateThumbprint")!, shown);
        _findings.AddRange(Canaries.In(shown, [.. Canaries.Secrets, .. Canaries.Personal], "connection"));
        SearchFiles(pfx);
        Assert.True(_findings.Count == 0, string.Join("\n", _findings));
    }

    [Fact]
    public async Task A_service_that_repeats_all_it_was_sent_gets_none_of_it_into_an_error_or_a_trace()
    {
        var sent = new List<string>();
        await using OddServer service = await OddServer.StartAsync(context => EchoAsync(context, sent));
        PowerShellSession session = Open();
        Run(session, "Connect-FpxService", ("SandboxPath", service.StateFolder), ("AccessToken", Canaries.OpaqueToken.Secure()), ("SkipCheck", true), ("MaxRetryCount", 0), ("NoJournal", true));
        Hashtable body = new(Canaries.Contact.ToDictionary(field => char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field => field.Value)) { ["text"] = Canaries.NoteText };

        int errors = 0;
        foreach (string how in new[] { "fields", "pascal", "nested", "html", "plain", "cut", "headers" })
        {
            errors += Run(session, "Invoke-FpxRequest", ("Method", "Post"), ("Path", how), ("Body", body), ("Confirm", false)).AllErrors.Count;
            errors += Run(session, "Invoke-FpxRequest", ("Path", how), ("Query", new Hashtable { ["searchTerm"] = Canaries.Contact[0].Value })).AllErrors.Count;
        }

        Assert.Equal(14, errors);
        Assert.All([Canaries.OpaqueToken, Canaries.Contact[0].Value, Canaries.NoteText], canary => Assert.Contains(sent, text => text.Contains(canary, StringComparison.Ordinal)));
        Assert.True(_findings.Count == 0, string.Join("\n", _findings));
    }

    [Fact]
    public void Connections_that_fail_give_away_neither_password_nor_key_nor_token()
    {
        string pfx = Write("a.pfx", Service.Certificates.IssuePfx(CertificateKind.Client, Canaries.Password));
        string stranger = Write("stranger.pfx", Service.Certificates.IssuePfx(CertificateKind.UnknownAuthority, Canaries.Password));
        string key = Write("key.pem", Encoding.ASCII.GetBytes(EncryptedKey()));
        PowerShellSession session = Open();
        (string?, object?) sandbox = ("SandboxPath", Service.StateFolder), token = ("AccessToken", Canaries.Token.Secure());
        string base64 = Convert.ToBase64String(File.ReadAllBytes(pfx));
        SessionResult[] failed =
        [
            Run(session, "Connect-FpxService", sandbox, token, ("CertificatePath", pfx), ("CertificatePassword", Canaries.WrongPassword.Secure())),
            Run(session, "Connect-FpxService", sandbox, token, ("CertificatePath", stranger), ("CertificatePassword", Canaries.Password.Secure())),
            Run(session, "Connect-FpxService", sandbox, token, ("CertificateBase64", base64[..^9].Secure()), ("CertificatePassword", Canaries.Password.Secure())),
            Run(session, "Connect-FpxService", sandbox, token, ("CertificatePath", Service.Certificates.ClientCertificatePath.Replace(".pfx", ".pem", StringComparison.Ordinal)), ("KeyPath", key), ("CertificatePassword", Canaries.WrongPassword.Secure())),
            Run(session, "Connect-FpxService", sandbox, ("AccessToken", (Canaries.OpaqueToken + " two words").Secure())),
            Run(session, "Connect-FpxService", sandbox, ("AccessToken", Canaries.Jwt(TimeSpan.FromMinutes(-30)).Secure())),
            Run(session, "Connect-FpxService", sandbox, ("TokenProvider", session.ScriptBlock(_ => new[] { Canaries.Token, Canaries.OpaqueToken }))),
            Run(session, "Connect-FpxService", sandbox, ("TokenProvider", session.ScriptBlock(_ => Canaries.OpaqueToken + "\r\nX: 1"))),
            Run(session, "Connect-FpxService", token, ("BaseUri", "https://127.0.0.1:1"), ("CertificatePath", pfx), ("CertificatePassword", Canaries.Password.Secure()), ("MaxRetryCount", 0)),
            Run(session, "Connect-FpxService", token, ("BaseUri", Service.BaseUri), ("CertificatePath", pfx), ("CertificatePassword", Canaries.Password.Secure()), ("MaxRetryCount", 0)),
        ];

        Assert.All(failed, result => Assert.NotNull(result.TerminatingError));
        _findings.AddRange(failed.SelectMany(result => result.AllErrors).SelectMany(error => Canaries.In(error.Exception.ToString(), [base64[..40], File.ReadAllLines(key)[2]], "error")));
        Assert.True(_findings.Count == 0, string.Join("\n", _findings));
    }

    private static string EncryptedKey()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        return key.ExportEncryptedPkcs8PrivateKeyPem(
            Canaries.KeyPassphrase, new(System.Security.Cryptography.PbeEncryptionAlgorithm.Aes256Cbc, System.Security.Cryptography.HashAlgorithmName.SHA256, 1000));
    }

    /// <summary>Repeats body, query and headers in one of the ways in which services and what stands before them do.</summary>
    private static async Task EchoAsync(HttpContext context, List<string> sent)
    {
        string body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        string search = context.Request.Query["searchTerm"].ToString();
        string headers = string.Join(" | ", context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        string all = $"{headers} {search} {body}";
        lock (sent) sent.Add(all);
        List<string> values = [search, headers];
        if (body.Length > 0) values.AddRange(JsonDocument.Parse(body).RootElement.EnumerateObject().Select(field => field.Value.ToString()));
        string[] words = [.. values.Select(value => $"'{value}' is not allowed")];
        string text = JsonSerializer.Serialize(all), fields = JsonSerializer.Serialize(new { Name = words });
        context.Response.Headers["x-correlation-id"] = Guid.NewGuid().ToString();
        await (context.Request.Path.Value!.Split('/')[^1] switch
        {
            "fields" => OddServer.TextAsync(context, $$"""{"errorStatus":400,"message":{{text}},"errors":{{fields}} }""", "application/json", 400),
            "pascal" => OddServer.TextAsync(context, $$"""{"ErrorStatus":400,"Message":{{text}},"DependencyErrorCode":{"errors":{{fields}} } }""", "application/json", 400),
            "nested" => OddServer.TextAsync(context, $$"""{"errorStatus":422,"dependencyErrorCode":{{JsonSerializer.Serialize($$"""{"errors":{{fields}} }""")}}}""", "application/json", 422),
            "html" => OddServer.TextAsync(context, $"<html><pre>{all}</pre></html>", "text/html", 502),
            "plain" => OddServer.TextAsync(context, all, "text/plain"),
            "cut" => OddServer.TextAsync(context, $$"""{"name":{{text}},"items":[{"message":{{text[..^20]}}""", "application/json"),
            _ => HeadersAsync(context, search + Canaries.OpaqueToken),
        });
    }

    private static Task HeadersAsync(HttpContext context, string all)
    {
        context.Response.Headers["x-correlation-id"] = all;
        context.Response.Headers.Location = "https://elsewhere.example/" + WebUtility.UrlEncode(all);
        context.Response.StatusCode = 302;
        return Task.CompletedTask;
    }

    private SessionResult Run(PowerShellSession session, string command, params (string? Name, object? Value)[] parameters)
    {
        SessionResult result = session.Run(command, [.. parameters, .. Loud]);
        _findings.AddRange(Findings.Of(session, $"{command} {string.Join(" ", parameters.Select(parameter => $"-{parameter.Name}"))}", result));
        return result;
    }

    private void SetSeats(PowerShellSession session)
    {
        FpxEntitlement record = Run(session, "Get-FpxTenant").Values<FpxTenant>()
            .SelectMany(tenant => Run(session, "Get-FpxMaxEntitlement", (null, tenant.TenantId)).Values<FpxMaxEntitlement>())
            .SelectMany(seats => Run(session, "Get-FpxEntitlement", (null, seats.TenantId), ("Service", seats.ServiceId!)).Values<FpxEntitlement>())
            .First(found => found.EntitlementCount > 0);
        record.Owner = Canaries.Owner;
        record.Notes = Canaries.StatusNotes;
        SessionResult result = session.Pipe(new[] { record }, "Set-FpxEntitlement", Loud);
        _findings.AddRange(Findings.Of(session, "Set-FpxEntitlement", result));
        result.Succeeded();
    }

    /// <summary>The journal holds what was changed, and it and the file of the machine's limit hold no secret; nobody else may read them.</summary>
    private void SearchFiles(byte[] pfx)
    {
        string journal = Environment.GetEnvironmentVariable(TestJournal.Variable)!, limits = Environment.GetEnvironmentVariable(TestJournal.LimitsVariable)!;
        string changes = string.Concat(Directory.GetFiles(journal, "*.jsonl").Select(TextOf));
        Assert.Contains(Canaries.Contact[0].Value, changes);
        _findings.AddRange(Canaries.In(changes, [.. Canaries.Secrets, Convert.ToBase64String(pfx)[..40]], "journal"));
        string counts = string.Concat(Directory.GetFiles(limits, "*.permits").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.NotEmpty(counts);
        _findings.AddRange(Canaries.In(counts, [.. Canaries.Secrets, .. Canaries.Personal, Service.BaseUri.Authority], "limits"));
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite, Folder700 = File600 | UnixFileMode.UserExecute;
        foreach (string file in Directory.GetFiles(journal).Concat(Directory.GetFiles(limits))) Assert.Equal(File600, File.GetUnixFileMode(file));
        foreach (string folder in new[] { journal, limits }) Assert.Equal(Folder700, File.GetUnixFileMode(folder));
    }

    private static string TextOf(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }
}
