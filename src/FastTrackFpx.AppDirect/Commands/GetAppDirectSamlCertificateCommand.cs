using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

/// <summary>Gets the certificate that a subscription signs SAML assertions with.</summary>
[Cmdlet(VerbsCommon.Get, "AppDirectSamlCertificate")]
[OutputType(typeof(X509Certificate2), typeof(FileInfo))]
public sealed class GetAppDirectSamlCertificateCommand : AppDirectCmdlet
{
    /// <summary>The id of the subscription.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SubscriptionUuid")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] SubscriptionId { get; set; } = null!;

    /// <summary>Saves the certificate as this PEM file and returns the file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? Path { get; set; }

    private protected override async Task RunAsync(CmdletRun run)
    {
        string? file = FullPath(Path, nameof(Path));
        RestClient client = Chosen.RestFor(run);
        ReadPlan plan = ReadPlan.Of<PlainRow>("GET", "/api/account/v2/subscriptions/{SubscriptionId}/saml/certificate", [Id(SubscriptionId)]);
        foreach (ReadTarget target in plan.Targets())
        {
            try
            {
                RestRequest request = target.Request([]);
                request.Accept = "*/*";
                string pem = await client.SendAsync(request, Text, run.Stopping).ConfigureAwait(false);
                if (file is null)
                {
                    await run.WriteAsync(CertificateOf(pem, request)).ConfigureAwait(false);
                    continue;
                }

                File.WriteAllText(file, pem);
                await run.WriteAsync(new FileInfo(file)).ConfigureAwait(false);
            }
            catch (ServiceException failure)
            {
                // Status 500 says that there is no such subscription.
                ServiceException shown = failure.StatusCode == 500
                    ? failure.Reworded(failure.Message, "Check the id: AppDirect responds with status 500 if the subscription does not exist.")
                    : Chosen.Explain(failure, [], isAboutOne: true);
                run.Fail(shown, target.Shown);
            }
        }
    }

    private static string Text(RestResponse response)
    {
        string text = Encoding.UTF8.GetString(response.Body.ToArray()).Trim();
        return text.StartsWith("\"", StringComparison.Ordinal) ? JsonDocument.Parse(text).RootElement.GetString()! : text;
    }

    private static X509Certificate2 CertificateOf(string pem, RestRequest request)
    {
        string base64 = string.Concat(pem.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));
        try
        {
            return new X509Certificate2(Convert.FromBase64String(base64));
        }
        catch (Exception damage) when (damage is FormatException or CryptographicException)
        {
            throw new RequestException(
                ErrorCode.ResponseUnexpected, $"The response is not a certificate. ({request.Method} {request.RedactedPath})", request.Method,
                request.RedactedPath, "Read the response with Invoke-AppDirectRequest -Raw.", damage);
        }
    }
}
