using System.Text.RegularExpressions;
using FastTrackFpx.Generator.Inputs;

namespace FastTrackFpx.Generator.Model;

/// <summary>Makes records of schemas.</summary>
internal sealed class RecordBuilder(ApiDescription api, Shapes shapes)
{
    private readonly Dictionary<string, string> _nameOfSchema = shapes.Records
        .SelectMany(pair => pair.Value.Of.Select(schema => (schema, pair.Key)))
        .GroupBy(pair => pair.schema, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => group.Count() == 1 ? group.First().Key : throw new GeneratorException($"appdirect.shapes.json: {group.Key} is part of two records."),
            StringComparer.Ordinal);

    private readonly SortedDictionary<string, RecordModel?> _records = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _faults = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = [.. shapes.Whole];
    private readonly Regex _date = new($"^(?:{string.Join("|", shapes.Dates)})$", RegexOptions.CultureInvariant);

    public IReadOnlyCollection<RecordModel> Records => [.. _records.Values.OfType<RecordModel>()];

    public RecordModel Get(string record) => _records.GetValueOrDefault(record) ?? throw new GeneratorException($"There is no record {record}.");

    /// <summary>The record of a schema, built with all it holds; null for a schema that is none.</summary>
    public string? Require(ApiSchema schema)
    {
        string? name = schema.Reference;
        ApiSchema resolved = schema;
        while (resolved.Reference is { } next) (name, resolved) = (next, api.Schemas[next]);
        if (name is null || shapes.Any.Contains(name) || resolved.Type is "string" or "array") return null;
        if (resolved.Properties.Count == 0 && !_nameOfSchema.ContainsKey(name)) return null;
        string record = _nameOfSchema.GetValueOrDefault(name) ?? NameByRule(name);
        Require(record, name);
        return record;
    }

    /// <exception cref="GeneratorException">Names collide.</exception>
    public void Check()
    {
        if (_faults.Count > 0) throw new GeneratorException(string.Join(" ", _faults));
    }

    /// <summary>A record that the shapes name.</summary>
    public void Require(string record)
    {
        if (_records.ContainsKey(record)) return;
        if (!shapes.Records.ContainsKey(record)) throw new GeneratorException($"appdirect.shapes.json names the record {record}, which it does not describe.");
        Require(record, string.Empty);
    }

    private void Require(string record, string schema)
    {
        if (_records.TryGetValue(record, out RecordModel? known))
        {
            if (schema.Length > 0 && known is not null && !known.Schemas.Contains(schema))
                _faults.Add($"{schema} and {known.Schemas[0]} would both become {record}. Name one of them in appdirect.shapes.json.");
            return;
        }

        // Records may hold themselves.
        _records.Add(record, null);
        RecordShape shape = shapes.Records.GetValueOrDefault(record) ?? new RecordShape { Of = [schema] };
        _records[record] = Build(record, shape with { Of = shape.Of.Length == 0 ? [schema] : shape.Of });
    }

    private string NameByRule(string schema)
    {
        string name = Words.Pascal(schema);
        while (shapes.Suffixes.FirstOrDefault(suffix => name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length) is { } suffix)
            name = name[..^suffix.Length];
        if (name.StartsWith("AppReseller", StringComparison.Ordinal)) name = "Reseller" + name["AppReseller".Length..];
        return name.StartsWith("AppDirect", StringComparison.Ordinal) ? name : "AppDirect" + name;
    }

