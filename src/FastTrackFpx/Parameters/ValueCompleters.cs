using System.Collections;
using System.Globalization;
using System.Management.Automation.Language;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FastTrackFpx.Parameters;

/// <summary>Offers the columns that referrals can be sorted by: their fields, as the service spells them.</summary>
public sealed class ReferralColumnCompleter : IArgumentCompleter
{
    private static readonly (string Value, string ToolTip)[] Columns =
    [
        ("created", "When the referral was created"),
        ("id", "ReferralId"),
        ("partnerReferralNumber", "PartnerReferralNumber"),
        ("tenantName", "The customer's name"),
        ("tenantDomain", "The customer's domain"),
        ("claimed", "When the referral was claimed"),
        ("acceptance", "Accepted, declined or pending"),
        ("referralStatus", "The state of the work"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Offer(Columns, wordToComplete);
}

/// <summary>Offers the thumbprints of the personal certificate stores, of certificates with a private key.</summary>
public sealed class CertificateThumbprintCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        IEnumerable<(string, string)> found = new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine }.SelectMany(Read).GroupBy(entry => entry.Item1).Select(same => same.First());
        return CompletionText.Offer(found.ToArray(), wordToComplete);
    }

    private static IEnumerable<(string, string)> Read(StoreLocation location)
    {
        var found = new List<(string, string)>();
        try
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            foreach (X509Certificate2 certificate in store.Certificates)
            {
                using (certificate)
                {
                    string end = certificate.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                    if (certificate.HasPrivateKey) found.Add((certificate.Thumbprint, $"{certificate.Subject}, valid until {end} ({location})"));
                }
            }
        }
        catch (Exception unavailable) when (unavailable is CryptographicException or InvalidOperationException or PlatformNotSupportedException or System.Security.SecurityException)
        {
            // A machine without such a store has no certificates to offer.
        }

        return found;
    }
}
