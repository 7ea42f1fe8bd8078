using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using FastTrackFpx.Hosting;
using FastTrackFpx.Sandbox;

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

        void EditAndCompare(string property, string value, string way)
        {
            Dictionary<string, string> before = Fields(Read());
            int calls = sandbox.Log.Count();
            Session["r"] = Read();
            SessionResult edited = Session.Script($"$e = $r; $e = {way}; $e.{property} = {value}; $e");
            if (edited.AllErrors.Count > 0) return; // PowerShell refused the value.

            SessionResult whatIf = Session.Script("$e | Set-LongJumpTenant -WhatIf");
            Assert.DoesNotContain(sandbox.Log.Entries.Skip(calls), call => call.Method == "PUT");
            SessionResult result = Session.Script("$e | Set-LongJumpTenant");
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
                string assigned = Shown(edited.Output.Single()!.Properties[property]?.Value);
                Assert.True(assigned.Trim().Length == 0 || string.Equals(assigned, after[property], StringComparison.OrdinalIgnoreCase), $"Neither an error nor a change: {property} is '{after[property]}'.");
                return;
            }

            Assert.Equal([property], changed);
            Assert.Contains($"{property} ", Assert.Single(whatIf.HostLines));
            Assert.StartsWith("Done", string.Join(' ', Session.Script("Get-FpxChange | Select-Object -First 1 | ForEach-Object Outcome").Output));
        }
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
