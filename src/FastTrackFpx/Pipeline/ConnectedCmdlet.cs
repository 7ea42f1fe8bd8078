using System.Reflection;

namespace FastTrackFpx.Pipeline;

/// <summary>A cmdlet of FPX that uses a connection.</summary>
public abstract class ConnectedCmdlet : ConnectedCmdlet<FpxConnection>
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, INamedParameter Names)[]> NamedParameters = new();

    /// <summary>The work for one input. Begins on the pipeline thread, which it must not block.</summary>
    private protected abstract Task RunAsync(CmdletRun run, FpxClient client);

    private protected sealed override Task RunAsync(CmdletRun run)
    {
        OnInput();
        FpxClient client = Observe(run);
        return HasNames(this) ? RunByNameAsync(run, client) : RunAsync(run, client);
    }

    private protected virtual void OnInput()
    {
    }

    private protected FpxClient Observe(CmdletRun run) => Chosen.ClientFor(run);

    /// <summary>True if a parameter holds a name that has to be looked up.</summary>
    internal static bool HasNames(Cmdlet cmdlet)
    {
        foreach ((PropertyInfo property, INamedParameter names) in NamesOf(cmdlet))
        {
            if (names.HasName(property.GetValue(cmdlet))) return true;
        }

        return false;
    }

    /// <summary>Replaces names in parameters by what they mean.</summary>
    internal static async Task ResolveNamesAsync(Cmdlet cmdlet, FpxClient client, CancellationToken cancellationToken)
    {
        foreach ((PropertyInfo property, INamedParameter names) in NamesOf(cmdlet))
        {
            if (property.GetValue(cmdlet) is { } value && names.HasName(value))
                property.SetValue(cmdlet, await names.ResolveAsync(client, value, property.Name, cancellationToken).ConfigureAwait(false));
        }
    }

    private async Task RunByNameAsync(CmdletRun run, FpxClient client)
    {
        await ResolveNamesAsync(this, client, run.Stopping).ConfigureAwait(false);
        await RunAsync(run, client).ConfigureAwait(false);
    }

    private static (PropertyInfo Property, INamedParameter Names)[] NamesOf(Cmdlet cmdlet) => NamedParameters.GetOrAdd(cmdlet.GetType(), static type =>
    [
        .. from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
           from names in property.GetCustomAttributes(inherit: true).OfType<INamedParameter>()
           select (property, names),
    ]);
}

/// <summary>An attribute of a parameter that takes names, which are looked up before the work for an input begins.</summary>
internal interface INamedParameter
{
    bool HasName(object? value);

    Task<object> ResolveAsync(FpxClient client, object value, string parameter, CancellationToken cancellationToken);
}
