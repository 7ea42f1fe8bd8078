using System.Text;
using System.Xml.Linq;

namespace FastTrackFpx.LongJump.Platform;

internal sealed class LongJumpProfile() : ServiceProfile("LongJump", new PersonalFields(
    [
        "company", "name", "email", "first_name", "last_name", "phone", "street", "zip", "search_string", "displayValue", "userName", "sessionId",
        "cookieString",
    ],
    "filter"))
{
    internal const string Root = "/networking/rest";

    internal static readonly LongJumpProfile Instance = new();

    public override IContent Content => PlatformContent.Instance;

    public override ServiceException ErrorOf(RestResponse response)
    {
        try
        {
            return ErrorOf(response, XmlContent.Read(response, PlatformMessage.Of));
        }
        catch (ContentException)
        {
            // Not the platform's own document; the status says most.
            return ErrorOf(response, message: null);
        }
    }

    /// <summary>The error of a message. Its code counts, whatever the status is.</summary>
    internal static ServiceException ErrorOf(RestResponse response, PlatformMessage? message) => new ErrorResponse(response)
    {
        Message = message?.Description,
        Code = message is { Code: not 0 } ? message.Code.ToString(CultureInfo.InvariantCulture) : null,
        IsDocumented = message is not null,
        Status = message?.Code switch
        {
            PlatformMessage.NotLoggedIn => 401,
            PlatformMessage.NotFound => 404,
            PlatformMessage.BadRequest => 400,
            // Nothing is known of other codes, so a write may have been carried out.
            not null and not 0 when response.IsSuccess => 500,
            _ => null,
        },
        CredentialAction = "Check user name and password, or the session id, and connect again.",
    }.ToException();

    /// <summary>True if the service reports that the session has ended.</summary>
    internal static bool IsSignedOut(ServiceException failure) => failure.ErrorCode == ErrorCode.NotAuthenticated;
}

internal sealed record PlatformMessage(int Code, string? Description, string? Id, XElement Element)
{
    internal const int NotLoggedIn = -101;
    internal const int NotFound = -200;
    internal const int BadRequest = -300;

    internal static PlatformMessage Of(XElement platform)
    {
        if (platform.Name.LocalName != "platform") throw new FormatException($"expected the element platform, found {platform.Name.LocalName}");
        XElement message = Child(platform, "message") ?? throw new FormatException("the element message is missing");
        return int.TryParse(Text(message, "code"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int code)
            ? new PlatformMessage(code, Text(message, "description"), Text(message, "id"), message)
            : throw new FormatException("message/code is not a number");
    }

    internal static XElement? Child(XElement parent, string name) =>
        parent.Elements().FirstOrDefault(element => element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal static string? Text(XElement parent, string name) => Child(parent, name)?.Value.Trim() is { Length: > 0 } text ? text : null;
}

/// <summary>The platform's XML: a message with a code other than 0 is an error, also with status 200 or 201.</summary>
internal sealed class PlatformContent : XmlContent
{
    internal static readonly PlatformContent Instance = new();

    public override object? ReadPlain(RestResponse response)
    {
        ReadSuccess(response);
        return base.ReadPlain(response);
    }

    /// <summary>Reads a body whose message reports success.</summary>
    internal static T Read<T>(RestResponse response, Func<XElement, PlatformMessage, T> read) => XmlContent.Read(response, platform =>
    {
        PlatformMessage message = PlatformMessage.Of(platform);
        return message.Code == 0 ? read(platform, message) : throw LongJumpProfile.ErrorOf(response, message);
    });

    /// <summary>Reads a body of which only the success counts.</summary>
    internal static bool ReadSuccess(RestResponse response) => Read(response, static (_, _) => true);

    /// <summary>A document with one element below platform that holds values.</summary>
    internal static byte[] Write(string element, IEnumerable<KeyValuePair<string, string>> values)
    {
        IEnumerable<XElement> fields = values.Select(value => new XElement(value.Key, value.Value.Length == 0 ? null : value.Value));
        var document = new XElement("platform", new XElement(element, fields));
        return Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + document.ToString(SaveOptions.DisableFormatting));
    }
}
