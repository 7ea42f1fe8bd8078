using System.Text.RegularExpressions;
using FastTrackFpx.AppDirect.Errors;
using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Connection;

/// <summary>What the engine must know of AppDirect.</summary>
internal sealed class MarketplaceService() : ServiceProfile("AppDirect", Personal)
{
    /// <summary>Tokens and mail addresses that are segments of a path.</summary>
    private static readonly Regex SecretSegment = new(
        @"(?<=/account/v2/inactiveUsers/|/invitations/|/matchUser/)(?!csv(?:$|[/?]))[^/?#]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>Secrets, cards and bank accounts: neither shown nor recorded.</summary>
    internal static readonly string[] Secrets =
    [
        "password", "temporaryPassword", "newPassword", "authenticationToken", "accessToken", "token", "refreshToken", "invitationToken",
        "activationToken", "clientSecret", "secret", "securityCode", "cvv", "cardNumber", "number", "expirationMonth", "expirationYear",
        "accountNumber", "bankAccountNumber", "routingNumber", "iban", "bic", "oauthKey", "oauthSecret", "privateKey", "publicKey",
        "publicCertificate", "certificate", "parameters", "credentials", "properties", "creditCard",
    ];

    private static readonly PersonalFields Personal = new(
        [
            .. Secrets,
            // People.
            "email", "emailAddress", "recipientEmail", "firstName", "lastName", "phone", "phoneNumber", "mobilePhone", "workPhone", "homePhone",
            "street1", "street2", "birthday", "username", "fullName", "ownerFullName", "ownerFirstName", "ownerLastName", "accountDisplay",
            "contact", "billingAddress", "deliveryAddress",
        ],
        "email", "name", "username", "searchText", "q", "userIdentifier", "accountIdentifier");

    // After the fields that it is made of.
    internal static readonly MarketplaceService Instance = new();

    /// <inheritdoc/>
    public override ServiceException ErrorOf(RestResponse response) => MarketplaceErrors.Of(response);

    /// <inheritdoc/>
    public override string RedactBody(string body, string path) =>
        body.TrimStart().StartsWith("-----BEGIN", StringComparison.Ordinal) ? PersonalFields.Mask : base.RedactBody(body, path);

    /// <inheritdoc/>
    public override string RedactPath(string pathAndQuery) => base.RedactPath(SecretSegment.Replace(pathAndQuery, PersonalFields.Mask));
}
