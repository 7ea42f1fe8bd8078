using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.LongJump;

/// <summary>Tenants of the platform: read, search, create, change and remove.</summary>
internal sealed class PlatformEndpoints(ServiceContext context, PlatformStore store)
{
    private const string Root = "/networking/rest/tenant";
    private static readonly ImmutableArray<string> RequiredForCreation = ["company", "email", "first_name", "last_name"];
    private static readonly ImmutableArray<string> Plans = ["Starter", "Team", "Business", "Enterprise"];

    private static readonly ImmutableSortedDictionary<string, string> NoFields =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Readings _readings = context.Readings;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("GET", Root, Search);
        routes.Map("POST", Root, Create);
        routes.Map("GET", Root + "/{id}", Read);
        routes.Map("PUT", Root + "/{id}", Update);
        routes.Map("DELETE", Root + "/{id}", Remove);
    }

    private void Read(ServiceRequest request, ServiceResponse response)
    {
        PlatformTenant tenant = store.Find(request.Route("id")) ?? throw PlatformRejection.NotFound(request.Route("id"));
        PlatformXml.Write(response, "Success", 0, xml => Write(xml, tenant, null, request.Headers.Host.ToString()));
    }

    private void Search(ServiceRequest request, ServiceResponse response)
    {
        TenantSearch search = TenantSearch.Read(request, _readings);
        List<PlatformTenant> found = search.Apply(store.All());
        IEnumerable<PlatformTenant> page = search.Skip >= found.Count ? [] : found.Skip((int)search.Skip).Take(search.PageSize);
        int? total = search.WantsTotal ? found.Count : null;
        bool isInMessage = _readings.Is("L19", "message");
        PlatformXml.Write(
            response,
            "Success",
            0,
            xml =>
            {
                foreach (PlatformTenant tenant in page) Write(xml, tenant, search.Fields, request.Headers.Host.ToString());
                if (total is not { } count || isInMessage) return;
                xml.WriteElementString("totalRecordCount", count.ToString(CultureInfo.InvariantCulture));
            },
            totalInMessage: isInMessage ? total : null);
    }

    private void Create(ServiceRequest request, ServiceResponse response)
    {
        ImmutableSortedDictionary<string, string> sent = Input(request, FieldUse.Create, NoFields);
        if (_readings.Is("L1", "required") && RequiredForCreation.FirstOrDefault(name => !sent.ContainsKey(name)) is { } missing)
        {
            throw PlatformRejection.BadRequest($"{missing} is required.");
        }

        if (sent.TryGetValue("partner", out string? partner) && store.Find(partner)?["msp"] != "1")
        {
            throw PlatformRejection.BadRequest($"partner: tenant {partner} is not an MSP.");
        }

        string now = MadeUpTime.Text(context.RecordTime);
        ImmutableSortedDictionary<string, string> fields = new Dictionary<string, string>
        {
            ["is_partner"] = "0", ["force_password_change_on_login"] = "1", ["sendWelcomeEmail"] = "0",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal).SetItems(sent);
        PlatformTenant added = store.Add(fields
            .SetItem("msp", fields["is_partner"]).SetItem("active", "1").SetItem("deleted", "0").SetItem("created_id", "5")
            .SetItem("owner_id", "5").SetItem("modified_id", "5").SetItem("start_date", now).SetItem("date_modified", now));
        response.Status = _readings.Is("created", "201") ? 201 : 200;
        PlatformXml.Write(response, "Success", 0, id: added.Id);
    }

    private void Update(ServiceRequest request, ServiceResponse response)
    {
        PlatformTenant? changed = store.Change(request.Route("id"), now => Input(request, FieldUse.Update, now.Fields)
            .SetItem("modified_id", "5").SetItem("date_modified", MadeUpTime.Text(context.RecordTime)));
        if (changed is null) throw PlatformRejection.NotFound(request.Route("id"));
        PlatformXml.Write(response, "Success", 0);
    }

    private void Remove(ServiceRequest request, ServiceResponse response)
    {
        if (!store.Remove(request.Route("id"))) throw PlatformRejection.NotFound(request.Route("id"));
        PlatformXml.Write(response, "Success", 0);
    }

    /// <summary>The fields after a request: an empty element removes a value, and what is not sent stays.</summary>
    private static ImmutableSortedDictionary<string, string> Input(
        ServiceRequest request, FieldUse use, ImmutableSortedDictionary<string, string> fields)
    {
        foreach ((string name, string text) in PlatformXml.Read(request, "tenant"))
        {
            TenantField field = TenantField.Find(name) ?? throw PlatformRejection.BadRequest($"'{name}' is not a field of a tenant.");
            string when = use == FieldUse.Create ? "at creation" : "by a change";
            if (!field.Use.HasFlag(use)) throw PlatformRejection.BadRequest($"{name} cannot be set {when}.");
            (string? value, string? error) = field.Parse(request.Store.Apply(name, text));
            if (error is not null) throw PlatformRejection.BadRequest($"{name}: '{text}' {error}.");
            // A password is accepted and kept nowhere.
            if (field.Name == "password") continue;
            fields = value is null ? fields.Remove(field.Name) : fields.SetItem(field.Name, value);
        }

        return fields;
    }

    // With quirks, every other tenant has the form that is not the default.
    private bool Is(string point, string value, PlatformTenant tenant) =>
        _readings.Is(point, value) || (context.Options.Quirks && tenant.Number % 2 == 1);

    private void Write(XmlWriter xml, PlatformTenant tenant, ImmutableArray<TenantField>? wanted, string host)
    {
        FieldUse use = wanted is null && Is("L4", "sample", tenant) ? FieldUse.Read | FieldUse.Sample : FieldUse.Read;
        xml.WriteStartElement("tenant");
        foreach (TenantField field in (wanted ?? TenantField.All).Where(field => field.Use.HasFlag(use)))
        {
            if (field.Kind == FieldKind.Lookup) WriteLookup(xml, field, tenant[field.Name], host);
            else WriteValue(xml, field, tenant);
        }

        xml.WriteEndElement();
    }

    private void WriteValue(XmlWriter xml, TenantField field, PlatformTenant tenant)
    {
        xml.WriteStartElement(field.Name);
        string? value = tenant[field.Name];
        if (value is not null && field.Kind == FieldKind.Flag && Is("L8", "words", tenant)) value = value == "1" ? "true" : "false";
        if (value is not null && field.Name == "start_date" && Is("L10", "date", tenant)) value = value[..10];
        if (value is not null) xml.WriteString(value);
        xml.WriteEndElement();
    }

    // An empty lookup has an address too, which ends in null.
    private void WriteLookup(XmlWriter xml, TenantField field, string? id, string host)
    {
        (string path, string display) = field.Name switch
        {
            "partner" => ($"tenant/{id ?? "null"}", id is null ? "" : store.Find(id)?["company"] ?? ""),
            "created_id" or "owner_id" or "modified_id" => ($"record/USER/{id ?? "null"}", id == "5" ? "Admin" : ""),
            _ => ($"record/{StableId.Of("LongJump", field.Name)[..8]}/{id ?? "null"}", PlanName(id)),
        };
        xml.WriteStartElement(field.Name);
        xml.WriteAttributeString("type", "");
        xml.WriteAttributeString("uri", $"https://{host}/networking/rest/{path}");
        xml.WriteAttributeString("displayValue", display);
        if (id is not null) xml.WriteString(id);
        xml.WriteEndElement();
    }

    private static string PlanName(string? id) =>
        int.TryParse(id, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= Plans.Length ? Plans[number - 1] : "";
}
