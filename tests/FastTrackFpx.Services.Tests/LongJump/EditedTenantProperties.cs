namespace FastTrackFpx.Services.Tests.LongJump;

/// <content>A tenant that is edited in any one property and piped back either changes exactly that on the service or is an error.</content>
public sealed partial class LongJumpTests
{
    private static readonly string[] TenantValues = ["12.5", "[decimal]7", "'12.5'", "'5 %'", "'Gold'", "'India'", "@{ Id = '7' }", "(Get-LongJumpTenant -First 1)", "[pscustomobject]@{ Id = '8'; DisplayValue = 'Plan' }", "@('x', ' y ')", "'x, y'"];

    [Fact]
    public async Task An_edited_tenant_changes_in_that_property_or_is_an_error()
    {
        SandboxService sandbox = await ConnectSandboxAsync();
        string id = $"{Script($"{New} -Phone 1 -City Berlin -NumberOfUsers 3 -Discount 1.5 -BaseSubscriberPlan 5 -ForcePasswordChangeOnLogin $true | ForEach-Object TenantId").Succeeded().Output[0]}";
        string[] properties = [.. Read().Properties.Where(property => property.IsSettable).Select(property => property.Name)];
        RandomEdits.Check(properties, TenantValues, EditAndCompare);

        PSObject Read() => Assert.Single(Script($"Get-LongJumpTenant {id}").Succeeded().Output)!;

        void EditAndCompare(RandomEdit edit)
        {
            string property = edit.Property;
            Dictionary<string, string> before = Fields(Read());
            int calls = sandbox.Log.Count();
            Session["r"] = Read();
            SessionResult edited = Session.Script($"{edit}; $r");
            if (edited.AllErrors.Count > 0) return; // PowerShell refused the value.

            SessionResult whatIf = Session.Script($"{edit.Setup}; $r | Set-LongJumpTenant -WhatIf");
            Assert.DoesNotContain(sandbox.Log.Entries.Skip(calls), call => call.Method == "PUT");
            SessionResult result = Session.Script($"{edit.Setup}; $r | Set-LongJumpTenant");
            Dictionary<string, string> after = Fields(Read());
            string[] changed = [.. after.Keys.Where(name => before[name] != after[name] && name is not ("Modified" or "ModifiedBy"))];
            Assert.Equal(whatIf.AllErrors.Select(error => error.FullyQualifiedErrorId), result.AllErrors.Where(error => !error.FullyQualifiedErrorId.StartsWith("RequestRefused", StringComparison.Ordinal)).Select(error => error.FullyQualifiedErrorId));
            if (result.AllErrors.Count > 0)
            {
                Assert.True(changed.Length == 0, $"An error, and yet {string.Join(", ", changed)} changed: {result.AllErrors[0]}");
                return;
            }

            if (changed.Length == 0)
            {
                string assigned = Shown(edited.Output.Single()!.Properties[property]?.Value).ToUpperInvariant() switch { "YES" => "1", "NO" => "0", var other => other };
                // Times and authors of a copy may be older than those of the service.
                bool isBookkeeping = edit.Way != "$r" && property is ("StartDate" or "Modified" or "ModifiedBy");
                Assert.True(isBookkeeping || assigned.Trim().Length == 0 || string.Equals(assigned, after[property], StringComparison.OrdinalIgnoreCase), $"Neither an error nor a change: {property} is '{after[property]}'.");
                return;
            }

            Assert.Equal([property], changed);
            Assert.Contains($"{property} ", Assert.Single(whatIf.HostLines));
            Assert.StartsWith("Done", string.Join(' ', Session.Script("Get-FpxChange | Select-Object -First 1 | ForEach-Object Outcome").Output));
        }
    }

