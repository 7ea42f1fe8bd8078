using System.Text;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Invitations into companies, one by one or as CSV.</summary>
internal static class Invitations
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["postAccountV2CompaniesByCompanyUuidInvitations"] = call => Invite(call, ((JsonArray)call.Body!).Select(
            row => (row?["email"]?.ToString() ?? "", row?["role"]?.ToString() ?? "USER"))),
        ["postAccountV2CompaniesByCompanyUuidInvitationsCsv"] = call => Invite(call, Rows(call)),
        ["postAccountV2InvitationsByInvitationTokenRegistration"] = Register,
    };

    private static void Invite(Call call, IEnumerable<(string Email, string Role)> rows)
    {
        Document company = Visibility.Check(call, call.FindByReference("company", call.Route("companyUuid")));
        var errors = new JsonArray();
        int sent = 0, index = 0;
        foreach ((string mail, string role) in rows)
        {
            string? error = !mail.Contains('@', StringComparison.Ordinal) ? "PARSE_ERROR"
                : role.Contains("CHANNEL_ADMIN", StringComparison.Ordinal) ? "INVALID_ROLE"
                : IsKnown(call, company.Id, mail) ? "ALREADY_EXISTS" : null;
            if (error is null)
            {
                PlainOperations.Add(call, "invitation", new JsonObject
                {
                    ["companyId"] = company.Id, ["company"] = company.Id, ["email"] = mail, ["externalIdentifier"] = mail, ["role"] = role,
                    ["inviterId"] = call.Query("inviterUuid") ?? call.Caller.UserId, ["accepted"] = false, ["token"] = Guid.NewGuid().ToString("N"),
                });
                sent++;
            }
            else
            {
                errors.Add((JsonNode)new JsonObject
                {
                    ["email"] = mail, ["externalIdentifier"] = "", ["index"] = index, ["role"] = role, ["type"] = error,
                });
            }

            index++;
        }

        call.Send(new JsonObject { ["errors"] = errors, ["invitationsSent"] = sent });
    }

    private static bool IsKnown(Call call, string company, string mail) =>
        call.Store.First(new DocumentQuery("invitation").By("companyId", company).By("email", mail)) is not null
        || call.Store.First(new DocumentQuery("membership").By("companyId", company).By("email", mail)) is not null;

    private static List<(string Email, string Role)> Rows(Call call)
    {
        string type = call.Request.Headers.ContentType.ToString();
        bool isForm = type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        bool isText = type.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) || type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase);
        if ((!isForm && !isText) || (isForm && call.Readings.Is("A10", "text")) || (isText && call.Readings.Is("A10", "form")))
        {
            throw new ApiRejection(call.Operation, 415, "UNSUPPORTED_MEDIA_TYPE", $"The content type '{type}' is not supported.");
        }

        string text = Encoding.UTF8.GetString(call.Request.Body.Span);
        if (isForm)
        {
            // The part is what follows the empty line after its headers, up to the next boundary.
            int start = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            int end = text.IndexOf("\r\n--", Math.Max(0, start), StringComparison.Ordinal);
            text = end > start && start >= 4 ? text[start..end] : "";
        }

        IEnumerable<string> lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("email", StringComparison.OrdinalIgnoreCase));
        return [.. lines.Select(line => line.Split(',', StringSplitOptions.TrimEntries)).Select(cells => (cells[0],
            cells.Length > 1 && cells[1].Length > 0 ? cells[1] : "USER"))];
    }

    private static void Register(Call call)
    {
        Document invitation = call.Store.First(new DocumentQuery("invitation").Is("token", call.Route("invitationToken")))
            ?? throw call.NotFound("invitation", "...");
        if (invitation.Flag("accepted")) throw call.Invalid("invitationToken", "The invitation was accepted before.");
        if (call.Fields["password"]?.ToString() is not { Length: > 0 }) throw call.Invalid("password", "A password is required.");
        Memberships.Add(call, invitation.Text("companyId")!, new JsonObject
        {
            ["email"] = invitation.Text("email"), ["firstName"] = call.Fields["firstName"]?.ToString(), ["lastName"] = call.Fields["lastName"]?.ToString(),
            ["locale"] = call.Fields["locale"]?.ToString(), ["externalId"] = call.Fields["externalIdentifier"]?.ToString(),
        }, Memberships.RolesOf(null, invitation.Text("role") ?? "USER"), isActive: true);
        invitation.Body["accepted"] = true;
        call.Store.Save(invitation);
        call.Send(invitation);
    }
}
