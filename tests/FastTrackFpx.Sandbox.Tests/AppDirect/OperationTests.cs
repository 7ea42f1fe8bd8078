using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Operations;

namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Every operation of the description against its schemas.</summary>
[Trait("Category", "Slow")]
public sealed class OperationTests
{
    // What the description declares as one object and its samples show as something else.
    private static readonly HashSet<string> DeclaredOtherwise =
    [
        "getAccountV2UsersByUserUuidMemberships", "getBillingV1Orders", "getAssistedSalesV1OpportunitiesByOpportunityIdItems",
        "postAppMarketV2PaymentMethodsDefaults", "getReportingV2Reports", "postLeadV2Assignment",
    ];

    private static readonly string[] Consuming = ["/assistedSales", "/lead/v2", "/appMarket", "/appReseller/v1/companyAssociations"];

    // Requests that cannot succeed with what a new sandbox stores: their errors must have the documented shape.
    private static readonly Dictionary<string, int> Errors = new()
    {
        ["patchAccountV2InactiveUsersByActivationToken"] = 404,
        ["getIntegrationV2BillingUsageRequestsByRequestId"] = 404,
        ["getAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyappsPendingByPendingAppId"] = 404,
        ["getAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyappsAssignedByUserEntitlementId"] = 404,
        ["getSyncV1Assignments"] = 404,
        ["postAppResellerV1SubscriptionAssignments"] = 409,
        ["postAssistedSalesV2OpportunitiesByOpportunityIdDeleteDiscount"] = 404,
    };

    [Fact]
    public void Every_handler_belongs_to_an_operation_and_every_operation_has_one()
    {
        Assert.Equal(285, ApiDocument.Instance.Operations.Length);
        Assert.Empty(Handlers.Unknown);
        Assert.All(ApiDocument.Instance.Operations, operation => Assert.NotNull(Handlers.Of(operation)));
    }

    [Fact]
    public async Task Every_operation_answers_with_a_body_that_fits_its_schema()
    {
        await using AppDirectClient client = await AppDirectClient.StartAsync(options => options.Companies = 10);
        var driver = new OperationDriver(client);
        var faults = new List<string>();
        string[] order = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
        foreach (ApiOperation operation in ApiDocument.Instance.Operations.OrderBy(operation => Array.IndexOf(order, operation.Method)))
        {
            try
            {
                // What earlier requests have used up is not used again.
                bool isUsedUp = operation.Method is "DELETE" || Consuming.Any(part => operation.Path.StartsWith(part, StringComparison.Ordinal));
                if (driver.IsEmpty || (operation.Method != "GET" && isUsedUp)) driver.Refresh();
                faults.AddRange((await DriveAsync(client, driver, operation)).Select(fault => $"{operation.Id}: {fault}"));
            }
            catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or JsonException or IndexOutOfRangeException)
            {
                faults.Add($"{operation.Id}: {e.Message} {e.StackTrace?.Split('\n')[1].Trim()}");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults.Take(60))}");
        Assert.True(client.Service.Log.Entries.Count(entry => entry.Status is >= 200 and < 400) >= 285 - Errors.Count);
    }

    private static async Task<List<string>> DriveAsync(AppDirectClient client, OperationDriver driver, ApiOperation operation)
    {
        string address = driver.AddressOf(operation);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), address);
        request.Headers.Authorization = new("Bearer", await client.TokenAsync(OperationDriver.CallerOf(operation)));
        request.Headers.AcceptLanguage.ParseAdd("en-US");
        request.Headers.Add("AD-Public-Developer-Key", "key");
        if (operation.Body is not null) request.Content = ContentOf(driver, operation);
        using HttpResponseMessage response = await client.Http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        int status = (int)response.StatusCode;
        if (Errors.TryGetValue(operation.Id, out int error))
        {
            return status == error && JsonDocument.Parse(text).RootElement.TryGetProperty("message", out _) ? [] : [$"{status}, not {error}: {text}"];
        }

        if (!operation.Declares(status) || status >= 400) return [$"{operation.Method} {address}: {status} {text[..Math.Min(200, text.Length)]}"];
        if (operation.Response(status) is not { } schema || status == 204) return [];
        if (text.Length == 0) return ["no body"];
        JsonElement body = JsonDocument.Parse(text).RootElement;
        if (!DeclaredOtherwise.Contains(operation.Id)) return [.. SchemaFit.Faults(body, schema).Take(5)];
        JsonElement items = body.ValueKind == JsonValueKind.Array ? body
            : body.EnumerateObject().First(property => property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object).Value;
        Schema item = operation.Id switch
        {
            "getReportingV2Reports" => schema.Properties[0].Schema.Items!,
            "postLeadV2Assignment" => schema.Properties[0].Schema,
            _ => schema,
        };
        return items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray().SelectMany(one => SchemaFit.Faults(one, item)).Take(5)]
            : [.. SchemaFit.Faults(items, item).Take(5)];
    }

    private static HttpContent ContentOf(OperationDriver driver, ApiOperation operation)
    {
        if (operation.BodyTypes.Contains("text/csv")) return new StringContent("email,role\nfive@new.example,USER\n", Encoding.UTF8, "text/csv");
        if (operation.BodyTypes.Contains("multipart/form-data"))
        {
            return new MultipartFormDataContent { { new ByteArrayContent([0x89, 0x50, 0x4E, 0x47]), "file", "picture.png" } };
        }

        return new StringContent(driver.BodyOf(operation).ToJsonString(), Encoding.UTF8, "application/json");
    }
}
