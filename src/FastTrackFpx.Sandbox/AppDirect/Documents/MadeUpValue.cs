using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.AppDirect.Documents;

/// <summary>Makes up values that fit a schema. The same seed, owner and path make the same value.</summary>
internal sealed class MadeUpValue(int seed, string baseUri)
{
    private const int MaxDepth = 5;

    private static readonly string[] Words =
        ["Cloud", "Archive", "Backup", "Mail", "Voice", "Ledger", "Shield", "Studio", "Signal", "Harbor", "Atlas", "Beacon"];

    /// <summary>A value for a property.</summary>
    /// <param name="schema">Its shape.</param>
    /// <param name="name">Its name, which says what a text or a number means.</param>
    /// <param name="owner">What it belongs to, such as "company 4711".</param>
    /// <returns>The value; null if the schema does not say what it is.</returns>
    public JsonNode? Make(Schema schema, string name, string owner) => Make(schema, name, new Dice(seed, $"{owner}/{name}"), owner, []);

    private JsonNode? Make(Schema schema, string name, Dice dice, string path, ImmutableArray<string> types)
    {
        switch (schema.Type)
        {
            case "object":
                return MakeObject(schema, $"{path}/{name}", types);
            case "array":
                var array = new JsonArray();
                if (schema.Items is not { } items || IsTooDeep(items, types)) return array;
                for (int i = 0; i < (items.Codes.Length > 0 || items.Type == "object" ? 1 + dice.Below(2) : 1); i++)
                {
                    array.Add(Make(items, name, new Dice(seed, $"{path}/{name}", i), $"{path}/{i}", types));
                }

                return array;
            case "string":
                return Text(schema, name, ref dice);
            case "boolean":
                return JsonValue.Create(dice.Chance(50));
            case "integer":
                return JsonValue.Create(Number(name, ref dice, isWhole: true));
            case "number":
                return JsonValue.Create(Number(name, ref dice, isWhole: false));
            default:
                return null;
        }
    }

    private JsonObject MakeObject(Schema schema, string path, ImmutableArray<string> types)
    {
        var made = new JsonObject();
        if (schema.Name is { } type) types = types.Add(type);
        if (schema.Values is { } values && !IsTooDeep(values, types))
        {
            made["sample"] = Make(values, "sample", new Dice(seed, path), path, types);
        }

        foreach (SchemaProperty property in schema.Properties)
        {
            if (IsTooDeep(property.Schema, types)) continue;
            JsonNode? value = Make(property.Schema, property.WireName, new Dice(seed, $"{path}/{property.Name}"), path, types);
            if (value is not null) made[property.WireName] = value;
        }

        return made;
    }

    private static bool IsTooDeep(Schema schema, ImmutableArray<string> types) =>
        types.Length >= MaxDepth || (schema.Name is { } name && types.Contains(name));

    private JsonNode Text(Schema schema, string name, ref Dice dice)
    {
        if (schema.Codes is { Length: > 0 } codes) return JsonValue.Create(codes[dice.Below(Math.Min(codes.Length, 12))]);
        string text = TextOf(schema, name, ref dice);
        return JsonValue.Create(schema.MaxLength is { } most && text.Length > most ? text[..most] : text);
    }

    private string TextOf(Schema schema, string name, ref Dice dice)
    {
        Place place = WorldPlaces.All[dice.Below(WorldPlaces.All.Length)];
        if (schema.Format == "uuid") return dice.GuidText();
        if (schema.Format == "date-time") return MadeUpTime.Text(MadeUpTime.At(ref dice, -400, 0));
        if (schema.Format is "iso-4217" || Has(name, "currency")) return "USD";
        if (schema.Format is "iso-3166" or "iso-3166-alpha-2" || Has(name, "country")) return place.CountryCode;
        if (schema.Format == "locale ll_CC" || Has(name, "locale", "language")) return "en_US";
        if (Has(name, "email")) return $"{Person.From(place, ref dice).MailName}@{Host(ref dice)}";
        if (Has(name, "uri", "url", "href", "srcset", "picture", "link", "image")) return $"{baseUri}/files/{dice.Below(1_000_000)}";
        if (Has(name, "firstname", "givenname")) return Person.From(place, ref dice).Given;
        if (Has(name, "lastname", "familyname")) return Person.From(place, ref dice).Family;
        if (Has(name, "username", "handle")) return Person.From(place, ref dice).MailName;
        if (Has(name, "phone", "fax")) return Person.Phone(place, ref dice);
        if (Has(name, "city")) return place.Cities[dice.Below(place.Cities.Length)];
        if (Has(name, "street", "addressline")) return $"{dice.Between(1, 200)} {place.Names[dice.Below(place.Names.Length)].Written}";
        if (Has(name, "zip", "postalcode")) return dice.Between(10_000, 99_999).ToString(CultureInfo.InvariantCulture);
        if (Has(name, "domain")) return Host(ref dice);
        if (Has(name, "quantity", "price", "amount", "total", "fee", "cost", "minimum", "maximum")) return $"{dice.Between(1, 500)}.0000000000";
        if (name.EndsWith("uuid", StringComparison.OrdinalIgnoreCase) || name == "id" || name.EndsWith("Id", StringComparison.Ordinal))
        {
            return dice.GuidText();
        }

        if (Has(name, "description", "comment", "overview", "text", "blurb", "message", "hint", "notes"))
        {
            return place.Remarks[dice.Below(place.Remarks.Length)];
        }

        return $"{dice.Of<string>(Words)} {dice.Between(1, 99)}";
    }

    private static decimal Number(string name, ref Dice dice, bool isWhole)
    {
        if (Has(name, "date", "createdon", "modified", "publishedon", "timestamp", "login", "periodstart", "periodend", "updatedon"))
        {
            return MadeUpTime.At(ref dice, -700, 0).ToUnixTimeMilliseconds();
        }

        if (Has(name, "year")) return dice.Between(2027, 2032);
        if (Has(name, "month")) return dice.Between(1, 12);
        if (Has(name, "percent")) return dice.Between(1, 50);
        if (Has(name, "rating", "stars")) return dice.Between(1, 5);
        if (name == "id" || name.EndsWith("Id", StringComparison.Ordinal)) return dice.Between(100_000, 999_999);
        return isWhole || !Has(name, "price", "amount", "total", "cost", "fee", "balance", "limit", "rate", "credit", "debit")
            ? dice.Between(1, 60)
            : dice.Between(100, 90_000) / 100m;
    }

    private static string Host(ref Dice dice) =>
        Company.Make(1, dice.Below(500)).Domain;

    private static bool Has(string name, params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
