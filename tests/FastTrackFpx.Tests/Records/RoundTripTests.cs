using System.ComponentModel;

namespace FastTrackFpx.Tests.Records;

/// <summary>A copy of a record, however it was made, converts back to a record that says the same.</summary>
[Trait("Category", "Slow")]
public sealed class RoundTripTests(RoundTripTests.Samples samples) : IClassFixture<RoundTripTests.Samples>
{
    private const string Define = """
        class Row { [object]$TenantId; [object]$L1; [object]$TargetDate; [object]$EntitlementCount; [object]$ServiceId; [object]$ContactId; [object]$Name; [object]$IsEngaged;
                    [object]$CountryRegion; [object]$Services; [object]$Text; [object]$ReferralId; [object]$ReferralStatus; [object]$ValueAddedServicesSold }
        function Get-Lookup($text) { $lookup = [FastTrackFpx.FpxLookup]::new(); $lookup.Id = 7; $lookup.Name = $text; $lookup }
        function New-Sample([Type]$type) {
            $record = [Activator]::CreateInstance($type)
            foreach ($property in $record.PSObject.Properties | Where-Object IsSettable) {
                $clr = $type.GetProperty($property.Name).PropertyType
                $clr = if ($under = [Nullable]::GetUnderlyingType($clr)) { $under } else { $clr }
                $property.Value = switch ($clr) {
                    ([string]) { 'A; "b" <ü>' }
                    ([Guid]) { [Guid]'11111111-2222-3333-4444-555555555555' }
                    ([bool]) { $true }
                    ([long]) { 12345678901 }
                    ([int]) { 3 }
                    ([decimal]) { 1234.5678d }
                    ([double]) { 12.5 }
                    ([DateTimeOffset]) { [DateTimeOffset]'2027-03-31T00:00:00Z' }
                    ([TimeSpan]) { [TimeSpan]'01:02:03' }
                    ([Uri]) { [Uri]'https://example.com/x' }
                    ([FastTrackFpx.FpxLookup]) { Get-Lookup 'One; two' }
                    ([FastTrackFpx.FpxList[FastTrackFpx.FpxLookup]]) { (Get-Lookup 'One; two'), (Get-Lookup 'Three') }
                    ([FastTrackFpx.FpxList[string]]) { 'One; two', 'Three' }
                    default { if ($clr.IsEnum) { [Enum]::GetValues($clr)[-1] } else { continue } }
                }
            }
            $record
        }
        function Get-Text($record) {
            foreach ($property in $record.PSObject.Properties | Where-Object IsSettable) {
                $clr = $record.GetType().GetProperty($property.Name).PropertyType
                if ($clr.IsGenericType -and $clr.Name -like 'FpxList*' -and $clr.GetGenericArguments()[0] -notin [string], [FastTrackFpx.FpxLookup]) { continue }
                $value = $property.Value
                $text = if ($value -is [DateTimeOffset]) { $value.UtcDateTime.ToString('s', [cultureinfo]::InvariantCulture) } else { "$value" }
                '{0}={1}' -f $property.Name, $text
            }
        }
        """;

