namespace FastTrackFpx.AppDirect.Tests.Writes;

/// <summary>What a script assigns to a record that can be sent is read as strictly as a parameter. PowerShell alone would make 'no' true, and 1 of '1.000'.</summary>
public sealed class StrictPropertyTests(ModuleSession module) : IClassFixture<ModuleSession>
{
    private static readonly Type[] Plain = [typeof(bool?), typeof(long?), typeof(decimal?), typeof(DateTimeOffset?), typeof(long[]), typeof(decimal[])];

    // For each type: what is refused, and what is read as what.
    private static readonly Dictionary<Type, (string[] Refused, (string Script, object? Value)[] Read)> Values = new()
    {
        [typeof(bool?)] = (
            ["'maybe'", "'on'", "2", "'2'", "'１'", "'ja'", "1.5", "@($true)", "(Get-Date)", "@{}"],
            [("'no'", false), ("' TRUE '", true), ("'Yes'", true), ("'0'", false), ("1", true), ("$false", false), ("[switch]$true", true), ("''", null), ("' '", null), ("$null", null)]),
        [typeof(long?)] = (
            ["'1.000'", "'5kb'", "'1,5'", "1.5", "'1e3'", "'１２'", "$true", "@(1, 2)", "(Get-Date)", "'x'", "'99999999999999999999'"],
            [("' 12 '", 12L), ("12", 12L), ("12.0", 12L), ("'-3'", -3L), ("''", null), ("$null", null)]),
        [typeof(decimal?)] = (
            ["'1.000'", "'12.345'", "'-999.999'", "'5kb'", "'1,5'", "'1,000'", "'1e3'", "'１'", "$true", "@(1)", "(Get-Date)", "'x'", "[double]::NaN"],
            [("'12.5'", 12.5m), ("' 0.125 '", 0.125m), ("'1000.000'", 1000m), ("'1.0000'", 1m), ("1.25", 1.25m), ("7", 7m), ("'-3'", -3m), ("''", null), ("$null", null)]),
        // A number that is a text in JSON.
        [typeof(string)] = (["'1.000'", "'5kb'", "'1,5'", "$true", "@(1)", "'x'"], [("' 12.50 '", "12.50"), ("1.5", "1.5"), ("7", "7"), ("''", null), ("$null", null)]),
        [typeof(DateTimeOffset?)] = (
            ["'1.4.2027'", "'03/04/2027'", "'12:30'", "20270331", "'20270331'", "'2027-13-01'", "'31/3/2570'", "$true", "'tomorrow'"],
            [
                ("'2027-03-31T14:30Z'", DateTimeOffset.Parse("2027-03-31T14:30Z", System.Globalization.CultureInfo.InvariantCulture)),
                ("([datetime]::SpecifyKind('2027-03-31', 'Utc'))", DateTimeOffset.Parse("2027-03-31T00:00Z", System.Globalization.CultureInfo.InvariantCulture)),
                ("$copy", DateTimeOffset.UnixEpoch),
                ("'2027-03-31'", new DateTimeOffset(new DateTime(2027, 3, 31, 0, 0, 0, DateTimeKind.Local))),
                ("''", null),
            ]),
        [typeof(long[])] = (["'1.000'", "@(1, 'x')", "1.5"], [("@(1, '2')", new[] { 1L, 2L }), ("'3'", new[] { 3L }), ("''", null)]),
    };

    private static IReadOnlyList<(Type Record, PropertyInfo Property, Type Type)> Strict { get; } =
    [
        .. SentRecords().SelectMany(record => record.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(property => (record, property, record.GetField("_" + property.Name, BindingFlags.Instance | BindingFlags.NonPublic)?.FieldType!)).Where(one => one.Item3 is not null)),
    ];

