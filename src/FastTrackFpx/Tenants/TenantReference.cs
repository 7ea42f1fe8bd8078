namespace FastTrackFpx.Tenants;

/// <summary>A tenant as a user names it: by its id, with or without dashes, or by its name.</summary>
public readonly record struct TenantReference : IEmptyValue
{
    private readonly Guid _id;

    /// <summary>A tenant by its id.</summary>
    public TenantReference(Guid id) => _id = id;

    /// <summary>A tenant by its id or name.</summary>
    /// <param name="text">A GUID in any spelling, or a name.</param>
    public TenantReference(string text)
    {
        if (!Identifier.TryGuid(text, out _id)) Name = text;
    }

    /// <summary>The name, if the id is not known yet.</summary>
    public string? Name { get; }

    /// <summary>The id.</summary>
    /// <exception cref="InvalidOperationException">The tenant is known by its name only.</exception>
    public Guid Id => Name is null ? _id : throw new InvalidOperationException($"The tenant '{Name}' was not looked up.");

    /// <summary>Whether nothing was named.</summary>
    public bool IsEmpty => Name is null && _id == Guid.Empty;

    /// <summary>The name, or the id as a Guid.</summary>
    public object Value => Name ?? (object)_id;

    /// <summary>The id.</summary>
    public static implicit operator Guid(TenantReference tenant) => tenant.Id;

    /// <summary>A tenant by its id.</summary>
    public static implicit operator TenantReference(Guid id) => new(id);

    /// <summary>The name, or the id.</summary>
    public override string ToString() => Name ?? _id.ToString();
}
