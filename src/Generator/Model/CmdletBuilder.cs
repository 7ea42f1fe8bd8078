using System.Globalization;
using System.Text.RegularExpressions;
using FastTrackFpx.Generator.Inputs;

namespace FastTrackFpx.Generator.Model;

/// <summary>Makes cmdlets of operations.</summary>
internal sealed partial class CmdletBuilder(ApiDescription api, IReadOnlyList<NamingRow> rows, Shapes shapes, RecordBuilder records)
{
    /// <summary>The set that takes a record and finds the operation by its type.</summary>
    public const string InputSet = "InputObject";

    private static readonly HashSet<string> Envelopes = ["content", "orders", "order", "quotes", "reports"];
    private static readonly HashSet<string> BesideEnvelope = ["page", "pageInfo", "links", "total", "totalCount"];
    private static readonly HashSet<string> ReadingVerbs = ["Get", "Search", "Test", "Save"];

    /// <summary>Cmdlets that read, in the order of their names.</summary>
    public IReadOnlyList<CmdletModel> BuildReads() =>
    [
        .. rows.Where(row => ReadingVerbs.Contains(row.Verb))
            .GroupBy(row => row.Cmdlet, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => BuildRead(group.Key, [.. group])),
    ];

    /// <summary>The record that an operation returns, and whether it returns anything.</summary>
    public (string? Record, bool HasOutput) OutputOf(ApiOperation operation)
    {
        OperationShape? shape = shapes.Operations.GetValueOrDefault(operation.Id);
        if (shape?.Output is { } chosen)
        {
            if (chosen == "any") return (null, true);
            if (chosen == "none") return (null, false);
            records.Require(chosen);
            return (chosen, true);
        }

        if (operation.Response is not { } response) return (null, false);
        ApiSchema resolved = api.Resolve(response);
        if (resolved.Type == "array") return (records.Require(resolved.Items!) ?? throw Unknown(operation), true);
        string[] own = [.. resolved.Properties.Select(property => property.Name).Where(name => !BesideEnvelope.Contains(name))];
        if (own.Length == 1 && Envelopes.Contains(own[0]))
        {
            ApiSchema content = api.Resolve(resolved.Properties.First(property => property.Name == own[0]).Schema);
            if (content is { Type: "array", Items: { } items }) return (records.Require(items) ?? throw Unknown(operation), true);
        }

        return (records.Require(response) ?? throw Unknown(operation), true);
    }

    private static GeneratorException Unknown(ApiOperation operation) =>
        new($"{operation.Id} returns something that is no record. Name its output in appdirect.shapes.json.");

    private CmdletModel BuildRead(string cmdlet, IReadOnlyList<NamingRow> group)
    {
        CmdletShape shape = shapes.Cmdlets.GetValueOrDefault(cmdlet) ?? new CmdletShape();
        var parameters = new List<ParameterModel>();
        List<SetModel> sets = [.. group.Select(row => BuildSet(row, shape, parameters))];
        string? defaultSet = shape.DefaultSet
            ?? (sets.Any(set => set.Name == "List") ? "List"
                : sets.Count > 1 || shape.InputObject.Count > 0 ? sets.FirstOrDefault(set => set.Name == "Default")?.Name ?? sets[0].Name
                : null);
        List<(string, string, IReadOnlyList<(string, string)>)> inputs = [];
        foreach ((string record, string text) in shape.InputObject)
        {
            string[] words = text.Split(' ');
            records.Require(record);
            SetModel target = sets.FirstOrDefault(one => one.Name == words[0])
                ?? throw new GeneratorException($"appdirect.shapes.json: {cmdlet} has no set {words[0]} for {record}.");
            IEnumerable<(string Parameter, string Property)> filters = words.Skip(1).Select(word => word.Split('='))
                .Select(pair => (pair[0], PropertyFor(record, pair[1], cmdlet)));
            inputs.Add((record, words[0], [.. target.Ids.Select(id => (id, PropertyFor(record, id, cmdlet))), .. filters]));
        }

        if (inputs.Count > 0)
        {
            var input = new ParameterModel { Name = InputSet, Type = "AppDirectRecord", Initializer = " = null!;" };
            input.Uses.Add(new ParameterUse(InputSet, true, FromPipeline: true));
            IEnumerable<string> types = inputs.Select(one => $"typeof({one.Item1}), \"{string.Join(' ', one.Item3.Select(id => id.Item2))}\"");
            input.Attributes.Add($"[RecordInput({string.Join(", ", types)})]");
            parameters.Insert(0, input);
            HashSet<string> reached = [.. inputs.Select(one => one.Item2)];
            // A filter applies to piped records if one of their sets has it.
            foreach (ParameterModel parameter in parameters.Skip(1))
            {
                if (parameter.Uses.Any(use => !use.IsMandatory && reached.Contains(use.Set))) parameter.Uses.Add(new ParameterUse(InputSet, false));
            }
        }

        AddUses(cmdlet, shape, parameters);
        MakeAliasesUnique(parameters);
        var model = new CmdletModel
        {
            Name = cmdlet,
            IsHandwritten = shape.IsHandwritten,
            IsDaily = group.Any(row => row.IsDaily),
            Sets = sets,
            Parameters = parameters,
            DefaultSet = defaultSet,
            Inputs = inputs,
            Wildcard = shape.Wildcards.Values.FirstOrDefault(),
        };
        KeepPositions(model);
        Check(model);
        return model;
    }

