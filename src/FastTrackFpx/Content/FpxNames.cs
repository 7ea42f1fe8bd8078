using System.Text.Json.Serialization.Metadata;

namespace FastTrackFpx.Content;

/// <summary>Where the service's names or shapes differ from the properties of the records.</summary>
internal static class FpxNames
{
    private static readonly IdConverter Id = new();
    private static readonly TextOrListConverter Tags = new();

    /// <summary>Further names of a property, after its own. The first one that a response has wins.</summary>
    private static readonly Dictionary<(Type Type, string Property), string[]> Others = new()
    {
        [(typeof(FpxContact), "contactId")] = ["id"],
        [(typeof(FpxContact), "referralId")] = ["rfaId"],
        [(typeof(FpxNote), "referralId")] = ["rfaId"],
        [(typeof(FpxReferral), "referralId")] = ["id"],
        [(typeof(FpxUsage), "tenantId")] = ["customerId"],
        [(typeof(FpxTenantAssignment), "assignment")] = ["assignmentName"],
        [(typeof(FpxIncentiveWorkload), "id")] = ["workloadId"],
        [(typeof(FpxEntitlement), "entitlementCount")] = ["entitlmentCount"],
    };

    private static readonly HashSet<string> Ids = ["id", "serviceId", "recordId", "programMembershipId", "workloadId"];

    internal static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (JsonPropertyInfo property in type.Properties.ToList())
        {
            if (property.Set is null) type.Properties.Remove(property);
            else if (property.PropertyType == typeof(string)) Adjust(type.Type, property);
            if (Others.TryGetValue((type.Type, property.Name), out string[]? names)) AddNames(type, property, names);
        }

        if (type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(FpxPage<>))
            AddNames(type, type.Properties.Single(property => property.Name == "hasMore"), ["moreRecords"]);
        if (type.Type == typeof(FpxEntitlement)) AddService(type);
        type.OnDeserialized = Finish(type.Type);
    }

    private static void Adjust(Type type, JsonPropertyInfo property)
    {
        if (property.Name == "tags") property.CustomConverter = Tags;
        else if (Ids.Contains(property.Name)) property.CustomConverter = Id;
        // Some documents repeat the names "id" and "name" behind a lookup: the first ones are the contact's.
        else if (type == typeof(FpxContact) && property.Name == "name") property.Set = static (contact, value) => ((FpxContact)contact).Name ??= (string?)value;
    }

    private static void AddNames(JsonTypeInfo type, JsonPropertyInfo property, string[] names)
    {
        foreach (string name in names)
        {
            JsonPropertyInfo other = type.CreateJsonPropertyInfo(property.PropertyType, name);
            other.CustomConverter = property.CustomConverter;
            (Func<object, object?> get, Action<object, object?> set) = (property.Get!, property.Set!);
            other.Set = (record, value) =>
            {
                if (IsUnset(get(record))) set(record, value);
            };
            type.Properties.Add(other);
        }
    }

    /// <summary>The service of a record may be in an object of its own.</summary>
    private static void AddService(JsonTypeInfo type)
    {
        JsonPropertyInfo service = type.CreateJsonPropertyInfo(typeof(FpxLookup), "service");
        service.Set = static (target, value) =>
        {
            var (record, lookup) = ((FpxEntitlement)target, (FpxLookup?)value);
            record.ServiceId ??= lookup?.Id;
            record.ServiceName ??= lookup?.Name;
        };
        type.Properties.Add(service);
    }

    private static Action<object>? Finish(Type type)
    {
        if (type == typeof(FpxContact)) return static record => Require(((FpxContact)record).ContactId != Guid.Empty, "contactId", "a GUID");
        if (type == typeof(FpxTenant)) return static record => Require(((FpxTenant)record).TenantId != Guid.Empty, "tenantId", "a GUID");
        if (type == typeof(FpxReferral)) return static record => Require(((FpxReferral)record).ReferralId != 0, "id", "a whole number");
        if (type == typeof(FpxUsage)) return static record => Require(((FpxUsage)record).TenantId != Guid.Empty, "customerId", "a GUID");
        if (typeof(FpxLookup).IsAssignableFrom(type)) return static record => ((FpxLookup)record).IsRead = true;
        return null;
    }

    private static void Require(bool isThere, string name, string expected)
    {
        if (!isThere) throw new JsonShapeException(name, expected, "nothing");
    }

    private static bool IsUnset(object? value) => value is null or 0L or false || (value is Guid id && id == Guid.Empty);
}
