using System.Xml;
using System.Xml.Linq;

namespace FastTrackFpx.Rest.Content;

/// <summary>XML bodies. DTDs are prohibited, so entities cannot expand; depth and the number of nodes are bounded as in JSON.</summary>
internal class XmlContent : IContent
{
    internal const int MaxDepth = 64;

    internal const int MaxNodes = 10_000_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public string MediaType => "application/xml";

    public virtual object? ReadPlain(RestResponse response) => Read(response, static root => (object?)new List<KeyValuePair<string, object?>> { Member(root) });

    public byte[] ToBytes(string body)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(body), Settings);
            while (reader.Read())
            {
            }
        }
        catch (XmlException wrong)
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"The body is not valid XML: line {wrong.LineNumber}, position {wrong.LinePosition}.", "Body",
                "Pass the body as XML text without a DTD.");
        }

        return Encoding.UTF8.GetBytes(body);
    }

    internal static T Read<T>(RestResponse response, Func<XElement, T> read)
    {
        try
        {
            return read(Parse(response));
        }
        catch (XmlException wrong)
        {
            throw Failure(response, ErrorCode.ResponseNotXml, $"is not valid XML (line {wrong.LineNumber}, position {wrong.LinePosition})", wrong);
        }
        catch (FormatException wrong)
        {
            throw Failure(response, ErrorCode.ResponseUnexpected, $"has another shape than documented: {wrong.Message.TrimEnd('.')}", wrong);
        }
    }

    private static XElement Parse(RestResponse response)
    {
        using var stream = new MemoryStream(response.Body.ToArray(), writable: false);
        CheckBounds(response, stream);
        stream.Position = 0;
        using XmlReader reader = XmlReader.Create(stream, Settings);
        return XElement.Load(reader);
    }

    private static void CheckBounds(RestResponse response, Stream stream)
    {
        using XmlReader reader = XmlReader.Create(stream, Settings);
        for (int nodes = 0; reader.Read();)
        {
            if (reader.Depth > MaxDepth) throw Failure(response, ErrorCode.ResponseTooLarge, $"is nested more than {MaxDepth} levels deep", cause: null);
            if ((nodes += 1 + reader.AttributeCount) > MaxNodes)
                throw Failure(response, ErrorCode.ResponseTooLarge, $"has more than {MaxNodes:N0} values", cause: null);
        }
    }

    private static KeyValuePair<string, object?> Member(XElement element)
    {
        string name = element.Name.LocalName;
        if (!element.HasElements && !element.HasAttributes) return new(name, element.Value);
        List<KeyValuePair<string, object?>> members = [.. element.Attributes().Where(item => !item.IsNamespaceDeclaration).Select(Attribute)];
        foreach (IGrouping<string, KeyValuePair<string, object?>> same in element.Elements().Select(Member).GroupBy(member => member.Key))
        {
            List<object?> values = [.. same.Select(member => member.Value)];
            members.Add(new(same.Key, values.Count == 1 ? values[0] : values));
        }

        if (!element.HasElements && element.Value.Length > 0) members.Add(new("#text", element.Value));
        return new(name, members);

        static KeyValuePair<string, object?> Attribute(XAttribute attribute) => new(attribute.Name.LocalName, attribute.Value);
    }

    private static ContentException Failure(RestResponse response, string code, string what, Exception? cause) => response.Failure(
        code,
        $"The response of {response.Service.Name} {what}.",
        "Check the address; a sign-in or error page of a proxy looks like this.",
        cause,
        JsonBody.Excerpt(response));
}
