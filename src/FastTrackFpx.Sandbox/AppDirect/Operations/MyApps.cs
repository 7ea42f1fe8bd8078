using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>The apps of a member: what is assigned, in the member's order.</summary>
internal static class MyApps
{
    private const string Base = "AccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyapps";

    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["get" + Base] = call => Pages.Send(call, Apps(call)),
        ["get" + Base + "AssignedByUserEntitlementId"] = call => Get(call, "userEntitlementId"),
        ["get" + Base + "PendingByPendingAppId"] = call => Get(call, "pendingAppId"),
        ["put" + Base] = Sort,
    };

    private static Document Member(Call call)
    {
        Document company = Visibility.Check(call, call.FindByReference("company", call.Route("companyUuid")));
        return Companies.Membership(call, company.Id, call.FindByReference("user", call.Route("userUuid")).Id);
    }

    private static List<Document> Apps(Call call)
    {
        Document member = Member(call);
        List<string> order = [.. member.Texts("appOrder")];
        List<Document> assignments = call.Store.List(
            new DocumentQuery("assignment").By("companyId", member.Text("companyId")!).By("userId", member.Text("userId")!));
        return [.. assignments.Select(assignment => App(call, assignment)).OrderBy(app => order.IndexOf(app.Text("userEntitlementId")!) is var i && i < 0
            ? int.MaxValue : i)];
    }

    private static Document App(Call call, Document assignment)
    {
        Document subscription = call.Find("subscription", assignment.Text("subscriptionId"));
        return new Document(assignment.Ordinal, "myApp", assignment.Id, new JsonObject
        {
            ["userEntitlementId"] = assignment.Ordinal, ["pendingAppId"] = assignment.Ordinal, ["userEntitlementUuid"] = assignment.Id,
            ["companyUuid"] = assignment.Text("companyId"), ["userUuid"] = assignment.Text("userId"), ["name"] = subscription.Text("productName"),
            ["companyEntitlementUuid"] = subscription.Id, ["applicationId"] = int.Parse(subscription.Text("productId")!, CultureInfo.InvariantCulture),
            ["companyEntitlementStatus"] = subscription.Text("status"),
            ["editionId"] = int.Parse(subscription.Text("editionId")!, CultureInfo.InvariantCulture),
            ["pending"] = assignment.Text("status") != "ACTIVE", ["assigned"] = assignment.Text("status") == "ACTIVE",
        })
        { IsMadeUp = true };
    }

    private static void Get(Call call, string input)
    {
        string id = call.Route(input);
        call.Send(Apps(call).Find(app => app.Text("userEntitlementId") == id) ?? throw call.NotFound("app", id));
    }

    private static void Sort(Call call)
    {
        Document member = Member(call);
        member.Body["appOrder"] = new JsonArray([.. ((JsonArray)call.Body!).Select(address =>
            (JsonNode)JsonValue.Create((address as JsonObject)?["MyAppsUrl"]?.ToString().Split('/')[^1] ?? address!.ToString().Split('/')[^1]))]);
        call.Store.Save(member);
        call.SendNothing();
    }
}
