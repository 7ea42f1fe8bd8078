using System.Collections;

namespace FastTrackFpx.Tenants;

/// <summary>Takes tenants as a Guid, as text with an id or a name, or as any object that has a TenantId; several of them as well.</summary>
internal sealed class TenantIdTransformationAttribute : ArgumentTransformationAttribute, INamedParameter
{
    /// <summary>True if the cmdlet itself reports an empty cell, with the number of its row.</summary>
    public bool FromRow { get; set; }
    /// <summary>True if the parameter takes one tenant.</summary>
    public bool Single { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = Bare(inputData);
        if (value is TenantReference or TenantReference[]) return value;
        if (value is IEnumerable and not string && value is not IDictionary) return ((IEnumerable)value).Cast<object>().Select(One).ToArray();
        if (ParameterText.IsBlank(value)) return FromRow ? default(TenantReference) : null!;
        TenantReference one = One(inputData);
        // An array is bound at once. For anything else, PowerShell would try the properties of the input first, and then convert.
        return FromRow || Single ? one : new[] { one };
    }

    public bool HasName(object? value) => value switch
    {
        TenantReference tenant => tenant.Name is not null,
        TenantReference[] tenants => tenants.Any(tenant => tenant.Name is not null),
        _ => false,
    };

    public async Task<object> ResolveAsync(FpxClient client, object value, string parameter, CancellationToken cancellationToken)
    {
        if (value is TenantReference tenant)
            return (TenantReference)await TenantNames.IdAsync(client, tenant, parameter, cancellationToken).ConfigureAwait(false);
        var found = new List<TenantReference>();
        foreach (TenantReference one in (TenantReference[])value)
            found.Add(await TenantNames.IdAsync(client, one, parameter, cancellationToken).ConfigureAwait(false));
        return found.ToArray();
    }

    private static TenantReference One(object? item)
    {
        object? value = item is null ? null : Bare(item);
        switch (value)
        {
            case TenantReference reference:
                return reference;
            case Guid id:
                return id;
            case FpxTenant tenant:
                return tenant.TenantId;
            case string text when !string.IsNullOrWhiteSpace(text):
                WellFormedTextAttribute.Require(text);
                return new TenantReference(text.Trim());
            case null or string or ValueType:
                throw new ArgumentTransformationMetadataException(
                    $"'{ParameterText.Shown(value)}' is not a tenant. Use a tenant's id (a GUID), its name, or an object with a TenantId.");
        }

        object? property = value is IDictionary table ? table["TenantId"] : PSObject.AsPSObject(item).Properties["TenantId"]?.Value;
        return property is null || ReferenceEquals(property, item) || ParameterText.IsBlank(property)
            ? throw new ArgumentTransformationMetadataException(
                $"The input ({value.GetType().Name}) has no TenantId. Use a tenant's id (a GUID), its name, or an object with a TenantId.")
            : One(property);
    }

    private static object Bare(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
