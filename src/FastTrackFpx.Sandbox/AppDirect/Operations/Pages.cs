using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Answers with a page of documents, in the way in which the operation divides them.</summary>
internal static class Pages
{
    private const int DefaultSize = 50;

    /// <summary>Answers with the documents of a query.</summary>
    public static void Send(Call call, DocumentQuery query)
    {
        if (call.Operation.Paging is not { } paging)
        {
            Send(call, call.Store.List(query), null, 0);
            return;
        }

        int total = call.Store.Count(query);
        int size = Size(call, paging);
        (long skip, Position position) = Start(call, paging, size, total);
        Send(call, call.Store.List(query, skip, size), position, total);
    }

    /// <summary>Answers with some of the elements of a list that was made for this request.</summary>
    public static void Send(Call call, IReadOnlyList<Document> all)
    {
        if (call.Operation.Paging is not { } paging)
        {
            Send(call, all, null, all.Count);
            return;
        }

        int size = Size(call, paging);
        (long skip, Position position) = Start(call, paging, size, all.Count);
        Send(call, [.. all.Skip((int)Math.Min(skip, int.MaxValue)).Take(size)], position, all.Count);
    }

    private static void Send(Call call, IReadOnlyList<Document> documents, Position? position, int total)
    {
        (string? wrapper, Schema item) = Shape(call.Operation);
        bool isEmpty = documents.Count == 0 && call.Operation.Declares(204) && call.Readings.Is("A34", "204");
        if (isEmpty && wrapper is null)
        {
            call.SendNothing(204);
            return;
        }

        var items = new JsonArray([.. documents.Select(document => call.Representation.Of(document, item))]);
        if (call.Operation.Id == "getLeadV2Leads" && call.Readings.Is("A50", "seconds")) ToSeconds(items);
        if (wrapper is null)
        {
            call.Send(items, 200);
            return;
        }

        var page = new JsonObject { [wrapper] = items };
        Schema? envelope = call.Operation.Response();
        foreach (SchemaProperty property in envelope?.Properties ?? [])
        {
            switch (property.Name)
            {
                case "links":
                    page["links"] = new JsonArray();
                    break;
                case "page" or "pageInfo":
                    page[property.Name] = PageObject(call, property.Schema, position, total, documents.Count);
                    break;
                case "total" or "totalCount":
                    page[property.Name] = Told(call, total);
                    break;
            }
        }

        if (call.Operation.Id is "getBillingV1Orders" or "getBillingV1CompaniesByCompanyIdUsersByUserIdOrders") page["total"] = Told(call, total);
        call.Send(page, 200);
    }

    /// <summary>The property with the elements, null for a bare array, and the shape of an element.</summary>
    private static (string? Wrapper, Schema Item) Shape(ApiOperation operation)
    {
        switch (operation.Id)
        {
            // Declared as one element; the samples show what is sent.
            case "getBillingV1Orders":
                return ("orders", operation.Response()!);
            case "getBillingV1CompaniesByCompanyIdUsersByUserIdOrders":
                return ("orders", ApiDocument.Instance.Named("Order"));
            case "getChannelV1Events":
                return ("content", ApiDocument.Instance.Named("Event"));
            case "getAccountV2UsersByUserUuidMemberships":
                return ("content", operation.Response()!);
            case "getAssistedSalesV1OpportunitiesByOpportunityIdItems":
                return (null, operation.Response()!);
        }

        Schema schema = operation.Response()!;
        if (schema.Type == "array") return (null, schema.Items!);
        SchemaProperty list = schema.Properties.First(property => property.Name is "content" || (property.Schema.Type == "array"
            && property.Name != "links"));
        return (list.WireName, list.Schema.Items ?? throw new InvalidOperationException($"{operation.Id} has no elements."));
    }

    private static int Size(Call call, PagingStyle paging)
    {
        int? otherwise = call.Operation.Id == "getChannelV1Events" ? int.Parse(call.Readings["A40"], CultureInfo.InvariantCulture) : paging.DefaultSize;
        int wanted = call.Request.QueryInteger(paging.Size) ?? otherwise ?? DefaultSize;
        if (wanted < 1) throw call.Invalid(paging.Size, $"{paging.Size} must be at least 1.");
        int most = int.Parse(call.Readings["page-cap"], CultureInfo.InvariantCulture);
        return Math.Min(wanted, paging.IsOffset ? Math.Max(most, paging.DefaultSize ?? 0) : most);
    }

