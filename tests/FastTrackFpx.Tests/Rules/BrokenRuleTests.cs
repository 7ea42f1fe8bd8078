using Mono.Cecil;

namespace FastTrackFpx.Tests.Rules;

/// <summary>Each documented rule broken in turn: by the module without a call, and with -SkipValidation by the service.</summary>
[Trait("Category", "Slow")]
public sealed class BrokenRuleTests(RuleWorld world) : IClassFixture<RuleWorld>
{
    private static readonly (string? Name, object? Value) Unjudged = ("SkipValidation", true);

    private static readonly IReadOnlyList<RuleCase> All = [.. EntitlementRuleCases.All, .. ContactRuleCases.All, .. NoteRuleCases.All, .. ReferralRuleCases.All];
    private static readonly IReadOnlyList<RuleCase> AllWarnings = [.. ContactRuleCases.Warnings, .. SeatWarningCases.All];

    public static TheoryData<string> Rules() => RuleCase.NamesOf(All);

    public static TheoryData<string> SentRules() => RuleCase.NamesOf(All.Where(rule => rule.NeverSentBecause is null));

    public static TheoryData<string> UnsendableRules() => RuleCase.NamesOf(All.Where(rule => rule.NeverSentBecause is not null || rule.BreakSent is not null));

    public static TheoryData<string> Warnings() => RuleCase.NamesOf(AllWarnings);

    public static TheoryData<string> RulesWithoutParameter() => new(ReferralRuleCases.WithoutParameter.Select(rule => rule.Name));

    [Theory, MemberData(nameof(Rules))]
    public void A_broken_rule_costs_no_call_and_is_named_with_its_parameter(string name)
    {
        RuleCase rule = All.Single(one => one.Name == name);
        Attempt attempt = rule.Break(world);
        int writes = world.WritesSeen;

        // A name that was typed wrong is wrong for every input, and ends the pipeline.
        ErrorRecord error = ErrorRecordAssert.One(attempt.RunIn(world.Session), rule.ErrorId, CategoryOf(rule.ErrorId));

        Assert.Equal(writes, world.WritesSeen);
        if (rule.Parameter.Length > 0) Assert.Contains($"-{rule.Parameter}: ", error.ErrorDetails.Message + Named(error));
        if (error.Exception is FpxRuleException broken) Assert.Contains(broken.Findings, finding => (finding.RuleId, finding.ParameterName) == (rule.RuleId, rule.Parameter));
    }

    [Theory, MemberData(nameof(SentRules))]
    public void A_broken_rule_that_is_sent_is_refused_by_the_service_under_its_parameter(string name)
    {
        RuleCase rule = All.Single(one => one.Name == name);
        Attempt attempt = (rule.BreakSent ?? rule.Break)(world);
        int writes = world.WritesSeen;
        ErrorRecord error = ErrorRecordAssert.NonTerminating(attempt.With(Unjudged).RunIn(world.Session), "RequestRefused", ErrorCategory.InvalidArgument);
        Assert.Equal(writes + 1, world.WritesSeen);
        Assert.Equal(400, ((FpxServiceException)error.Exception).StatusCode);
        Assert.Contains(rule.ServiceSays!, error.ErrorDetails.Message);
        Assert.Contains($" -{rule.SentParameter ?? rule.Parameter}: ", error.ErrorDetails.Message);
        Assert.Equal(FpxChangeOutcome.Failed, world.LastChange.Outcome);
        world.RequireUntouched();
    }

    [Theory, MemberData(nameof(UnsendableRules))]
    public void What_no_request_can_carry_is_refused_even_unjudged(string name)
    {
        RuleCase rule = All.Single(one => one.Name == name);
        Attempt attempt = rule.Break(world);
        int writes = world.WritesSeen;
        ErrorRecordAssert.One(attempt.With(Unjudged).RunIn(world.Session), rule.ErrorId, CategoryOf(rule.ErrorId));
        Assert.Equal(writes, world.WritesSeen);
    }

    [Theory, MemberData(nameof(RulesWithoutParameter))]
    public void A_rule_that_no_parameter_can_break_is_kept_by_the_service_too(string name)
    {
        RawRuleCase rule = ReferralRuleCases.WithoutParameter.Single(one => one.Name == name);
        Assert.DoesNotContain(BuiltModule.Cmdlet(rule.Cmdlet).Parameters, parameter => parameter.Name == rule.Parameter);
        string field = rule.Field.Replace("{status}", world.IdOf("Get-FpxReferralStatus", "Closed")).Replace("{value}", world.IdOf("Get-FpxReferralServiceValue", world.AnyValue)).Replace("{reason}", Reason);
        string reason = rule.Acceptance == "Declined" ? $"\"declineReasonId\":\"{Reason}\"," : string.Empty;
        Attempt raw = RuleWorld.Raw(world.Undecided, $"{{\"acceptanceStatusId\":\"{world.IdOf("Get-FpxReferralAcceptanceStatus", rule.Acceptance)}\",{reason}{field}}}");
        ErrorRecord error = ErrorRecordAssert.NonTerminating(raw.RunIn(world.Session), "RequestRefused", ErrorCategory.InvalidArgument);
        Assert.Contains(rule.ServiceSays, error.ErrorDetails.Message);
        world.RequireUntouched();
    }

    [Theory, MemberData(nameof(Warnings))]
    public void A_rule_that_only_older_guides_know_warns_and_the_service_decides(string name)
    {
        RuleCase rule = AllWarnings.Single(one => one.Name == name);
        Attempt attempt = rule.Break(world);
        int writes = world.WritesSeen;
        SessionResult judged = attempt.RunIn(world.Session);
        Assert.Contains(judged.Warnings, warning => warning.StartsWith($"-{rule.Parameter}: ", StringComparison.Ordinal));
        Assert.Equal(writes + 1, world.WritesSeen);
        if (rule.ServiceSays is { } words) Assert.Contains($"-{rule.Parameter}: {words}", Assert.Single(judged.AllErrors).ErrorDetails.Message);
        else world.Session.Run($"{world.LastChange} | Undo-FpxChange -SkipValidation").Succeeded();
        world.RequireUntouched();
        SessionResult unjudged = rule.Break(world).With(Unjudged, ("WhatIf", true)).RunIn(world.Session);
        Assert.Empty(unjudged.Warnings);
    }

    [Fact]
    public void Every_rule_that_the_client_has_is_broken_here()
    {
        using AssemblyDefinition client = AssemblyDefinition.ReadAssembly(System.IO.Path.Combine(StagedModule.CoreCmdlets, "FastTrackFpx.dll"));
        string[] rules = [.. client.MainModule.GetTypes().Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal)).SelectMany(type => type.Fields).Where(field => field.IsPublic && field.Constant is string).Select(field => field.Name)];
        Assert.NotEmpty(rules);
        Assert.Empty(rules.Except(All.Concat(AllWarnings).Select(rule => rule.RuleId)));
    }

    private string Reason => world.IdOf("Get-FpxReferralDeclineReason", world.AnyReason);

    // A name that is not known is told at the head of its message; other input errors carry the parameter beside it.
    private static string Named(ErrorRecord error) => $" -{(error.Exception as FpxInputException)?.ParameterName}: ";

    private static ErrorCategory CategoryOf(string errorId) => errorId == "UnknownName" ? ErrorCategory.ObjectNotFound : ErrorCategory.InvalidArgument;
}
