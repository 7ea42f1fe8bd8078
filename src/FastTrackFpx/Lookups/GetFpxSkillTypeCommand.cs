using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the skills a contact can have: <c>GET skillTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxSkillType")]
[OutputType(typeof(FpxSkillType))]
public sealed class GetFpxSkillTypeCommand : LookupCmdlet<FpxSkillType>
{
    private protected override Task<IReadOnlyList<FpxSkillType>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetSkillTypesAsync(Refresh, cancellationToken);
}
