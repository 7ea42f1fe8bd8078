using System.Net;
using System.Security.Cryptography.X509Certificates;
using FastTrackFpx.AppDirect.Connection;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace FastTrackFpx.AppDirect.Tests.Foreign;

/// <summary>
/// A marketplace that was written from another description of the API: names in another order and case, properties that nobody documents, other envelopes, other
/// ideas of a page, other errors. It shares nothing with the client or the sandbox, not even the description.
/// </summary>
public sealed class ForeignMarketplace : IAsyncLifetime
{
    private OddServer _server = null!;

    internal PowerShellSession Session { get; } = ModuleSession.Open();

    /// <summary>Method, path and query of all requests, in order.</summary>
    internal IReadOnlyList<string> Requests => _server.Requests;

    public async Task InitializeAsync()
    {
        X509Certificate2 certificate = await SandboxCertificateFolder.ServerAsync();
        _server = await OddServer.ListenAsync(
            context =>
            {
                (int status, string body) = context.Request.Headers.Authorization == "Bearer foreign" ? Respond(context.Request) : (401, """{"Errors":[{"Reason":"no token"}]}""");
                context.Response.StatusCode = status;
                // The type says less than the body.
                return body.Length == 0 ? Task.CompletedTask : OddServer.TextAsync(context, body, "text/plain", status);
            },
            certificate, asksFor: ClientCertificateMode.NoCertificate);
        byte[] known = certificate.RawData;
        var options = new RestClientOptions(_server.BaseUri, MarketplaceService.Instance)
        {
            Handler = () => new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetRawCertData().AsSpan().SequenceEqual(known) } },
            MaxRetryCount = 0,
            RequestsPerMinute = 1_000_000,
        };
        options.Authentication = BearerToken.Create(new NetworkCredential(string.Empty, "foreign").SecurePassword, null, TimeProvider.System);
        Session["PSDefaultParameterValues"] = new System.Management.Automation.DefaultParameterDictionary
        {
            ["*-AppDirect*:Connection"] = new AppDirectConnection("Foreign", new RestClient(options), null, keepsJournal: false) { Credential = AppDirectCredential.Token },
        };
    }

    public async Task DisposeAsync()
    {
        Session.Dispose();
        await _server.DisposeAsync();
    }

    private static (int Status, string Body) Respond(HttpRequest request)
    {
        string path = request.Path.Value!.Replace("/api/", "/", StringComparison.Ordinal);
        int page = Number(request, "page"), start = Number(request, "start");
        return path switch
        {
            // Counters beside the list, pages of two whatever was asked for, no number of pages.
            "/account/v2/companies" when page < 2 => (200, $$"""
                { "First": {{(page == 0 ? "true" : "false")}}, "TotalElements": 3, "Content": [ {{(page == 0 ? Company(1) + "," + Company(2) : Company(3))}} ], "Sort": [] }
                """),
            "/account/v2/companies" => (200, """{ "Content": [], "TotalElements": 3 }"""),
            "/account/v2/companies/c-1" => (200, Company(1)),
            "/account/v2/companies/c-9" => (404, """{"Fault":{"Text":"gone"}}"""),
            // A plain list where others have pages.
            "/account/v2/companies/c-1/memberships" => (200, """
                [ { "LASTSIGNIN": "today", "Roles": "ROLE_USER", "Enabled": "true", "User": { "Email": "ada@one.example", "LastName": "Byron", "FirstName": "Ada", "Uuid": "u-1" } } ]
                """),
            // An envelope under another name.
            "/account/v2/users" => (200, """{ "results": [ { "email": "ada@one.example", "uuid": "u-1", "activated": "yes it is" }, { "uuid": "u-2", "lastName": null } ] }"""),
            "/account/v2/users/u-1" => (200, """{ "Uuid": "u-1", "Email": "ada@one.example", "Roles": [ "ROLE_USER", "BILLING_ADMIN" ], "Pets": { "cat": 1 } }"""),
            // One object where others have a list.
            "/account/v2/users/u-1/memberships" => (200, """{ "Company": { "Name": "One", "Uuid": "c-1" }, "Enabled": true }"""),
            // Offsets: full pages of 250, and then nothing at all.
            "/billing/v1/subscriptions" when start < 500 => (200, $"[{string.Join(",", Enumerable.Range(start, 250).Select(Subscription))}]"),
            "/billing/v1/subscriptions" => (204, ""),
            "/billing/v1/companies/c-1/subscriptions" when request.Query["status"].ToString().StartsWith("in(", StringComparison.Ordinal) => (400, """{"ErrorCode":"unknown status"}"""),
            "/billing/v1/companies/c-1/subscriptions" => (200, $"[{(request.Query["status"] == "SUSPENDED" ? Subscription(8) : Subscription(7))}]"),
            "/billing/v1/subscriptions/s-7" => (200, Subscription(7)),
            // The last row of a page is the first of the next.
            "/billing/v1/invoices" when start == 0 => (200, $"[{string.Join(",", Enumerable.Range(0, 250).Select(Invoice))}]"),
            "/billing/v1/invoices" => (200, $"[{Invoice(249)},{Invoice(250)}]"),
            "/billing/v1/subscriptions/s-7/invoices" => (200, $"[{Invoice(7)}]"),
            "/billing/v1/invoices/INV-7/payments" => (200, """[ { "Amount": "12,50", "PaymentNumber": 77, "Currency": "EUR" }, { "amount": "12.50", "paymentNumber": "78", "date": "2027-03-31T10:00:00Z" } ]"""),
            "/billing/v1/orders" => (200, page == 0 ? """{ "Total": "2", "Orders": [ { "Id": 4711, "Status": "Active" }, { "id": "4712", "status": "ACTIVE" } ] }""" : """{"orders":[]}"""),
            "/assistedSales/v1/opportunities" => (200, Number(request, "number") > 1 ? """{"content":[]}""" : """{ "content": [ { "id": "o-1", "status": "OPEN", "createdOn": "1806503400" } ], "page": { "Size": "100", "TotalPages": "1", "Number": "1", "TotalElements": "1" } }"""),
            // A cursor that is a number, and no list at the end.
            "/assistedSales/v1/quotes" when request.Query["after"].Count == 0 => (200, """{ "pageInfo": { "hasNextPage": true, "endCursor": 2 }, "quotes": [ { "id": "q-1" } ] }"""),
            "/assistedSales/v1/quotes" => (200, """{ "pageInfo": { "hasNextPage": false }, "quotes": [ { "id": "q-2" } ] }"""),
            "/channel/v1/webhooks" => (200, ""),
            "/channel/v1/events" => (503, "<html>later</html>"),
            _ => (404, """{"Fault":{"Text":"no such path"}}"""),
        };
    }

    private static int Number(HttpRequest request, string name) => int.TryParse(request.Query[name], out int number) ? number : 0;

    private static string Company(int number) => $$"""
        { "WEBSITE": "http://one{{number}}.example/", "Tier": { "Level": "gold", "Since": 2020 }, "Enabled": "true", "CreationDate": "2020-0{{number}}-01T00:00:00Z", "Name": "Company {{number}}",
          "Uuid": "c-{{number}}", "Address": { "Zip": 1010, "City": "Wien" }, "vendor": 0, "EmailAddress": "mail@one{{number}}.example" }
        """;

    private static string Subscription(int number) => $$"""
        { "Order": { "Id": {{number + 1000}}, "OrderLines": [ { "Quantity": "5", "Unit": "USER" } ] }, "Status": "{{(number == 8 ? "SUSPENDED" : "Brand new status")}}", "MaxUsers": "25", "Id": "s-{{number}}", "Company": { "Id": "c-1" } }
        """;

    private static string Invoice(int number) => $$"""{ "Total": "{{number}}.10", "DueDate": 1806503400, "InvoiceId": "INV-{{number}}", "Remark": "n", "Status": "UNPAID", "Currency": "EUR" }""";
}