    private static void AddUses(string cmdlet, CmdletShape shape, List<ParameterModel> parameters)
    {
        foreach ((string name, string[] uses) in shape.Uses)
        {
            ParameterModel used = parameters.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw new GeneratorException($"appdirect.shapes.json: {cmdlet} has no -{name}.");
            used.Uses.AddRange(uses.Select(ParameterUse.Parse));
        }
    }

    private string PropertyFor(string record, string id, string cmdlet)
    {
        RecordModel model = records.Get(record);
        return model.PublicNames.Contains(id) ? id : throw new GeneratorException($"appdirect.shapes.json: {record} is piped into {cmdlet} and has no {id}.");
    }

    /// <summary>
    /// The path with the names of parameters in the place of the service's names, and the parameters of a set that come first: ids of the path, and the
    /// switch that selects the set.
    /// </summary>
    private (string Template, List<string> Ids) BuildPath(
        NamingRow row, ApiOperation operation, CmdletShape shape, List<ParameterModel> parameters, bool bindsByName)
    {
        var ids = new List<string>();
        string template = operation.Path;
        int position = 0;
        foreach (Match match in PathParameter().Matches(operation.Path))
        {
            string wire = match.Groups[1].Value;
            string name = NameOf(wire, shape, row);
            template = template.Replace(match.Value, "{" + name + "}", StringComparison.Ordinal);
            ids.Add(name);
            ParameterModel id = Parameter(parameters, name, "string[]", row);
            AddAlias(id, wire);
            id.Uses.Add(new ParameterUse(row.Set, true, position++, ByName: bindsByName && !shape.TypedOnly.Contains(wire)));
        }

        if (shape.Switches.GetValueOrDefault(row.Set) is { } selector)
            Parameter(parameters, selector.TrimEnd('!'), "SwitchParameter", row).Uses.Add(new ParameterUse(row.Set, selector.EndsWith('!')));
        return (template, ids);
    }

    private SetModel BuildSet(NamingRow row, CmdletShape shape, List<ParameterModel> parameters)
    {
        ApiOperation operation = api.Operations[row.OperationId];
        OperationShape? own = shapes.Operations.GetValueOrDefault(operation.Id);
        (string? output, bool hasOutput) = OutputOf(operation);
        (string template, List<string> ids) = BuildPath(row, operation, shape, parameters, bindsByName: shape.InputObject.Count == 0);
        var query = new List<string>();
        var handled = new HashSet<string>();
        if (operation.Paging is { } paging)
        {
            handled.Add(paging.PageParameter);
            if (paging.SizeParameter is { } size) handled.Add(size);
        }

        foreach (ApiParameter parameter in operation.Parameters.Where(parameter => parameter.Place == "query" && !handled.Contains(parameter.Name)))
            AddQuery(parameter, operation, shape, row, parameters, query, handled);
        string? body = null;
        if (operation.Body is { } bodySchema)
        {
            records.Require(api.Resolve(bodySchema) is { Type: "array", Items: { } items } ? items : bodySchema);
            ParameterModel given = Parameter(parameters, "Body", "object", row);
            given.Uses.Add(new ParameterUse(row.Set, true));
            body = "JsonOf(Body)";
        }

        return new SetModel
        {
            Name = row.Set,
            Operation = operation,
            Output = output,
            HasOutput = hasOutput,
            Template = template,
            Ids = ids,
            QueryIds = QueryIds(output, row, parameters, ids),
            Query = query,
            Paging = operation.Paging is { } pages ? PagingExpression(pages, own) : null,
            Bucket = own?.Bucket,
            BodyExpression = body,
        };
    }