    [Fact]
    public void No_property_that_is_sent_has_a_type_that_PowerShell_converts_to_by_a_guess()
    {
        Assert.InRange(Strict.Count, 200, 600);
        Assert.Contains(Strict, one => one.Record == typeof(AppDirectCompany) && one.Property.Name == "Enabled");
        Assert.Contains(Strict, one => one.Record == typeof(AppDirectOrderLine) && one.Property.Name == "Quantity");
        Assert.All(Strict, one => Assert.Equal(typeof(object), one.Property.PropertyType));
        foreach (PropertyInfo property in SentRecords().SelectMany(record => record.GetProperties()).Where(property => Plain.Contains(property.PropertyType)))
        {
            object record = Activator.CreateInstance(property.DeclaringType!)!;
            Type type = Nullable.GetUnderlyingType(property.PropertyType)!;
            property.SetValue(record, Activator.CreateInstance(type));
            Assert.True(RequestBody.NodeOf(record)!.ToJsonString() == "{}", $"{property.DeclaringType!.Name}.{property.Name} is sent, and is a {type.Name}.");
        }
    }

    [Fact]
    public void A_value_that_is_assigned_is_read_strictly_or_refused()
    {
        module.Session["table"] = Strict.Select(one => new { Type = one.Record.FullName, Property = one.Property.Name, Refused = Script(Values[one.Type].Refused), Read = Script(Values[one.Type].Read.Select(read => read.Script)) }).ToArray();
        SessionResult result = module.Session.Script("""
            $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([DateTimeOffset]::UnixEpoch))
            foreach ($row in $table) {
                $record = New-Object $row.Type
                foreach ($script in $row.Refused) {
                    $value = & $script
                    try { $record.($row.Property) = $value; "$($row.Type).$($row.Property) takes $script as $($record.($row.Property))" }
                    catch { if ($_.Exception.InnerException.Message -notmatch "^'.*' (is|has) .* Write ") { "$($row.Type).$($row.Property), ${script}: $_" } }
                    if ($null -ne $record.($row.Property)) { "$($row.Type).$($row.Property) changed by $script"; $record.($row.Property) = $null }
                    if ($script -eq $row.Refused[0]) { try { "made by a cast: $(New-Object $row.Type -Property @{ $row.Property = $value })" } catch { } }
                }

                , @($row.Read | ForEach-Object { $record.($row.Property) = . $_; , $record.($row.Property) })
            }
            """).Succeeded();

        Assert.Empty(result.Output.Select(output => output!.BaseObject).OfType<string>());
        Assert.Equal(Strict.Count, result.Output.Count);
        foreach (((Type record, PropertyInfo property, Type type), PSObject? output) in Strict.Zip(result.Output))
        {
            object?[] read = [.. ((object?[])output!.BaseObject).Select(value => value is PSObject wrapped ? wrapped.BaseObject : value)];
            Assert.True(Values[type].Read.Select(one => one.Value).SequenceEqual(read, EqualityComparer<object?>.Create((one, other) => one is long[] list ? list.SequenceEqual((long[])other!) : Equals(one, other))), $"{record.Name}.{property.Name}: {string.Join(", ", read)}");
        }
    }

    [Theory]
    [InlineData("$d.Price -is [decimal] -and $d.Price -eq 12.345 -and $d.ExpirationDate -is [DateTimeOffset] -and $d.ExpirationDate.Year -eq 2027")]
    [InlineData("$d.AutoApply -is [bool] -and $(if ($d.AutoApply) { $false } else { $true }) -and $d.BillingCycles -is [long]")]
    [InlineData("($d | Where-Object AutoApply -EQ $false | Sort-Object Price | Measure-Object Price -Sum).Sum -eq 12.345")]
    [InlineData("(($d | ConvertTo-Json | ConvertFrom-Json).AutoApply -is [bool]) -and ($d | Select-Object *).Price -is [decimal]")]
    public void A_value_that_was_read_has_the_type_of_its_kind(string script)
    {
        Respond();

        Assert.Equal(true, Assert.Single(module.Session.Script($"$d = Get-AppDirectDiscount 5; {script}").Succeeded().Output)!.BaseObject);
    }

