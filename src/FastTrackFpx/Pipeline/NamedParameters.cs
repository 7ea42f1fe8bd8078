using System.Reflection;

namespace FastTrackFpx.Pipeline;

/// <summary>An attribute of a parameter that takes names, which are looked up before the work for an input begins.</summary>
internal interface INamedParameter
{
    bool HasName(object? value);

    Task<object> ResolveAsync(FpxClient client, object value, string parameter, CancellationToken cancellationToken);
}

internal static class NamedParameters
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, INamedParameter Names)[]> Parameters = new();

    internal static bool AreIn(Cmdlet cmdlet)
    {
        foreach ((PropertyInfo property, INamedParameter names) in Of(cmdlet))
        {
            if (names.HasName(property.GetValue(cmdlet))) return true;
        }

        return false;
    }

    internal static async Task ResolveAsync(Cmdlet cmdlet, FpxClient client, CancellationToken cancellationToken)
    {
        foreach ((PropertyInfo property, INamedParameter names) in Of(cmdlet))
        {
            if (property.GetValue(cmdlet) is { } value && names.HasName(value))
                property.SetValue(cmdlet, await names.ResolveAsync(client, value, property.Name, cancellationToken).ConfigureAwait(false));
        }
    }

    private static (PropertyInfo Property, INamedParameter Names)[] Of(Cmdlet cmdlet) => Parameters.GetOrAdd(cmdlet.GetType(), static type =>
    [
        .. from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
           from names in property.GetCustomAttributes(inherit: true).OfType<INamedParameter>()
           select (property, names),
    ]);
}
