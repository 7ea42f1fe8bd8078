using System.Globalization;
using System.Text;
using FastTrackFpx.Sandbox.AppDirect.Documents;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>
/// Downloads of reports. The service redirects to a store of files under another host name, which rejects requests with credentials.
/// </summary>
internal static class Reports
{
    public const string FilePattern = "/files/reports/{kind}/{id}";

    public static Dictionary<string, CallHandler> Handlers { get; } = new()
    {
        ["getReportingV1ReportById"] = call => Redirect(call, "oldReport", call.Route("id")),
        ["getReportingV2ReportsByReportUuid"] = call => Redirect(call, "report", call.Route("reportUuid")),
    };

    /// <summary>Answers with the file of a report.</summary>
    public static void SendFile(ServiceRequest request, ServiceResponse response, DocumentStore store)
    {
        if (request.Headers.Authorization.Count > 0 || request.Headers.Cookie.Count > 0)
        {
            throw new Rejection(400, "Only one way of authentication is allowed.");
        }

        SendFile(response, store, store.Find(request.Route("kind"), request.Route("id")) ?? throw new Rejection(404, "The file does not exist."));
    }

    private static void SendFile(ServiceResponse response, DocumentStore store, Document report)
    {
        var text = new StringBuilder("companyId,name,status,total\n");
        foreach (Document company in store.List(new DocumentQuery("company"), 0, 500))
        {
            decimal total = store.List(new DocumentQuery("invoice").By("companyId", company.Id)).Sum(invoice => invoice.Number("total") ?? 0);
            string? name = company.Text("name")?.Replace("\"", "\"\"", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{company.Id},\"{name}\",{company.Text("status")},{total}\n");
        }

        response.Headers["Content-Disposition"] = $"attachment; filename=\"{report.Text("fileName")}\"";
        response.Replace("text/csv; charset=utf-8", text.ToString());
    }

    private static void Redirect(Call call, string kind, string id)
    {
        Document report = call.Find(kind, id);
        if (call.Readings.Is("A37", "file"))
        {
            SendFile(call.Response, call.Store, report);
            return;
        }

        string host = call.Request.Headers.Host.ToString();
        // The same port under the other name of this machine: for a client that is another host.
        string other = host.StartsWith("127.0.0.1", StringComparison.Ordinal) ? host.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
            : host.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        call.Response.Headers["Location"] = $"https://{other}/files/reports/{kind}/{report.Id}?signature={Guid.NewGuid():N}";
        call.SendNothing(307);
    }
}
