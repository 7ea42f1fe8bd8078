namespace FastTrackFpx.AppDirect.Tests.Reads;

/// <summary>
/// Every reading operation, sent by its cmdlet to the real sandbox. The ids come from records that other cmdlets have read before, so what one returns is what
/// the next one takes.
/// </summary>
[Trait("Category", "Slow")]
public sealed class SandboxOperationTests(MarketplaceSandbox sandbox, ITestOutputHelper output) : IClassFixture<MarketplaceSandbox>
{
    private const int MostTries = 12;

    private static readonly (string Name, string[] Roles)[] Users =
    [
        ("manager", ["ROLE_CHANNEL_ADMIN", "ROLE_CHANNEL_PRODUCT_SUPPORT"]), ("reseller", ["ROLE_RESELLER", "ROLE_USER"]), ("resellers", ["ROLE_RESELLER_MANAGER"]),
        ("agent", ["ROLE_SALES_SUPPORT"]), ("admin", ["ROLE_SYS_ADMIN", "ROLE_BILLING_ADMIN"]), ("developer", ["ROLE_DEVELOPER"]),
    ];

    // What the sandbox has no record of: the request arrives and is rejected.
    private static readonly string[] Missing =
    [
        "getAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyappsAssignedByUserEntitlementId", "getAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyappsPendingByPendingAppId",
        "getIntegrationV2BillingUsageRequestsByRequestId", "getSyncV1Assignments",
        // No list has dynamic segments; only who created one knows its id.
        "getChannelV1SegmentsDynamicSegments",
    ];

    private readonly Dictionary<string, AppDirectConnection> _connections = [];
    private readonly List<AppDirectRecord> _known = [];
    private readonly Dictionary<AppDirectRecord, Dictionary<string, string>> _texts = [];

    [Fact]
    public void All_154_reads_reach_the_sandbox()
    {
        DescribedOperation[] all = [.. ReadOperationTests.Operations().Cast<object[]>().Select(row => Description.Operation((string)row[0]))];
        Dictionary<string, string> last = [];
        List<DescribedOperation> open = [.. all];
        for (int count = int.MaxValue; open.Count < count;)
        {
            count = open.Count;
            foreach (DescribedOperation operation in open.ToArray())
            {
                if (Send(operation, last)) open.Remove(operation);
            }
        }

        output.WriteLine($"{sandbox.Log.Entries.Count} requests for {all.Length} operations");
        Assert.True(open.Count == 0, string.Join("\n", open.Select(operation => $"{operation.Id}: {last.GetValueOrDefault(operation.Id, "no ids")}").Order(StringComparer.Ordinal)));
    }

    /// <summary>Tries the ids of known records until the operation is carried out.</summary>
    private bool Send(DescribedOperation operation, Dictionary<string, string> last)
    {
        (string cmdlet, string set, _) = Description.Cmdlets[operation.Id];
        Type type = ModuleSession.Cmdlets.Single(one => ModuleSession.NameOf(one) == cmdlet);
        (PropertyInfo Property, ParameterAttribute Use)[] mandatory =
        [
            .. type.GetProperties().SelectMany(property => property.GetCustomAttributes<ParameterAttribute>().Where(use => use.Mandatory && use.ParameterSetName is var name && (name == set || name == ParameterAttribute.AllParameterSets)).Select(use => (property, use))),
        ];
        foreach (AppDirectConnection connection in ConnectionsFor(operation))
        {
            foreach (Hashtable ids in Ids(operation, [.. mandatory.Select(one => one.Property)]).Take(MostTries))
            {
                var arguments = new List<(string?, object?)> { ("Connection", connection) };
                foreach ((PropertyInfo property, _) in mandatory) arguments.Add((property.Name, property.PropertyType == typeof(SwitchParameter) ? true : ids[property.Name]));
                if (type.GetProperty("Context") is { } context && InSet(context, set) && Context(operation) is { } view) arguments.Add(("Context", view));
                if (cmdlet == "Save-AppDirectReport") arguments.AddRange([("Destination", sandbox.Folder), ("Force", true)]);
                // What the document requires in some cases only.
                if (operation.Path.StartsWith("/lead/", StringComparison.Ordinal)) arguments.Add(("CompanyId", sandbox.Setting("resellerCompanyId")));
                if (operation.Id is "getAppResellerV1CompanyAssociations" or "getAppResellerV1Orders" or "getAppResellerV1Subscriptions")
                    arguments.AddRange([("ResellerCompanyId", sandbox.Setting("resellerCompanyId")), ("CustomerCompanyId", _known.OfType<AppDirectCompany>().FirstOrDefault()?.CompanyId ?? "0")]);
                long mark = sandbox.Log.Entries.Count;
                SessionResult result = sandbox.Session.Run(cmdlet, [.. arguments]);
                LoggedRequest? request = sandbox.Log.Entries.Skip((int)mark).FirstOrDefault(one => operation.Matches(one.Method, "/" + one.Path) || operation.Matches(one.Method, "/api/" + one.Path));
                last[operation.Id] = request is null ? string.Join(" ", result.Errors) + result.Failure?.Message : $"{request.Status} {string.Join(" ", result.Errors)}";
                foreach (AppDirectRecord record in result.Output.Select(one => one!.BaseObject).OfType<AppDirectRecord>().Take(8)) _known.Insert(0, record);
                if (request is { Status: < 400 } && result.Errors.Count == 0) return true;
                if (request is { Status: 401 or 404 } && Missing.Contains(operation.Id)) return true;
            }
        }

        return false;
    }

