using FastTrackFpx.Generator.Inputs;
using FastTrackFpx.Generator.Output;

namespace FastTrackFpx.Generator.Model;

internal sealed partial class CmdletBuilder
{
    /// <summary>Properties that the service sets.</summary>
    private static readonly HashSet<string> SetByService =
    [
        "id", "uuid", "href", "links", "_embedded", "createdOn", "creationDate", "lastModified", "lastModificationDate", "lastSuccessfulLogin",
    ];

    /// <summary>Nested records with more properties are passed as a whole.</summary>
    private const int MostExpanded = 14;

    /// <summary>Cmdlets that change something, in the order of their names.</summary>
    public IReadOnlyList<CmdletModel> BuildWrites() =>
    [
        .. rows.Where(row => !ReadingVerbs.Contains(row.Verb))
            .GroupBy(row => row.Cmdlet, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => BuildWrite(group.Key, [.. group])),
    ];

    private CmdletModel BuildWrite(string cmdlet, IReadOnlyList<NamingRow> group)
    {
        CmdletShape shape = shapes.Cmdlets.GetValueOrDefault(cmdlet) ?? new CmdletShape();
        var parameters = new List<ParameterModel>();
        List<SetModel> sets = [.. group.Select(row => BuildWriteSet(row, shape, parameters))];
        bool hasOutput = sets.Any(set => set.HasOutput);
        if (hasOutput && cmdlet.StartsWith("Set-", StringComparison.Ordinal)) Everywhere("PassThru", "SwitchParameter", sets);
        SetModel[] patches = [.. sets.Where(set => set.Operation.Method == "PATCH" && set.Body.Count > 0)];
        if (patches.Length > 0) Everywhere("Clear", "string[]", patches);
        SetModel[] bodies = [.. sets.Where(set => set.Body.Count > 0)];
        if (bodies.Length > 0) Everywhere("Body", "object", bodies);
        SetModel[] deferred = [.. sets.Where(set => set.Write!.CanWait)];
        if (deferred.Length > 0)
        {
            Everywhere("Wait", "SwitchParameter", deferred);
            Everywhere("TimeoutSec", "int", deferred);
            parameters.Last().Attributes.AddRange(["[WholeNumber]", "[ValidateRange(1, 86400)]"]);
        }

        SetModel[] updates = [.. sets.Where(set => set.TakesRecord)];
        if (updates.Length > 0)
        {
            ParameterModel input = Parameter(parameters, InputSet, "PSObject?", group[0]);
            // Rows of other types bring ids and values by name.
            input.Attributes.Add("[AllowNull]");
            foreach (SetModel set in updates) input.Uses.Add(new ParameterUse(set.Name, false, FromPipeline: true));
        }

        AddUses(cmdlet, shape, parameters);
        MakeAliasesUnique(parameters);
        string[] impacts =
        [
            .. group.Select(row => row.Notes.Contains("High", StringComparison.Ordinal)
                || (row.Verb is "Remove" or "Stop" && !row.Notes.Contains("Medium", StringComparison.Ordinal)) ? "High" : "Medium"),
        ];
        var model = new CmdletModel
        {
            Name = cmdlet,
            IsDaily = group.Any(row => row.IsDaily),
            IsHandwritten = shape.IsHandwritten,
            Sets = sets,
            Parameters = parameters,
            DefaultSet = shape.DefaultSet ?? (sets.Count > 1 ? sets[0].Name : null),
            Impact = impacts.Contains("High") ? "High" : "Medium",
        };
        KeepPositions(model);
        Check(model);
        return model;

        void Everywhere(string name, string type, IReadOnlyList<SetModel> where)
        {
            ParameterModel parameter = Parameter(parameters, name, type, group[0]);
            foreach (SetModel set in where) parameter.Uses.Add(new ParameterUse(set.Name, false));
        }
    }

