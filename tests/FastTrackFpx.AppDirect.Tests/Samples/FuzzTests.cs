using FastTrackFpx.AppDirect.Records;

namespace FastTrackFpx.AppDirect.Tests.Samples;

/// <summary>Every property of every record with values of every kind: nothing crashes, and no value is lost.</summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests
{
    private static readonly string[] Values =
    [
        "null", "\"\"", "\"text\"", "\"12.50\"", "\"1457416568000\"", "\"2018-04-112T19:15:00Z\"", "\"2024-02-29T10:00:00Z\"", "\"true\"", "\"NEW_CODE\"", "\"  \"",
        "0", "7", "12.50", "-3", "1457416568000", "1457416568", "1e400", "123456789012345678901234567890", "true", "false",
        "[]", "{}", "[null]", "[1,\"a\",{\"b\":2}]", "{\"id\":5,\"href\":\"https://x/5\"}", "{\"unknown\":[1,{\"deep\":\"x\"}]}", "[{\"unknown\":\"y\"}]", "[[1,2],[3]]",
    ];

    public static TheoryData<string> Records()
    {
        var data = new TheoryData<string>();
        foreach (Type type in Rows.RecordTypes) data.Add(type.Name);
        return data;
    }

    [Theory, MemberData(nameof(Records))]
    public void No_value_of_any_kind_is_lost(string record)
    {
        Type type = Rows.RecordTypes.Single(one => one.Name == record);
        foreach (string name in NamesOf(type))
        {
            foreach (string value in Values)
            {
                string json = $"{{\"{name}\":{value},\"aNewField\":\"still here\"}}";
                AppDirectRecord read = Assert.Single(Rows.Read(type, $"[{json}]").Records);
                using JsonDocument document = JsonDocument.Parse(json);
                IReadOnlyList<string> missing = Leaves.Missing(Leaves.OfJson(document.RootElement).Where(leaf => leaf.Length > 0 && (leaf.Trim().Length > 0 || value != "\"  \"")), Leaves.OfRecord(read));
                Assert.True(missing.Count == 0, $"{record}.{name} = {value}: lost {string.Join(", ", missing)}");
            }
        }
    }

    [Fact]
    public void What_does_not_fit_is_kept_and_noticed_and_money_keeps_its_digits()
    {
        AppDirectRecord lost = Rows.Read("AppDirectCompany", """{"name":"Contoso"}""").Records[0];
        Assert.Equal(["Fabrikam"], Leaves.Missing(["Contoso", "Fabrikam"], Leaves.OfRecord(lost)));
        var read = (AppDirectCompany)Rows.Read("AppDirectCompany", """{"creationDate":"2018-04-112T19:15:00Z","enabled":"yes","companySize":7}""").Records[0];
        Assert.Null(read.CreationDate);
        Assert.Null(read.Enabled);
        Assert.Equal("7", read.CompanySize);
        Assert.Equal("2018-04-112T19:15:00Z", read.AdditionalProperties!.Properties["creationDate"].Value);
        Assert.Equal("yes", read.AdditionalProperties.Properties["enabled"].Value);
        var money = (AppDirectInvoice)Rows.Read("AppDirectInvoice", """{"total":0.1000000000000000000000000001,"id":"x"}""").Records[0];
        Assert.Equal(0.1000000000000000000000000001m, money.Total);
    }

    [Theory]
    [InlineData("1457416568000", "2016-03-08T05:56:08Z")]
    [InlineData("\"1457416568000\"", "2016-03-08T05:56:08Z")]
    [InlineData("1457416568", "2016-03-08T05:56:08Z")]
    [InlineData("\"2016-03-08T05:56:08Z\"", "2016-03-08T05:56:08Z")]
    public void A_date_is_read_in_seconds_milliseconds_and_text(string json, string expected)
    {
        var read = (AppDirectCompany)Rows.Read("AppDirectCompany", $"{{\"creationDate\":{json}}}").Records[0];
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), read.CreationDate);
    }

    private static IEnumerable<string> NamesOf(Type record)
    {
        object fields = record.GetField("Names", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        var spellings = (Dictionary<string, int>)typeof(RecordFields).GetField("_spellings", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(fields)!;
        return spellings.Keys;
    }
}
