using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using FastTrackFpx.Benchmarks.Contenders;
using FastTrackFpx.Benchmarks.Reports;
using FastTrackFpx.Benchmarks.Service;

namespace FastTrackFpx.Benchmarks.Suites;

/// <summary>
/// Contacts created. The module records each in its journal, before and after, on disk, and sends several at a time. The other contenders send one after the
/// other, except for the parallel script.
/// </summary>
internal sealed class WriteSuite(Settings settings, Report report) : Suite(settings, report)
{
    private const int Late = 200;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(300);

    public override string Name => "writes";

    public override Task RunAsync() => WithAsync(
        ["--tenants", "100"],
        [ContenderKind.Module, ContenderKind.Floor, ContenderKind.Script, ContenderKind.ParallelScript],
        async (service, contenders, comparison) =>
        {
            List<Dictionary<string, JsonElement>> rows = await RowsAsync(service);
            foreach (Contender contender in contenders) await contender.DoAsync(new WorkRequest("contactWrites", rows[..5]));
            Report.Writes = await comparison.RunAsync($"{Number(rows.Count)} contacts created", new WorkRequest("contactWrites", rows), _ => 1, warm: false);
            await service.DelayAnswersAsync(Delay);
            Report.LateWrites = await comparison.RunAsync(
                $"{Number(Late)} contacts created, {Delay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms a call",
                new WorkRequest("contactWrites", [.. rows.Take(Late)]),
                static kind => kind == ContenderKind.Module ? 1 : 0,
                warm: false);
        });

    private async Task<List<Dictionary<string, JsonElement>>> RowsAsync(SandboxProcess service)
    {
        using JsonDocument tenants = await service.GetAsync("ftop/v1.2/api/partnerTenants");
        string[] ids = [.. tenants.RootElement.GetProperty("items").EnumerateArray().Select(tenant => tenant.GetProperty("tenantId").GetString()!)];
        JsonElement country = await FirstIdAsync(service, "countryRegions");
        JsonElement language = await FirstIdAsync(service, "surveyLanguages");
        return [.. Enumerable.Range(0, Settings.Writes).Select(number => new Dictionary<string, JsonElement>
        {
            ["tenantId"] = Value(ids[number % ids.Length]),
            ["name"] = Value("Contact " + number.ToString(CultureInfo.InvariantCulture)),
            ["email"] = Value("contact@example.com"),
            ["title"] = Value("IT lead"),
            ["surveyEligible"] = Value(true),
            ["countryRegionId"] = country,
            ["surveyLanguageId"] = language,
            ["contactTypeId"] = Value(1),
            ["services"] = Value(new[] { 1, 3 }),
        })];
    }

    private static async Task<JsonElement> FirstIdAsync(SandboxProcess service, string list)
    {
        using JsonDocument document = await service.GetAsync("ftop/v1.2/api/" + list);
        JsonElement items = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement : document.RootElement.GetProperty("items");
        return Value(items[0].GetProperty("id").ToString());
    }

    private static JsonElement Value<T>(T value) => JsonSerializer.SerializeToElement(value);
}
