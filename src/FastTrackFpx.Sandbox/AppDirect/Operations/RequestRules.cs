using System.Collections.Frozen;
using System.Globalization;
using FastTrackFpx.Sandbox.AppDirect.Access;
using FastTrackFpx.Sandbox.AppDirect.Description;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>What requests must have before they are carried out: a role, the required inputs, a context that fits the role.</summary>
internal static class RequestRules
{
    // Inputs that the document marks as required although its text limits them to some cases.
    private static readonly FrozenSet<string> Conditional = new[]
    {
        "getAppResellerV1CompanyAssociations.customerCompanyId", "getAppResellerV1CompanyAssociations.resellerCompanyId",
        "getAppResellerV1Orders.customerCompanyId", "getAppResellerV1Orders.resellerCompanyId",
        "getAppResellerV1Subscriptions.customerCompanyId", "getAppResellerV1Subscriptions.resellerCompanyId",
        "postLeadV2Leads.companyId", "postLeadV2Leads.userId",
    }.ToFrozenSet();

    private static readonly string[] TypeCodes = ["CREDIT_CARD", "PAYPAL", "MANUAL", "EXTERNAL_INVOICE", "MARKETPLACE_CREDITS"];

    private static readonly FrozenDictionary<string, string> RoleOfContext = new Dictionary<string, string>
    {
        ["RESELLER"] = "ROLE_RESELLER", ["RESELLER_MANAGER"] = "ROLE_RESELLER_MANAGER", ["REFERRAL"] = "ROLE_REFERRAL",
        ["DEVELOPER"] = "ROLE_DEVELOPER", ["PARTNER"] = "ROLE_PARTNER",
    }.ToFrozenDictionary();

    public static void CheckRole(ApiOperation operation, Caller caller, Readings readings)
    {
        if (operation.Roles.Length == 0 || operation.Roles.Any(caller.Has)) return;
        // A role that may write may also read.
        bool isImplied = caller.Has("ROLE_PARTNER") && operation.Roles.Contains("ROLE_PARTNER_READ") && readings.Is("partner-reads", "yes");
        if (isImplied) return;
        throw new ApiRejection(
            operation, readings.Is("wrong-role", "401") ? 401 : 403, "FORBIDDEN",
            $"The operation requires one of the roles {string.Join(", ", operation.Roles)}.");
    }

    public static void CheckInputs(Call call)
    {
        foreach (ApiParameter parameter in call.Operation.Parameters.Where(parameter => parameter.In != "path")) CheckInput(call, parameter);
        CheckCompanies(call);
        if (call.Query("context") is { } context && call.Operation.Parameters.Any(parameter => parameter.Name == "context" && parameter.IsRequired)
            && RoleOfContext.TryGetValue(context, out string? role) && !call.Caller.Has(role))
        {
            throw call.Forbidden($"The context {context} requires the role {role}.");
        }
    }

    private static void CheckInput(Call call, ApiParameter parameter)
    {
        bool isHeader = parameter.In == "header";
        string? text = isHeader ? call.Request.Headers[parameter.Name].ToString() : call.Query(parameter.Name);
        if (string.IsNullOrEmpty(text))
        {
            bool isNeeded = parameter.IsRequired && !Conditional.Contains($"{call.Operation.Id}.{parameter.Name}")
                && !(parameter.Name == "Accept-Language" && call.Readings.Is("A8", "optional"));
            if (isNeeded) throw call.Invalid(parameter.Name, $"The {(isHeader ? "header" : "input")} {parameter.Name} is required.");
            return;
        }

        if (isHeader) return;
        bool isValid = parameter.Schema.Type switch
        {
            "integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "boolean" => bool.TryParse(text, out _),
            "string" => IsCode(text, parameter, call),
            _ => true,
        };
        bool isRepeated = parameter.Name == "applicationIds" && call.Request.QueryValues[parameter.Name].Count > 1 && call.Readings.Is("A53", "single");
        if (isRepeated) throw call.Invalid(parameter.Name, "The input applicationIds can be passed once.");
        if (!isValid) throw call.Invalid(parameter.Name, $"'{text}' is not a valid value of {parameter.Name}.");
    }

    private static bool IsCode(string text, ApiParameter parameter, Call call)
    {
        if (parameter.Schema.Codes is not { Length: > 0 } codes) return true;
        if (parameter.Name == "method" && call.Readings.Is("A59", "five")) codes = [.. codes.Where(TypeCodes.Contains)];
        bool isList = text.StartsWith("in(", StringComparison.Ordinal) && text.EndsWith(')');
        if (isList && call.Readings.Is("A52", "single")) return false;
        IEnumerable<string> values = isList ? text[3..^1].Split(',', StringSplitOptions.TrimEntries) : [text];
        return values.All(value => codes.Contains(value, StringComparer.OrdinalIgnoreCase)
            // Roles are understood with and without their prefix.
            || codes.Contains("ROLE_" + value, StringComparer.OrdinalIgnoreCase));
    }

    private static void CheckCompanies(Call call)
    {
        (string? customer, string? reseller, string? context) =
            (call.Query("customerCompanyId"), call.Query("resellerCompanyId"), call.Query("context"));
        string? missing = call.Operation.Id switch
        {
            "getAppResellerV1CompanyAssociations" when call.Readings.Is("A44", "both") =>
                customer is null ? "customerCompanyId" : reseller is null ? "resellerCompanyId" : null,
            "getAppResellerV1CompanyAssociations" when customer is null && reseller is null => "customerCompanyId",
            "getAppResellerV1Orders" or "getAppResellerV1Subscriptions" when call.Readings.Is("A45", "both") =>
                customer is null ? "customerCompanyId" : reseller is null ? "resellerCompanyId" : null,
            "getAppResellerV1Orders" or "getAppResellerV1Subscriptions" when context == "RESELLER" && customer is null => "customerCompanyId",
            "getAppResellerV1Orders" or "getAppResellerV1Subscriptions" when context == "RESELLER_MANAGER" && reseller is null =>
                "resellerCompanyId",
            _ => null,
        };
        if (missing is not null) throw call.Invalid(missing, $"The input {missing} is required.");
    }
}
