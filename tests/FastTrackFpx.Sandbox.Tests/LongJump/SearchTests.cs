namespace FastTrackFpx.Sandbox.Tests.LongJump;

[Trait("Category", "Slow")]
public sealed class SearchTests() : ServiceTest<LongJumpClient>(() => LongJumpClient.StartAsync(o => o.Tenants = 53))
{
    [Fact]
    public async Task Pages_count_from_zero_and_the_last_one_is_shorter()
    {
        var ids = new HashSet<string>();
        int[] lengths = new int[4];
        for (int page = 0; page < 4; page++)
        {
            XElement[] tenants = (await Client.GetAsync($"tenant?page={page}&pageSize=20")).Tenants;
            lengths[page] = tenants.Length;
            Assert.All(tenants, tenant => Assert.True(ids.Add((string)tenant.Element("id")!)));
        }

        Assert.Equal([20, 20, 13, 0], lengths);
    }

    [Theory, InlineData("true"), InlineData("1"), InlineData("yes")]
    public async Task The_total_is_beside_the_message_if_it_is_requested(string flag)
    {
        PlatformResponse response = await Client.GetAsync($"tenant?pageSize=5&getTotalRecordCount={flag}");
        Assert.Equal(53, (int)response.Platform.Element("totalRecordCount")!);
        Assert.Equal(5, response.Tenants.Length);
        Assert.Null((await Client.GetAsync("tenant")).Platform.Element("totalRecordCount"));
    }

    [Theory, InlineData("company contains '{0}'"), InlineData("company = '{1}'"), InlineData("COMPANY='{1}'")]
    public async Task A_filter_finds_by_text_in_any_case(string filter)
    {
        string company = (string)(await Client.GetAsync("tenant?pageSize=10")).Tenants[7].Element("company")!;
        string query = string.Format(filter, company[2..].ToUpperInvariant(), company).Replace("'" + company, "'" + company.Replace("'", "''"));
        PlatformResponse response = await Client.GetAsync("tenant?pageSize=100&getTotalRecordCount=1&filter=" + Uri.EscapeDataString(query));
        Assert.Contains(response.Tenants, tenant => (string)tenant.Element("company")! == company);
        Assert.InRange((int)response.Platform.Element("totalRecordCount")!, 1, 20);
    }

    [Theory, InlineData("filter=company%20like%20'a'"), InlineData("filter=nonsense%20=%20'a'")]
    [InlineData("filter=password%20contains%20'a'"), InlineData("page=-1"), InlineData("page=x"), InlineData("pageSize=0")]
    [InlineData("sortBy=nonsense"), InlineData("sortBy=company&sortOrder=up"), InlineData("fieldList=company,nonsense")]
    public async Task An_invalid_search_is_minus_300(string query) => Assert.Equal(-300, (await Client.GetAsync("tenant?" + query)).Code);

    [Theory]
    [InlineData("sortBy=company&sortOrder=asc", false)]
    [InlineData("sortby=company&sortorder=desc", true)]
    [InlineData("sortBy='company'&sortOrder='desc'", true)]
    public async Task Companies_sort_in_both_directions(string query, bool isDescending)
    {
        string[] names = [.. (await Client.GetAsync("tenant?pageSize=100&" + query)).Tenants.Select(tenant => (string)tenant.Element("company")!)];
        Assert.Equal(isDescending ? names.OrderDescending(StringComparer.OrdinalIgnoreCase) : names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task Fields_sort_within_each_other_and_a_list_of_them_returns_those_only()
    {
        XElement[] tenants = (await Client.GetAsync("tenant?pageSize=100&sortBy=country&sortBy2=number_of_users&sortOrder2=desc")).Tenants;
        var keys = tenants.Select(tenant => ((string)tenant.Element("country")!, (int)tenant.Element("number_of_users")!)).ToArray();
        Assert.Equal(keys.OrderBy(key => key.Item1, StringComparer.OrdinalIgnoreCase).ThenByDescending(key => key.Item2), keys);
        XElement tenant = (await Client.GetAsync("tenant?pageSize=1&fieldList=name,id")).Tenants.Single();
        Assert.Equal(["name", "id"], tenant.Elements().Select(element => element.Name.LocalName));
        Assert.True((await Client.GetAsync("tenant?pageSize=1&fieldList=*")).Tenants.Single().Elements().Count() > 40);
    }

    [Fact]
    public async Task Quirks_mix_both_forms()
    {
        await using LongJumpClient client = await LongJumpClient.StartAsync(o => o.Quirks = true);
        string text = (await client.GetAsync("tenant?pageSize=50")).Platform.ToString();
        Assert.All(["<active>true</active>", "<active>1</active>", "<email>"], form => Assert.Contains(form, text));
    }
}
