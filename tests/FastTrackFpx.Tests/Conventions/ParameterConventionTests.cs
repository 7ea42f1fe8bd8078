namespace FastTrackFpx.Tests.Conventions;

/// <summary>Text in a parameter means the same in every culture, and Tab never offers a file where no file is meant.</summary>
public sealed class ParameterConventionTests
{
    private static readonly Type[] WholeNumbers = [typeof(int), typeof(long), typeof(short), typeof(byte), typeof(uint), typeof(ulong)];
    private static readonly string[] ReadersOfText = ["WellFormedTextAttribute", "LookupTransformationAttribute", "TextTransformationAttribute", "ValidateSetAttribute"];

    [Fact]
    public void A_number_or_date_is_read_strictly() => BuiltModule.EachWithGenerated(cmdlet => Assert.All(cmdlet.Parameters, parameter =>
    {
        if (ReaderFor(ElementOf(parameter)) is { } reader) Assert.True(Attributes(parameter).Contains(reader), $"{parameter} needs {reader}.");
    }));

    [Fact]
    public void Text_is_checked_for_characters_that_cannot_be_sent_and_Tab_offers_no_file_that_is_not_meant()
    {
        BuiltModule.EachWithGenerated(cmdlet => Assert.All(
            cmdlet.Parameters.Where(parameter => ElementOf(parameter) == typeof(string)),
            parameter => Assert.True(Attributes(parameter).Intersect(ReadersOfText).Any(), $"{parameter} needs one of {string.Join(", ", ReadersOfText)}.")));
        BuiltModule.EachWithGenerated(cmdlet => Assert.All(
            cmdlet.Parameters.Where(parameter => !IsFile(cmdlet.Name, parameter) && parameter.AcceptedValues.Count == 0 && parameter.Property.PropertyType != typeof(SwitchParameter)),
            parameter => Assert.True(parameter.Has<ArgumentCompleterAttribute>(), $"{parameter} needs an ArgumentCompleter.")));
    }

    private static string? ReaderFor(Type type) =>
        WholeNumbers.Contains(type) ? "WholeNumberAttribute"
        : type == typeof(double) || type == typeof(decimal) ? "InvariantNumberAttribute"
        : type == typeof(DateTimeOffset) || type == typeof(DateTime) ? "IsoDateAttribute" : type == typeof(SecureString) ? "SecretAttribute" : null;

    private static bool IsFile(string cmdlet, CmdletParameter parameter) =>
        (parameter.Name.EndsWith("Path", StringComparison.Ordinal) && cmdlet != "Invoke-FpxRequest") || parameter.Name is "OutFile" or "Destination";

    private static Type ElementOf(CmdletParameter parameter)
    {
        Type type = parameter.ValueType.IsArray ? parameter.ValueType.GetElementType()! : parameter.ValueType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static IEnumerable<string> Attributes(CmdletParameter parameter) => parameter.Property.GetCustomAttributes(inherit: true).Select(attribute => attribute.GetType().Name);
}
