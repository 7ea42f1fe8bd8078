namespace FastTrackFpx.Tests.Redaction;

/// <summary>Searches all that a pipeline wrote for canaries.</summary>
internal static class Findings
{
    /// <summary>What is where it may not be: secrets anywhere, personal data anywhere but in records and questions.</summary>
    public static IEnumerable<string> Of(PowerShellSession session, string what, SessionResult result)
    {
        string[] everything = [.. Canaries.Secrets, .. Canaries.Personal];
        IEnumerable<string> lines =
        [
            .. Each(result.Warnings, "warning"), .. Each(result.Verbose, "verbose"), .. Each(result.Debug, "debug"), .. Each(result.Information, "information"),
            .. Each(result.Progress.Select(record => $"{record.Activity} {record.StatusDescription} {record.CurrentOperation}"), "progress"),
            .. Each(result.AllErrors.Select(Words), "error"), .. Each(result.Failure is null ? [] : [Words(result.Failure)], "failure"),
        ];
        string asked = string.Join("\n", result.HostLines.Concat(result.Prompts.Select(prompt => prompt.ToString())));
        string records = Rendered(session, result.Output) + string.Concat(result.AllErrors.Select(error => Rendered(session, [PSObject.AsPSObject(error.TargetObject ?? string.Empty)])));
        return lines.Concat(Canaries.In(asked, Canaries.Secrets, "question")).Concat(Canaries.In(records, Canaries.Secrets, "record")).Select(line => $"{what}, {line}");
        IEnumerable<string> Each(IEnumerable<string> texts, string stream) => texts.SelectMany(text => Canaries.In(text, everything, stream));
    }

    /// <summary>Objects in every form that a script might give them: properties, Format-List with hidden ones, JSON of any depth.</summary>
    public static string Rendered(PowerShellSession session, IEnumerable<PSObject?> items)
    {
        PSObject[] objects = [.. items.OfType<PSObject>()];
        var text = new StringBuilder();
        foreach (PSPropertyInfo property in objects.SelectMany(item => item.Properties)) text.Append(property.Name).Append('=').Append(ValueOf(property)).Append('\n');
        if (objects.Length == 0) return text.ToString();
        text.Append(session.Format($"{objects} | Format-List -Property '*' -Force"));
        text.AppendJoin('\n', session.Run($"{objects} | ConvertTo-Json -Depth 10 -WarningAction SilentlyContinue").Output);
        return text.ToString();
    }

    private static string Words(ErrorRecord error) => string.Join("\n",
        error.ToString(), error.FullyQualifiedErrorId, error.CategoryInfo.ToString(), error.ErrorDetails?.Message, error.ErrorDetails?.RecommendedAction, Words(error.Exception));

    /// <summary>An exception with its inner ones, their data and their properties.</summary>
    private static string Words(Exception exception)
    {
        var text = new StringBuilder();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            text.AppendLine(cause.ToString());
            foreach (DictionaryEntry entry in cause.Data) text.Append(entry.Key).Append('=').Append(entry.Value).Append('\n');
            foreach (PropertyInfo property in cause.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.Name is not nameof(Exception.TargetSite) and not nameof(ErrorRecord)))
                text.Append(property.Name).Append('=').Append(Flat(property.GetValue(cause))).Append('\n');
        }

        return text.ToString();
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return Flat(property.Value);
        }
        catch (Exception unreadable) when (unreadable is RuntimeException or TargetInvocationException)
        {
            return unreadable.Message;
        }
    }

    private static object? Flat(object? value) => value switch
    {
        string or null => value,
        IDictionary table => string.Join(";", table.Keys.Cast<object>().Select(key => $"{key}={Flat(table[key])}")),
        IEnumerable several => string.Join(";", several.Cast<object?>().Select(Flat)),
        _ when value.GetType().IsGenericType && value.GetType().GetGenericTypeDefinition() == typeof(KeyValuePair<,>) =>
            $"{value.GetType().GetProperty("Key")!.GetValue(value)}={Flat(value.GetType().GetProperty("Value")!.GetValue(value))}",
        _ => value,
    };
}
