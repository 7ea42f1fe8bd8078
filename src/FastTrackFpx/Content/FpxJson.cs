using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FastTrackFpx.Content;

/// <summary>
/// The service's JSON as records, without reflection. A property is read under its own name in any case and under the names in <see cref="FpxNames"/>;
/// unknown names are ignored.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    MaxDepth = JsonBody.Depth,
    Converters =
    [
        typeof(LookupConverter), typeof(TextConverter), typeof(GuidConverter), typeof(NullableGuidConverter), typeof(WholeConverter),
        typeof(NullableWholeConverter), typeof(NullableDecimalConverter), typeof(NullableDoubleConverter), typeof(NullableFlagConverter), typeof(DateConverter),
        typeof(NullableDateConverter), typeof(OneOrManyConverter<FpxTenantAssignment>),
    ])]
[JsonSerializable(typeof(FpxPage<FpxTenant>))]
[JsonSerializable(typeof(FpxPage<FpxContact>))]
[JsonSerializable(typeof(FpxPage<FpxPage<FpxContact>>))]
[JsonSerializable(typeof(FpxPage<FpxEntitlement>))]
[JsonSerializable(typeof(FpxPage<FpxPage<FpxEntitlement>>))]
[JsonSerializable(typeof(FpxPage<FpxMaxEntitlement>))]
[JsonSerializable(typeof(FpxPage<FpxPage<FpxMaxEntitlement>>))]
[JsonSerializable(typeof(FpxPage<FpxNote>))]
[JsonSerializable(typeof(FpxPage<FpxReferral>))]
[JsonSerializable(typeof(FpxPage<FpxIncentiveStatement>))]
[JsonSerializable(typeof(FpxPage<NestedStatement>))]
[JsonSerializable(typeof(FpxPage<FpxTenantAssignment>))]
[JsonSerializable(typeof(FpxPage<FpxLookup>))]
[JsonSerializable(typeof(FpxPage<FpxIncentiveWorkload>))]
[JsonSerializable(typeof(FpxPage<FpxIncentivePeriod>))]
[JsonSerializable(typeof(FpxPage<FpxEntitlementStatus>))]
[JsonSerializable(typeof(FpxPage<StatusNode>))]
[JsonSerializable(typeof(UsageBody))]
[JsonSerializable(typeof(FpxPage<FpxUsage>))]
[JsonSerializable(typeof(Dictionary<string, OneOrMany<FpxTenantAssignment>>))]
internal sealed partial class FpxJson : JsonSerializerContext
{
    /// <summary>Reads a response of which one record, or one envelope, is the body.</summary>
    internal static T Read<T>(RestResponse response)
        where T : class => JsonBody.Read(response, (JsonTypeInfo<T>)Lenient.Options.GetTypeInfo(typeof(T)));

    /// <summary>Reads a list: an envelope with items, or the items alone. Nulls are left out.</summary>
    internal static FpxPage<T> ReadPage<T>(RestResponse response)
        where T : class
    {
        FpxPage<T> page = JsonBody.IsList(response) ? new FpxPage<T> { Items = Read<List<T>>(response) } : Read<FpxPage<T>>(response);
        page.DropNulls();
        return page;
    }

    internal static List<T> ReadList<T>(RestResponse response)
        where T : class => ReadPage<T>(response).Items!;

    /// <summary>Reads a reference to an entry of a lookup. Most of what a list of records consists of, so it is read by hand.</summary>
    internal static bool TryLookup(ref Utf8JsonReader reader, out FpxLookup? lookup)
    {
        lookup = null;
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        var (id, name) = ((string?)null, (string?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = id is null && Is(ref reader, "id");
            bool isName = !isId && name is null && Is(ref reader, "name");
            reader.Read();
            if (!isId && !isName) reader.Skip();
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                throw JsonShapeException.Of(ref reader, isId ? "an id" : "text", isId ? "id" : "name");
            else if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) continue;
            else if (isId) id = LenientValue.Id(ref reader);
            else name = LenientValue.Text(ref reader);
        }

        lookup = new FpxLookup { Id = id, Name = name, IsRead = true };
        return true;
    }

    private static bool Is(ref Utf8JsonReader reader, string name) =>
        reader.ValueTextEquals(name) || (reader.ValueSpan.Length == name.Length && string.Equals(reader.GetString(), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A class of its own, because <see cref="Default"/> has to be there first.</summary>
    private static class Lenient
    {
        internal static readonly JsonSerializerOptions Options = new(Default.Options) { TypeInfoResolver = Default.WithAddedModifier(FpxNames.Apply) };
    }
}

internal sealed class LookupConverter() : LenientConverter<FpxLookup?>("an object", FpxJson.TryLookup);

/// <summary>The envelope of a list, or of the part of one tenant in a list of many tenants.</summary>
internal sealed class FpxPage<T>
    where T : class
{
    public long? Count { get; set; }
    public bool? HasMore { get; set; }
    /// <summary>The tenant that all items belong to, if the response has it beside them.</summary>
    public Guid? TenantId { get; set; }
    public string? TenantName { get; set; }
    public long? RfaId { get; set; }
    /// <summary>The records; null only while the response is read.</summary>
    public List<T>? Items { get; set; }

    /// <summary>Whether this is an envelope at all, and not a record in the place of one.</summary>
    internal bool IsEnvelope => Items is not null || Count is not null || HasMore is not null || TenantId is null;

    internal Page<T> ToPage(ulong fingerprint = 0) => new(Items!) { Count = Count, HasMore = HasMore ?? false, Fingerprint = fingerprint };

    internal void DropNulls()
    {
        Items ??= [];
        Items.RemoveAll(static item => item is null);
    }
}
