using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.AppDirect.Marketplace;

/// <summary>A payment plan that can be ordered.</summary>
internal sealed record PlanOffer(int ProductId, string ProductName, int EditionId, string EditionName, int PlanId, string Frequency, decimal Price);

/// <summary>Makes up the catalog: products with editions and plans, questions, reviews, bundles, discounts, and what the operator manages.</summary>
internal sealed class CatalogMaker(DocumentStore store, int seed)
{
    public const int Products = 24;

    private const string Unit = "USER";

    private static readonly string[] Subjects = ["Mail", "Backup", "Voice", "Ledger", "Design", "Shop", "Survey", "Archive"];
    private static readonly string[] Styles = ["Harbor", "Summit", "Willow"];
    private static readonly string[] Frequencies = ["MONTHLY", "YEARLY"];
    private static readonly string[] Regions = ["North", "South", "West"];
    private static readonly string[] Marks = ["FEATURED", "POPULAR", "STAFFPICK", "FREE_TRIAL", "PAID"];
    private static readonly string[] Currencies = ["USD", "EUR", "CAD", "GBP"];

    private readonly List<PlanOffer> _offers = [];

    /// <summary>Stores the catalog and returns what can be ordered.</summary>
    public IReadOnlyList<PlanOffer> Fill()
    {
        for (int i = 0; i < Products; i++) AddProduct(i);
        for (int i = 0; i < 2; i++)
        {
            Add("bundle", Text(9001 + i), new JsonObject { ["name"] = $"{Styles[i]} Office", ["productIds"] = Ids(1001 + i, 1009 + i) });
        }

        for (int i = 0; i < 8; i++) AddDiscount(i);
        for (int i = 0; i < 6; i++) AddExchangeRate(i);
        foreach (string type in new[] { "CREDIT_CARD", "EXTERNAL_INVOICE", "MANUAL" })
        {
            Add("paymentMethodType", type, new JsonObject { ["name"] = type, ["type"] = type, ["paymentMethodType"] = type });
        }

        for (int i = 0; i < Regions.Length; i++) AddFolder(i);
        for (int i = 0; i < 3; i++) AddWebhook(i);
        AddReconciliation();
        for (int i = 0; i < 30; i++) AddReport(i);
        AddTransferMethods();
        return _offers;
    }

