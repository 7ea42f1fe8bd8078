using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.AppDirect.Marketplace;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>Users with a seat of a subscription. No more seats are active than were ordered.</summary>
internal static class Assignments
{
    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["headAccountV2SubscriptionsBySubscriptionUuidAssignments"] = Count,
        ["postAccountV2SubscriptionsBySubscriptionUuidAssignmentsByUserUuid"] = Create,
        ["postAppResellerV1SubscriptionAssignments"] = CreateForReseller,
        ["postAccountV2SubscriptionsBySubscriptionUuidReactivationRequest"] = RequestReactivation,
        ["getAccountV2SubscriptionsBySubscriptionUuidSamlCertificate"] = Certificate,
    };

    private static Document Subscription(Call call) => Visibility.Check(call, call.Find("subscription", call.Route("subscriptionUuid")));

    private static void Count(Call call)
    {
        int count = call.Store.Count(new DocumentQuery("assignment").By("subscriptionId", Subscription(call).Id));
        if (call.Readings["count-header"] is var header && header != "none")
        {
            call.Response.Headers[header] = count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        call.SendNothing();
    }

    private static void Create(Call call)
    {
        Document subscription = Subscription(call);
        Document user = call.FindByReference("user", call.Route("userUuid"));
        if (Existing(call, subscription, user) is { } existing)
        {
            call.Send(new JsonObject { ["href"] = $"{call.BaseUri}/{Kinds.PathOf(existing)}", ["rel"] = "self" }, 200);
            return;
        }

        Document added = Add(call, subscription, user, Seats(call, subscription) ? "ACTIVE" : "PENDING_SEAT_AVAILABILITY");
        call.Response.Headers["Location"] = $"{call.BaseUri}/{Kinds.PathOf(added)}";
        call.SendNothing(201);
    }

    private static void CreateForReseller(Call call)
    {
        Document subscription = Visibility.Check(call, call.Find("subscription", call.Fields["subscriptionId"]?.ToString()));
        Document user = call.Find("user", call.Fields["userId"]?.ToString());
        if (Existing(call, subscription, user) is not null) throw call.Conflict("ASSIGNMENT_ALREADY_EXISTS", "The user has a seat.");
        if (!Seats(call, subscription)) throw call.Conflict("NO_SEATS_AVAILABLE", "Every seat is taken.");
        call.Send(Add(call, subscription, user, "ACTIVE"));
    }

    private static Document? Existing(Call call, Document subscription, Document user) =>
        call.Store.First(new DocumentQuery("assignment").By("subscriptionId", subscription.Id).By("userId", user.Id));

    private static bool Seats(Call call, Document subscription) => subscription.Number("maxUsers") is not { } seats
        || call.Store.Count(new DocumentQuery("assignment").By("subscriptionId", subscription.Id)) < seats;

    private static Document Add(Call call, Document subscription, Document user, string status)
    {
        string company = subscription.Text("companyId")!;
        if (call.Store.Find("membership", CustomerMaker.StableMembership(company, user.Id)) is null) throw call.NotFound("user", user.Id);
        return PlainOperations.Add(call, "assignment", new JsonObject
        {
            ["companyId"] = company, ["userId"] = user.Id, ["subscriptionId"] = subscription.Id, ["status"] = status,
            ["membershipId"] = CustomerMaker.StableMembership(company, user.Id), ["productName"] = subscription.Text("productName"),
        });
    }

    private static void RequestReactivation(Call call)
    {
        Subscription(call);
        call.SendNothing();
    }

    private static void Certificate(Call call)
    {
        if (call.Store.Find("subscription", call.Route("subscriptionUuid")) is null)
        {
            throw call.Readings.Is("A38", "500")
                ? new ApiRejection(call.Operation, 500, "INTERNAL_ERROR", "The subscription was not found.")
                : call.NotFound("subscription", call.Route("subscriptionUuid"));
        }

        Subscription(call);
        call.Response.Replace("application/x-pem-file", SamlCertificate.Pem.Value);
    }
}

/// <summary>A certificate for single sign-on. Its key is not kept.</summary>
internal static class SamlCertificate
{
    public static Lazy<string> Pem { get; } = new(() =>
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=Sandbox SAML", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using System.Security.Cryptography.X509Certificates.X509Certificate2 certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(2));
        return certificate.ExportCertificatePem();
    });
}
