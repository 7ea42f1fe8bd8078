using System.Reflection;
using System.Text.RegularExpressions;

namespace FastTrackFpx.Connection;

/// <summary>Fills in what was not typed on <c>Connect-FpxService</c>, from a saved profile and then from the environment. Secrets come from neither.</summary>
internal sealed class ConnectionDefaults
{
    private const string Prefix = "FASTTRACKFPX_";

    // Of these, what is typed replaces all values of a profile or a variable for the group.
    private static readonly string[][] Groups =
    [
        ["Environment", "BaseUri", "SandboxPath"],
        ["CertificateThumbprint", "StoreLocation", "CertificatePath", "KeyPath"],
    ];

    private static readonly string[] Others =
        ["Origin", "ApiVersion", "RequestsPerMinute", "RateLimitScope", "MaxRetryCount", "TimeoutSec", "Proxy", "Name", "NoJournal"];

    private readonly PSCmdlet _cmdlet;
    private readonly HashSet<string> _set;

    /// <summary>The parameters that were typed count as set.</summary>
    internal ConnectionDefaults(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _set = new HashSet<string>(cmdlet.MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
    }

    internal static string VariableOf(string parameter) => Prefix + Regex.Replace(parameter, "(?<=[a-z])(?=[A-Z])", "_").ToUpperInvariant();

    internal bool IsSet(string parameter) => _set.Contains(parameter);

    internal void Apply(string? profile)
    {
        if (profile is not null) Apply(ConnectionProfile.Read(profile), name => $"the profile '{profile}'");
        Apply(Names.Select(name => new KeyValuePair<string, string>(name, Environment.GetEnvironmentVariable(VariableOf(name)) ?? string.Empty)), VariableOf);
    }

    internal IEnumerable<KeyValuePair<string, string>> ToSave() =>
        Names.Where(IsSet).Select(name => new KeyValuePair<string, string>(name, Property(name)!.GetValue(_cmdlet) switch
        {
            SwitchParameter on => on ? "true" : "false",
            Uri address => address.OriginalString,
            var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
        }));

    private static IEnumerable<string> Names => Groups.SelectMany(group => group).Concat(Others);

    private void Apply(IEnumerable<KeyValuePair<string, string>> settings, Func<string, string> source)
    {
        var present = settings.Where(setting => !string.IsNullOrWhiteSpace(setting.Value))
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        string[][] open = Groups.Where(group => !group.Any(IsSet) && !(group.Contains("CertificatePath") && HasCertificate)).ToArray();
        foreach (string name in open.SelectMany(group => group).Concat(Others.Where(name => !IsSet(name))))
        {
            if (!present.TryGetValue(name, out string? text) || Property(name) is not { } property) continue;
            property.SetValue(_cmdlet, Read(property, text, source(name)));
            _set.Add(name);
        }
    }

    private bool HasCertificate => IsSet("Certificate") || IsSet("CertificateBase64");

    private PropertyInfo? Property(string name) => _cmdlet.GetType().GetProperty(name);

    private object? Read(PropertyInfo property, string text, string source)
    {
        Type type = property.PropertyType;
        try
        {
            if (type == typeof(SwitchParameter)) return new SwitchParameter(bool.Parse(text.Trim()));
            if (property.GetCustomAttribute<ValidateSetAttribute>() is { } list && !list.ValidValues.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
                throw new FormatException($"It must be one of {string.Join(", ", list.ValidValues)}.");
            return InputRow.Of(_cmdlet).Convert(property.Name, text.Trim());
        }
        catch (Exception wrong) when (wrong is PSInvalidCastException or MetadataException or FormatException)
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"-{property.Name}: '{ParameterText.Shown(text)}' in {source} is not a valid value. {wrong.Message}",
                property.Name, $"Correct {source}, or use -{property.Name}.");
        }
    }
}
