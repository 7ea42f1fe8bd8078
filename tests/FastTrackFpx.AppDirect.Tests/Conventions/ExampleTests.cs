using System.Management.Automation.Language;

namespace FastTrackFpx.AppDirect.Tests.Conventions;

/// <summary>Every example of the help is a script whose parameters exist and belong to one parameter set.</summary>
public sealed class ExampleTests
{
    private static readonly string[] Common =
        ["WhatIf", "Confirm", "Verbose", "Debug", "ErrorAction", "ErrorVariable", "WarningAction", "WarningVariable", "OutVariable", "PipelineVariable", "First", "Skip", "IncludeTotalCount"];

    public static TheoryData<string, int> Examples()
    {
        var data = new TheoryData<string, int>();
        foreach ((string cmdlet, string[] codes) in Texts()) for (int place = 0; place < codes.Length; place++) data.Add(cmdlet, place);
        return data;
    }

    [Theory, MemberData(nameof(Examples))]
    public void An_example_binds(string cmdlet, int place)
    {
        string code = Texts().Single(text => text.Cmdlet == cmdlet).Codes[place];
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] errors);
        Assert.Empty(errors);
        CommandAst[] commands = [.. script.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()];
        Assert.Contains(commands, command => command.GetCommandName() == cmdlet);
        foreach (CommandAst command in commands.Where(command => command.GetCommandName()?.Contains("-AppDirect", StringComparison.Ordinal) == true)) Bind(command, code);
    }

    private static void Bind(CommandAst command, string code)
    {
        string name = command.GetCommandName();
        Type? type = ModuleSession.Cmdlets.FirstOrDefault(one => ModuleSession.NameOf(one) == name);
        Assert.True(type is not null, $"{name} does not exist: {code}");
        PropertyInfo[] parameters = [.. type.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute)))];
        var named = new List<PropertyInfo>();
        int positional = 0;
        for (int index = 1; index < command.CommandElements.Count; index++)
        {
            if (command.CommandElements[index] is not CommandParameterAst given)
            {
                positional++;
                continue;
            }

            PropertyInfo? parameter = parameters.FirstOrDefault(property => Names(property).Contains(given.ParameterName, StringComparer.OrdinalIgnoreCase));
            Assert.True(parameter is not null || Common.Contains(given.ParameterName, StringComparer.OrdinalIgnoreCase), $"{name} has no -{given.ParameterName}: {code}");
            if (parameter is not null) named.Add(parameter);
            bool isSwitch = parameter is null ? given.ParameterName is "WhatIf" or "Confirm" or "Verbose" or "Debug" or "IncludeTotalCount" : parameter.PropertyType == typeof(SwitchParameter);
            // Its value.
            if (!isSwitch && given.Argument is null) index++;
        }

        bool isPiped = command.Parent is PipelineAst pipeline && pipeline.PipelineElements[0] != command;
        string[] sets = [.. parameters.SelectMany(Uses).Select(use => use.ParameterSetName).Distinct()];
        if (type.GetCustomAttribute<CmdletAttribute>()!.DefaultParameterSetName is { Length: > 0 } byDefault) sets = [.. sets.Append(byDefault).Distinct()];
        if (sets.Length > 1) sets = [.. sets.Where(set => set != ParameterAttribute.AllParameterSets)];
        string[] reasons = [.. sets.Select(set => Missing(set, parameters, named, positional, isPiped))];
        Assert.True(reasons.Any(reason => reason.Length == 0), $"{name}: no parameter set takes them ({string.Join("; ", sets.Zip(reasons, (set, reason) => $"{set}: {reason}"))}): {code}");
    }

    /// <summary>Why a set does not take the parameters; empty if it does.</summary>
    private static string Missing(string set, PropertyInfo[] parameters, List<PropertyInfo> named, int positional, bool isPiped)
    {
        ParameterAttribute? In(PropertyInfo property) => Uses(property).FirstOrDefault(use => use.ParameterSetName == set || use.ParameterSetName == ParameterAttribute.AllParameterSets);
        if (named.FirstOrDefault(property => In(property) is null) is { } foreign) return $"-{foreign.Name} is not in it";
        PropertyInfo[] byPosition = [.. parameters.Where(property => !named.Contains(property) && In(property) is { Position: >= 0 }).OrderBy(property => In(property)!.Position).Take(positional)];
        if (byPosition.Length < positional) return "too many values";
        PropertyInfo? missing = parameters.FirstOrDefault(property => In(property) is { Mandatory: true } use && !named.Contains(property) && !byPosition.Contains(property) && !(isPiped && (use.ValueFromPipeline || use.ValueFromPipelineByPropertyName)));
        // What no parameter takes from the pipeline is lost without an error.
        if (missing is null && isPiped && !parameters.Any(property => In(property) is { } use && (use.ValueFromPipeline || use.ValueFromPipelineByPropertyName))) return "it takes no input";
        return missing is null ? string.Empty : $"-{missing.Name} is missing";
    }

    private static IEnumerable<ParameterAttribute> Uses(PropertyInfo property) => property.GetCustomAttributes<ParameterAttribute>();

    private static IEnumerable<string> Names(PropertyInfo property) => (property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Append(property.Name);

    private static IEnumerable<(string Cmdlet, string[] Codes)> Texts()
    {
        using JsonDocument texts = JsonDocument.Parse(Files.ReadApi("appdirect.texts.json"), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        foreach (JsonProperty cmdlet in texts.RootElement.GetProperty("cmdlets").EnumerateObject())
        {
            if (cmdlet.Value.TryGetProperty("examples", out JsonElement examples)) yield return (cmdlet.Name, [.. examples.EnumerateArray().Select(example => example.GetProperty("code").GetString()!)]);
        }
    }
}
