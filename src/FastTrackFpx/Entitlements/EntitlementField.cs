using System.Reflection;

namespace FastTrackFpx.Entitlements;

/// <summary>A detail of a status record: its property, how a prompt names it, and when two records agree in it.</summary>
internal sealed class EntitlementField(string property, string words)
{
    internal static readonly EntitlementField L1 = new(nameof(FpxEntitlement.L1), "status");
    internal static readonly EntitlementField L2 = new(nameof(FpxEntitlement.L2), "second level");
    internal static readonly EntitlementField L3 = new(nameof(FpxEntitlement.L3), "third level");
    internal static readonly EntitlementField TargetDate = new(nameof(FpxEntitlement.TargetDate), "target date");
    internal static readonly EntitlementField Owner = new(nameof(FpxEntitlement.Owner), "owner");

    /// <summary>What a record may have beside its first level and its seats.</summary>
    internal static readonly IReadOnlyList<EntitlementField> Details =
        [L2, L3, TargetDate, Owner, new(nameof(FpxEntitlement.NextActionDate), "next action"), new(nameof(FpxEntitlement.Notes), "notes")];

    internal static readonly IReadOnlyList<EntitlementField> All = [L1, .. Details];

    private readonly PropertyInfo _property = typeof(FpxEntitlement).GetProperty(property)!;

    internal string Name => _property.Name;

    internal string Words { get; } = words;

    internal bool IsLevel => _property.PropertyType == typeof(FpxLookup);

    internal bool IsDate => _property.PropertyType == typeof(DateTimeOffset?);

    internal object? Read(FpxEntitlement? record) => record is null ? null : _property.GetValue(record);

    internal void Write(FpxEntitlement record, object? value) => _property.SetValue(record, value);

    /// <summary>Whether two records hold the same, exactly or as far as the service may have normalized it.</summary>
    internal bool Same(FpxEntitlement? one, FpxEntitlement? other, bool exactly = true) =>
        exactly ? FieldValue.Same(Read(one), Read(other)) : FieldValue.IsStored(Read(one), Read(other));

    public override string ToString() => Name;
}
