using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Marketplace;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Companies, their resellers, their domains, and pictures.</summary>
internal static class Companies
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postAccountV2Companies"] = Create,
        ["postAppResellerV1Companies"] = CreateCustomer,
        ["putAccountV2CompaniesByCompanyUuidPicture"] = call => SetPicture(call, "company", "companyUuid"),
        ["putAccountV2UsersByUserUuidPicture"] = call => SetPicture(call, "user", "userUuid"),
        ["postAppResellerV1CompanyAssociations"] = Associate,
        ["getAccountV2CompaniesByCompanyUuidVerifiedDomains"] = VerifiedDomains,
        ["getAccountV2UsersByUserUuidRssrCompanyAssociations"] = OfSalesAgent,
    };

    private static void Create(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        if (body["name"] is null) throw call.Invalid("name", "name is required.");
        var first = body["firstUser"] as JsonObject;
        body.Remove("firstUser");
        CheckExternalId(call, "company", body);
        Document company = Add(call, body);
        if (first is not null)
        {
            Memberships.Add(call, company.Id, first, Memberships.RolesOf(first["roles"], "SYS_ADMIN"));
        }

        JsonNode shape = call.Shape(company)!;
        if (first is not null) shape["firstUser"] = first.DeepClone();
        call.Response.Headers["Location"] = $"{call.BaseUri}/account/v2/companies/{company.Id}";
        call.Send(shape);
    }

    private static void CreateCustomer(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        string reseller = body["createdByCompanyId"]?.ToString() ?? call.Caller.CompanyId!;
        call.Find("company", reseller);
        CheckExternalId(call, "company", body);
        Document company = Add(call, body);
        call.Store.Add("association", Guid.NewGuid().ToString("D"), new JsonObject
        {
            ["customerCompanyId"] = company.Id, ["resellerCompanyId"] = reseller, ["createdOn"] = call.Now, ["name"] = body["name"]?.ToString(),
        });
        call.Send(company);
    }

    private static Document Add(Call call, JsonObject body)
    {
        body["enabled"] ??= true;
        body["active"] ??= true;
        body["allowLogin"] ??= true;
        body["defaultRole"] ??= "USER";
        foreach (string flag in new[] { "channelAdmin", "reseller", "vendor", "referral" }) body[flag] ??= false;
        return PlainOperations.Add(call, "company", body);
    }

    /// <summary>Checks that no other document of the kind has the external id.</summary>
    public static void CheckExternalId(Call call, string kind, JsonObject body)
    {
        if (body["externalId"]?.ToString() is not { } external) return;
        if (call.Store.First(new DocumentQuery(kind).By("externalId", external)) is null) return;
        throw new ApiRejection(call.Operation, 400, "EXTERNAL_ID_EXISTS", $"A {kind} with the external id '{external}' exists.");
    }

    private static void SetPicture(Call call, string kind, string input)
    {
        Document document = Visibility.Check(call, call.FindByReference(kind, call.Route(input)));
        string type = call.Request.Headers.ContentType.ToString();
        if (!type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiRejection(call.Operation, 415, "UNSUPPORTED_MEDIA_TYPE", "A picture must be multipart/form-data.");
        }

        string part = call.Readings["A9"];
        string text = System.Text.Encoding.Latin1.GetString(call.Request.Body.Span);
        bool isNamed = text.Contains($"name={part}", StringComparison.Ordinal) || text.Contains($"name=\"{part}\"", StringComparison.Ordinal);
        if (!isNamed) throw call.Invalid(part, $"The form has no part '{part}'.");
        document.Body["picture"] = $"{call.BaseUri}/files/pictures/{document.Id}";
        call.Store.Save(document);
        call.Send(document);
    }

    private static void Associate(Call call)
    {
        Document customer = call.Find("company", call.Fields["customerCompanyId"]?.ToString());
        Document reseller = call.Find("company", call.Fields["resellerCompanyId"]?.ToString());
        if (!reseller.Flag("reseller")) throw call.Conflict("RESELLER_REQUIRED", $"{reseller.Text("name")} is not a reseller.");
        var query = new DocumentQuery("association").By("customerCompanyId", customer.Id);
        if (call.Store.First(query) is not null) throw call.Conflict("ALREADY_ASSOCIATED", $"{customer.Text("name")} has a reseller.");
        call.Send(PlainOperations.Add(call, "association", new JsonObject
        {
            ["customerCompanyId"] = customer.Id, ["resellerCompanyId"] = reseller.Id, ["name"] = customer.Text("name"),
        }));
    }

    private static void VerifiedDomains(Call call)
    {
        Document company = Visibility.Check(call, call.FindByReference("company", call.Route("companyUuid")));
        Pages.Send(call, new DocumentQuery("domain").By("companyId", company.Id).Is("verified", 1));
    }

    // The companies of the resellers whom a sales agent serves.
    private static void OfSalesAgent(Call call)
    {
        Document user = call.FindByReference("user", call.Route("userUuid"));
        var query = new DocumentQuery("company");
        bool isAgent = user.Texts("roles").Contains("ROLE_SALES_SUPPORT");
        string[] companies = isAgent ? [.. call.Store.List(new DocumentQuery("opportunity").By("ownerUserId", user.Id))
            .Select(opportunity => opportunity.Text("customerCompanyId")!).Distinct()] : [];
        query.Is("id", companies);
        ListFilters.Apply(call, query);
        Pages.Send(call, query);
    }

    /// <summary>The membership of a user in a company.</summary>
    public static Document Membership(Call call, string company, string user) =>
        call.Store.Find("membership", CustomerMaker.StableMembership(company, user)) ?? throw call.NotFound("membership", user);
}
