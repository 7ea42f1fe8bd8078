using System.Management.Automation;
using System.Reflection;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Finds the parameter of a cmdlet for a field of the service.</summary>
internal static class ParameterNames
{
    internal static string? For(Type cmdlet, string field)
    {
        // Errors may name a place inside the body: contacts[0].ContactTypeId.
        string plain = field.Substring(field.LastIndexOf('.') + 1).Split('[')[0];
        string[] spellings = Spellings(plain).ToArray();
        return cmdlet.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true))
            .FirstOrDefault(property => Names(property).Any(name => spellings.Contains(name, StringComparer.OrdinalIgnoreCase)))
            ?.Name;
    }

    private static IEnumerable<string> Names(PropertyInfo property) =>
        property.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Prepend(property.Name);

    // tenantIds is -TenantId, contactTypeId is -ContactType, services is -Service.
    private static IEnumerable<string> Spellings(string field)
    {
        yield return field;
        string singular = Without(field, "s");
        yield return singular;
        yield return Without(singular, "Id");
        yield return Without(singular, "Id") + "Id";
    }

    private static string Without(string text, string ending) =>
        text.Length > ending.Length && text.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? text.Substring(0, text.Length - ending.Length) : text;
}
