using FastTrackFpx.CloudCockpit.Resellers;

namespace FastTrackFpx.CloudCockpit;

/// <summary>A reseller of the portal, with its margins and ids at each provider.</summary>
public sealed class CloudCockpitReseller
{
    /// <summary>The reseller's id in CloudCockpit.</summary>
    [JsonPropertyName("id")]
    public string? ResellerId { get; set; }
    /// <summary>The name of the company.</summary>
    public string? CompanyName { get; set; }
    /// <summary>The country, as two letters of ISO 3166-1.</summary>
    public string? Country { get; set; }
    /// <summary>The first line of the address.</summary>
    public string? AddressLine1 { get; set; }
    /// <summary>The second line of the address.</summary>
    public string? AddressLine2 { get; set; }
    /// <summary>The city.</summary>
    public string? City { get; set; }
    /// <summary>The state or province.</summary>
    public string? State { get; set; }
    /// <summary>The postal code.</summary>
    public string? ZipCode { get; set; }
    /// <summary>The given name of the primary contact.</summary>
    public string? FirstName { get; set; }
    /// <summary>The family name of the primary contact.</summary>
    public string? LastName { get; set; }
    /// <summary>The mail address of the primary contact.</summary>
    public string? Email { get; set; }
    /// <summary>The phone number of the primary contact.</summary>
    public string? Phone { get; set; }
    /// <summary>The id of the reseller in the portal owner's own systems.</summary>
    public string? InternalIdentifier { get; set; }
    /// <summary>The tax id.</summary>
    public string? TaxId { get; set; }
    /// <summary>The reseller at each provider; empty if it has none.</summary>
    public CloudCockpitProviderReseller[] ProviderResellers { get => field ??= []; set; } = [];
    /// <summary>The domain of the reseller's own portal; null if it has none.</summary>
    public CloudCockpitCustomDomain? CustomDomain { get; set; }

    /// <summary>The name of the company.</summary>
    public override string ToString() => CompanyName ?? ResellerId ?? string.Empty;
}

/// <summary>A reseller at one provider.</summary>
public sealed class CloudCockpitProviderReseller
{
    /// <summary>The provider instance.</summary>
    public string? ProviderInstanceId { get; set; }
    /// <summary>The provider's id of the reseller. For Microsoft Tier 2 it is the primary MPN id.</summary>
    public string? ProviderResellerId { get; set; }
    /// <summary>The margin of every offer without a margin of its own.</summary>
    public CloudCockpitMargin? PriceMargin { get; set; }
    /// <summary>Margins by type of offer, which replace <see cref="PriceMargin"/>.</summary>
    [JsonConverter(typeof(OfferTypeMarginsConverter))]
    public CloudCockpitMargin[] OfferTypeMargins { get => field ??= []; set; } = [];
    /// <summary>What the provider needs besides, as JSON text.</summary>
    [JsonConverter(typeof(JsonTextConverter))]
    public string? ResellerProviderData { get; set; }

    /// <summary>The id of the indirect reseller, from <see cref="ResellerProviderData"/>. Microsoft Tier 2 only.</summary>
    [JsonIgnore]
    public string? IndirectResellerId => Data("IndirectResellerId") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;

    /// <summary>Further MPN ids, from <see cref="ResellerProviderData"/>. Microsoft Tier 2 only.</summary>
    [JsonIgnore]
    public string[] SecondaryMpnIds => Data("SecondaryMpnIds") is { ValueKind: JsonValueKind.Array } ids
        ? [.. ids.EnumerateArray().Select(id => id.ToString())]
        : [];

    /// <summary>Processing, Success or Failed; null if the service does not say it.</summary>
    [JsonConverter(typeof(NameConverter))]
    public string? Status { get; set; }

    /// <summary>The provider instance and the margin.</summary>
    public override string ToString() => $"{ProviderInstanceId} ({PriceMargin})";

    private JsonElement? Data(string name)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(ResellerProviderData)) return null;
            using JsonDocument document = JsonDocument.Parse(ResellerProviderData!, JsonBody.DocumentOptions);
            return JsonBody.Find(document.RootElement, name) is { ValueKind: not JsonValueKind.Undefined } value ? value.Clone() : null;
        }
        catch (JsonException)
        {
            // The text stays readable in ResellerProviderData.
            return null;
        }
    }
}

/// <summary>A price margin.</summary>
[JsonConverter(typeof(MarginConverter))]
public sealed class CloudCockpitMargin
{
    /// <summary>The type of offer; null for the margin of all others.</summary>
    public string? OfferType { get; set; }
    /// <summary>Markup, Margin, SplitMargin or ErpMinusDiscount.</summary>
    public string? MarginRule { get; set; }
    /// <summary>The value for the rule, 0 to 999.</summary>
    public decimal? Value { get; set; }

    /// <summary>Rule and value.</summary>
    public override string ToString() => FormattableString.Invariant($"{(OfferType is null ? null : OfferType + ": ")}{MarginRule} {Value}").TrimEnd();
}

/// <summary>The domain of a reseller's own portal.</summary>
public sealed class CloudCockpitCustomDomain
{
    /// <summary>The domain.</summary>
    public string? CustomDomain { get; set; }
    /// <summary>The state of the domain.</summary>
    [JsonConverter(typeof(NameConverter))]
    public string? Status { get; set; }

    /// <summary>The domain.</summary>
    public override string ToString() => CustomDomain ?? string.Empty;
}
