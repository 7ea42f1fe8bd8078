using System.Xml.Linq;
using FastTrackFpx.Generator.Inputs;
using FastTrackFpx.Generator.Model;

namespace FastTrackFpx.Generator.Output;

/// <summary>
/// The file that Get-Help reads. PowerShell converts all of it to objects, one for each element and attribute, before it shows the first page. So there is
/// nothing in it that no page shows.
/// </summary>
internal static class HelpWriter
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Write(Module module, HelpTexts texts)
    {
        IEnumerable<(string Name, XElement Page)> generated = module.Cmdlets
            .Select(cmdlet => (cmdlet.Name, Page(cmdlet, module.Handwritten.GetValueOrDefault(cmdlet.Name), texts)));
        IEnumerable<(string Name, XElement Page)> others = module.Handwritten
            .Where(pair => module.Cmdlets.All(cmdlet => cmdlet.Name != pair.Key))
            .Select(pair => (pair.Key, Page(Alone(pair.Key), pair.Value, texts)));
        IEnumerable<XElement> pages = generated.Concat(others).OrderBy(page => page.Name, StringComparer.Ordinal).Select(page => page.Page);
        var root = new XElement(
            (XNamespace)"http://msh" + "helpItems",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XAttribute("schema", "maml"),
            pages);
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + new XDocument(root).ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>A cmdlet without operations.</summary>
    private static CmdletModel Alone(string name) => new() { Name = name, IsDaily = true, Sets = [], Parameters = [], IsHandwritten = true };

    private static XElement Page(CmdletModel cmdlet, HandwrittenCmdlet? byHand, HelpTexts texts)
    {
        // What is written by hand entirely names all its parameters.
        IReadOnlyList<ParameterModel> generated = cmdlet.IsHandwritten ? [] : [.. cmdlet.Parameters, .. BaseParameters(cmdlet)];
        Dictionary<string, HandwrittenParameter> own = byHand?.Parameters ?? [];
        ParameterModel[] confirming = byHand?.Confirms == true ? [Base("WhatIf", "SwitchParameter"), Base("Confirm", "SwitchParameter")] : [];
        IReadOnlyList<ParameterModel> all = [.. generated, .. own.Select(pair => ByHand(pair.Key, pair.Value)), .. confirming];
        string[] sets =
        [
            .. cmdlet.Sets.Select(set => set.Name)
                .Concat(byHand?.Sets ?? [])
                .Concat(cmdlet.Inputs.Count > 0 ? [CmdletBuilder.InputSet] : [])
                .Distinct(StringComparer.Ordinal),
        ];
        if (sets.Length == 0) sets = ["Default"];
        return new XElement(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Maml + "description", Paragraph(texts.Synopsis(cmdlet.Name))),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun)),
            new XElement(Maml + "description", texts.Description(cmdlet.Name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Paragraph)),
            // The view writes the name and then the parameters, so the name may hold them. As elements they would be half of the file.
            new XElement(
                Command + "syntax",
                sets.OrderBy(set => set == cmdlet.DefaultSet ? 0 : 1)
                    .Select(set => new XElement(Command + "syntaxItem", new XElement(Maml + "name", Syntax(cmdlet.Name, all, set))))),
            new XElement(
                Command + "parameters",
                all.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
                    .Select(parameter => Parameter(parameter, parameter.Uses[0], Text(parameter)))),
            Types("inputType", cmdlet.Inputs.Select(input => input.Record)),
            Types("returnValue", byHand?.Outputs is { Length: > 0 } outputs ? outputs : cmdlet.Outputs),
            new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraph(Endpoints(cmdlet)))),
            new XElement(Command + "examples", texts.Examples(cmdlet.Name).Select((example, index) => new XElement(
                Command + "example",
                new XElement(Maml + "title", $"Example {index + 1}"),
                new XElement(Dev + "code", example.Code),
                new XElement(Dev + "remarks", Paragraph(example.Text))))),
            new XElement(Command + "relatedLinks", new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", "Connect-AppDirectService"))));

        string Text(ParameterModel parameter) =>
            own.TryGetValue(parameter.Name, out HandwrittenParameter? written) ? texts.Own(cmdlet.Name, parameter.Name) ?? written.Text
            : cmdlet.Parameters.Contains(parameter) ? texts.Parameter(cmdlet.Name, parameter.Name)
            : BaseText(parameter.Name);
    }

    private static string Endpoints(CmdletModel cmdlet)
    {
        string[] endpoints = [.. cmdlet.Sets.Select(set => $"{set.Operation.Method} {set.Operation.Path}").Distinct()];
        return cmdlet.Name switch
        {
            "Connect-AppDirectService" => "Endpoint: POST /oauth2/token, then GET /marketplace/v1/listing.",
            "Test-AppDirectConnection" => "Endpoint: GET /marketplace/v1/listing.",
            "Invoke-AppDirectRequest" => "Endpoint: any.",
            "Suspend-AppDirectSubscription" or "Resume-AppDirectSubscription" => "Endpoint: PATCH /billing/v1/subscriptions/{subscriptionId}.",
            _ => endpoints.Length == 0 ? "Sends no request." : (endpoints.Length == 1 ? "Endpoint: " : "Endpoints: ") + string.Join(", ", endpoints) + ".",
        };
    }

    private static ParameterModel ByHand(string name, HandwrittenParameter written)
    {
        var parameter = new ParameterModel { Name = name, Type = written.Type };
        parameter.Aliases.UnionWith(written.Aliases);
        parameter.Uses.AddRange(written.Sets.Select(ParameterUse.Parse));
        return parameter;
    }

    private static ParameterUse? UseIn(ParameterModel parameter, string set) => parameter.Uses.FirstOrDefault(use => use.Set == set || use.Set == "*");

    private static IEnumerable<ParameterModel> BaseParameters(CmdletModel cmdlet)
    {
        yield return Base("Connection", "AppDirectConnection");
        yield return Base("Query", "IDictionary");
        if (cmdlet.Impact is not null)
        {
            yield return Base("Confirm", "SwitchParameter");
            yield return Base("WhatIf", "SwitchParameter");
        }

        if (!cmdlet.IsPaged) yield break;
        yield return Base("First", "UInt64");
        yield return Base("IncludeTotalCount", "SwitchParameter");
        yield return Base("Skip", "UInt64");
    }

    private static ParameterModel Base(string name, string type)
    {
        var parameter = new ParameterModel { Name = name, Type = type };
        parameter.Uses.Add(new ParameterUse("*", false));
        return parameter;
    }

    private static string BaseText(string name) => name switch
    {
        "Connection" => "The connection to use, as an object or by name. Without it the newest connection of this runspace is used.",
        "Query" => "Further query parameters by their names in the API, as a hashtable. They replace those that the other parameters would send.",
        "First" => "Returns only so many records.",
        "WhatIf" => "Shows what the cmdlet would do, and does not do it.",
        "Confirm" => "Asks before the cmdlet does anything.",
        "Skip" => "Leaves out so many records at the start.",
        _ => "Returns the number of records before the records, if the service states it.",
    };

    private static string Syntax(string cmdlet, IEnumerable<ParameterModel> all, string set) => string.Join(' ', all
        .Select(parameter => (parameter.Name, Value: IsSwitch(parameter) ? string.Empty : $" <{TypeOf(parameter)}>", Use: UseIn(parameter, set)))
        .Where(parameter => parameter.Use is not null)
        .OrderBy(parameter => parameter.Use!.Position ?? int.MaxValue).ThenBy(parameter => parameter.Use!.IsMandatory ? 0 : 1)
        .Select(parameter => (parameter.Use!.IsMandatory, HasPosition: parameter.Use.Position is not null) switch
        {
            (true, true) => $"[-{parameter.Name}]{parameter.Value}",
            (true, false) => $"-{parameter.Name}{parameter.Value}",
            (false, true) => $"[[-{parameter.Name}]{parameter.Value}]",
            _ => $"[-{parameter.Name}{parameter.Value}]",
        }).Prepend(cmdlet));

    private static bool IsSwitch(ParameterModel parameter) => parameter.Type == "SwitchParameter";

    // Types by their names in .NET, as PowerShell shows them.
    private static string TypeOf(ParameterModel parameter)
    {
        string type = parameter.Type.TrimEnd('?'), element = type.TrimEnd('[', ']').TrimEnd('?');
        string name = element switch
        {
            "string" => "String",
            "object" => "Object",
            "bool" => "Boolean",
            "decimal" => "Decimal",
            "long" => "Int64",
            "int" => "Int32",
            _ => element,
        };
        return type.EndsWith(']') ? name + "[]" : name;
    }

    private static XElement Parameter(ParameterModel parameter, ParameterUse use, string text)
    {
        string pipeline = (use.FromPipeline, use.ByName) switch
        {
            (true, _) => "true (ByValue)",
            (_, true) => "true (ByPropertyName)",
            _ => "false",
        };
        return new XElement(
            Command + "parameter",
            new XAttribute("required", use.IsMandatory ? "true" : "false"),
            new XAttribute("globbing", parameter.Attributes.Contains("[SupportsWildcards]") ? "true" : "false"),
            new XAttribute("pipelineInput", pipeline),
            new XAttribute("position", use.Position is { } position ? position.ToString(System.Globalization.CultureInfo.InvariantCulture) : "named"),
            parameter.Aliases.Count == 0 ? null : new XAttribute("aliases", string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paragraph(WithCodes(parameter, text))),
            IsSwitch(parameter) ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), TypeOf(parameter)),
            IsSwitch(parameter) ? new XElement(Dev + "defaultValue", "False") : null);
    }

    private static string WithCodes(ParameterModel parameter, string text) =>
        parameter.Codes.Count is > 0 and <= 30 ? $"{text} Known values: {string.Join(", ", parameter.Codes)}." : text;

    private static XElement? Types(string name, IEnumerable<string> types)
    {
        XElement[] items =
        [
            .. types.Select(type => type.Contains('.') ? type : "FastTrackFpx." + type)
                .Select(type => new XElement(Command + name, new XElement(Dev + "type", new XElement(Maml + "name", type)))),
        ];
        return items.Length == 0 ? null : new XElement(Command + (name + "s"), items);
    }

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}
