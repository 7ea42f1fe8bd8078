using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Marketplace;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Users in companies, with their roles and groups.</summary>
internal static class Memberships
{
    private const string Manager = "ROLE_CHANNEL_ADMIN";

    private static readonly string[] Assignable = ["USER", "BILLING_ADMIN", "SYS_ADMIN", "DEVELOPER", "RESELLER"];

    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postAccountV2CompaniesByCompanyUuidMemberships"] = Create,
        ["postAccountV2CompaniesByCompanyUuidMembershipsActive"] = CreateActive,
        ["postAppResellerV1Users"] = CreateForReseller,
        ["getAppResellerV1UsersByUserId"] = GetForReseller,
        ["patchAccountV2CompaniesByCompanyUuidMembershipsRoles"] = ChangeRoles,
        ["deleteAccountV2CompaniesByCompanyUuidMembershipsByUserUuid"] = Remove,
        ["postAccountV2CompaniesByCompanyUuidMembershipsByUserUuidInvite"] = Invite,
        ["patchAccountV2CompaniesByCompanyUuidMembershipsByUserUuid"] = call => Change(call, isWhole: false),
        ["putAccountV2CompaniesByCompanyUuidMembershipsByUserUuid"] = call => Change(call, isWhole: true),
        ["putAccountV2UsersByUserUuidMembershipsByCompanyUuidCurrent"] = SetCurrent,
        ["getAccountV2CompaniesByCompanyUuidMembershipsByUserUuidAssignableRoles"] = AssignableRoles,
        ["getAccountV2CompaniesByCompanyUuidAssignableRoles"] = AssignableRoles,
        ["getAccountV2CompaniesByCompanyUuidMembershipsByUserUuidGroups"] = Groups,
        ["getAccountV2CompaniesByCompanyUuidGroupsByGroupUuidMemberships"] = GroupMembers,
        ["putAccountV2CompaniesByCompanyUuidGroupsByGroupUuidMembershipsByUserUuid"] = call => SetGroup(call, isMember: true),
        ["deleteAccountV2CompaniesByCompanyUuidGroupsByGroupUuidMembershipsByUserUuid"] = call => SetGroup(call, isMember: false),
        ["postAccountV2CompaniesByCompanyUuidMembershipsByUserUuidApplicationsByApplicationIdPurchaseRequests"] = RequestPurchase,
        ["patchAccountV2InactiveUsersByActivationToken"] = Activate,
    };

    /// <summary>Adds a user to a company; the user is created if no user has the mail address.</summary>
    public static Document Add(Call call, string company, JsonObject user, JsonArray roles, bool isActive = false)
    {
        if (user["email"]?.ToString() is not { Length: > 0 } mail || !mail.Contains('@', StringComparison.Ordinal))
        {
            throw call.Invalid("email", "A mail address is required.");
        }

        if (roles.Any(role => role!.ToString() == Manager)) throw call.Forbidden("The role of a marketplace manager cannot be given here.");
        Document? known = call.Store.First(new DocumentQuery("user").By("email", mail));
        if (known is not null && call.Store.Find("membership", CustomerMaker.StableMembership(company, known.Id)) is not null)
        {
            throw new ApiRejection(call.Operation, 409, "ALREADY_EXISTS", "The user is a member of the company.");
        }

        if (known is null)
        {
            JsonObject created = user.DeepClone().AsObject();
            Companies.CheckExternalId(call, "user", created);
            created["userName"] ??= mail;
            created["companyId"] = company;
            created["activated"] = isActive;
            created["active"] = isActive;
            created["enabled"] = true;
            created["allowLogin"] ??= true;
            created["roles"] = new JsonArray("ROLE_USER");
            created["activationToken"] = Guid.NewGuid().ToString("N");
            known = PlainOperations.Add(call, "user", created);
        }

        return call.Store.Add("membership", CustomerMaker.StableMembership(company, known.Id), new JsonObject
        {
            ["companyId"] = company, ["userId"] = known.Id, ["roles"] = roles, ["enabled"] = true, ["active"] = isActive, ["lastUsed"] = false,
            ["email"] = mail, ["firstName"] = known.Text("firstName"), ["lastName"] = known.Text("lastName"), ["createdOn"] = call.Now,
            ["groupIds"] = new JsonArray(), ["position"] = user["position"]?.DeepClone(),
        });
    }

    /// <summary>Roles with their prefix; the default, if none were sent.</summary>
    public static JsonArray RolesOf(JsonNode? sent, string otherwise) => sent is JsonArray { Count: > 0 } roles
        ? new JsonArray([.. roles.Select(role => (JsonNode)JsonValue.Create(Prefixed(role!.ToString()))).DistinctBy(role => role.ToString())])
        : new JsonArray(Prefixed(otherwise));

    private static string Prefixed(string role) => role.StartsWith("ROLE_", StringComparison.Ordinal) ? role : "ROLE_" + role;

    private static Document Company(Call call) => Visibility.Check(call, call.FindByReference("company", call.Route("companyUuid")));

    private static Document Find(Call call) =>
        Companies.Membership(call, Company(call).Id, call.FindByReference("user", call.Route("userUuid")).Id);

    private static void Create(Call call)
    {
        Document company = Company(call);
        if (call.Caller.UserId is null && call.Query("inviterUuid") is null) throw call.Invalid("inviterUuid", "The input inviterUuid is required.");
        var user = call.Fields["user"] as JsonObject ?? throw call.Invalid("user", "user is required.");
        Document membership = Add(call, company.Id, user, RolesOf(call.Fields["roles"], company.Text("defaultRole") ?? "USER"));
        call.Response.Headers["Location"] = $"{call.BaseUri}/{Kinds.PathOf(membership)}";
        call.Send(membership);
    }

    private static void CreateActive(Call call)
    {
        Document company = Company(call);
        var user = call.Fields["user"] as JsonObject ?? throw call.Invalid("user", "user is required.");
        if (call.Fields["temporaryPassword"]?.ToString() is not { Length: > 0 }) throw call.Invalid("temporaryPassword", "A password is required.");
        JsonObject plain = user.DeepClone().AsObject();
        plain.Remove("roles");
        call.Send(Add(call, company.Id, plain, RolesOf(user["roles"], "USER"), isActive: true));
    }

    private static void CreateForReseller(Call call)
    {
        JsonObject body = PlainOperations.Fields(call);
        Document company = Visibility.Check(call, call.Find("company", body["companyId"]?.ToString()));
        foreach (string name in new[] { "companyId", "createdByCompanyId" }) body.Remove(name);
        Document membership = Add(call, company.Id, body, RolesOf(null, "USER"));
        call.Send(call.Find("user", membership.Text("userId")));
    }

    private static void GetForReseller(Call call)
    {
        Document company = Visibility.Check(call, call.Find("company", call.Query("companyId")));
        Companies.Membership(call, company.Id, call.Route("userId"));
        call.Send(call.Find("user", call.Route("userId")));
    }

    private static void ChangeRoles(Call call)
    {
        string company = Company(call).Id;
        foreach (JsonNode? change in (JsonArray)call.Body!)
        {
            Document membership = Companies.Membership(call, company, change?["userUuid"]?.ToString() ?? "");
            var roles = membership.Texts("roles").ToList();
            foreach (JsonNode? role in change!["rolesToAdd"] as JsonArray ?? [])
            {
                if (Prefixed(role!.ToString()) == Manager) throw call.Forbidden("The role of a marketplace manager cannot be given here.");
                if (!roles.Contains(Prefixed(role.ToString()))) roles.Add(Prefixed(role.ToString()));
            }

            roles.RemoveAll(role => change["rolesToRemove"] is JsonArray gone && gone.Any(removed => Prefixed(removed!.ToString()) == role));
            membership.Body["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)JsonValue.Create(role))]);
            call.Store.Save(membership);
        }

        call.SendNothing();
    }

    private static void Change(Call call, bool isWhole)
    {
        Document membership = Find(call);
        if (isWhole && call.Fields["roles"] is JsonArray roles)
        {
            JsonArray changed = RolesOf(roles, "USER");
            if (changed.Any(role => role!.ToString() == Manager)) throw call.Forbidden("The role of a marketplace manager cannot be given here.");
            membership.Body["roles"] = changed;
        }

        if (call.Fields["enabled"] is { } enabled) membership.Body["enabled"] = enabled.ToString() == "true";
        call.Store.Save(membership);
        call.Send(membership);
    }

    private static void Remove(Call call)
    {
        Document membership = Find(call);
        string user = membership.Text("userId")!;
        call.Store.Remove(membership);
        // A user without a company is gone as well.
        if (call.Store.First(new DocumentQuery("membership").By("userId", user)) is null) call.Store.Remove(call.Find("user", user));
        call.SendNothing();
    }

    private static void Invite(Call call)
    {
        Document membership = Find(call);
        if (call.Caller.UserId is null && call.Query("inviterUuid") is null) throw call.Invalid("inviterUuid", "The input inviterUuid is required.");
        foreach (Document document in new[] { call.Find("user", membership.Text("userId")), call.Find("company", membership.Text("companyId")) })
        {
            document.Body["allowLogin"] = true;
            call.Store.Save(document);
        }

        call.SendNothing();
    }

    private static void SetCurrent(Call call)
    {
        Document current = Find(call);
        foreach (Document membership in call.Store.List(new DocumentQuery("membership").By("userId", current.Text("userId")!)))
        {
            membership.Body["lastUsed"] = membership.Id == current.Id;
            call.Store.Save(membership);
        }

        call.SendNothing();
    }

    private static void AssignableRoles(Call call)
    {
        if (call.Request.RouteValues.ContainsKey("userUuid")) Find(call);
        else Company(call);
        bool isPrefixed = call.Readings.Is("A57", "prefix");
        call.Send(new JsonArray([.. Assignable.Select((role, index) => (JsonNode)new JsonObject
        {
            ["name"] = isPrefixed || (call.Readings.Is("A57", "mixed") && index % 2 == 0) ? "ROLE_" + role : role,
        })]));
    }

    private static void Groups(Call call)
    {
        var query = new DocumentQuery("group").Is("id", Find(call).Texts("groupIds"));
        ListFilters.Apply(call, query);
        Pages.Send(call, query);
    }

    private static void GroupMembers(Call call)
    {
        string company = Company(call).Id;
        Document group = call.Find("group", call.Route("groupUuid"));
        var query = new DocumentQuery("membership").By("companyId", company);
        if (!call.Request.QueryBoolean("member", otherwise: true)) query.NotLike("groupIds", group.Id);
        else query.By("groupId", group.Id);
        ListFilters.Apply(call, query);
        Pages.Send(call, query);
    }

    private static void SetGroup(Call call, bool isMember)
    {
        Document group = call.Find("group", call.Route("groupUuid"));
        Document membership = Find(call);
        var groups = membership.Texts("groupIds").ToList();
        if (isMember == groups.Contains(group.Id))
        {
            if (!isMember) throw call.NotFound("membership", membership.Text("userId"));
            call.SendNothing();
            return;
        }

        if (isMember) groups.Add(group.Id);
        else groups.Remove(group.Id);
        membership.Body["groupIds"] = new JsonArray([.. groups.Select(id => (JsonNode)JsonValue.Create(id))]);
        group.Body["memberCount"] = (group.Number("memberCount") ?? 0) + (isMember ? 1 : -1);
        call.Store.Save(membership);
        call.Store.Save(group);
        call.SendNothing();
    }

    private static void RequestPurchase(Call call)
    {
        Find(call);
        call.Find("product", call.Route("applicationId"));
        call.SendNothing();
    }

    private static void Activate(Call call)
    {
        Document user = call.Store.First(new DocumentQuery("user").Is("activationToken", call.Route("activationToken")))
            ?? throw call.NotFound("activation", "...");
        if (call.Fields["password"]?.ToString() is not { Length: > 0 }) throw call.Invalid("password", "A password is required.");
        user.Body["activated"] = true;
        user.Body["active"] = true;
        user.Body["activationToken"] = null;
        call.Store.Save(user);
        call.Send(new JsonObject { ["activated"] = true, ["email"] = user.Text("email"), ["privacyPolicy"] = true, ["termsOfService"] = true });
    }
}