    /// <summary>The ids that a list takes as filters and does not repeat in its records.</summary>
    private IReadOnlyList<string> QueryIds(string? output, NamingRow row, List<ParameterModel> parameters, List<string> ids) => output is null ? [] :
    [
        .. records.Get(output).Properties.Where(property => property.Wire is null).Select(property => property.Name)
            .Where(name => !ids.Contains(name) && parameters.Any(parameter => parameter.Name == name && parameter.Type == "string"
                && parameter.Uses.Any(use => use.Set == row.Set && use.IsMandatory))),
    ];

    private void AddQuery(
        ApiParameter parameter, ApiOperation operation, CmdletShape shape, NamingRow row, List<ParameterModel> parameters, List<string> query,
        HashSet<string> handled)
    {
        string wire = parameter.Name;
        if (shape.Handled.Contains(wire) || !handled.Add(wire)) return;
        string literal = Output.CodeWriter.Literal(wire);
        bool isMandatory = shape.Mandatory.Contains($"{row.Set}:{wire}") || (parameter.IsRequired && wire != "context" && !shape.Optional.Contains(wire));
        ApiSchema schema = parameter.Schema;
        switch (wire)
        {
            case "context":
                Use("Context", "string").Codes.UnionWith(schema.Codes);
                // A list for one role alone is asked for in that role.
                query.Add($".Context({literal}, Context{(schema.Codes is [var only] ? " ?? " + Output.CodeWriter.Literal(only) : string.Empty)})");
                return;
            case "sortOrder" or "creationDateOrder":
                Add("Descending", "SwitchParameter", "Descending");
                return;
            case "sortField" or "sortProperty":
                bool hasOrder = operation.Parameters.Any(other => other.Name == "sortOrder");
                Use("SortBy", "string").Codes.UnionWith(schema.Codes);
                if (hasOrder)
                {
                    handled.Add("sortOrder");
                    Use("Descending", "SwitchParameter");
                }

                query.Add($".Sort({literal}, {(hasOrder ? "\"sortOrder\"" : "null")}, SortBy, {(hasOrder ? "Descending" : "default")})");
                return;
            case "sort":
                Use("SortBy", "string").Codes.UnionWith(schema.Codes.Select(code => code.TrimStart('+', '-')));
                Use("Descending", "SwitchParameter");
                query.Add($".Sort({literal}, SortBy, Descending)");
                return;
            case "custom.customAttributeName":
                Use("CustomAttribute", "IDictionary");
                query.Add(".Custom(CustomAttribute)");
                return;
        }

        if (schema.Note.Contains("gte(", StringComparison.Ordinal))
        {
            string prefix = wire == "purchaseEffectiveDate" ? "PurchaseEffective" : string.Empty;
            Date(prefix + "From");
            Date(prefix + "To");
            query.Add($".Between({literal}, {prefix}From, {prefix}To)");
            return;
        }

        string name = NameOf(wire, shape, row);
        if (DateName().IsMatch(wire))
        {
            Date(name);
            query.Add(schema.Type == "string" && schema.Note.StartsWith("format yyyy", StringComparison.Ordinal) ? $".TextDate({literal}, {name})"
                : schema.Type == "string" && schema.Note.StartsWith("format like", StringComparison.Ordinal) ? $".DayDate({literal}, {name})"
                : $".Date({literal}, {name})");
            return;
        }

        ApiSchema element = schema.Type == "array" ? schema.Items! : schema;
        if (schema.Note.Contains("in(", StringComparison.Ordinal) || (wire == "status" && schema.Type == "string")) Add(name, "string[]", "In");
        else if (schema.Type == "array" || wire == "applicationIds") Add(name, "string[]", wire == "expand" ? "Joined" : "Each");
        else if (schema.Type == "boolean") Add(name, "SwitchParameter", "Flag");
        else if (wire == "expand") Add(name, "string[]", "Joined");
        else if (shape.FromConnection.Contains(wire)) Add(name, "string", "Company");
        else if (shape.Wildcards.ContainsKey(name)) AddPattern();
        else Add(name, "string", "Text");

        void AddPattern()
        {
            ParameterModel pattern = Use(name, "string");
            if (!pattern.Attributes.Contains("[SupportsWildcards]")) pattern.Attributes.Add("[SupportsWildcards]");
            query.Add($".Text({literal}, Pattern({name}))");
        }

        void Add(string parameterName, string type, string call)
        {
            ParameterModel one = Use(parameterName, type);
            one.Codes.UnionWith(schema.Type == "array" ? schema.Items!.Codes : schema.Codes);
            if (type != "SwitchParameter") AddAlias(one, wire);
            query.Add($".{call}({literal}, {parameterName}{(call == "Flag" ? $", nameof({parameterName})" : string.Empty)})");
        }

        ParameterModel Use(string parameterName, string type)
        {
            ParameterModel one = Parameter(parameters, parameterName, type, row);
            if (one.Uses.Any(use => use.Set == row.Set)) return one;
            bool bindsByName = isMandatory && shape.InputObject.Count == 0 && RecordBuilder.IsId(wire) && !shape.TypedOnly.Contains(wire);
            one.Uses.Add(new ParameterUse(row.Set, isMandatory, ByName: bindsByName));
            return one;
        }

        void Date(string parameterName)
        {
            ParameterModel date = Use(parameterName, "DateTimeOffset?");
            if (date.Attributes.Count == 0) date.Attributes.Add("[IsoDate]");
        }
    }

    private static string PagingExpression(ApiPaging paging, OperationShape? shape)
    {
        string page = Output.CodeWriter.Literal(paging.PageParameter);
        string size = paging.SizeParameter is null ? "null" : Output.CodeWriter.Literal(paging.SizeParameter);
        int ask = shape?.Size ?? (paging.Style == "offset" ? paging.Size ?? 250 : 100);
        string number = ask.ToString(CultureInfo.InvariantCulture);
        if (paging.Style == "offset")
            return $"PageStyle.Offset({page}, {size}, {number}{(paging.Envelope is "" or "bare array" ? string.Empty : ", endsEmpty: true")})";
        if (paging.PageParameter == "after") return $"PageStyle.Cursor({page}, {size}, {number})";
        return $"PageStyle.Number({page}, {size}, {number}, {paging.First?.ToString(CultureInfo.InvariantCulture) ?? "null"})";
    }

    private static ParameterModel Parameter(List<ParameterModel> parameters, string name, string type, NamingRow row)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Name == name) is { } known)
        {
            if (known.Type == type) return known;
            // An id that is a filter elsewhere takes several values in the path.
            if (known.Type.TrimEnd('[', ']') == type.TrimEnd('[', ']') && known.Type.StartsWith("string", StringComparison.Ordinal))
                return Widen(parameters, known);
            throw new GeneratorException($"{row.Cmdlet} -{name} is {known.Type} in one set and {type} in {row.Set}.");
        }

        bool isReference = type is "string[]" or "string" or "object" or "IDictionary" or "AppDirectRecord";
        var parameter = new ParameterModel { Name = name, Type = type, Initializer = isReference ? " = null!;" : string.Empty };
        // Text means the same in every culture, or is refused.
        string? reader = type switch
        {
            "string" or "string[]" => "[WellFormedText]",
            "decimal?" => "[InvariantNumber]",
            "long?" => "[WholeNumber]",
            "bool?" => "[YesNo]",
            _ => null,
        };
        if (reader is not null) parameter.Attributes.Add(reader);
        parameters.Add(parameter);
        return parameter;
    }

    private static ParameterModel Widen(List<ParameterModel> parameters, ParameterModel narrow)
    {
        if (narrow.Type == "string[]") return narrow;
        var wide = new ParameterModel { Name = narrow.Name, Type = "string[]", Initializer = " = null!;" };
        wide.Uses.AddRange(narrow.Uses);
        wide.Attributes.AddRange(narrow.Attributes);
        wide.Codes.UnionWith(narrow.Codes);
        wide.Aliases.UnionWith(narrow.Aliases);
        parameters[parameters.IndexOf(narrow)] = wide;
        return wide;
    }

    /// <summary>The spelling of the document, for those who know it.</summary>
    private static void AddAlias(ParameterModel parameter, string wire)
    {
        string alias = Words.Pascal(wire);
        if (alias.Length > 2 && !string.Equals(alias, parameter.Name, StringComparison.OrdinalIgnoreCase)) parameter.Aliases.Add(alias);
    }

    private string NameOf(string wire, CmdletShape shape, NamingRow row) =>
        shape.Rename.GetValueOrDefault($"{row.Set}:{wire}") ?? shape.Rename.GetValueOrDefault(wire)
        ?? (wire is "id" or "uuid" ? row.Noun["AppDirect".Length..] + "Id" : shapes.Names.GetValueOrDefault(wire) ?? Words.Pascal(wire));

    /// <summary>
    /// A position belongs to one parameter, or PowerShell cannot choose a set. The set of the record's own id has them all, and other sets those that are
    /// the same.
    /// </summary>
    private static void KeepPositions(CmdletModel cmdlet)
    {
        string own = cmdlet.Noun["AppDirect".Length..];
        SetModel owner = cmdlet.Sets.FirstOrDefault(set => set.Ids.Count > 0 && set.Ids[^1].StartsWith(own, StringComparison.Ordinal))
            ?? cmdlet.Sets.FirstOrDefault(set => set.Name == cmdlet.DefaultSet)
            ?? cmdlet.Sets[0];
        foreach (SetModel set in cmdlet.Sets)
        {
            int shared = set.Ids.Zip(owner.Ids).TakeWhile(pair => pair.First == pair.Second).Count();
            foreach (List<ParameterUse> uses in cmdlet.Parameters.Select(parameter => parameter.Uses))
            {
                int index = uses.FindIndex(use => use.Set == set.Name && use.Position >= shared);
                if (index >= 0 && set != owner) uses[index] = uses[index] with { Position = null };
            }
        }
    }

    /// <summary>Two sets that nothing tells apart would never be chosen as the user means.</summary>
    private static void Check(CmdletModel cmdlet)
    {
        if (cmdlet.Sets.GroupBy(set => set.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new GeneratorException($"{cmdlet.Name}: two operations are in the set {twice.Key}.");
        if (!Output.Verbs.Approved.ContainsKey(cmdlet.Verb)) throw new GeneratorException($"{cmdlet.Name}: {cmdlet.Verb} is not an approved verb.");
        // Its parameters would be taken for filters of the default set.
        foreach (SetModel set in cmdlet.Sets.Where(set => set.Name != cmdlet.DefaultSet && cmdlet.Sets.Count > 1))
        {
            ParameterModel[] mandatory = [.. cmdlet.Parameters.Where(parameter => parameter.Uses.Any(use => use.Set == set.Name && use.IsMandatory))];
            bool isHidden = mandatory.Length > 0
                && mandatory.All(parameter => parameter.Uses.Any(use => use.Set == cmdlet.DefaultSet && !use.IsMandatory));
            if (!isHidden) continue;
            throw new GeneratorException(
                $"{cmdlet.Name}: the set {set.Name} cannot be reached, since {cmdlet.DefaultSet} has its parameters. Rename one in appdirect.shapes.json.");
        }

        for (int left = 0; left < cmdlet.Sets.Count; left++)
        {
            for (int right = left + 1; right < cmdlet.Sets.Count; right++)
            {
                (SetModel one, SetModel other) = (cmdlet.Sets[left], cmdlet.Sets[right]);
                if (Signature(cmdlet, one.Name) != Signature(cmdlet, other.Name)) continue;
                throw new GeneratorException(
                    $"{cmdlet.Name}: nothing tells the sets {one.Name} and {other.Name} apart. Give one a switch in appdirect.shapes.json.");
            }
        }
    }

    /// <summary>What must be passed for a set, and the switches that only it has.</summary>
    private static string Signature(CmdletModel cmdlet, string set)
    {
        IEnumerable<ParameterModel> own = cmdlet.Parameters.Where(parameter => parameter.Uses.Any(use => use.Set == set));
        return string.Join(",", own.Where(IsDistinctive).Select(parameter => parameter.Name).Order(StringComparer.Ordinal));

        bool IsDistinctive(ParameterModel parameter) => parameter.Uses.First(use => use.Set == set).IsMandatory
            || (parameter.Uses.Count == 1 && parameter.Type == "SwitchParameter")
            || parameter.Name == "Reseller";
    }

    [GeneratedRegex(@"\{([^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PathParameter();

    [GeneratedRegex(
        @"^(fromDate|toDate|fromCreationDate|toCreationDate|startDateFrom|startDateTo|lastModified|approvalAfter|approvalBefore)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex DateName();
}