    private static JsonArray Ids(params int[] ids) => new([.. ids.Select(id => (JsonNode)JsonValue.Create(Text(id)))]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Add(string kind, string id, JsonObject body) => store.Add(kind, id, body, isMadeUp: true);

    private void AddProduct(int i)
    {
        var dice = new Dice(seed, "product", i);
        int id = 1001 + i;
        string name = $"{Styles[i / Subjects.Length]} {Subjects[i % Subjects.Length]}";
        long published = MadeUpTime.At(ref dice, -900, -100).ToUnixTimeMilliseconds();
        string vendor = SpecialCompany.IdOf(SpecialCompany.Vendor);
        JsonObject Body() => new()
        {
            ["name"] = name, ["uuid"] = StableId.Of("AppDirect product", Text(id)), ["vendorId"] = vendor, ["vendorName"] = "Sandbox Software",
            ["categoryId"] = Text(1 + (i % 4)), ["subcategoryId"] = Text(10 + (i % 8)), ["createdOn"] = published, ["publishedOn"] = published,
            ["lastModified"] = published, ["type"] = "WEB_APP", ["productType"] = "WEB_APP", ["rating"] = 1 + (i % 5), ["popularity"] = i * 10,
            ["marks"] = new JsonArray(Marks[i % Marks.Length]), ["free"] = i % 6 == 0, ["buyable"] = true, ["addon"] = false,
            ["status"] = "PRODUCTION",
        };
        Add("product", Text(id), Body());
        if (i % 4 == 0)
        {
            JsonObject staged = Body();
            staged["status"] = i % 8 == 0 ? "PENDING" : "DEVELOPMENT";
            Add("stagingProduct", Text(id), staged);
        }

        for (int e = 0; e <= i % 3; e++) AddEdition(id, name, e, ref dice);
        for (int q = 0; q < 2; q++)
        {
            int question = (id * 10) + q;
            Add("question", Text(question), new JsonObject { ["productId"] = Text(id), ["answerCount"] = 1 });
            Add("answer", Text(question), new JsonObject { ["productId"] = Text(id), ["questionId"] = Text(question) });
            Add("review", Text(question), new JsonObject { ["productId"] = Text(id), ["rating"] = dice.Between(1, 5), ["commentCount"] = 1 });
            Add("comment", Text(question), new JsonObject { ["productId"] = Text(id), ["reviewId"] = Text(question) });
        }
    }

    private void AddEdition(int product, string productName, int number, ref Dice dice)
    {
        int id = (product * 10) + number;
        string name = new[] { "Basic", "Plus", "Premium" }[number];
        Add("edition", Text(id), new JsonObject
        {
            ["productId"] = Text(product), ["name"] = name, ["code"] = $"{product}-{name.ToUpperInvariant()}", ["rank"] = number,
            ["primary"] = number == 0, ["uuid"] = StableId.Of("AppDirect edition", Text(id)), ["planIds"] = Ids((id * 10) + 1, (id * 10) + 2),
        });
        for (int f = 0; f < Frequencies.Length; f++)
        {
            int plan = (id * 10) + f + 1;
            decimal price = dice.Between(2, 40) * (f == 0 ? 1 : 11) * (number + 1);
            JsonArray Costs() => new(new JsonObject
            {
                ["id"] = plan * 10, ["unit"] = Unit, ["minUnits"] = 1, ["increment"] = 1,
                ["amount"] = new JsonObject { ["USD"] = price, ["EUR"] = price }, ["meteredUsage"] = false,
            });
            Add("paymentPlan", Text(plan), new JsonObject
            {
                ["productId"] = Text(product), ["editionId"] = Text(id), ["frequency"] = Frequencies[f], ["price"] = price, ["costs"] = Costs(),
                ["name"] = $"{productName} {name} {Frequencies[f]}", ["uuid"] = StableId.Of("AppDirect plan", Text(plan)), ["isPrimaryPrice"] = f == 0,
            });
            _offers.Add(new PlanOffer(product, productName, id, name, plan, Frequencies[f], price));
        }
    }

    private void AddDiscount(int i)
    {
        var dice = new Dice(seed, "discount", i);
        bool isPercentage = i % 2 == 0;
        Add("discount", Text(5001 + i), new JsonObject
        {
            ["code"] = $"SAVE{10 + i}", ["uuid"] = dice.GuidText(), ["type"] = isPercentage ? "PERCENTAGE" : "FIXED_PRICE",
            ["percentage"] = isPercentage ? 10 + i : null, ["price"] = isPercentage ? null : 10 + i, ["description"] = $"Campaign {i + 1}",
            ["createdOn"] = MadeUpTime.At(ref dice, -300, -30).ToUnixTimeMilliseconds(), ["redemptions"] = dice.Below(30),
            ["expirationDate"] = MadeUpTime.Day(ref dice, i == 7 ? -20 : 90, i == 7 ? -10 : 600).ToUnixTimeMilliseconds(),
        });
    }

    private void AddExchangeRate(int i)
    {
        var dice = new Dice(seed, "exchange rate", i);
        Add("exchangeRate", dice.GuidText(), new JsonObject
        {
            ["baseCurrency"] = Currencies[i % 3], ["counterCurrency"] = Currencies[(i % 3) + 1], ["rate"] = dice.Between(7000, 14_000) / 10_000m,
            ["active"] = i < 3, ["createdOn"] = MadeUpTime.At(ref dice, -200, 0).ToUnixTimeMilliseconds(),
        });
    }

    private void AddFolder(int i)
    {
        var dice = new Dice(seed, "segment folder", i);
        string folder = dice.GuidText();
        Add("segmentFolder", folder, new JsonObject { ["name"] = $"Region {Regions[i]}", ["partner"] = "APPDIRECT" });
        for (int s = 0; s < 3; s++)
        {
            Add("segment", dice.GuidText(), new JsonObject
            {
                ["name"] = $"{Regions[i]} {s + 1}", ["code"] = $"{Regions[i]}-{s + 1}".ToUpperInvariant(), ["segmentFolderId"] = folder,
                ["partner"] = "APPDIRECT", ["type"] = "MANUAL", ["companyIds"] = new JsonArray(),
            });
        }

        Add("dynamicSegment", dice.GuidText(), new JsonObject
        {
            ["name"] = $"{Regions[i]} dynamic", ["code"] = $"{Regions[i]}-D".ToUpperInvariant(), ["segmentFolderId"] = folder, ["type"] = "DYNAMIC",
            ["filters"] = new JsonArray(new JsonArray(new JsonObject
            {
                ["operator"] = "ALL_OF",
                ["conditions"] = new JsonArray(new JsonObject
                {
                    ["operator"] = "matches", ["parameter"] = "company.countryCode", ["values"] = new JsonArray("DE"),
                }),
            })),
        });
    }

    private void AddWebhook(int i)
    {
        var dice = new Dice(seed, "webhook", i);
        Add("webhook", dice.GuidText(), new JsonObject
        {
            ["url"] = $"https://hooks.example/{i + 1}", ["resourceType"] = new[] { "SUBSCRIPTION", "INVOICE", "USER" }[i],
            ["resourceActions"] = new JsonArray("ADDED", "CHANGED"), ["scope"] = "PARTNER", ["partner"] = "APPDIRECT",
            ["createdOn"] = MadeUpTime.At(ref dice, -100, 0).ToUnixTimeMilliseconds(), ["authenticationToken"] = null, ["oauth2Config"] = null,
        });
    }

    private void AddReconciliation()
    {
        string reseller = SpecialCompany.IdOf(SpecialCompany.Reseller);
        for (int i = 0; i < 12; i++)
        {
            var dice = new Dice(seed, "transfer", i);
            string id = dice.GuidText();
            decimal payable = 0, receivable = 0;
            int details = dice.Between(3, 18);
            for (int d = 0; d < details; d++)
            {
                decimal amount = dice.Between(100, 90_000) / 100m;
                bool isCredit = dice.Chance(60);
                if (isCredit) payable += amount;
                else receivable += amount;
                Add("transferDetail", Text((10_000 * (i + 1)) + d), new JsonObject
                {
                    ["transferId"] = id, ["credit"] = isCredit ? amount : 0, ["debit"] = isCredit ? 0 : amount, ["currency"] = "USD",
                    ["customerName"] = Company.Make(seed, d).Name, ["productName"] = $"{Styles[d % 3]} {Subjects[d % Subjects.Length]}",
                });
            }

            Add("transfer", id, new JsonObject
            {
                ["companyIdOfReseller"] = reseller, ["accountPayable"] = payable, ["accountReceivable"] = receivable, ["currency"] = "USD",
                ["netPayable"] = Math.Max(0, payable - receivable), ["netReceivable"] = Math.Max(0, receivable - payable),
                ["status"] = i < 2 ? "PENDING" : "COMPLETED", ["transferDate"] = MadeUpTime.Today.AddMonths(-i).ToUnixTimeMilliseconds(),
                ["createdOn"] = MadeUpTime.Today.AddMonths(-i).ToUnixTimeMilliseconds(), ["requestNumber"] = 700 + i,
            });
        }

        for (int i = 0; i < 120; i++)
        {
            var dice = new Dice(seed, "ledger line", i);
            long day = MadeUpTime.Day(ref dice, -365, 0).ToUnixTimeMilliseconds();
            Add("ledgerLine", dice.GuidText(), new JsonObject
            {
                ["operationType"] = dice.Chance(70) ? "CREDIT" : "DEBIT", ["type"] = dice.Of<string>(["ITEM", "TAX", "DISCOUNT", "RESELLER_MARKUP"]),
                ["reconciliationDate"] = day, ["createdOn"] = day,
            });
        }
    }

    private void AddReport(int i)
    {
        var dice = new Dice(seed, "report", i);
        string type = new[] { "CUSTOMERS_CSV", "COMPANIES_CSV", "APPLICATION_USAGE" }[i % 3];
        long run = MadeUpTime.Today.AddDays(-i * 3).ToUnixTimeMilliseconds();
        JsonObject Body() => new()
        {
            ["name"] = new[] { "Monthly invoices", "All companies", "Product usage" }[i % 3] + $" {i + 1}", ["type"] = type, ["reportType"] = type,
            ["reportName"] = $"{type} {i + 1}", ["formatType"] = "CSV", ["fromDate"] = MadeUpTime.Today.AddDays((-i * 3) - 30).ToUnixTimeMilliseconds(),
            ["toDate"] = run, ["fileName"] = $"{type.ToLowerInvariant()}-{i + 1}.csv", ["runDate"] = run, ["createdOn"] = run,
            ["startDate"] = MadeUpTime.Today.AddDays((-i * 3) - 30).ToUnixTimeMilliseconds(), ["endDate"] = run,
            ["ownerType"] = i % 2 == 0 ? "ROLE_CHANNEL_ADMIN" : "ROLE_PARTNER", ["status"] = "SUCCESS",
        };
        if (i < 12) Add("oldReport", Text(801 + i), Body());
        Add("report", dice.GuidText(), Body());
    }

    private void AddTransferMethods()
    {
        for (int i = 0; i < 2; i++)
        {
            var dice = new Dice(seed, "transfer method", i);
            Add("transferPlatform", dice.GuidText(), new JsonObject { ["platformType"] = i == 0 ? "BANK" : "STRIPE", ["parameters"] = new JsonObject() });
            Add("transferMethod", dice.GuidText(), new JsonObject
            {
                ["partyId"] = SpecialCompany.IdOf(SpecialCompany.Reseller), ["partyType"] = "COMPANY", ["platformType"] = i == 0 ? "BANK" : "STRIPE",
                ["displayName"] = $"Account {i + 1}", ["properties"] = new JsonObject(),
            });
        }
    }
}
