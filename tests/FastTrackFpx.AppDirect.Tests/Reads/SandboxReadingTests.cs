namespace FastTrackFpx.AppDirect.Tests.Reads;

/// <summary>A sandbox with the same data that takes the other reading of points where the document allows two.</summary>
public sealed class OtherReadingsSandbox : MarketplaceSandbox
{
    private protected override IReadOnlyDictionary<string, string> Readings => new Dictionary<string, string>
    {
        ["A28"] = "object", ["A29"] = "array", ["A37"] = "file", ["A52"] = "single", ["A53"] = "single", ["A59"] = "five", ["A60"] = "text", ["A62"] = "text",
    };
}

/// <summary>What the cmdlets return is the same with either reading, as far as a response can show which one is true.</summary>
public sealed class SandboxReadingTests(MarketplaceSandbox usual, OtherReadingsSandbox other) : IClassFixture<MarketplaceSandbox>, IClassFixture<OtherReadingsSandbox>
{
    [Fact]
    public void Supported_languages_are_codes_or_kept_as_they_came()
    {
        AppDirectProduct product = Read<AppDirectProduct>(usual, "Get-AppDirectCatalogProduct").First(one => one.SupportedLanguages is { Length: > 0 });
        AppDirectProduct same = Read<AppDirectProduct>(other, "Get-AppDirectCatalogProduct").Single(one => one.ProductId == product.ProductId);
        Assert.Equal(product.SupportedLanguages, ((object?[])same.AdditionalProperties!.Properties["supportedLanguages"].Value).Select(code => (string)((System.Management.Automation.PSObject)code!).Properties["code"].Value));
    }

    [Fact]
    public void A_report_is_saved_from_a_redirect_or_from_the_response()
    {
        foreach (MarketplaceSandbox sandbox in new[] { usual, other })
        {
            string folder = Directory.CreateDirectory(Path.Combine(sandbox.Folder, "reports")).FullName;
            var file = (FileInfo)Assert.Single(sandbox.Session.Run($"Get-AppDirectReport | Select-Object -First 1 | Save-AppDirectReport -Destination {folder}").Succeeded().Output)!.BaseObject;
            Assert.StartsWith("companyId,name", File.ReadAllText(file.FullName), StringComparison.Ordinal);
            Assert.Equal([file.FullName], Directory.EnumerateFiles(folder));
        }
    }

    [Fact]
    public void Several_values_of_a_filter_find_the_same_records()
    {
        string[] products = [.. Read<AppDirectProduct>(usual, "Get-AppDirectCatalogProduct").Select(product => product.ProductId!).Take(6)];
        string[] codes = ["ACTIVE", "CANCELLED", "FINISHED"];
        Assert.Equal(Ids(Read<AppDirectOrder>(usual, "Get-AppDirectOrder", ("Status", codes))), Ids(Read<AppDirectOrder>(other, "Get-AppDirectOrder", ("Status", codes))));
        Assert.NotEmpty(Read<AppDirectOrder>(usual, "Get-AppDirectOrder", ("ProductId", products)));
        Assert.Equal(Ids(Read<AppDirectOrder>(usual, "Get-AppDirectOrder", ("ProductId", products))), Ids(Read<AppDirectOrder>(other, "Get-AppDirectOrder", ("ProductId", products))));
    }

    [Fact]
    public void Ids_are_the_same_as_numbers_and_as_text()
    {
        Assert.Equal(Ids(Read<AppDirectOrder>(usual, "Get-AppDirectOrder")), Ids(Read<AppDirectOrder>(other, "Get-AppDirectOrder")));
        // Also those in lines.
        AppDirectInvoice[] invoices = Read<AppDirectInvoice>(usual, "Get-AppDirectInvoice", ("First", 3), ("Detail", true)), same = Read<AppDirectInvoice>(other, "Get-AppDirectInvoice", ("First", 3), ("Detail", true));
        Assert.Equal(invoices.Select(invoice => (invoice.InvoiceNumber, invoice.CompanyId)), same.Select(invoice => (invoice.InvoiceNumber, invoice.CompanyId)));
    }

    [Theory]
    [InlineData("Get-AppDirectPayment", "Method", "CREDIT_CARD")]
    [InlineData("Get-AppDirectPayment", "Result", "SUCCESSFUL")]
    [InlineData("Get-AppDirectNotificationTemplate", null, null)]
    [InlineData("Get-AppDirectPaymentMethodType", null, null)]
    public void A_list_has_as_many_records_with_either_reading(string cmdlet, string? parameter, string? value)
    {
        (string?, object?)[] filter = parameter is null ? [] : [(parameter, value)];
        Assert.Equal(Read<AppDirectRecord>(usual, cmdlet, filter).Length, Read<AppDirectRecord>(other, cmdlet, filter).Length);
    }

    private static T[] Read<T>(MarketplaceSandbox sandbox, string cmdlet, params (string? Name, object? Value)[] parameters) => [.. sandbox.Session.Run(cmdlet, parameters).Succeeded().Output.Select(one => (T)one!.BaseObject)];

    private static IEnumerable<string?> Ids(IEnumerable<AppDirectOrder> orders) => orders.Select(order => order.OrderId).Order(StringComparer.Ordinal);
}
