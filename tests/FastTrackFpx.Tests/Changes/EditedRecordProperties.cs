using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using CsCheck;
using FastTrackFpx.Hosting;
using FastTrackFpx.Sandbox;

namespace FastTrackFpx.Tests.Changes;

/// <summary>
/// Any record that a cmdlet emitted, edited in any one property and piped back, either changes exactly that on the service or is an error; the service, the
/// journal and the prompt agree. The record may have gone through JSON, CliXml, CSV or Select-Object meanwhile.
/// </summary>
public sealed class EditedRecordProperties : WriteBench
{
    private static readonly string[] Ways = ["$r", "$r | Select-Object *", "$r | ConvertTo-Json -Depth 5 | ConvertFrom-Json", "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($r, 3))"];

    /// <summary>Values as PowerShell writes them, of every kind that somebody may assign.</summary>
    private static readonly string[] Values =
    [
        "'Edited'", "' two  blanks '", "''", "$null", "'ünïcödé 日本'", "$true", "$false", "'yes'", "'no'", "'maybe'", "0", "1", "2", "17", "1.5", "'1.000'", "'Australia'", "'Bogus'",
        "'Completed'", "'Blocked'", "'Closed'", "'English'", "'OneDrive'", "'OneDrive; Microsoft Teams'", "@('OneDrive', 'Microsoft Teams')", "@()", "'2027-03-31'", "[datetime]'2027-03-31'",
        "(Get-Date -Year 2027 -Month 3 -Day 31)", "'1.4.2027'", "'03/04/2027'", "[guid]'0f8fad5b-d9cb-469f-a165-70867728950e'", "'a@example.com'", "[DateOnly]::new(2027, 3, 31)",
    ];

    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = 24;
        options.RequestsPerMinute = 0;
        options.WithServiceId = true;
    }

    [Fact]
    public void An_edited_contact() => Check<FpxContact>(
        "Set-FpxContact", () => Session.Run("Get-FpxContact", (null, Tenant)).Succeeded().Values<FpxContact>()[0], ["Modified", "ModifiedBy"], change => change.After?.Contact);

    [Fact]
    public void An_edited_referral() => Check<FpxReferral>(
        "Set-FpxReferral",
        () => Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>().First(referral => referral.Acceptance?.Name == "Accepted"),

        // Without services sold there is no value of them.
        ["ServicesEstimatedValue"],
        change => change.After?.Referral);

    [Fact]
    public void An_edited_status_record()
    {
        var seats = Seats(2);
        Check<FpxEntitlement>(
            "Set-FpxEntitlement",
            () => Read(seats[0].TenantId, seats[0].ServiceId!).First(record => record.ServiceIntentId == seats[0].ServiceIntentId),
            [],
            change => change.After?.Entitlements?.First(record => record.ServiceIntentId == seats[0].ServiceIntentId));
    }

    private void Check<T>(string cmdlet, Func<T> read, string[] follows, Func<FpxChange, T?> after)
        where T : class
    {
        string[] properties = [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];
        Connect(Session);
        Gen.Select(Gen.Int[0, properties.Length - 1], Gen.Int[0, Values.Length - 1], Gen.Int[0, Ways.Length - 1]).Sample(
            (property, value, way) => EditAndCompare(cmdlet, read, properties[property], Values[value], Ways[way], follows, after), iter: 150, threads: 1);
    }

    private void EditAndCompare<T>(string cmdlet, Func<T> read, string property, string value, string way, string[] follows, Func<FpxChange, T?> after)
        where T : class
    {
        T before = read();
        int entries = Journal.Count;
        Session["r"] = read();
        SessionResult edited = Run($"$r = {way}; $r.{property} = {value}; $r");
        if (edited.Errors.Count > 0 || edited.Output.Count == 0) return; // PowerShell refused the value

        SessionResult whatIf = Session.Pipe(edited.Output, Step.Of(cmdlet, ("WhatIf", true)));
        Assert.Equal(Texts(before), Texts(read()));
        SessionResult result = Session.Pipe(edited.Output, Step.Of(cmdlet, ("Confirm", false)));
        T now = read();
        string[] changed = [.. Texts(before).Zip(Texts(now)).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Split('=')[0]).Except(follows)];
        string what = $"{property} = {value} by {way}: {string.Join("; ", result.Errors.Select(error => error.ToString()))}";

        // Only what the service alone can refuse is no error of -WhatIf.
        if (whatIf.Errors.Count > 0 || result.Errors.Any(error => !error.FullyQualifiedErrorId.StartsWith("RequestRefused", StringComparison.Ordinal)))
            Assert.Equal(whatIf.Errors.Select(error => error.FullyQualifiedErrorId), result.Errors.Select(error => error.FullyQualifiedErrorId));
        if (result.Errors.Count > 0)
        {
            Assert.True(changed.Length == 0, $"An error, and yet {string.Join(", ", changed)} changed. {what}");
            return;
        }

        Assert.True(changed.All(name => name == property), $"{string.Join(", ", changed)} changed. {what}");
        Assert.Equal(whatIf.HostLines.Count > 0, Journal.Count > entries);
        if (changed.Length == 0) return;
        Assert.Equal(entries + 1, Journal.Count);
        Assert.Equal(Text(now, property), Text(after(Journal[0])!, property));
        Assert.Contains(Text(now, property), Assert.Single(whatIf.HostLines), StringComparison.Ordinal);
    }

    private SessionResult Run(string script)
    {
        try
        {
            return Session.Run("Invoke-Expression", ("Command", script));
        }
        catch (RuntimeException refused)
        {
            throw new InvalidOperationException(script, refused);
        }
    }

    private static string[] Texts<T>(T record) => [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => $"{property.Name}={Text(record, property.Name)}")];

    private static string Text<T>(T record, string property) => typeof(T).GetProperty(property)!.GetValue(record) switch
    {
        null => "none",
        string { Length: 0 } => "none",
        true => "yes",
        false => "no",
        DateTimeOffset date => date.UtcDateTime.TimeOfDay == TimeSpan.Zero ? $"{date.UtcDateTime:yyyy-MM-dd}" : $"{date.UtcDateTime:O}",
        IEnumerable<FpxLookup> entries => entries.Any() ? string.Join(", ", entries.Select(entry => entry.ToString())) : "none",
        var other => other.ToString() ?? "none",
    };
}