    /// <summary>A line each: the culture, a script about the tenant $t, and what it must come to: the field that changes, nothing, or "!" for an error before any write.</summary>
    private static readonly (string Culture, string Script, string Outcome)[] Variants =
    [
        ("tr-TR", "$t.Country = 'India'; $t | Set-LongJumpTenant", "Country=India"),
        ("de-DE", "$t.Discount = 12.5; $t | Set-LongJumpTenant", "Discount=12.5"),
        ("de-DE", "$t | ConvertTo-Csv -Delimiter ';' | ConvertFrom-Csv -Delimiter ';' | Set-LongJumpTenant", ""),
        ("fa-IR", "$t | Select-Object * | Set-LongJumpTenant", ""), ("th-TH", "$t | ConvertTo-Json | ConvertFrom-Json | Set-LongJumpTenant", ""), ("ar-SA", "$t | ConvertTo-Csv | ConvertFrom-Csv | Set-LongJumpTenant", ""),
        ("en-US", "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($t, 2)) | Set-LongJumpTenant", ""),
        ("en-US", "$t | ConvertTo-Csv | ConvertFrom-Csv | ForEach-Object { $_.City = 'Oslo'; $_ } | Set-LongJumpTenant", "City=Oslo"),
        ("en-US", "$d = [System.Data.DataTable]::new(); 'TenantId', 'City' | ForEach-Object { $null = $d.Columns.Add($_) }; $null = $d.Rows.Add([object[]]@($t.TenantId, 'Bergen')); $d.Rows | Set-LongJumpTenant", "City=Bergen"),
        ("en-US", "class Tenant { [string]$TenantId; [string]$Free }; [Tenant]@{ TenantId = $t.TenantId; Free = 'no' } | Set-LongJumpTenant", "Free=0"),
        ("de-DE", "[pscustomobject]@{ TenantId = $t.TenantId; Discount = '12,5' } | Set-LongJumpTenant", "!"), ("de-DE", "[pscustomobject]@{ TenantId = $t.TenantId; NumberOfUsers = '1.000' } | Set-LongJumpTenant", "!"),
        ("en-US", "[pscustomobject]@{ TenantId = $t.TenantId; NumberOfUsers = 1.5 } | Set-LongJumpTenant", "!"), ("en-US", "[pscustomobject]@{ TenantId = $t.TenantId; Free = 'perhaps' } | Set-LongJumpTenant", "!"),
        ("en-US", "[pscustomobject]@{ TenantId = $t.TenantId; City = @('a', 'b') } | Set-LongJumpTenant", "!"), ("en-US", "[pscustomobject]@{ TenantId = $t.TenantId; City = @{ a = 1 } } | Set-LongJumpTenant", "!"),
        ("en-US", "[pscustomobject]@{ TenantId = $t.TenantId; City = Get-Date } | Set-LongJumpTenant", "!"), ("en-US", "[pscustomobject]@{ TenantId = $t.TenantId; City = \"half $([char]0xD83D)\" } | Set-LongJumpTenant", "!"),
        ("en-US", "[pscustomobject]@{ TenantId = $t.TenantId; IsPartner = 'yes' } | Set-LongJumpTenant", "!"), ("en-US", "$t | Select-Object * | ForEach-Object { $_.IsActive = $false; $_ } | Set-LongJumpTenant", "!"),
        ("en-US", "@{ TenantId = $t.TenantId; City = 'x' } | Set-LongJumpTenant", "!"), ("en-US", "'text' | Set-LongJumpTenant", "!"), ("en-US", "$null | Set-LongJumpTenant", "!"), ("en-US", "$null | Remove-LongJumpTenant -Confirm:$false", "!"),
        ("en-US", "Set-LongJumpTenant $t.TenantId -City $misspelt", "!"), ("en-US", "Set-LongJumpTenant $misspelt -City x", "!"), ("en-US", "Set-LongJumpTenant $t.TenantId -Clear $misspelt", "!"), ("en-US", "Remove-LongJumpTenant $misspelt -Confirm:$false", "!"),
        ("en-US", "Get-LongJumpTenant $misspelt", "!"), ("en-US", "Get-LongJumpTenant -Filter ''", "!"), ("en-US", "Get-LongJumpTenant -Company $misspelt", "!"), ("en-US", "Get-LongJumpTenant -Field @()", "!"), ("en-US", "New-LongJumpTenant -Company $misspelt -Email a@b.example -FirstName A -LastName B", "!"),
        ("en-US", "Set-LongJumpTenant $t.TenantId -NumberOfUsers '5kb'", "!"), ("de-DE", "Set-LongJumpTenant $t.TenantId -Discount '12,5'", "!"), ("tr-TR", "Set-LongJumpTenant $t.TenantId -Free 'YES'", "Free=1"),
        ("tr-TR", "$t.Free = 'NO'; $t | Set-LongJumpTenant", "Free=0"), ("en-US", "$t.Free = 'maybe'; $t | Set-LongJumpTenant", "!"), ("de-DE", "$t.Discount = '12,5'; $t | Set-LongJumpTenant", "!"), ("en-US", "$t.Discount = '7.25'; $t | Set-LongJumpTenant", "Discount=7.25"),
        ("de-DE", "$t.NumberOfUsers = '1.000'; $t | Set-LongJumpTenant", "!"), ("en-US", "$t.NumberOfUsers = 1.5; $t | Set-LongJumpTenant", "!"), ("en-US", "$t.NumberOfUsers = '5kb'; $t | Set-LongJumpTenant", "!"), ("en-US", "$t.NumberOfUsers = ' 9 '; $t | Set-LongJumpTenant", "NumberOfUsers=9"),
    ];

    [Fact]
    public async Task Rows_of_a_tenant_are_sent_as_they_are_meant_or_refused()
    {
        SandboxService sandbox = await ConnectSandboxAsync();
        string id = $"{Script($"{New} -City Berlin -NumberOfUsers 3 -Discount 1.5 -BaseSubscriberPlan 5 | ForEach-Object TenantId").Succeeded().Output[0]}";
        List<string> faults = [];
        foreach ((string culture, string script, string expected) in Variants)
        {
            int before = sandbox.Log.Count();
            Dictionary<string, string> held = Fields(Read());
            SessionResult result = Session.Script($"& {{ $t = Get-LongJumpTenant {id}; [cultureinfo]::CurrentCulture = '{culture}'; try {{ {script} }} finally {{ [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture }} }}");
            int sent = sandbox.Log.Entries.Skip(before).Count(entry => entry.Method != "GET");
            string changed = string.Join(", ", Fields(Read()).Where(field => field.Value != held[field.Key] && field.Key is not ("Modified" or "ModifiedBy")).Select(field => $"{field.Key}={field.Value}"));
            string? error = result.AllErrors.Count == 0 ? null : result.AllErrors[0].ErrorDetails?.Message ?? result.AllErrors[0].ToString();
            bool isRight = expected == "!" ? error is not null && sent == 0 : error is null && changed == expected && sent == (expected.Length == 0 ? 0 : 1);
            if (!isRight) faults.Add($"[{culture}] {script}\n    expected {expected}\n    error    {error}\n    changed  {changed} in {sent} writes");
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {Variants.Length}:\n{string.Join("\n", faults)}");

        PSObject Read() => Assert.Single(Script($"Get-LongJumpTenant {id}").Succeeded().Output)!;
    }

    private static Dictionary<string, string> Fields(PSObject tenant) => tenant.Properties.ToDictionary(property => property.Name, property => Shown(property.Value));

    private static string Shown(object? value) => value switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => Shown(wrapped.BaseObject),
        object?[] list => string.Join(",", list.Select(Shown)),
        bool flag => flag ? "1" : "0",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => LanguagePrimitives.TryConvertTo(value, out string text) ? text : string.Empty,
    };
}
