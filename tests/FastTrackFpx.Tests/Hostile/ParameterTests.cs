namespace FastTrackFpx.Tests.Hostile;

/// <summary>
/// Every parameter of every cmdlet is given texts that want to be more than a value. They are refused with an error of ours or PowerShell's, or go to
/// the route they belong to as a value; no other address is called, and no message grows with them.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ParameterTests(ITestOutputHelper output) : ParameterBench
{
    private const int LongestMessage = 4000;
    private const int LongestSecret = 60_000;
    private static readonly Type[] NoTexts = [typeof(SwitchParameter), typeof(bool), typeof(ScriptBlock), typeof(X509Certificate2)];
    private readonly List<string> _faults = [];

    [Fact]
    public void Whatever_text_a_parameter_is_given_it_stays_a_value()
    {
        (CmdletType Cmdlet, CmdletParameter Parameter)[] all =
        [
            .. from cmdlet in BuiltModule.All from parameter in cmdlet.Parameters where !NoTexts.Contains(parameter.ValueType)
               // What a base class declares is the same code in each cmdlet.
               group (cmdlet, parameter) by (parameter.Property.DeclaringType, parameter.Name) into same select same.First(),
        ];
        int runs = 0;
        for (int i = 0; i < all.Length; i++)
        {
            // Each parameter gets every third text, the next parameter the next ones. A connection takes as long as twenty other runs: that is all it ever gets.
            bool isPart = !LongFactAttribute.IsOn || all[i].Cmdlet.Name is "Connect-FpxService" or "Set-FpxCertificate";
            foreach (string text in HostileTexts.All.Where((_, at) => !isPart || (at + i) % 3 == 0))
            {
                Try(all[i].Cmdlet, all[i].Parameter, text);
                runs++;
            }
        }

        output.WriteLine($"{all.Length} parameters, {runs} runs, {Calls.Count} calls");
        Assert.InRange(all.Length, 80, 1000);
        Assert.True(_faults.Count == 0, string.Join("\n", _faults.Take(20)));
    }

    private void Try(CmdletType cmdlet, CmdletParameter parameter, string text)
    {
        int before = Service.Log.Count();
        string[] files = Files();
        string what = $"{cmdlet.Name} -{parameter.Name} '{(text.Length > 40 ? text[..40] + "..." : text).ReplaceLineEndings("|").Replace('\0', '0')}'";
        SessionResult result;
        try
        {
            (string? Name, object? Value)[] parameters = [.. Others(cmdlet, parameter), (parameter.Name, Value(parameter, text))];
            // It does not end by itself if the text is a good value.
            result = cmdlet.Name == "Watch-FpxReferral"
                ? Session.Run($"$all = {new Hashtable(parameters.ToDictionary(one => one.Name!, one => one.Value))}; Watch-FpxReferral @all -IncludeExisting | Select-Object -First 1")
                : Session.Run(cmdlet.Name, parameters);
        }
        catch (TimeoutException)
        {
            _faults.Add($"{what} did not end");
            return;
        }

        foreach (LoggedRequest call in Service.Log.Entries.Skip(before))
        {
            // The one parameter that is an address; it stays below the API's root.
            bool isAddress = cmdlet.Name == "Invoke-FpxRequest" && parameter.Name == "Path";
            bool isOfApi = isAddress || Specification.Find($"{call.Method} {call.Path}") is not null;
            if (!isOfApi || call.Path.Contains("..", StringComparison.Ordinal)) _faults.Add($"{what} called {call.Method} {call.Path}");
            if (!isAddress && (call.Query.Contains($"&{HostileTexts.Mark}=", StringComparison.Ordinal) || call.Query.Contains($"?{HostileTexts.Mark}=", StringComparison.Ordinal))) _faults.Add($"{what} made the query {call.Query}");
        }

        foreach (ErrorRecord error in result.AllErrors)
        {
            string type = error.Exception.GetType().FullName!;
            if (!type.StartsWith("FastTrackFpx.", StringComparison.Ordinal) && !type.StartsWith("System.Management.Automation.", StringComparison.Ordinal)) _faults.Add($"{what}: {type} {error.Exception}");
            if (error.Exception is FpxException && error.ToString().Length > LongestMessage) _faults.Add($"{what}: a message of {error.ToString().Length} characters: {error.ToString()[..200]}");
        }

        if (result.Failure is not null and not RuntimeException) _faults.Add($"{what}: {result.Failure}");
        if (result.Warnings.Concat(result.HostLines).Any(line => line.Length > LongestMessage)) _faults.Add($"{what}: a long line");
        if (!files.SequenceEqual(Files())) _faults.Add($"{what} left {string.Join(", ", Files().Except(files))}");
        if (cmdlet.Name == "Disconnect-FpxService" || result.Output.Any(item => item?.BaseObject.GetType().Name == "FpxConnection")) Connect(Session);
    }

    /// <summary>Files of the test's folder: no text makes a cmdlet write one.</summary>
    private string[] Files() => [.. Directory.GetFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static object Value(CmdletParameter parameter, string text) =>
        parameter.ValueType == typeof(SecureString) ? text[..Math.Min(text.Length, LongestSecret)].Secure()
        : typeof(IDictionary).IsAssignableFrom(parameter.ValueType) ? new Hashtable { [text] = text } : text;
}
