using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Leads of both versions.</summary>
internal static class Leads
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postPrmV1Leads"] = CreateFirstVersion,
        ["postLeadV2Leads"] = Create,
        ["deleteLeadV2LeadsByLeadId"] = Remove,
        ["postLeadV2Assignment"] = Assign,
        ["postLeadV2CompanyAssociation"] = Associate,
        ["postLeadV2Conversion"] = Convert,
        ["postLeadV2ConversionApproval"] = call => SetStatus(call, "CONVERSION_APPROVED"),
        ["postLeadV2ConversionRequest"] = call => SetStatus(call, "PENDING_CONVERSION_APPROVAL"),
    };

    private static void CreateFirstVersion(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        string? mail = body["customer"]?["contact"]?["email"]?.ToString();
        bool isKnown = mail is not null && !call.Request.QueryBoolean("ignoreDuplicateEmail", otherwise: false)
            && call.Store.First(new DocumentQuery("salesLead").Is("customer.contact.email", mail)) is not null;
        if (isKnown) throw call.Conflict("ALREADY_EXISTS", "A lead with this mail address exists.");
        body["status"] ??= "PENDING";
        body["name"] = body["customer"]?["company"]?["name"]?.ToString();
        Document lead = PlainOperations.Add(call, "salesLead", body);
        if (call.Readings.Is("S10", "204")) call.SendNothing(204);
        else call.Send(lead, 200);
    }

    private static void Create(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        Require(call, body["customer"]?["company"]?["name"], "customer.company.name");
        Require(call, body["customer"]?["contact"]?["email"], "customer.contact.email");
        Require(call, body["leadType"], "leadType");
        Require(call, body["partner"], "partner");
        string type = body["leadType"]!.ToString();
        if (type == "PRODUCT") Require(call, body["profileProduct"]?["id"], "profileProduct.id");
        if (type == "COMPANY") Require(call, body["profileCompany"]?["id"], "profileCompany.id");
        bool isManual = type == "MANUAL" || call.Readings.Is("A46", "always");
        if (isManual && call.Query("companyId") is null) throw call.Invalid("companyId", "The input companyId is required.");
        if (isManual && call.Caller.Has("ROLE_PARTNER") && call.Query("userId") is null) throw call.Invalid("userId", "The input userId is required.");
        body["name"] = body["customer"]!["company"]!["name"]!.ToString();
        body["status"] = "SUBMITTED";
        body["recipient"] = new JsonObject { ["participantType"] = "CHANNEL", ["partner"] = body["partner"]!.ToString() };
        body["referrer"] = new JsonObject { ["participantType"] = "CUSTOMER" };
        Document lead = PlainOperations.Add(call, "lead", body);
        Record(call, lead);
        call.Send(lead);
    }

    private static void Require(Call call, JsonNode? value, string name)
    {
        if (string.IsNullOrEmpty(value?.ToString())) throw call.Invalid(name, $"{name} is required.");
    }

    private static void Record(Call call, Document lead) =>
        PlainOperations.Add(call, "leadActivity", new JsonObject { ["leadId"] = lead.Id, ["description"] = lead.Text("status") });

    private static Document Find(Call call, string? id) => call.Find("lead", id);

    private static void Remove(Call call)
    {
        Document lead = Find(call, call.Route("leadId"));
        if (lead.Text("status") == "CONVERTED") throw call.Invalid("leadId", "A converted lead cannot be removed.");
        // What others have worked on is disqualified and stays.
        if (lead.Text("status") is "ASSIGNED" or "ACCEPTED_FOR_MANAGERS")
        {
            lead.Body["status"] = "DISQUALIFIED";
            call.Store.Save(lead);
        }
        else
        {
            call.Store.Remove(lead);
        }

        call.SendNothing();
    }

    private static void Assign(Call call)
    {
        Document lead = Find(call, call.Fields["leadId"]?.ToString());
        var recipient = call.Fields["recipient"] as JsonObject ?? throw call.Invalid("recipient", "recipient is required.");
        lead.Body["recipient"] = recipient.DeepClone();
        lead.Body["status"] = "ASSIGNED";
        if (recipient["companyId"]?.ToString() is { } company) lead.Body["recipientCompanyIds"] = new JsonArray(call.Find("company", company).Id);
        Save(call, lead);
        call.Send(new JsonObject { ["lead"] = Shape(call, lead) });
    }

    private static void Associate(Call call)
    {
        Document lead = Find(call, call.Fields["leadId"]?.ToString());
        Document user = call.Find("user", call.Fields["user"]?["id"]?.ToString());
        lead.Body["linkedUserIds"] = new JsonArray(user.Id);
        lead.Body["linkedCompany"] = call.Fields["user"]?["companyId"]?.ToString() ?? user.Text("companyId");
        Save(call, lead);
        call.Send(Shape(call, lead));
    }

    private static void SetStatus(Call call, string status)
    {
        Document lead = Find(call, call.Query("leadId"));
        if (lead.Text("status") == "CONVERTED") throw call.Invalid("leadId", "The lead is converted.");
        lead.Body["status"] = status;
        Save(call, lead);
        call.Send(new JsonObject { ["lead"] = Shape(call, lead) });
    }

    private static void Convert(Call call)
    {
        Document lead = Find(call, call.Query("leadId"));
        if (lead.Text("status") == "CONVERTED") throw call.Conflict("ALREADY_CONVERTED", "The lead is converted.");
        JsonNode customer = lead.Body["customer"]!;
        string name = customer["company"]?["name"]?.ToString() ?? lead.Text("name")!;
        Document company = lead.Text("linkedCompany") is { } linked ? call.Find("company", linked)
            : PlainOperations.Add(call, "company", new JsonObject
            {
                ["name"] = name, ["enabled"] = true, ["active"] = true, ["reseller"] = false, ["vendor"] = false, ["channelAdmin"] = false,
                ["countryCode"] = customer["company"]?["country"]?.ToString(),
            });
        string? contact = customer["contact"]?["email"]?.ToString();
        Document? user = contact is null ? null : call.Store.First(new DocumentQuery("user").By("email", contact));
        bool isNew = user is null && contact is not null;
        if (isNew) user = call.Find("user", Memberships.Add(call, company.Id, customer["contact"]!.DeepClone().AsObject(),
            new JsonArray("ROLE_USER", "ROLE_SYS_ADMIN")).Text("userId"));
        lead.Body["status"] = "CONVERTED";
        lead.Body["convertedCompany"] = new JsonObject { ["id"] = company.Id, ["name"] = company.Text("name") };
        if (user is not null) lead.Body["convertedUser"] = new JsonObject { ["id"] = user.Id, ["companyId"] = company.Id };
        Save(call, lead);
        call.Send(new JsonObject { ["lead"] = Shape(call, lead) });
    }

    private static void Save(Call call, Document lead)
    {
        lead.Body["lastModified"] = call.Now;
        call.Store.Save(lead);
        Record(call, lead);
    }

    private static JsonNode Shape(Call call, Document lead) => call.Representation.Of(lead, Description.ApiDocument.Instance.Named("LeadResponse"));
}