    private RecordModel Build(string record, RecordShape shape)
    {
        if (shape.Of.FirstOrDefault(schema => !api.Schemas.ContainsKey(schema)) is { } missing)
            throw new GeneratorException($"appdirect.shapes.json: {record} is made of {missing}, which the document does not have.");
        string noun = shape.Noun ?? record["AppDirect".Length..];
        var drafts = new List<Draft>();
        foreach ((string wire, ApiSchema schema) in shape.Of.SelectMany(schema => api.Schemas[schema].Properties)) Add(drafts, record, shape, wire, schema);
        foreach ((string wire, string kind) in shape.Kinds)
        {
            if (drafts.All(draft => !draft.Spellings.Contains(wire))) drafts.Add(Draft.Parse(kind, wire));
        }

        foreach ((string other, string wire) in shape.Aliases)
        {
            Draft draft = drafts.FirstOrDefault(draft => draft.Spellings.Contains(wire))
                ?? throw new GeneratorException($"appdirect.shapes.json: {record} has no {wire} for the alias {other}.");
            if (!draft.Spellings.Contains(other)) draft.Spellings.Add(other);
        }

        bool hasBoth = drafts.Any(draft => draft.Spellings[0] == "id") && drafts.Any(draft => draft.Spellings[0] == "uuid");
        List<PropertyModel> properties = [.. drafts.Select(draft => Finish(draft, record, shape, noun, hasBoth, drafts))];
        foreach (string id in shape.Inherit)
        {
            if (properties.Any(property => property.Name == id || property.IdName == id)) continue;
            properties.Add(new PropertyModel { Name = id, Wire = null, Kind = ValueKind.Text, Computed = shape.Computed.GetValueOrDefault(id) });
        }

        foreach ((string name, string expression) in shape.Computed.Where(pair => properties.All(property => property.Name != pair.Key)))
            properties.Add(new PropertyModel { Name = name, Wire = null, Kind = ValueKind.Text, Computed = expression });
        var model = new RecordModel
        {
            Name = record,
            Schemas = shape.Of,
            Summary = shape.Summary ?? Words.Sentence(Words.Article(Words.Spaced(record["AppDirect".Length..]))),
            Properties = properties,
            Columns = shape.Columns,
        };
        if (model.PublicNames.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            _faults.Add($"{record} would have two properties {twice.Key}. Rename one in appdirect.shapes.json.");
        if (shape.Columns.FirstOrDefault(column => !model.PublicNames.Contains(column) && !column.Contains(':')) is { } column)
            _faults.Add($"appdirect.shapes.json: {record} has no property {column} for its table.");
        return model;
    }

    private void Add(List<Draft> drafts, string record, RecordShape shape, string wire, ApiSchema schema)
    {
        string primary = shape.Aliases.GetValueOrDefault(wire) ?? schema.WireName ?? wire;
        string[] spellings = [.. new[] { primary, wire }.Concat(schema.OtherNames).Distinct(StringComparer.Ordinal)];
        Draft draft = spellings.Select(spelling => shape.Kinds.GetValueOrDefault(spelling)).FirstOrDefault(kind => kind is not null) is { } chosen
            ? Draft.Parse(chosen, primary)
            : DraftOf(primary, wire, schema);
        foreach (string spelling in spellings.Where(spelling => !draft.Spellings.Contains(spelling))) draft.Spellings.Add(spelling);
        if (drafts.FirstOrDefault(known => known.Spellings.Intersect(draft.Spellings).Any()) is not { } same)
        {
            drafts.Add(draft);
            return;
        }

        same.Spellings.AddRange(draft.Spellings.Except(same.Spellings).ToArray());
        same.Merge(draft, record);
    }

    private Draft DraftOf(string primary, string wire, ApiSchema schema)
    {
        ApiSchema resolved = api.Resolve(schema);
        var draft = new Draft(primary) { Unit = resolved.Unit, Codes = resolved.Codes };
        bool isId = IsId(wire);
        if (resolved.Type == "array" && resolved.Items is { } items)
        {
            ApiSchema item = api.Resolve(items);
            draft.IsList = item.Type != "array";
            draft.Codes = item.Codes;
            if (Require(items) is { } record) (draft.Kind, draft.Record) = (ValueKind.Record, record);
            else draft.Kind = item.Type switch
            {
                "string" => ValueKind.Text,
                "number" or "integer" when isId => ValueKind.Text,
                "number" => ValueKind.Number,
                "integer" => ValueKind.Whole,
                _ => ValueKind.Any,
            };
            return draft;
        }

        bool isLink = schema.Reference == "LinkWS";
        if (isLink) draft.Kind = ValueKind.Link;
        else if (Require(schema) is { } record) (draft.Kind, draft.Record) = (ValueKind.Record, record);
        else draft.Kind = resolved.Type switch
        {
            "string" => resolved.Unit.Length > 0 ? ValueKind.Date : ValueKind.Text,
            "boolean" => ValueKind.Flag,
            "number" or "integer" when resolved.Unit.Length > 0 || _date.IsMatch(wire) => ValueKind.Date,
            "number" or "integer" when isId => ValueKind.Text,
            "integer" => ValueKind.Whole,
            "number" => _whole.Contains(wire) ? ValueKind.Whole : ValueKind.Number,
            _ => ValueKind.Any,
        };
        return draft;
    }

    internal static bool IsId(string wire) => wire is "id" or "uuid"
        || new[] { "Id", "Ids", "Uuid" }.Any(ending => wire.EndsWith(ending, StringComparison.Ordinal));

    private string PropertyName(string wire) => shapes.Names.GetValueOrDefault(wire) ?? Words.Pascal(wire);

    private PropertyModel Finish(Draft draft, string record, RecordShape shape, string noun, bool hasBoth, List<Draft> all)
    {
        string wire = draft.Spellings[0];
        string? renamed = draft.Spellings.Select(spelling => shape.Rename.GetValueOrDefault(spelling)).FirstOrDefault(name => name is not null);
        string name = renamed
            ?? (wire == "id" || (wire == "uuid" && !hasBoth) ? noun + "Id"
                : wire == "uuid" ? noun + "Uuid"
                : PropertyName(wire));
        if (draft.IsList && renamed is null) name = Words.PluralName(name);
        // A property may not have the name of its class.
        if (name == record) name += "Value";
        string? idName = draft.Kind is ValueKind.Link or ValueKind.LinkOrRecord ? name + "Id" : null;
        return new PropertyModel
        {
            Name = name,
            Wire = wire,
            Spellings = draft.Spellings,
            Kind = draft.Kind,
            IsList = draft.IsList,
            Record = draft.Record,
            IdName = idName,
            SharesId = idName is not null && all.Any(other => other != draft && other.Kind == ValueKind.Text
                && (shape.Rename.GetValueOrDefault(other.Spellings[0]) ?? PropertyName(other.Spellings[0])) == idName),
            Unit = draft.Unit,
            IsNumberText = draft is { Kind: ValueKind.Text, IsList: false } && shapes.NumberTexts.Contains(wire),
            Codes = draft.Codes,
            Computed = shape.Computed.GetValueOrDefault(name),
            IsReadOnly = draft.Spellings.Any(spelling => shape.ReadOnly.Contains(spelling)),
        };
    }

    /// <summary>A property whose name is not settled yet.</summary>
    private sealed class Draft(string wire)
    {
        public List<string> Spellings { get; } = [wire];

        public ValueKind Kind { get; set; }

        public bool IsList { get; set; }

        public string? Record { get; set; }

        public string Unit { get; set; } = string.Empty;

        public IReadOnlyList<string> Codes { get; set; } = [];

        public static Draft Parse(string kind, string wire)
        {
            bool isList = kind.EndsWith("[]", StringComparison.Ordinal);
            string plain = isList ? kind[..^2] : kind;
            var draft = new Draft(wire) { IsList = isList };
            if (plain == "id") plain = "text";
            if (Enum.TryParse(plain, ignoreCase: true, out ValueKind known)) draft.Kind = known;
            else (draft.Kind, draft.Record) = (ValueKind.Record, plain);
            return draft;
        }

        public void Merge(Draft other, string record)
        {
            Codes = [.. Codes.Concat(other.Codes).Distinct(StringComparer.Ordinal)];
            if (Unit.Length == 0) Unit = other.Unit;
            if (Kind == other.Kind && IsList == other.IsList && Record == other.Record) return;
            if (IsList == other.IsList && Kinds(other, ValueKind.Number, ValueKind.Whole)) Kind = ValueKind.Number;
            else if (Kinds(other, ValueKind.Link, ValueKind.Record)) (Kind, Record) = (ValueKind.LinkOrRecord, Record ?? other.Record);
            else if (IsList == other.IsList && Kinds(other, ValueKind.Text, ValueKind.Number)) Kind = ValueKind.Text;
            else if (Kinds(other, ValueKind.LinkOrRecord, ValueKind.Link) || Kinds(other, ValueKind.LinkOrRecord, ValueKind.Record))
                (Kind, Record) = (ValueKind.LinkOrRecord, Record ?? other.Record);
            else throw new GeneratorException(
                $"{record}.{Spellings[0]} is {Kind} {Record} in one schema and {other.Kind} {other.Record} in another. "
                + "Decide its kind in appdirect.shapes.json.");
        }

        private bool Kinds(Draft other, ValueKind one, ValueKind two) => (Kind == one && other.Kind == two) || (Kind == two && other.Kind == one);
    }
}
