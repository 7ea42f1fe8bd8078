using System.Collections.Frozen;
using System.Globalization;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Translates the inputs of a list into a search and an order.</summary>
internal static class ListFilters
{
    private const double Magnitude = 100_000_000_000;

    private static readonly FrozenSet<string> Ignored = new[]
    {
        "context", "locale", "expand", "displayType", "includeCustomAttributes", "includePurchaseLimitData", "includeCompanies",
        "includeUserCustomAttributes", "includeCompanyCustomAttributes", "includeBalance", "directSales", "member", "buyerRole", "platform",
        "s", "pl", "a", "ldap", "targetUserId", "disconnectVoiceConnection", "enforce", "partner", "selected", "ownerUuid",
    }.ToFrozenSet();

    // The property of the document, where the input has another name.
    private static readonly FrozenDictionary<string, string> Properties = new Dictionary<string, string>
    {
        ["applicationIds"] = "productId", ["inviterUuid"] = "inviterId", ["groupUuid"] = "groupId", ["orderReferenceCode"] = "referenceCode",
        ["c"] = "categoryId", ["i"] = "subcategoryId", ["vendorUuid"] = "vendorId", ["companyGroupId"] = "segmentFolderId",
        ["appStatus"] = "status", ["username"] = "userName", ["customerId"] = "customerUserId",
        ["companyMembershipRole"] = "roles", ["roleName"] = "roles", ["reportName"] = "name",
        ["reconciliationType"] = "type", ["paymentMethodType"] = "type", ["productType"] = "type", ["sourceId"] = "opportunityId", ["vendor"] = "vendorId",
    }.ToFrozenDictionary();

    /// <summary>The property that a date range compares and that DATE sorts by.</summary>
    private static readonly FrozenDictionary<string, string> Dates = new Dictionary<string, string>
    {
        ["oldReport"] = "runDate", ["report"] = "runDate", ["ledgerLine"] = "reconciliationDate",
    }.ToFrozenDictionary();

    public static void Apply(Call call, DocumentQuery query)
    {
        foreach (ApiParameter parameter in call.Operation.Parameters.Where(parameter => parameter.In == "query"))
        {
            Apply(call, query, parameter);
        }

        // custom.<attribute>=notIn(a,b) leaves out what has one of the values.
        foreach (string name in call.Request.QueryValues.Keys.Where(name => name.StartsWith("custom.", StringComparison.Ordinal)))
        {
            foreach (string value in ListOf(call.Query(name) ?? "", "notIn"))
            {
                query.NotLike("customAttributes", $"\"name\":\"{name[7..]}\",\"value\":\"{value}\"");
            }
        }

        Sort(call, query);
    }