    private SetModel BuildWriteSet(NamingRow row, CmdletShape shape, List<ParameterModel> parameters)
    {
        ApiOperation operation = api.Operations[row.OperationId];
        OperationShape? own = shapes.Operations.GetValueOrDefault(operation.Id);
        (string? output, bool hasOutput) = OutputOf(operation);
        (string template, List<string> ids) = BuildPath(row, operation, shape, parameters, bindsByName: true);
        var query = new List<string>();
        var handled = new HashSet<string>();
        foreach (ApiParameter parameter in operation.Parameters.Where(parameter => parameter.Place == "query"))
            AddQuery(parameter, operation, shape, row, parameters, query, handled);
        if (ids.Count == 0 && rows.Count(other => other.Cmdlet == row.Cmdlet) == 1) PlaceId(parameters, row.Set);
        var body = new List<string>();
        bool isList = false;
        string? upload = null;
        string? bodyRecord = null;
        if (row.Set is "Picture" or "Csv")
        {
            string name = row.Set == "Picture" ? "PicturePath" : "CsvPath";
            Parameter(parameters, name, "string", row).Uses.Add(new ParameterUse(row.Set, true));
            upload = $".Uploads({name}, {(row.Set == "Picture" ? "\"file\"" : "\"invitations\"")})";
        }
        else if (operation.Body is { } schema)
        {
            isList = api.Resolve(schema).Type == "array";
            ApiSchema element = isList ? api.Resolve(schema).Items! : schema;
            bodyRecord = records.Require(element);
            if (bodyRecord is { } record) Expand(records.Get(record), string.Empty, string.Empty, row, operation, shape, parameters, body, ids);
            else
            {
                // A list of plain values.
                string name = shape.Rename.GetValueOrDefault("value") ?? "Value";
                Parameter(parameters, name, "string[]", row).Uses.Add(new ParameterUse(row.Set, false));
                body.Add($".List({name})");
            }

            foreach ((string name, string value) in own?.Add ?? []) AddDeep(name, value, row, parameters, body);
            foreach ((string wire, string value) in own?.Constants ?? []) body.Add($".Constant({CodeWriter.Literal(wire)}, {CodeWriter.Literal(value)})");
        }

        return new SetModel
        {
            Name = row.Set,
            Operation = operation,
            Output = output,
            HasOutput = hasOutput,
            Template = template,
            Ids = ids,
            Query = query,
            Body = body,
            BodyIsList = isList,
            BodyRecord = bodyRecord,
            Bucket = own?.Bucket ?? (operation.Path.StartsWith("/sync/", StringComparison.Ordinal) ? "Sync" : null),
            BodyExpression = upload,
            RecordPath = own?.RecordPath ?? RecordPathOf(operation, own, template),
            Write = LostResponseOf(row, operation, own, template),
        };
    }

    /// <summary>The one id that a cmdlet requires is its first position, also if it is a query parameter.</summary>
    private static void PlaceId(List<ParameterModel> parameters, string set)
    {
        ParameterModel[] required =
        [
            .. parameters.Where(parameter => parameter.Name.EndsWith("Id", StringComparison.Ordinal)
                && parameter.Uses.Any(use => use.Set == set && use.IsMandatory)),
        ];
        if (required is not [var id]) return;
        int use = id.Uses.FindIndex(use => use.Set == set);
        id.Uses[use] = id.Uses[use] with { Position = 0 };
    }

    private static readonly HashSet<string> LostResponses = ["repeat", "key", "find", "money", "mail", "state", "unseen"];

    private WriteModel LostResponseOf(NamingRow row, ApiOperation operation, OperationShape? own, string template)
    {
        if (own?.Lost is null && operation.Method == "POST")
            throw new GeneratorException($"{operation.Id} is a POST. Name what happens if its response is lost in appdirect.shapes.json.");
        string lost = own?.Lost ?? "repeat";
        if (!LostResponses.Contains(lost)) throw new GeneratorException($"{operation.Id}: {lost} is not one of {string.Join(", ", LostResponses)}.");
        if (lost == "find" && own?.Find is null) throw new GeneratorException($"{operation.Id}: find needs a list.");
        string? undo = own?.Undo?.Split('?')[0] ?? UndoOf(operation);
        if (undo is not null && !api.Operations.ContainsKey(undo)) throw new GeneratorException($"{operation.Id}: {undo} is not an operation.");
        string? paging = null;
        IReadOnlyList<string> listRoles = [];
        if (own?.Find is { } find)
        {
            string list = Parameters().Replace(find.List, "{}");
            ApiOperation reading = api.Operations.Values
                .FirstOrDefault(other => other.Method == "GET" && Parameters().Replace(other.Path, "{}") == list)
                ?? throw new GeneratorException($"{operation.Id}: there is no GET {find.List}.");
            if (find.Filter.Keys.Except(reading.Parameters.Select(parameter => parameter.Name)).FirstOrDefault() is { } unknown)
                throw new GeneratorException($"{operation.Id}: {reading.Id} has no {unknown}.");
            if (!reading.Roles.Any(role => role is "ROLE_PARTNER" or "ROLE_PARTNER_READ")) listRoles = reading.Roles;
            paging = reading.Paging is { } pages ? PagingExpression(pages, null) : null;
        }

        (string, string)? preview = null;
        if (own?.Preview is { } id)
        {
            if (!api.Operations.TryGetValue(id, out ApiOperation? pricing) || !pricing.Path.StartsWith(operation.Path, StringComparison.Ordinal))
                throw new GeneratorException($"{operation.Id}: {id} is not an operation below its path.");
            preview = (pricing.Method, template + pricing.Path[operation.Path.Length..]);
        }

        return new WriteModel
        {
            Cmdlet = row.Cmdlet,
            Preview = preview,
            CanWait = operation.IsDeferred && (own?.Expect.Count > 0 || own?.NewPath is not null),
            ListRoles = listRoles,
            Lost = lost,
            Undo = undo,
            UndoQuery = own?.Undo?.Split('?').ElementAtOrDefault(1),
            Paging = paging,
            Shape = own ?? new OperationShape(),
        };
    }

    /// <summary>The DELETE of what a POST creates.</summary>
    private string? UndoOf(ApiOperation operation)
    {
        return operation.Method == "POST" ? api.Operations.Values.FirstOrDefault(IsOpposite)?.Id : null;

        bool IsOpposite(ApiOperation other) => other.Method == "DELETE" && (other.Path == operation.Path
            ? operation.Path.EndsWith('}')
            : other.Path.StartsWith(operation.Path + "/{", StringComparison.Ordinal) && other.Path.LastIndexOf('/') == operation.Path.Length);
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\{[^}]+\}", System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    private static partial System.Text.RegularExpressions.Regex Parameters();

    /// <summary>A parameter for a value deep in the body.</summary>
    private static void AddDeep(string name, string value, NamingRow row, List<ParameterModel> parameters, List<string> body)
    {
        string[] words = value.Split(' ');
        ParameterModel parameter = Parameter(parameters, name, words[0] switch { "Id" or "Text" => "string", "Quantity" => "decimal?", _ => words[2] }, row);
        if (parameter.Uses.All(use => use.Set != row.Set)) parameter.Uses.Add(new ParameterUse(row.Set, false, ByName: words.Contains("property")));
        body.Add($".{words[0]}({CodeWriter.Literal(words[1])}, {name})");
    }

    /// <summary>The path of the record, if the document has a GET for it.</summary>
    private string? RecordPathOf(ApiOperation operation, OperationShape? own, string template)
    {
        bool isRecord = operation.Method is "PUT" or "PATCH" or "DELETE" ? template.EndsWith('}') : own?.Lost == "repeat";
        return isRecord && api.Operations.Values.Any(other => other.Method == "GET" && other.Path == operation.Path) ? template : null;
    }

    private void Expand(
        RecordModel record, string path, string prefix, NamingRow row, ApiOperation operation, CmdletShape shape, List<ParameterModel> parameters,
        List<string> body, IReadOnlyList<string> ids)
    {
        foreach (PropertyModel property in record.Properties)
        {
            if (property.Wire is null || property.IsReadOnly || SetByService.Contains(property.Wire)) continue;
            string wire = path + property.Wire;
            if (shapes.Operations.GetValueOrDefault(operation.Id)?.Constants.ContainsKey(wire) == true) continue;
            if (property.Kind is ValueKind.Record && !property.IsList && path.Length == 0 && records.Get(property.Record!) is var nested && IsFlat(nested))
            {
                Expand(nested, wire + ".", property.Name, row, operation, shape, parameters, body, ids);
                continue;
            }

            bool isLink = property.Kind is ValueKind.Link or ValueKind.LinkOrRecord;
            string name = shape.Rename.GetValueOrDefault($"{row.Set}:{wire}") ?? shape.Rename.GetValueOrDefault(wire) ?? Join(prefix, NameOf(property, isLink));
            // The path has it already.
            if (ids.Contains(name)) continue;
            (string type, string call) = TypeOf(property, isLink);
            if (parameters.FirstOrDefault(parameter => parameter.Name == name) is { } other && other.Type != type)
            {
                // An id that is part of the path elsewhere.
                if (other.Type == "string[]" && type == "string") type = "string[]";
                else name = row.Set + name;
            }

            ParameterModel parameter = Parameter(parameters, name, type, row);
            if (parameter.Uses.Any(use => use.Set == row.Set)) continue;
            bool isMandatory = shape.Mandatory.Contains($"{row.Set}:{wire}");
            bool bindsByName = shape.Rows || (isMandatory && name.EndsWith("Id", StringComparison.Ordinal));
            parameter.Uses.Add(new ParameterUse(row.Set, isMandatory, ByName: bindsByName));
            parameter.Codes.UnionWith(property.Codes.Count <= 60 ? property.Codes : []);
            if (type == "DateTimeOffset?" && !parameter.Attributes.Contains("[IsoDate]")) parameter.Attributes.Add("[IsoDate]");
            if (type == "SecureString?" && !parameter.Attributes.Contains("[Secret]")) parameter.Attributes.Add("[Secret]");
            // Null clears a property.
            if (operation.Method is "PATCH" or "PUT" && !parameter.Attributes.Contains("[AllowNull]"))
            {
                parameter.Attributes.Add("[AllowNull]");
                if (type.StartsWith("string", StringComparison.Ordinal)) parameter.Attributes.AddRange(["[AllowEmptyString]", "[AllowEmptyCollection]"]);
            }

            if (shapes.Operations.GetValueOrDefault(operation.Id)?.Key == wire) call = "Key";
            body.Add($".{call}({CodeWriter.Literal(isLink ? wire + ".id" : wire)}, {name})");
        }
    }

    private bool IsFlat(RecordModel record) => record.Properties.Count(property => property.Wire is not null) <= MostExpanded
        && record.Properties.All(property => property.Wire is null || property.Kind is not (ValueKind.Record or ValueKind.LinkOrRecord or ValueKind.Any));

    private (string Type, string Call) TypeOf(PropertyModel property, bool isLink)
    {
        if (isLink) return ("string", "Text");
        return (property.Kind, property.IsList) switch
        {
            (ValueKind.Text, false) when shapes.Secret.Contains(property.Wire!) => ("SecureString?", "Secret"),
            (ValueKind.Text, false) => ("string", "Text"),
            (ValueKind.Text, true) => ("string[]", "Texts"),
            (ValueKind.Number, false) => ("decimal?", "Number"),
            (ValueKind.Whole, false) => ("long?", "Whole"),
            (ValueKind.Flag, _) => ("bool?", "Flag"),
            (ValueKind.Date, _) => ("DateTimeOffset?", property.Unit == "date-time" ? "IsoDate" : "Date"),
            (ValueKind.Record, false) => (property.Record + "?", "Any"),
            (ValueKind.Record, true) => (property.Record + "[]?", "Any"),
            (_, true) => ("object[]?", "Any"),
            _ => ("object?", "Any"),
        };
    }

    // Lists and tables are passed item by item; a number of users or a text of notes is one value.
    private static string NameOf(PropertyModel property, bool isLink) => isLink ? property.IdName!
        : property.IsList || property.Kind == ValueKind.Any ? Words.SingularName(property.Name) : property.Name;

    /// <summary>The name of a nested property: the Address and its AddressLine1 are AddressLine1.</summary>
    private static string Join(string prefix, string name)
    {
        int last = prefix.Length - 1;
        while (last > 0 && !char.IsUpper(prefix[last])) last--;
        string word = prefix.Length == 0 ? string.Empty : prefix[last..];
        bool isRepeated = word.Length > 0 && name.Length > word.Length
            && name.StartsWith(word, StringComparison.Ordinal) && char.IsUpper(name[word.Length]);
        return isRepeated ? prefix[..last] + name : prefix + name;
    }

    private void MakeAliasesUnique(List<ParameterModel> parameters)
    {
        // An alias means one parameter: that which has the usual name. No alias is the name of another parameter.
        IEnumerable<IGrouping<string, ParameterModel>> shared = parameters
            .SelectMany(parameter => parameter.Aliases.Select(alias => (alias, parameter)))
            .GroupBy(pair => pair.alias, pair => pair.parameter, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1);
        foreach (IGrouping<string, ParameterModel> twice in shared.ToArray())
        {
            foreach (ParameterModel other in twice.OrderByDescending(parameter => shapes.Names.ContainsValue(parameter.Name)).Skip(1))
                other.Aliases.Remove(twice.Key);
        }

        foreach (ParameterModel parameter in parameters)
            parameter.Aliases.RemoveWhere(alias => parameters.Any(other => string.Equals(other.Name, alias, StringComparison.OrdinalIgnoreCase)));
    }
}