    private static (long Skip, Position Position) Start(Call call, PagingStyle paging, int size, int total)
    {
        if (paging.IsOffset)
        {
            long start = (call.Request.QueryInteger(paging.Position) ?? 0) + ((long)call.Request.PageShift * size);
            if (start < 0) start = 0;
            return (start, new Position(0, 0, size, start + size < total));
        }

        int first = First(call, paging);
        int page = Number(call, paging, first) + call.Request.PageShift;
        long index = Math.Max(0, page - first);
        bool isIndex = call.Operation.Id == "getAppResellerV1Companies" && call.Readings.Is("A41", "index");
        long skip = isIndex ? index : index * size;
        return (skip, new Position((int)index + first, first, size, skip + size < total));
    }

    private static int First(Call call, PagingStyle paging) => call.Operation.Id switch
    {
        // The document says one number and its sample shows the other.
        "getAppResellerV1PaymentMethods" => call.Readings.Is("S8", "sample") ? 0 : 1,
        "getChannelV1CompanyGroups" or "getChannelV1SegmentsByCompanySegmentIdAvailableAndAssociatedCompanies" =>
            call.Readings.Is("S8", "sample") ? 1 : 0,
        "getAssistedSalesV1Quotes" => 1,
        _ => paging.First ?? int.Parse(call.Readings["A42"], CultureInfo.InvariantCulture),
    };

    private static int Number(Call call, PagingStyle paging, int first)
    {
        if (call.Query(paging.Position) is not { } text) return first;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)) return number;
        // A cursor is the number of the page after it, encoded.
        byte[] decoded = new byte[text.Length];
        bool isCursor = call.Operation.Id == "getAssistedSalesV1Quotes" && Convert.TryFromBase64String(text, decoded, out int length)
            && int.TryParse(Encoding.ASCII.GetString(decoded, 0, length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return isCursor ? number + 1 : throw call.Invalid(paging.Position, $"'{text}' is not the number of a page.");
    }

    private static JsonObject PageObject(Call call, Schema schema, Position? position, int total, int count)
    {
        position ??= new Position(0, 0, Math.Max(1, total), false);
        if (call.Operation.Id == "getAssistedSalesV1Quotes")
        {
            string Cursor(int page) => call.Readings.Is("A43", "number") ? page.ToString(CultureInfo.InvariantCulture)
                : Convert.ToBase64String(Encoding.ASCII.GetBytes(page.ToString(CultureInfo.InvariantCulture)));
            return new JsonObject
            {
                ["hasNextPage"] = position.HasMore, ["hasPreviousPage"] = position.Number > position.First,
                ["startCursor"] = Cursor(position.Number), ["endCursor"] = Cursor(position.Number),
            };
        }

        int pages = (int)(((long)total + position.Size - 1) / position.Size);
        var page = new JsonObject
        {
            ["number"] = position.Number,
            ["size"] = position.Size,
            ["totalElements"] = Told(call, total),
            ["totalPages"] = count > 0 && pages == 1 && call.Operation.Path.Contains("/groups/", StringComparison.Ordinal)
                && call.Marketplace.Context.Options.Quirks ? 0 : pages,
        };
        return schema.Properties.Any(property => property.Name == "page") && call.Readings.Is("A32", "nested")
            ? new JsonObject { ["links"] = new JsonArray(), ["page"] = page } : page;
    }

    // A total is advice: it may not fit what the pages contain.
    private static int Told(Call call, int total) => call.Readings["total"] switch
    {
        "low" => Math.Max(0, total - 1),
        "high" => total + 1,
        _ => total,
    };

    private static void ToSeconds(JsonArray leads)
    {
        foreach (JsonNode? lead in leads)
        {
            foreach (string name in new[] { "createdOn", "lastModified" })
            {
                if (lead?[name] is JsonValue value) lead[name] = decimal.Truncate(value.GetValue<decimal>() / 1000);
            }
        }
    }

    private sealed record Position(int Number, int First, int Size, bool HasMore);
}
