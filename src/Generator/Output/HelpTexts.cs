using FastTrackFpx.Generator.Inputs;
using FastTrackFpx.Generator.Model;

namespace FastTrackFpx.Generator.Output;

/// <summary>Help for every cmdlet and parameter: the authored text, or as long as texts are not required a sentence made of the name.</summary>
internal sealed class HelpTexts(Module module, Texts texts, bool areRequired)
{
    /// <exception cref="GeneratorException">Texts are required and one is missing, or a text is about nothing.</exception>
    public void Check()
    {
        if (!areRequired) return;
        string[] missing =
        [
            .. module.Cmdlets.Select(cmdlet => cmdlet.Name).Concat(module.Handwritten.Keys).Distinct().Where(cmdlet =>
                texts.Cmdlets.GetValueOrDefault(cmdlet) is not { Synopsis.Length: > 0, Description.Length: > 0, Examples.Length: > 0 }),
            .. module.Cmdlets.SelectMany(cmdlet => cmdlet.Parameters
                .Where(parameter => string.IsNullOrWhiteSpace(texts.Parameter(cmdlet.Name, parameter.Name)))
                .Select(parameter => $"{cmdlet.Name}:{parameter.Name}")),
        ];
        if (missing.Length > 0) throw new GeneratorException($"appdirect.texts.json has no text for {missing.Length} entries: {string.Join(", ", missing)}.");
        foreach ((string cmdlet, HandwrittenCmdlet own) in module.Handwritten)
        {
            foreach (string parameter in own.Parameters.Keys) texts.Parameter(cmdlet, parameter);
        }

        string[] unused = [.. texts.Cmdlets.Keys.Except(module.Cmdlets.Select(cmdlet => cmdlet.Name)).Except(module.Handwritten.Keys), .. texts.Unread];
        if (unused.Length > 0) throw new GeneratorException($"appdirect.texts.json has {unused.Length} texts that no page shows: {string.Join(", ", unused)}.");
    }

    /// <summary>The synopsis of a cmdlet, or the sentence of a parameter.</summary>
    public string Summary(string cmdlet, string? parameter) => parameter is null ? Synopsis(cmdlet) : Parameter(cmdlet, parameter);

    public string Synopsis(string cmdlet) => texts.Cmdlets.GetValueOrDefault(cmdlet)?.Synopsis is { Length: > 0 } synopsis ? synopsis
        : $"{Verb(cmdlet.Split('-')[0])} {Words.Plural(Words.Spaced(cmdlet.Split('-')[1]["AppDirect".Length..]))}.";

    public string Description(string cmdlet) =>
        texts.Cmdlets.GetValueOrDefault(cmdlet)?.Description is { Length: > 0 } description ? description : Synopsis(cmdlet);

    public IReadOnlyList<ExampleText> Examples(string cmdlet) => texts.Cmdlets.GetValueOrDefault(cmdlet)?.Examples ?? [];

    public string Parameter(string cmdlet, string parameter) =>
        texts.Parameter(cmdlet, parameter) is { Length: > 0 } text ? text : $"The {Words.Spaced(parameter)}.";

    /// <summary>The authored sentence of a parameter that is written by hand; null if there is none.</summary>
    public string? Own(string cmdlet, string parameter) => texts.Parameter(cmdlet, parameter) is { Length: > 0 } text ? text : null;

    private static string Verb(string verb) => verb.EndsWith('s') || verb.EndsWith('h') ? verb + "es" : verb + "s";
}
