using System.Globalization;
using System.Text;
using System.Xml;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.LongJump;

/// <summary>An error of the platform: a negative code in the message, and the status that goes with it.</summary>
internal sealed class PlatformRejection(int code, int status, string message) : Rejection(status, message)
{
    public int Code { get; } = code;

    public static PlatformRejection NotLoggedIn() => new(-101, 401, "Not logged in.");

    public static PlatformRejection NotFound(string id) => new(-200, 404, $"Tenant {id} was not found.");

    public static PlatformRejection BadRequest(string message) => new(-300, 400, message);
}

/// <summary>Reads and writes the XML documents of the platform.</summary>
internal static class PlatformXml
{
    private const int MaxCharacters = 1 << 20;

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters, IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>The child elements of the one element below platform, in their order.</summary>
    /// <param name="request">The request.</param>
    /// <param name="element">The name of that element.</param>
    /// <exception cref="Rejection">The content type or the document is invalid.</exception>
    public static List<(string Name, string Text)> Read(ServiceRequest request, string element)
    {
        if (!request.Headers.ContentType.ToString().Contains("xml", StringComparison.OrdinalIgnoreCase))
        {
            throw new Rejection(415, "The content type must be application/xml.");
        }

        try
        {
            using XmlReader xml = XmlReader.Create(new MemoryStream(request.Body.ToArray()), Reading);
            return Read(xml, element);
        }
        catch (XmlException e)
        {
            throw PlatformRejection.BadRequest($"The XML is invalid: {e.Message}");
        }
    }

    /// <summary>Writes a document with a message behind its content.</summary>
    public static void Write(ServiceResponse response, string description, int code, Action<XmlWriter>? content = null, string? id = null,
        int? totalInMessage = null)
    {
        using var buffer = new MemoryStream();
        using (XmlWriter xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("platform");
            content?.Invoke(xml);
            xml.WriteStartElement("message");
            xml.WriteElementString("code", code.ToString(CultureInfo.InvariantCulture));
            xml.WriteElementString("description", description);
            if (id is not null) xml.WriteElementString("id", id);
            if (totalInMessage is { } total) xml.WriteElementString("totalRecordCount", total.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        response.ContentType = "application/xml; charset=utf-8";
        response.Replace(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static List<(string Name, string Text)> Read(XmlReader xml, string element)
    {
        var fields = new List<(string, string)>();
        xml.MoveToContent();
        xml.ReadStartElement("platform");
        xml.MoveToContent();
        if (xml.IsEmptyElement) return fields;
        xml.ReadStartElement(element);
        while (xml.MoveToContent() == XmlNodeType.Element)
        {
            // The value of a lookup is its text; its attributes are for display.
            fields.Add((xml.LocalName, xml.ReadElementContentAsString()));
        }

        xml.ReadEndElement();
        xml.MoveToContent();
        xml.ReadEndElement();
        return fields;
    }
}