    /// <summary>Values for mandatory parameters: those of one record that has them all.</summary>
    private IEnumerable<Hashtable> Ids(DescribedOperation operation, PropertyInfo[] parameters)
    {
        PropertyInfo[] wanted = [.. parameters.Where(parameter => parameter.PropertyType != typeof(SwitchParameter) && Fixed(operation, parameter.Name) is null)];
        if (wanted.Length == 0) return [Table(operation, parameters, _ => null)];
        return _known.Where(record => wanted.All(parameter => Value(record, parameter.Name) is not null)).DistinctBy(record => string.Join("|", wanted.Select(parameter => Value(record, parameter.Name)))).ToArray()
            .Select(record => Table(operation, parameters, name => Value(record, name)))
            .Concat(_known.Where(record => Value(record, wanted[0].Name) is not null).ToArray().Select(record => (record, Other: Partner(record, [.. wanted.Select(parameter => parameter.Name)])))
                .Where(pair => pair.Other is not null).Select(pair => Table(operation, parameters, name => Value(pair.record, name) ?? Value(pair.Other!, name))).Take(5));
    }

    /// <summary>A record with the ids that another one lacks, of the same company.</summary>
    private AppDirectRecord? Partner(AppDirectRecord record, string[] wanted)
    {
        string[] missing = [.. wanted.Where(name => Value(record, name) is null)];
        return missing.Length == 0 ? null : _known.FirstOrDefault(other => missing.All(name => Value(other, name) is not null) && (Value(other, "CompanyId") ?? Value(record, "CompanyId")) == (Value(record, "CompanyId") ?? Value(other, "CompanyId")));
    }

    private Hashtable Table(DescribedOperation operation, PropertyInfo[] parameters, Func<string, string?> value)
    {
        var table = new Hashtable();
        foreach (PropertyInfo parameter in parameters) table[parameter.Name] = Fixed(operation, parameter.Name) ?? value(parameter.Name);
        return table;
    }

    private string? Value(AppDirectRecord record, string parameter)
    {
        if (!_texts.TryGetValue(record, out Dictionary<string, string>? texts))
        {
            texts = record.GetType().GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => (property.Name, Value: (string?)property.GetValue(record)))
                .Where(pair => pair.Value is { Length: > 0 }).ToDictionary(pair => pair.Name, pair => pair.Value!);
            _texts.Add(record, texts);
        }

