namespace FastTrackFpx.Tests.Hostile;

/// <summary>A parameter that was passed and holds nothing is an error in every cmdlet: an undefined variable must not select everything.</summary>
[Trait("Category", "Slow")]
public sealed class EmptyParameterTests : ParameterBench
{
    private static readonly Type[] Allowances = [typeof(AllowNullAttribute), typeof(AllowEmptyStringAttribute), typeof(AllowEmptyCollectionAttribute)];

    [Fact]
    public void An_empty_value_that_was_typed_is_an_error_in_every_cmdlet()
    {
        List<string> faults = [];
        int runs = 0;
        _ = Session;
        foreach ((CmdletType cmdlet, CmdletParameter parameter) in Subjects())
        {
            foreach ((string what, object? value) in new (string, object?)[] { ("$null", null), ("''", string.Empty), ("' '", " "), ("@()", Array.Empty<object>()), ("@($null)", new object?[] { null }), ("@('')", new[] { string.Empty }) })
            {
                // Text and lists that are not a connection are reported as such; an element of a list of values becomes a value.
                if (value is not null && (parameter.Name == "Connection" || parameter.ValueType == typeof(PSObject) || parameter.ValueType == typeof(PSObject[]))) continue;
                if (value is object[] { Length: 1 } && parameter.ValueType.GetElementType() is { IsValueType: true }) continue;
                runs++;
                (string? Name, object? Value)[] others = [.. Others(cmdlet, parameter)];
                int before = Service.Log.Count();
                SessionResult result = Session.Run(cmdlet.Name, [.. others, (parameter.Name, value)]);
                string run = $"{cmdlet.Name} {parameter} {what}";
                if (result.TerminatingError is null) faults.Add($"{run}: no error that ends the pipeline, {result.Output.Count} outputs");
                if (result.Output.Any(item => item is not null)) faults.Add($"{run}: output");
                if (Service.Log.Count() != before) faults.Add($"{run}: sent a request");
            }
        }

        Assert.InRange(runs, 300, 3000);
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(40)));
    }

    [Theory, InlineData("Get-FpxUsage"), InlineData("Get-FpxTenant"), InlineData("Get-FpxContact"), InlineData("Get-FpxNote")]
    [InlineData("Disconnect-FpxService"), InlineData("Test-FpxConnection"), InlineData("Undo-FpxChange"), InlineData("Resolve-FpxChange"), InlineData("Remove-FpxContact")]
    public void Null_in_the_pipeline_selects_nothing(string cmdlet)
    {
        SessionResult result = Session.Run($"{new object?[] { null }} | & {cmdlet}");
        Assert.NotEmpty(result.AllErrors);
        Assert.Empty(result.Output);
        Assert.Single(Session.Run("Get-FpxConnection").Succeeded().Output);
    }

    private static IEnumerable<(CmdletType Cmdlet, CmdletParameter Parameter)> Subjects() =>
        from cmdlet in BuiltModule.All
        from parameter in cmdlet.Parameters
        where parameter.Property.PropertyType != typeof(SwitchParameter)
        where !Allowances.Any(allowance => parameter.Property.IsDefined(allowance, inherit: true))
        // A body and a table may be empty; a secret may be, too.
        where parameter.ValueType != typeof(object) && !typeof(System.Collections.IDictionary).IsAssignableFrom(parameter.ValueType)
        select (cmdlet, parameter);
}
