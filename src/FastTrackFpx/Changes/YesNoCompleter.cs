
namespace FastTrackFpx.Changes;

/// <summary>Offers yes and no.</summary>
public sealed class YesNoCompleter : ValueCompleter
{
    private protected override IEnumerable<(string Value, string ToolTip)> Values => [("yes", "Yes, also $true or 1"), ("no", "No, also $false or 0")];
}
