namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Filters, orders and searches of lists.</summary>
[Collection(AppDirectCollection.Name)]
public sealed class FilterTests(AppDirectFixture fixture)
{
    private readonly AppDirectClient _client = fixture.Client;

    private async Task<JsonElement[]> ListAsync(string path, string caller = "manager")
    {
        using HttpResponseMessage response = await _client.SendAsync(HttpMethod.Get, path, caller: caller);
        string text = await response.Content.ReadAsStringAsync();
        if (text.Length == 0) return [];
        JsonElement body = JsonDocument.Parse(text).RootElement;
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return [.. (body.ValueKind == JsonValueKind.Array ? body : body.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.Array).Value)
            .EnumerateArray()];
    }

    [Theory, InlineData("PAID"), InlineData("UNPAID")]
    public async Task Invoices_are_filtered_by_status_and_date(string status)
    {
        JsonElement[] all = await ListAsync($"billing/v1/invoices?status={status}");
        Assert.NotEmpty(all);
        Assert.All(all, invoice => Assert.Equal(status, invoice.Text("status")));
        long middle = all.Select(invoice => invoice.GetProperty("creationDate").GetInt64()).Order().ElementAt(all.Length / 2);
        JsonElement[] late = await ListAsync($"billing/v1/invoices?status={status}&fromDate={middle}");
        JsonElement[] early = await ListAsync($"billing/v1/invoices?status={status}&toDate={middle - 1}");
        Assert.Equal(all.Length, late.Length + early.Length);
        Assert.NotEmpty(late);
    }

    [Fact]
    public async Task Subscriptions_take_lists_of_states_ids_and_text_dates()
    {
        JsonElement[] all = await ListAsync("billing/v1/subscriptions");
        JsonElement[] some = await ListAsync("billing/v1/subscriptions?status=in(ACTIVE,SUSPENDED)");
        Assert.All(some, subscription => Assert.Contains(subscription.Text("status"), new[] { "ACTIVE", "SUSPENDED" }));
        Assert.Equal(all.Count(s => s.Text("status") is "ACTIVE" or "SUSPENDED"), some.Length);
        string product = all[0].GetProperty("product").Text("id");
        Assert.Equal(all.Count(s => s.GetProperty("product").Text("id") == product),
            (await ListAsync($"billing/v1/subscriptions?applicationIds={product}")).Length);
        Assert.Empty(await ListAsync("billing/v1/subscriptions?fromDate=2030%2F01%2F01%2000%3A00%3A00"));
        Assert.Equal(all.Length, (await ListAsync("billing/v1/subscriptions?fromDate=2001%2F01%2F01%2000%3A00%3A00")).Length);
    }

    [Fact]
    public async Task Lists_below_a_document_have_what_refers_to_it()
    {
        JsonElement invoice = _client.Data("invoice").First(one => one.Text("status") == "PAID");
        string number = invoice.Text("id"), order = invoice.GetProperty("orderId").ToString();
        Assert.Single(await ListAsync($"billing/v1/invoices/{number}/payments"));
        Assert.Contains(await ListAsync($"billing/v1/orders/{order}/invoices"), one => one.GetProperty("invoiceId").GetRawText() == number);
        string company = invoice.Text("companyId");
        Assert.All(await ListAsync($"billing/v1/companies/{company}/invoices"), one => Assert.Equal(company, one.GetProperty("company").Text("id")));
        Assert.All(await ListAsync($"billing/v1/payments/{number}/invoices"), one => Assert.Equal(number, one.GetProperty("invoiceId").GetRawText()));
    }

    [Fact]
    public async Task Users_are_found_by_address_role_and_change()
    {
        JsonElement user = _client.Data("user").Last();
        string mail = user.Text("email");
        Assert.Equal(mail, Assert.Single(await ListAsync($"account/v2/users?email={Uri.EscapeDataString(mail)}")).Text("email"));
        Assert.NotEmpty(await ListAsync("account/v2/users?companyMembershipRole=ROLE_SYS_ADMIN"));
        Assert.Empty(await ListAsync("account/v2/users?lastModified=4102444800000"));
        string company = user.Text("companyId");
        JsonElement[] admins = await ListAsync($"account/v2/companies/{company}/memberships?roleName=SYS_ADMIN");
        Assert.All(admins, one => Assert.Contains("ROLE_SYS_ADMIN", one.Items("roles").Select(role => role.GetString())));
    }

    [Fact]
    public async Task Companies_are_sorted_by_name_and_left_out_by_an_attribute()
    {
        string[] names = [.. (await ListAsync("account/v2/companies?size=100&sortField=NAME&sortOrder=DESC")).Select(one => one.Text("name"))];
        Assert.Equal(names.OrderDescending(StringComparer.Ordinal), names);
        string tier = (await ListAsync("account/v2/companies?size=1"))[0].GetProperty("customAttributes")[0].Text("value");
        JsonElement[] others = await ListAsync($"account/v2/companies?size=100&custom.tier=notIn({tier})");
        Assert.InRange(others.Length, 1, names.Length - 1);
        Assert.All(others, one => Assert.NotEqual(tier, one.GetProperty("customAttributes")[0].Text("value")));
    }

    [Fact]
    public async Task A_created_range_of_opportunities_uses_comparisons()
    {
        long[] times = [.. (await ListAsync("assistedSales/v1/opportunities?size=100")).Select(o => o.GetProperty("createdOn").GetInt64()).Order()];
        JsonElement[] late = await ListAsync($"assistedSales/v1/opportunities?size=100&createdOn=gte({times[1]})");
        JsonElement[] one = await ListAsync($"assistedSales/v1/opportunities?size=100&createdOn=gte({times[1]})&createdOn=lte({times[1]})");
        Assert.Equal((times.Count(time => time >= times[1]), times.Count(time => time == times[1])), (late.Length, one.Length));
    }
}
