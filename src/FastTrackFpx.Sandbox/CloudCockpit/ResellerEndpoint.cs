using System.Globalization;
using System.Text;
using System.Text.Json;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.CloudCockpit;

/// <summary>GET /v1/Resellers: search, filters, order, pages, and the forms in which the documents show a reseller.</summary>
internal sealed class ResellerEndpoint(ServiceContext context, ResellerStore store)
{
    private const int DefaultPageSize = 25;
    private const int MaxPageSize = 2000;
    private const int MaxSearchLength = 255;

    private readonly Readings _readings = context.Readings;

    public void List(ServiceRequest request, ServiceResponse response)
    {
        var errors = new FieldErrors();
        int page = Number(request, "pageNumber", 1, int.MaxValue, 1, errors);
        int size = Number(request, "pageSize", 1, MaxPageSize, DefaultPageSize, errors);
        ResellerSearch search = Search(request, errors);
        errors.ThrowIfAny();
        page = Math.Max(1, page + request.PageShift);
        (int total, List<Reseller> resellers) = store.Page(search, (long)(page - 1) * size, size);
        if (!_readings.Is("C7", "application/json")) response.ContentType = _readings["C7"];
        WritePage(response.Json, resellers, page, size, total);
    }

    public void Export(Utf8JsonWriter json)
    {
        json.WriteStartArray("resellers"u8);
        foreach (Reseller reseller in store.All()) Write(json, reseller);
        json.WriteEndArray();
    }

    private ResellerSearch Search(ServiceRequest request, FieldErrors errors)
    {
        string? text = request.Query("searchValue");
        if (text?.Length > MaxSearchLength) errors.Add("searchValue", $"The value has more than {MaxSearchLength} characters.");
        string? column = Choice(request, "searchField", ResellerStore.Fields.Keys, errors) is { } field ? ResellerStore.Fields[field]
            : "name";
        string? provider = Id(request, "providerInstanceId", errors);
        string? customer = Id(request, "customerId", errors);
        if (customer is not null && provider is null)
        {
            if (_readings.Is("C2", "ignored")) customer = null;
            else errors.Add("providerInstanceId", "A customerId needs a providerInstanceId.");
        }

        return new ResellerSearch(column, text, provider, customer, IsAscending(request, errors));
    }

    private bool? IsAscending(ServiceRequest request, FieldErrors errors)
    {
        bool isSorted = Choice(request, "sortPropertyName", ["Company.Name"], errors) is not null;
        string flag = _readings["C1"];
        string? text = flag == "none" ? null : request.Query(flag);
        if (text is not null && !bool.TryParse(text, out _)) errors.Add(flag, $"'{text}' is neither true nor false.");
        if (bool.TryParse(text, out bool ascending)) return ascending;
        return isSorted ? _readings.Is("C6", "ascending") : null;
    }

    private static string? Choice(ServiceRequest request, string name, IEnumerable<string> choices, FieldErrors errors)
    {
        if (request.Query(name) is not { } text) return null;
        string? choice = choices.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (choice is null) errors.Add(name, $"'{text}' is not one of {string.Join(", ", choices.Order())}.");
        return choice;
    }

    private static int Number(ServiceRequest request, string name, int least, int most, int otherwise, FieldErrors errors)
    {
        if (request.Query(name) is not { } text) return otherwise;
        bool isValid = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most;
        if (!isValid) errors.Add(name, $"'{text}' is not a whole number from {least} to {most}.");
        return number;
    }

    private static string? Id(ServiceRequest request, string name, FieldErrors errors)
    {
        if (request.Query(name) is not { } text) return null;
        if (Guid.TryParse(text, out Guid id)) return id.ToString("D");
        errors.Add(name, $"'{text}' is not a GUID.");
        return null;
    }