    /// <summary>A moment in milliseconds since 1970, from a number of seconds or milliseconds or from text.</summary>
    public static double? Moment(string text, Readings readings)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return readings.Is("S3", "seconds") ? number * 1000 : number;
        }

        string[] forms = ["yyyy/MM/dd HH:mm:ss", "ddd MMM dd HH:mm:ss yyyy", "ddd MMMM dd HH:mm:ss yyyy", "yyyy-MM-dd", "o"];
        // Names of zones are not read: the text is UTC.
        string plain = System.Text.RegularExpressions.Regex.Replace(text, " [A-Z]{3,4} (?=[0-9]{4}$)", " ");
        return DateTimeOffset.TryParseExact(
            plain, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out DateTimeOffset time) ? time.ToUnixTimeMilliseconds() : null;
    }

    private static void Apply(Call call, DocumentQuery query, ApiParameter parameter)
    {
        string name = parameter.Name;
        if (call.Query(name) is not { } text || Ignored.Contains(name)) return;
        if (name == call.Operation.Paging?.Position || name == call.Operation.Paging?.Size) return;
        if (name is "sort" or "sortField" or "sortOrder" or "sortProperty" or "order" or "creationDateOrder") return;
        switch (name)
        {
            case "searchText" or "q":
                query.Like(null, text);
                return;
            case "filter" when parameter.Schema.Type == "array":
                foreach (string mark in call.Request.QueryList(name)) query.Contains("marks", [mark]);
                return;
            case "filter":
                query.Like(null, text);
                return;
            case "name" or "reportName":
                query.Like("name", text);
                return;
            case "fromDate" or "startDateFrom" or "fromCreationDate" or "approvalAfter" or "lastModified":
                query.Compare(DateOf(name, query.Kind), ">=", MomentOf(call, name, text));
                return;
            case "toDate" or "startDateTo" or "toCreationDate" or "approvalBefore":
                query.Compare(DateOf(name, query.Kind), "<=", MomentOf(call, name, text));
                return;
            case "createdOn" or "purchaseEffectiveDate" or "date":
                Compare(call, query, name, name == "date" ? "runDate" : name);
                return;
            case "excludeFree":
                if (text == "true") query.Compare("total", ">", 0);
                return;
            case "channelAdmin" or "vendor" when query.Kind == "company":
                ByCompanyKind(query, text);
                return;
            case "status" when query.Kind == "membership":
                return;
            case "companyId" when query.Kind is "lead" or "leadActivity":
                if (query.Kind == "lead" && call.Query("context") == "RESELLER") query.By("recipientCompanyId", text);
                return;
            case "customerCompanyId" when query.Kind is "order" or "subscription":
                query.By("companyId", text);
                return;
            case "resellerCompanyId" when query.Kind is "order" or "subscription":
                query.By("companyId", call.Store.List(new DocumentQuery("association").By("resellerCompanyId", text))
                    .Select(association => association.Text("customerCompanyId")!));
                return;
            case "ownerId" when query.Kind == "opportunity":
                query.By("ownerUserId", text);
                return;
            case "active" or "enabled" or "pending":
                query.Is(name, bool.TryParse(text, out bool flag) && flag ? 1 : 0);
                return;
            case "paidStatus":
                query.Compare("totalPrice", text == "FREE" ? "=" : ">", 0);
                return;
        }

        string property = Properties.GetValueOrDefault(name, name);
        List<string> values = [.. call.Request.QueryValues[name].SelectMany(value => ListOf(value ?? "", "in"))];
        if (property == "roles") query.Contains(property, values.SelectMany(role => new[] { role, "ROLE_" + role, role.Replace("ROLE_", "") }));
        else if (property.EndsWith("Id", StringComparison.Ordinal) || property == "email" || property == "code") query.By(property, values);
        else query.Is(property, values);
    }

    private static string DateOf(string input, string kind) => input switch
    {
        "startDateFrom" or "startDateTo" => "startDate",
        "lastModified" => "lastModified",
        _ => Dates.GetValueOrDefault(kind, "createdOn"),
    };

    private static double MomentOf(Call call, string name, string text)
    {
        bool isText = call.Operation.Parameters.Any(parameter => parameter.Name == name && parameter.Schema.Type == "string");
        if (isText && call.Readings.Is("A49", "text") && text.All(char.IsDigit)) throw call.Invalid(name, $"'{text}' is not a date.");
        double moment = Moment(text, call.Readings) ?? throw call.Invalid(name, $"'{text}' is not a date.");
        // Only leads leave the unit open; elsewhere numbers of either size are understood.
        return moment is > 0 and < Magnitude && !call.Operation.Path.StartsWith("/lead/", StringComparison.Ordinal) ? moment * 1000 : moment;
    }

    private static void Compare(Call call, DocumentQuery query, string name, string property)
    {
        foreach (string? text in call.Request.QueryValues[name])
        {
            foreach ((string word, string comparison) in new[] { ("gte", ">="), ("lte", "<="), ("gt", ">"), ("lt", "<") })
            {
                if (text is null || !text.StartsWith(word + "(", StringComparison.Ordinal) || !text.EndsWith(')')) continue;
                string number = text[(word.Length + 1)..^1];
                query.Compare(property, comparison, Moment(number, call.Readings) ?? throw call.Invalid(name, $"'{text}' is not a date."));
                break;
            }
        }
    }

    private static void ByCompanyKind(DocumentQuery query, string text)
    {
        (string property, int value) = text switch
        {
            "ONLY_CHANNEL_ADMINS" => ("channelAdmin", 1),
            "ONLY_NON_CHANNEL_ADMINS" => ("channelAdmin", 0),
            "ONLY_VENDORS" => ("vendor", 1),
            "ONLY_NON_VENDORS" => ("vendor", 0),
            _ => ("reseller", 1),
        };
        query.Is(property, value);
    }

    private static IEnumerable<string> ListOf(string text, string word) =>
        text.StartsWith(word + "(", StringComparison.Ordinal) && text.EndsWith(')')
            ? text[(word.Length + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : word == "in" ? [text] : [];

    private static void Sort(Call call, DocumentQuery query)
    {
        if (call.Query("sort") is { } sort)
        {
            // A plus sign that is not escaped arrives as a blank.
            query.OrderBy(PropertyOf(sort.TrimStart('+', '-', ' '), query.Kind), sort.StartsWith('-'));
            return;
        }

        string? order = call.Query("sortOrder") ?? call.Query("creationDateOrder");
        string? field = call.Query("sortField") ?? call.Query("sortProperty") ?? call.Query("order");
        if (field is null && order is null) return;
        query.OrderBy(field is null ? "number" : PropertyOf(field, query.Kind), order == "DESC" || field is "RATING" or "POPULARITY");
    }

    private static string PropertyOf(string field, string kind) => field switch
    {
        "DATE" or "CREATED_ON" or "createdOn" or "NEWEST_FIRST" or "NEWEST_PUBLISHED" => Dates.GetValueOrDefault(kind, "createdOn"),
        "NAME" or "COMPANY_NAME" or "COMPANY" or "APPLICATION" or "ALPHABETICAL" or "name" => "name",
        "INVOICE_ID" or "ORDER_ID" or "PAYMENT_ID" or "SUBSCRIPTION_ID" or "UUID" or "COMPANY_ID" or "CUSTOMER_ID" => "number",
        "FIRST_NAME" or "USER_FULL_NAME" => "firstName",
        "LAST_NAME" or "USER_LAST_NAME" => "lastName",
        "TOTAL" when kind == "order" => "totalPrice",
        _ when field.All(c => char.IsUpper(c) || c == '_') => Camel(field),
        _ => field,
    };

    private static string Camel(string code)
    {
        string pascal = string.Concat(code.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()));
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }
}
