using FastTrackFpx.AppDirect.Requests;

namespace FastTrackFpx.AppDirect.Commands;

/// <content>With -Wait the result is the copy.</content>
[OutputType(typeof(AppDirectOpportunity))]
public sealed partial class CopyAppDirectOpportunityCommand
{
    private protected override Func<ReadOnlyMemory<byte>, ResponseRows> FinishedRows => static body => ResponseRows.Read<AppDirectOpportunity>(body);
}
