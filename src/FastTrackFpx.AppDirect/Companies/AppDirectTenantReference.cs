using System.ComponentModel;

namespace FastTrackFpx;

/// <summary>A tenant of FPX, by its name. Made of what <c>Get-FpxTenant</c> returns, or a copy of it from a job.</summary>
[TypeConverter(typeof(AppDirectTenantConverter))]
public sealed class AppDirectTenantReference
{
    /// <summary>The tenant's name.</summary>
    public string? Name { get; set; }

    /// <summary>The name.</summary>
    public override string ToString() => Name ?? string.Empty;
}

/// <summary>Takes tenants of FPX and nothing else, so that other records bind by their ids.</summary>
public sealed class AppDirectTenantConverter : PSTypeConverter
{
    private const string TypeName = "FastTrackFpx.FpxTenant";

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => IsTenant(sourceValue);

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => IsTenant(sourceValue)
        ? new AppDirectTenantReference { Name = PSObject.AsPSObject(sourceValue).Properties["Name"]?.Value as string }
        : throw new PSInvalidCastException("The value is not a tenant of FPX.");

    private static bool IsTenant(object value) => PSObject.AsPSObject(value).TypeNames.Any(name => name is TypeName or "Deserialized." + TypeName);
}
