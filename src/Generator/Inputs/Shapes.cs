using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastTrackFpx.Generator.Inputs;

/// <summary>How a record departs from the rules.</summary>
internal sealed record RecordShape
{
    /// <summary>The schemas that make up the record.</summary>
    public string[] Of { get; init; } = [];

    /// <summary>What its ids are named after; by rule the record's name.</summary>
    public string? Noun { get; init; }

    /// <summary>What it is, as the subject of a sentence.</summary>
    public string? Summary { get; init; }

    /// <summary>Public names by wire name.</summary>
    public Dictionary<string, string> Rename { get; init; } = [];

    /// <summary>Kinds by wire name, against the schema: text, id, number, whole, flag, date, any, link, or the name of a record, with [] for a list.</summary>
    public Dictionary<string, string> Kinds { get; init; } = [];

    /// <summary>Further spellings: the other wire name, and the one it stands for.</summary>
    public Dictionary<string, string> Aliases { get; init; } = [];

    /// <summary>Ids of the request that its records carry.</summary>
    public string[] Inherit { get; init; } = [];

    /// <summary>Properties that are read from others, as expressions.</summary>
    public Dictionary<string, string> Computed { get; init; } = [];

    /// <summary>Columns of the table. A property that is written by hand has its width after a colon.</summary>
    public string[] Columns { get; init; } = [];

    /// <summary>Wire names of values that the service sets, which a replacing request leaves out.</summary>
    public string[] ReadOnly { get; init; } = [];
}

/// <summary>How a cmdlet departs from the rules.</summary>
internal sealed record CmdletShape
{
    public string? DefaultSet { get; init; }

    /// <summary>
    /// The set for a piped record, by the record's type, and filters that take a property of it: "List CustomerCompanyId=CompanyId". Ids do not bind by
    /// property name then.
    /// </summary>
    public Dictionary<string, string> InputObject { get; init; } = [];

    /// <summary>Public names by wire name.</summary>
    public Dictionary<string, string> Rename { get; init; } = [];

    /// <summary>A switch that selects a set, by the set.</summary>
    public Dictionary<string, string> Switches { get; init; } = [];

    /// <summary>Query parameters that become mandatory, by "Set:wire".</summary>
    public string[] Mandatory { get; init; } = [];

    /// <summary>Query parameters that are not mandatory although the document says so, by wire name.</summary>
    public string[] Optional { get; init; } = [];

    /// <summary>Query parameters that a handwritten part sends, by wire name.</summary>
    public string[] Handled { get; init; } = [];

    /// <summary>Parameters that do not bind by property name, by wire name: other records have properties of that name.</summary>
    public string[] TypedOnly { get; init; } = [];

    /// <summary>Further uses of generated parameters in sets that are written by hand, such as "Tenant mandatory property".</summary>
    public Dictionary<string, string[]> Uses { get; init; } = [];

    /// <summary>Query parameters that default to the company of the connection, by wire name.</summary>
    public string[] FromConnection { get; init; } = [];

    /// <summary>Names that take wildcards: the parameter, and the properties of the record that it is compared with, separated by commas.</summary>
    public Dictionary<string, string> Wildcards { get; init; } = [];

    /// <summary>True if the rows of a table are input: the values of the body bind by property name.</summary>
    public bool Rows { get; init; }

    /// <summary>True if the class is written by hand.</summary>
    public bool IsHandwritten { get; init; }
}

/// <summary>A parameter that is written by hand, for its help.</summary>
internal sealed record HandwrittenParameter
{
    public string Type { get; init; } = "String";

    /// <summary>Uses, such as "* ", "Id mandatory 0 property": the set, then what applies.</summary>
    public string[] Sets { get; init; } = ["*"];

    public string[] Aliases { get; init; } = [];

    public string Text { get; init; } = string.Empty;
}

/// <summary>A cmdlet, or parameters of one, that are written by hand, for their help.</summary>
internal sealed record HandwrittenCmdlet
{
    public string[] Outputs { get; init; } = [];

    public Dictionary<string, HandwrittenParameter> Parameters { get; init; } = [];

    /// <summary>True if the cmdlet supports ShouldProcess.</summary>
    public bool Confirms { get; init; }

    /// <summary>Parameter sets of a cmdlet without operations.</summary>
    public string[] Sets { get; init; } = [];
}

