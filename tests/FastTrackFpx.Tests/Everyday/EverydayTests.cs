namespace FastTrackFpx.Tests.Everyday;

/// <summary>The scripts of docs/everyday.md, in their order and in one session. The newest change of the journal is theirs as long as no other test runs.</summary>
[Collection(nameof(JournalPlace))]
[Trait("Category", "Slow")]
public sealed partial class EverydayTests : WriteBench
{
    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 60;
        options.RequestsPerMinute = 0;
    }

    [Fact]
    public void Each_of_the_eleven_jobs_does_what_its_page_says()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "everyday.md")).ReplaceLineEndings("\n");
        string[] jobs = [.. Job().Matches(page).Select(match => match.Groups["script"].Value)];
        Action<string>[] checks = [Report, Import, MoveAndUndo, Triage, Money, MissingContacts, UsageAgainstSeats, Rotation, Scheduled, Parallel, Copies];
        Assert.Equal(checks.Length, jobs.Length);
        Run("Get-FpxConnection | Disconnect-FpxService");
        Connect(Session, ("RequestsPerMinute", 1_000_000));
        Session["folder"] = Folder;
        foreach ((Action<string> check, string job) in checks.Zip(jobs)) check(job);
    }

    private void Report(string job)
    {
        Run(job);
        string[] rows = File.ReadAllLines(Path.Combine(Folder, "seats.csv"));
        Assert.Equal("\"Service\",\"Status\",\"Tenants\",\"Seats\"", rows[0]);
        Assert.Equal(Numbers("$seats | Measure-Object -Property EntitlementCount -Sum | ForEach-Object Sum"), Numbers("Import-Csv \"$folder/seats.csv\" | Measure-Object -Property Seats -Sum | ForEach-Object Sum"));
        Assert.DoesNotContain(rows, row => row.StartsWith(',') || row.StartsWith("\"\"", StringComparison.Ordinal));
    }

    private void Import(string job)
    {
        string tenant = Lines("(Get-FpxTenant -First 1).Name").Single();
        File.WriteAllLines(Path.Combine(Folder, "contacts.csv"),
        [
            "TenantId;Name;Email;Title;SurveyEligible;CountryRegion;SurveyLanguage;ContactType;Service",
            $"{tenant};Ada Lovelace ;ada@example.com;CIO;Yes;germany;English;Customer;\"OneDrive; 3\"",
            $"{tenant};Bob;bob@example.com;CTO;ja;Atlantis;English;Customer;OneDrive",
            ";;;;;;;;",
            $"{Lines("(Get-FpxTenant -First 1).TenantId").Single()};Çağla;cagla@example.com;;no;Germany;German;2;OneDrive",
        ]);

        Run(job);

        Assert.Equal(["Ada Lovelace True Germany OneDrive Microsoft Teams", "Çağla False Germany OneDrive"], Lines("$created | ForEach-Object { \"$($_.Name) $($_.SurveyEligible) $($_.CountryRegion) $($_.Services)\" }"));
        string[] errors = File.ReadAllLines(Path.Combine(Folder, "contacts-errors.txt"));
        Assert.Equal(2, errors.Length);
        Assert.StartsWith("Row 2: -SurveyEligible: 'ja' is not yes or no (true, false, yes, no, 1 or 0). -CountryRegion: 'Atlantis' is not a known name or id.", errors[0]);
        Assert.StartsWith("Row 3: -TenantId: the input has none.", errors[1]);
    }

    private void MoveAndUndo(string job)
    {
        string before = Service.Export();
        int writes = WriteCalls.Count;
        SessionResult result = Run(job);
        int records = Session.Script("$blocked").Output.Count;
        Assert.True(records > 1);
        Assert.Equal(records, result.HostLines.Count(line => line.StartsWith("What if: ", StringComparison.Ordinal)));
        Assert.Empty(WriteCalls.Skip(writes).GroupBy(call => call).Where(calls => calls.Count() != 2).Select(calls => $"{calls.Count()} {calls.Key}"));
        Assert.Equal(records, WriteCalls.Skip(writes).Distinct().Count());
        Assert.Equal(before, Service.Export());
    }

    private void Triage(string job)
    {
        Run(job);
        Assert.All(Lines("$accepted | ForEach-Object { \"$($_.Acceptance) $($_.ReferralStatus)\" }"), line => Assert.Equal("Accepted Contact Attempted", line));
        Assert.NotEmpty(Lines("$accepted"));
        Assert.Equal(["Declined No Capacity"], Lines("$declined | ForEach-Object { \"$($_.Acceptance) $($_.DeclineReason)\" }"));
    }

    private void Money(string job)
    {
        string[] sums = [.. Run(job).Output.Select(sum => $"{Of(sum, "Program")} {Of(sum, "Currency")}")];
        Assert.NotEmpty(sums);
        Assert.Equal(sums.Distinct(), sums);
        Assert.All(sums, sum => Assert.Matches("^.+ [A-Z]{3}$", sum));
    }

    private void MissingContacts(string job)
    {
        string[] missing = [.. Run(job).Output.Select(tenant => $"{Of(tenant, "TenantId")}")];
        Assert.InRange(missing.Length, 1, 59);
        foreach (string tenant in missing.Take(3)) Assert.Empty(Lines($"Get-FpxContact {tenant} -ContactType Customer"));
    }

    private void UsageAgainstSeats(string job)
    {
        SessionResult shares = Run(job);
        Assert.NotEmpty(shares.Output);
        Assert.All(shares.Output, row => Assert.False(string.IsNullOrEmpty((string?)Of(row, "Tenant"))));
        Assert.Contains(shares.Output, row => (long)Of(row, "Active")! > 0);
    }

    private void Rotation(string job)
    {
        Write("next.pfx", Service.Certificates.IssuePfx(CertificateKind.Client));
        SessionResult result = Run(job);
        string[] thumbprints = $"{result.Output[^1]}".Split(" replaces ");
        Assert.All(thumbprints, thumbprint => Assert.Matches("^[0-9A-F]{40}$", thumbprint));
        Assert.NotEqual(thumbprints[0], thumbprints[1]);
    }

    private void Scheduled(string job)
    {
        // Profiles are in the folder of the user, who may have one of that name.
        string profile = "nightly-" + Guid.NewGuid().ToString("N");
        try
        {
            Run($"Connect-FpxService -SandboxPath '{Service.StateFolder}' -Name once -Profile {profile} -SaveProfile -PassThru | Disconnect-FpxService");
            Run(job.Replace("-Profile nightly", $"-Profile {profile}", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "FastTrackFpx", "profiles", profile + ".json"));
        }

        Assert.Matches(@"^\d{4}-\d\d-\d\d \d+ records$", File.ReadAllLines(Path.Combine(Folder, "nightly.log")).Single());
        Assert.DoesNotContain("nightly", Lines("(Get-FpxConnection).Name"));
        Run("$ErrorActionPreference = 'Continue'");
    }

    private void Parallel(string job)
    {
        // Other runspaces find an installed module by its name; this one is not installed.
        SessionResult notes = Run(job.Replace("-Parallel {", $"-Parallel {{ Import-Module '{Repository.StagedModule}'", StringComparison.Ordinal));

        Assert.Equal(8, notes.Output.Count);
        Assert.Contains(notes.Output, row => (int)Of(row, "Notes")! > 0);
    }

    private void Copies(string job)
    {
        FpxContact changed = Run(job).Values<FpxContact>().Single();
        Assert.Equal(("Head of IT", "Italy"), (changed.Title, changed.CountryRegion?.Name));
        int writes = WriteCalls.Count;
        Run("Import-Clixml -Path \"$folder/contacts.xml\" | Select-Object -Skip 1 | Set-FpxContact");
        Assert.Equal(writes, WriteCalls.Count);
    }

    private SessionResult Run(string script) => Script(script).Succeeded();

    private IEnumerable<double> Numbers(string script) => Lines(script).Select(double.Parse);

    [GeneratedRegex(@"(?s)\n## \d+\. [^\n]+\n.*?```powershell\n(?<script>.*?)```")]
    private static partial Regex Job();
}