        return texts.GetValueOrDefault(parameter) ?? texts.GetValueOrDefault(Source(parameter));
    }

    // Where the parameter has the name of a role that a record plays.
    private static string Source(string parameter) => parameter switch
    {
        "AssociatedUserId" or "SalesAgentId" => "UserId",
        "SalesAgentCompanyId" => "CompanyId",
        "RecommendedWith" => "ProductId",
        "VendorUuid" => "VendorId",
        "DomainName" => "Name",
        "DynamicSegmentId" => "SegmentId",
        "PricingPlanId" => "PaymentPlanId",
        _ => parameter,
    };

    /// <summary>Values that are not read from records: bodies, codes, texts.</summary>
    private object? Fixed(DescribedOperation operation, string parameter) => parameter switch
    {
        "Body" when operation.Path.Contains("review", StringComparison.Ordinal) => $$"""{ "order": { "paymentPlanId": {{Known<AppDirectPaymentPlan>(plan => plan.PaymentPlanId)}}, "orderLines": [ { "unit": "USER", "quantity": 3 } ] } }""",
        "Body" when operation.Path.EndsWith("requiredFields/definitions", StringComparison.OrdinalIgnoreCase) => $$"""[ { "productId": "{{Known<AppDirectProduct>(product => product.ProductId)}}" } ]""",
        "Body" when operation.Path.Contains("checkout", StringComparison.Ordinal) => $$"""{ "pricingPlanIds": [ "{{Known<AppDirectPaymentPlan>(plan => plan.PaymentPlanId)}}" ], "currency": "USD", "buyerCompanyId": "{{Known<AppDirectCompany>(company => company.CompanyId)}}" }""",
        "Body" when operation.Path.Contains("matchUser", StringComparison.Ordinal) => """{ "code": "CAN", "name": "Canada", "filters": [ [ { "operator": "ALL_OF", "conditions": [ { "operator": "matches", "parameter": "company.city", "values": [ "Montreal" ] } ] } ] ] }""",
        "Body" => operation.RequestSample.ValueKind == JsonValueKind.Undefined ? "{}" : operation.RequestSample.GetRawText(),
        "Type" => operation.Path.Contains("common", StringComparison.Ordinal) ? "UNSUBSCRIBE" : "INVITE_USER",
        "SearchText" => "Mail",
        "Currency" => "USD",
        "UsageRequestId" or "PendingAppId" or "UserEntitlementId" => "0",
        "AccountIdentifier" or "UserIdentifier" => "one",
        "DeveloperIdentifier" => "d8a4d3c6-0c36-4d5e-9b4e-111111111111",
        _ => null,
    };

    private string Known<T>(Func<T, string?> id)
        where T : AppDirectRecord => _known.OfType<T>().Select(id).FirstOrDefault(value => value is { Length: > 0 }) ?? "0";

    private static bool InSet(PropertyInfo property, string set) => property.GetCustomAttributes<ParameterAttribute>().Any(use => use.ParameterSetName == set || use.ParameterSetName == ParameterAttribute.AllParameterSets);

    private static string? Context(DescribedOperation operation) => Roles(operation) switch
    {
        var roles when roles.Contains("ROLE_PARTNER") && operation.Path.StartsWith("/lead/", StringComparison.Ordinal) => "PARTNER",
        var roles when roles.Contains("ROLE_RESELLER") => "RESELLER",
        var roles when operation.Parameters.Any(parameter => parameter.GetProperty("name").GetString() == "context" && parameter.GetProperty("required").GetBoolean()) => "RESELLER_MANAGER",
        _ => null,
    };

    private static string[] Roles(DescribedOperation operation) => operation.Json.TryGetProperty("x-roles", out JsonElement roles) ? [.. roles.EnumerateArray().Select(role => role.GetString()!)] : [];

    /// <summary>Those who have one of the roles of an operation; for an operation that names none, the client and the manager.</summary>
    private IEnumerable<AppDirectConnection> ConnectionsFor(DescribedOperation operation)
    {
        string[] roles = Roles(operation);
        if (operation.Path.StartsWith("/sync/", StringComparison.Ordinal)) yield return Connection("consumer", () => Connected(("ConsumerKey", sandbox.Setting("consumerKey")), ("ConsumerSecret", sandbox.Secret("consumerSecretPath"))));
        if (roles.Length == 0 || roles.Contains("ROLE_PARTNER") || roles.Contains("ROLE_PARTNER_READ")) yield return Connection("client", () => Connected(("Scope", new[] { "ROLE_PARTNER" })));
        foreach ((string name, string[] own) in Users.Where(user => roles.Length == 0 ? user.Name is "manager" or "resellers" : user.Roles.Any(roles.Contains)))
        {
            foreach (string role in own.Where(role => roles.Length == 0 || roles.Contains(role)).Take(1)) yield return Connection($"{name} {role}", () => sandbox.ConnectAs(name, role));
        }
    }

    private AppDirectConnection Connected(params (string? Name, object? Value)[] parameters) => (AppDirectConnection)sandbox.Connect(sandbox.Session, parameters).Succeeded().Output[0]!.BaseObject;

    private AppDirectConnection Connection(string key, Func<AppDirectConnection> connect)
    {
        if (!_connections.TryGetValue(key, out AppDirectConnection? known)) _connections[key] = known = connect();
        return known;
    }
}
