using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store;

/// <summary>The names that <c>Sync-FpxData -Data</c> takes: the data of FPX, and the lists that the other services of the module have registered.</summary>
internal static class DataNames
{
    /// <summary>What is read if nothing is chosen. The rest takes a request for each tenant or referral.</summary>
    internal static IReadOnlyList<FpxDataPart> Usual { get; } =
        [.. Enum.GetValues(typeof(FpxDataPart)).Cast<FpxDataPart>().Where(part => part < FpxDataPart.TenantAssignment)];

    internal static IEnumerable<string> All() => Enum.GetNames(typeof(FpxDataPart)).Concat(ServiceList.All().Select(list => list.Name));

    /// <summary>The data of FPX with a name; null if it is not data of FPX. A number is no name.</summary>
    internal static FpxDataPart? PartOf(string name) => Enum.GetNames(typeof(FpxDataPart)).FirstOrDefault(known => NamePattern.Same(known, name)) is { } found
        ? (FpxDataPart)Enum.Parse(typeof(FpxDataPart), found)
        : null;
}

/// <summary>Offers the data that can be read into a database.</summary>
public sealed class DataNameCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values => DataNames.All().Select(name => (name, name));
}
