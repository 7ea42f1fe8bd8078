namespace FastTrackFpx.Tests.Views;

/// <summary>What a terminal, a log and a transcript show of records.</summary>
[Trait("Category", "Slow")]
public sealed partial class ViewTests : SandboxBench
{
    public static TheoryData<int, string, string> Shown() => new()
    {
        { 80, "Get-FpxEntitlement", "Tenant Service L1 Seats TargetDate" },
        { 120, "Get-FpxEntitlement", "Tenant Service L1 Seats TargetDate L2 Owner" },
        { 200, "Get-FpxEntitlement", "Tenant Service L1 Seats TargetDate L2 Owner L3 NextAction Notes" },
        { 80, "Get-FpxContact", "ContactId Name Tenant" },
        { 120, "Get-FpxContact", "ContactId Name Tenant Email Type" },
        { 200, "Get-FpxContact", "ContactId Name Tenant Email Type Title Phone Country Services" },
        { 80, "Get-FpxReferral", "ReferralId Tenant Acceptance Status Created" },
        { 120, "Get-FpxReferral", "ReferralId Tenant Acceptance Status Created Number Workloads" },
        { 80, "Get-FpxTenant", "TenantId Name Tpid" },
        { 120, "Get-FpxTenant", "TenantId Name Tpid ClaimedWorkloads" },
        { 80, "Get-FpxMaxEntitlement", "Tenant Service Seats ServiceId" },
        { 80, "Get-FpxNote", "Created Tenant Author Category Text" },
        { 80, "Get-FpxUsage", "TenantId Customer Updated" },
        { 80, "Get-FpxConnection", "Name Environment BaseUri CertDays CallsLeft" },
    };

    [Theory, MemberData(nameof(Shown))]
    public void A_table_shows_what_matters_first(int width, string cmdlet, string columns)
    {
        string[] batched = ["Get-FpxEntitlement", "Get-FpxContact", "Get-FpxMaxEntitlement", "Get-FpxNote"];
        SessionResult records = batched.Contains(cmdlet)
            ? Session.Run($"{Session.Run("Get-FpxTenant -First 2").Succeeded().Output} | & {cmdlet}").Succeeded() : Session.Run(cmdlet).Succeeded();

        string table = Text(records.Output, width);
        string[] lines = LinesOf(table);

        Assert.Equal(columns, Blanks().Replace(lines[0], " ").Trim());
        Assert.Matches("^[- ]+$", lines[1]);
        if (cmdlet is "Get-FpxTenant" or "Get-FpxEntitlement") Assert.Contains($"{Of(records.Output[0], cmdlet == "Get-FpxTenant" ? "TenantId" : "L1")}", table);
        Assert.All(lines, line => Assert.True(line.Length <= width, line));
    }

    [Theory, InlineData(79), InlineData(80), InlineData(119), InlineData(120), InlineData(199), InlineData(200)]
    public void No_table_breaks_a_header_or_lets_a_control_character_through(int width)
    {
        Type[] types = [.. BuiltModule.All.SelectMany(cmdlet => cmdlet.OutputTypes).Where(type => BuiltModule.IsNamed(type) && type.GetConstructor([]) is not null).Distinct()];
        Assert.InRange(types.Length, 20, 100);
        foreach (Type type in types)
        {
            object record = Hostile(Activator.CreateInstance(typeof(FpxTenant).Assembly.GetType(type.FullName!) ?? type)!);
            string table = Text([record], width, "Format-Table");
            string[] lines = LinesOf(table);
            Assert.True(Regex.IsMatch(lines[1], "^[- ]+$"), $"{type.Name} at {width}: {string.Join('|', lines)}");
            foreach (string text in new[] { table, Text([record], width, "Format-List") })
                Assert.False(text.Any(letter => char.IsControl(letter) && letter is not '\n' and not '\r'), $"{type.Name} at {width}: {text}");
        }
    }

    [Fact]
    public void Times_are_local_and_dates_are_dates()
    {
        var time = new DateTimeOffset(2027, 3, 31, 23, 30, 0, TimeSpan.Zero);
        string contact = Text([new FpxContact { Created = time }], 120, "Format-List");
        string seats = Text([new FpxEntitlement { TargetDate = new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero) }], 120, "Format-Table");
        Assert.Contains(time.LocalDateTime.ToString(), contact);
        Assert.Contains(new DateTime(2027, 3, 31).ToString("d"), seats);
    }

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colours();

    private static object Hostile(object record)
    {
        const string Text = "Esc\u001b[31m bell\u0007 csi\u009b5n override\u202e tab\t and a long name that is longer than any column";
        foreach (var property in record.GetType().GetProperties().Where(property => property.SetMethod?.IsPublic == true))
        {
            if (property.PropertyType == typeof(string)) property.SetValue(record, Text);
            else if (property.PropertyType == typeof(FpxLookup)) property.SetValue(record, new FpxLookup(Text));
            else if (property.PropertyType == typeof(FpxList<FpxLookup>)) property.SetValue(record, new FpxList<FpxLookup>([new FpxLookup(Text)]));
            else if (property.PropertyType == typeof(FpxList<string>)) property.SetValue(record, new FpxList<string>([Text]));
        }

        return record;
    }

    private static string[] LinesOf(string text) => [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    private string Text(IEnumerable<object?> records, int width, string? format = null) =>
        Colours().Replace(string.Concat((format is null ? Session.Run($"{records} | Out-String -Width {width}") : Session.Run($"{records} | & {format} | Out-String -Width {width}")).Succeeded().Values<string>()), string.Empty).ReplaceLineEndings("\n");
}