    private static readonly Dictionary<string, string> Ways = new()
    {
        ["Csv"] = "$record | ConvertTo-Csv | ConvertFrom-Csv",
        ["Json"] = "$record | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json",
        ["JsonArray"] = "(ConvertTo-Json @($record, $record) -WarningAction SilentlyContinue | ConvertFrom-Json)[0]",
        ["CliXml"] = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($record))",
        ["Select"] = "$record | Select-Object *",
        ["Table"] = "& { $table = @{}; foreach ($property in $record.PSObject.Properties) { $table[$property.Name] = $property.Value }; $table }",
        ["DataRow"] = "& { $data = [System.Data.DataTable]::new(); foreach ($property in $record.PSObject.Properties) { [void]$data.Columns.Add($property.Name, [object]) }; $row = $data.NewRow(); foreach ($property in $record.PSObject.Properties) { $row[$property.Name] = if ($null -eq $property.Value) { [DBNull]::Value } else { $property.Value } }; $row }",
    };

    public static TheoryData<string, string> Copies()
    {
        var data = new TheoryData<string, string>();
        foreach (Type type in Records)
        {
            foreach (string way in Ways.Keys) data.Add(type.Name, way);
        }

        return data;
    }

    private static IEnumerable<Type> Records => typeof(FpxTenant).Assembly.GetExportedTypes()
        .Where(type => type.GetCustomAttribute<TypeConverterAttribute>(inherit: true) is not null && !type.IsGenericType && type.GetConstructor([]) is not null);

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_copy_converts_back(string type, string way)
    {
        SessionResult result = Run($$"""
            $record = New-Sample ([FastTrackFpx.{{type}}])
            $copy = {{Ways[way]}}
            $back = [FastTrackFpx.{{type}}]$copy
            Compare-Object @(Get-Text $record) @(Get-Text $back) | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" }
            """);

        Assert.Equal(string.Empty, string.Join(Environment.NewLine, result.Succeeded().Output));
    }

    [Fact]
    public void An_object_of_a_class_converts_to_the_record_whose_properties_it_has()
    {
        SessionResult result = Run("""
            $row = [Row]@{ TenantId = '11111111222233334444555555555555'; L1 = 'Completed'; TargetDate = '2027-03-31'; EntitlementCount = '5'; ServiceId = 3 }
            $seats = [FastTrackFpx.FpxEntitlement]$row
            "$($seats.TenantId) $($seats.L1) $($seats.EntitlementCount) $($seats.ServiceId)"
            $contact = [FastTrackFpx.FpxContact][Row]@{ ContactId = [Guid]::Empty; Name = 'Ada'; IsEngaged = 'no'; CountryRegion = 5; Services = 'Intune; Teams' }
            "$($contact.IsEngaged) $($contact.CountryRegion) $($contact.Services.Count)"
            """);

        Assert.Equal(["11111111-2222-3333-4444-555555555555 Completed 5 3", "False 5 2"], result.Succeeded().Output.Select(item => item!.ToString()));
    }

    [Fact]
    public void All_values_that_cannot_be_read_are_named_at_once()
    {
        SessionResult result = Run("[FastTrackFpx.FpxEntitlement]@{ TargetDate = '1.4.2027'; EntitlementCount = '1.000'; TenantId = 'Contoso' }");
        string message = Assert.Single(result.AllErrors).Exception.Message;
        Assert.Contains("TargetDate: '1.4.2027'", message);
        Assert.Contains("EntitlementCount: '1.000'", message);
        Assert.Contains("TenantId:", message);
    }

    [Theory]
    [InlineData("$contact.IsEngaged = 'no'; $contact.IsEngaged", "False")]
    [InlineData("$contact.CountryRegion = 'Australia'; $contact.CountryRegion.Name", "Australia")]
    [InlineData("$contact.Services = 'Intune', 'Teams'; \"$($contact.Services)\"", "Intune Teams")]
    [InlineData("$seats.TargetDate = [DateOnly]'2027-03-31'; $seats.TargetDate.ToString()", "2027-03-31")]
    [InlineData("$seats.L1 = @{ Id = 9; Name = 'Blocked' }; $seats.L1 -eq 'blocked'", "True")]
    [InlineData("(3, 20, 100 | ForEach-Object { [FastTrackFpx.FpxService]@{ Id = $_; Name = 'x' } } | Sort-Object Id -Descending | ForEach-Object Id) -join ' '", "100 20 3")]
    [InlineData("[FastTrackFpx.FpxService]@{ Id = 20; Name = 'x' } | Where-Object Id -gt 3 | ForEach-Object ServiceId", "20")]
    public void Values_convert_on_assignment(string script, string expected)
    {
        SessionResult result = Run("$contact = [FastTrackFpx.FpxContact]::new(); $seats = [FastTrackFpx.FpxEntitlement]::new(); " + script);
        Assert.Equal(expected, Assert.Single(result.Succeeded().Output)!.ToString());
    }

    [Theory]
    [InlineData("$contact.IsEngaged = 'vielleicht'", "neither true nor false")]
    [InlineData("$contact.CountryRegion = Get-Date", "expected a name, an id")]
    [InlineData("$seats.TargetDate = '03/04/2027'", "not an ISO 8601 date")]
    [InlineData("$seats.EntitlementCount = '5kb'", "not a whole number")]
    [InlineData("$seats.EntitlementCount = 1.5", "not a whole number")]
    public void What_cannot_be_read_is_an_error_on_assignment(string script, string expected)
    {
        SessionResult result = Run("$contact = [FastTrackFpx.FpxContact]::new(); $seats = [FastTrackFpx.FpxEntitlement]::new(); " + script);
        Assert.Contains(expected, Assert.Single(result.AllErrors).Exception.Message);
    }

    private SessionResult Run(string script) => samples.Session.Run("Invoke-Expression", ("Command", script));

    /// <summary>One session for all tests: they only read.</summary>
    public sealed class Samples : IDisposable
    {
        public Samples() => Session.Run("Invoke-Expression", ("Command", Define.Replace("function ", "function global:", StringComparison.Ordinal))).Succeeded();

        public PowerShellSession Session { get; } = PowerShellSession.OpenWithModule();

        public void Dispose() => Session.Dispose();
    }
}