    private void WritePage(Utf8JsonWriter json, List<Reseller> resellers, int page, int size, int total)
    {
        int pages = (int)(((long)total + size - 1) / size);
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (Reseller reseller in resellers) Write(json, reseller);
        json.WriteEndArray();
        json.WriteStartObject("paginationParameters"u8);
        json.WriteNumber("pageNumber"u8, page);
        json.WriteNumber("pageSize"u8, size);
        json.WriteEndObject();
        json.WriteNumber("totalPages"u8, pages);
        json.WriteNumber("totalCount"u8, total);
        json.WriteBoolean("hasPreviousPage"u8, page > 1);
        json.WriteBoolean("hasNextPage"u8, page < pages);
        string? token = Is("C3", "text", page) ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"page {page + 1}")) : null;
        json.WriteString("continuationToken"u8, token);
        json.WriteEndObject();
    }

    // With quirks, every other reseller has the form that is not the default.
    private bool Is(string point, string value, int ordinal) =>
        _readings.Is(point, value) || (context.Options.Quirks && ordinal % 2 == 1);

    private void Write(Utf8JsonWriter json, Reseller reseller)
    {
        (int ordinal, Place place) = (reseller.Ordinal, reseller.Place);
        var dice = new Dice(context.Origin.Seed, "reseller's address", ordinal);
        bool hasNulls = Is("C9", "null", ordinal);
        json.WriteStartObject();
        json.WriteString("id"u8, Is("C10", "text", ordinal) ? $"reseller {reseller.InternalIdentifier}" : reseller.Id);
        json.WriteString("companyName"u8, reseller.Company.Name);
        json.WriteString("country"u8, place.CountryCode);
        json.WriteString("addressLine1"u8, hasNulls ? null
            : $"{dice.Between(1, 200)} {place.Names[dice.Below(place.Names.Length)].Written}");
        json.WriteString("addressLine2"u8, dice.Chance(20) ? "2" : null);
        json.WriteString("city"u8, place.Cities[dice.Below(place.Cities.Length)]);
        json.WriteString("state"u8, hasNulls || dice.Chance(40) ? null : place.Country);
        json.WriteString("zipCode"u8, dice.Between(10_000, 99_999).ToString(CultureInfo.InvariantCulture));
        json.WriteString("firstName"u8, reseller.Contact.Given);
        json.WriteString("lastName"u8, reseller.Contact.Family);
        json.WriteString("email"u8, $"{reseller.Contact.MailName}@{reseller.Company.Domain}");
        json.WriteString("phone"u8, hasNulls ? null : Person.Phone(place, ref dice));
        json.WriteString("internalIdentifier"u8, reseller.InternalIdentifier);
        json.WriteString("taxId"u8, dice.Chance(60) ? $"{place.CountryCode}{dice.Between(100_000_000, 999_999_999)}" : null);
        WriteProviders(json, reseller);
        if (!Is("C16", "missing", ordinal)) WriteDomain(json, reseller.Company.Domain, ref dice);
        json.WriteEndObject();
    }

    private static void WriteDomain(Utf8JsonWriter json, string domain, ref Dice dice)
    {
        json.WriteStartObject("customDomain"u8);
        json.WriteString("customDomain"u8, "portal." + domain);
        json.WriteStartObject("status"u8);
        json.WriteString("name"u8, dice.Of<string?>(["Validated", "Pending", null]));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteProviders(Utf8JsonWriter json, Reseller reseller)
    {
        if (reseller.Providers.IsEmpty && Is("C9", "null", reseller.Ordinal))
        {
            json.WriteNull("providerResellers"u8);
            return;
        }

        json.WriteStartArray("providerResellers"u8);
        foreach (ProviderReseller provider in reseller.Providers)
        {
            json.WriteStartObject();
            json.WritePropertyName("priceMargin"u8);
            WriteMargin(json, provider.Margin, reseller.Ordinal, isPascal: false);
            json.WritePropertyName("offerTypeMargins"u8);
            WriteOfferMargins(json, provider, reseller.Ordinal);
            json.WriteString("providerInstanceId"u8, provider.InstanceId);
            json.WriteString(
                "providerResellerId"u8,
                provider.ResellerId is { } mpn && Is("C14", "uuid", reseller.Ordinal) ? StableId.Of("MPN", mpn) : provider.ResellerId);
            json.WriteString("resellerProviderData"u8, ProviderData(provider, reseller.Ordinal));
            if (!Is("C15", "missing", reseller.Ordinal))
            {
                json.WriteStartObject("status"u8);
                json.WriteString("name"u8, provider.Status);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteMargin(Utf8JsonWriter json, Margin margin, int ordinal, bool isPascal)
    {
        json.WriteStartObject();
        json.WriteStartObject(isPascal ? "MarginRule" : "marginRule");
        json.WriteString(isPascal ? "Name" : "name", Is("C11", "lower", ordinal) ? margin.Rule?.ToLowerInvariant() : margin.Rule);
        json.WriteEndObject();
        json.WritePropertyName(isPascal ? "Value" : "value");
        if (margin.Value is { } value) json.WriteNumberValue(value);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    private void WriteOfferMargins(Utf8JsonWriter json, ProviderReseller provider, int ordinal)
    {
        if (provider.OfferMargins is not { } margins)
        {
            json.WriteNullValue();
            return;
        }

        bool isWrapped = Is("C12", "wrapped", ordinal);
        json.WriteStartObject();
        if (isWrapped) json.WriteStartObject("Value"u8);
        foreach ((string offer, Margin margin) in margins)
        {
            json.WritePropertyName(isWrapped ? JsonNamingPolicy.CamelCase.ConvertName(offer) : offer);
            WriteMargin(json, margin, ordinal, isWrapped);
        }

        if (isWrapped) json.WriteEndObject();
        json.WriteEndObject();
    }

    // The field is text that contains JSON: an empty object, or the ids of a Tier 2 reseller.
    private string ProviderData(ProviderReseller provider, int ordinal)
    {
        if (provider.SecondaryMpnIds is not { } mpnIds) return "{}";
        bool isCamel = Is("C13", "camel", ordinal);
        string ids = JsonSerializer.Serialize(mpnIds);
        string resellerId = StableId.Of("Indirect reseller", provider.ResellerId ?? "");
        return isCamel
            ? $$"""{"indirectResellerId" : "{{resellerId}}","secondaryMpnIds": {{ids}}}"""
            : $$"""{"IndirectResellerId":"{{resellerId}}","SecondaryMpnIds":{{ids}}}""";
    }
}