/// <summary>How a record that a create made is found again if its response is lost.</summary>
internal sealed record FindShape
{
    /// <summary>The path of the list, or of the one record, with names of parameters in braces.</summary>
    public required string List { get; init; }

    /// <summary>
    /// Query parameters of the list, and where the values come from: a path in the body, or a question mark and a query parameter of the create.
    /// </summary>
    public Dictionary<string, string> Filter { get; init; } = [];

    /// <summary>The natural key: paths that the body and the records of the list have in common, or "sent=held".</summary>
    public string[] Same { get; init; } = [];

    /// <summary>When a record was created. Without it the list is read before the create as well.</summary>
    public string? Created { get; init; }

    /// <summary>The id of a record of the list.</summary>
    public string Id { get; init; } = "id";
}

/// <summary>How an operation departs from the document.</summary>
internal sealed record OperationShape
{
    /// <summary>The record that it returns; any for rows of unknown shape.</summary>
    public string? Output { get; init; }

    /// <summary>The bucket of its own rate limit.</summary>
    public string? Bucket { get; init; }

    /// <summary>The size of page to ask for.</summary>
    public int? Size { get; init; }

    /// <summary>The path that shows the record which a write changes, with names of parameters in braces.</summary>
    public string? RecordPath { get; init; }

    /// <summary>The path that shows what was created later than the response, with the place newId.</summary>
    public string? NewPath { get; init; }

    /// <summary>The property of the body that makes a repeated request harmless.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// What happens if the response is lost: repeat (harmless: read back and sent once more), key, find, money, mail, state (the record shows it) or unseen.
    /// PUT, PATCH and DELETE are repeat unless it says otherwise; each POST names its class.
    /// </summary>
    public string? Lost { get; init; }

    public FindShape? Find { get; init; }

    /// <summary>What the record shows once the write was carried out, by wire path.</summary>
    public Dictionary<string, string> Expect { get; init; } = [];

    /// <summary>
    /// The operation that undoes it, with a question mark and a query parameter if that takes the id; by rule the DELETE of what a POST created.
    /// </summary>
    public string? Undo { get; init; }

    /// <summary>What restoring needs besides the former values: wire path, and where the value comes from in the record before.</summary>
    public Dictionary<string, string> Restore { get; init; } = [];

    /// <summary>The operation that shows what it costs.</summary>
    public string? Preview { get; init; }

    /// <summary>Parameters for values deep in the body: the call on the body builder and the wire path, such as "Id order.paymentPlanId".</summary>
    public Dictionary<string, string> Add { get; init; } = [];

    /// <summary>What to do instead, if it cannot be undone.</summary>
    public string? Instead { get; init; }

    /// <summary>Values of the body that the operation requires, by wire path.</summary>
    public Dictionary<string, string> Constants { get; init; } = [];
}

/// <summary>Decisions that the document cannot make.</summary>
internal sealed record Shapes
{
    /// <summary>Public names of properties and parameters, by wire name.</summary>
    public Dictionary<string, string> Names { get; init; } = [];

    /// <summary>Names of numbers that are whole.</summary>
    public string[] Whole { get; init; } = [];

    /// <summary>Names of numbers that are dates, besides those with a unit.</summary>
    public string[] Dates { get; init; } = [];

    /// <summary>Properties that are numbers, and texts in JSON.</summary>
    public string[] NumberTexts { get; init; } = [];

    /// <summary>Schemas that are kept as they come.</summary>
    public string[] Any { get; init; } = [];

    /// <summary>Ends of schema names that say nothing to a user.</summary>
    public string[] Suffixes { get; init; } = [];

    /// <summary>Names of properties whose values no stream may show.</summary>
    public string[] Secret { get; init; } = [];

    public Dictionary<string, RecordShape> Records { get; init; } = [];

    public Dictionary<string, CmdletShape> Cmdlets { get; init; } = [];

    public Dictionary<string, OperationShape> Operations { get; init; } = [];

    public Dictionary<string, HandwrittenCmdlet> Handwritten { get; init; } = [];

    public static Shapes Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Shapes>(File.ReadAllText(path), Options)!;
        }
        catch (JsonException wrong)
        {
            throw new GeneratorException($"{Path.GetFileName(path)}: {wrong.Message}");
        }
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };
}