    /// <summary>Export-Csv writes numbers and dates in the culture of the session. Rows that were not edited change nothing, and an edited cell is all that is sent.</summary>
    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    public void Rows_of_a_file_round_trip_in_every_culture(string culture)
    {
        Respond();
        Run($"{FileRows} | Set-AppDirectDiscount -Confirm:$false").Succeeded();
        Assert.Empty(Writes());

        Run($"{FileRows} | ForEach-Object {{ $_.ExpirationDate = '2027-04-01T00:00Z'; $_ }} | Set-AppDirectDiscount -Confirm:$false").Succeeded();
        JsonElement sent = JsonDocument.Parse(Assert.Single(Writes()).Body!).RootElement;
        Assert.Equal((1806537600000, 12.345m), (sent.GetProperty("expirationDate").GetInt64(), sent.GetProperty("price").GetDecimal()));

        SessionResult result = Run($"{FileRows} | ForEach-Object {{ $_.Price = '1.000'; $_.AutoApply = 'maybe'; $_ }} | Set-AppDirectDiscount -Confirm:$false");
        Assert.Single(Writes());
        Assert.StartsWith("Row 1: ", Assert.Single(result.AllErrors).ToString());
        Assert.Contains("-AutoApply: 'maybe' is neither yes nor no.", result.AllErrors[0].ToString());
        Assert.Contains("-Price: '1.000' has two meanings: 1.0000 and 1000.", result.AllErrors[0].ToString());

        SessionResult Run(string script) => module.Session.Script($"& {{ [cultureinfo]::CurrentCulture = '{culture}'; try {{ {script} }} finally {{ [cultureinfo]::CurrentCulture = [cultureinfo]::InvariantCulture }} }}");
    }

    private const string FileRows = "Get-AppDirectDiscount 5 | ConvertTo-Csv -Delimiter ';' | ConvertFrom-Csv -Delimiter ';'";

    private void Respond()
    {
        module.Service.Forget();
        module.Service.Respond = _ => FakeMarketplace.Json("""{"id":5,"uuid":"d-5","code":"SPRING","autoApply":false,"billingCycles":3,"price":12.345,"percentage":2.5,"startDate":1806451200000,"expirationDate":1806451200123}""");
    }

    private IEnumerable<Received> Writes() => module.Service.Requests.Where(request => request.Method is "PATCH" or "PUT");

    private object[] Script(IEnumerable<string> scripts) => [.. scripts.Select(script => ScriptBlock.Create($", ({script})"))];

    /// <summary>The records that a cmdlet takes or edits or that are a body, and those inside them.</summary>
    private static HashSet<Type> SentRecords()
    {
        PropertyInfo isEditable = typeof(AppDirectRecord).GetProperty("IsEditable", BindingFlags.Instance | BindingFlags.NonPublic)!;
        IEnumerable<Type> editable = RecordTypes.Where(record => (bool)isEditable.GetValue(Activator.CreateInstance(record))!);
        IEnumerable<Type> taken = ModuleSession.Cmdlets.SelectMany(cmdlet => cmdlet.GetProperties()).Where(property => property.IsDefined(typeof(ParameterAttribute))).Select(property => ElementOf(property.PropertyType));
        IEnumerable<Type> bodies = Description.Operations.Where(operation => operation.Method != "GET").Select(operation => Description.Bodies.GetValueOrDefault(operation.Id)).OfType<string>().Select(name => RecordTypes.Single(record => record.Name == name));
        var open = new Stack<Type>(editable.Concat(taken).Concat(bodies).Where(type => typeof(AppDirectRecord).IsAssignableFrom(type) && !type.IsAbstract));
        var sent = new HashSet<Type>();
        while (open.TryPop(out Type? record))
        {
            if (!sent.Add(record)) continue;
            foreach (Type inside in record.GetProperties().Select(property => ElementOf(property.PropertyType)).Where(typeof(AppDirectRecord).IsAssignableFrom)) open.Push(inside);
        }

        return sent;
    }

    private static IReadOnlyList<Type> RecordTypes => Rows.RecordTypes;

    private static Type ElementOf(Type type) => type.GetElementType() ?? type;
}
