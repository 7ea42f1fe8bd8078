namespace FastTrackFpx.Tests.Bench;

/// <summary>What every error of the module has to be.</summary>
internal static class ErrorRecordAssert
{
    /// <summary>One error of that id, with category, words, something to do about it, and nothing on the host.</summary>
    public static ErrorRecord One(SessionResult result, string id, ErrorCategory category)
    {
        ErrorRecord error = Assert.Single(result.AllErrors);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.NotNull(error.ErrorDetails);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction), $"{id} recommends nothing.");
        // A sentence, or what the service sent.
        Assert.Matches("[.)?]$| It begins: ", error.ErrorDetails.Message.Trim());
        Assert.Empty(result.HostLines);
        Assert.Empty(result.Prompts);
        return error;
    }

    public static ErrorRecord Terminating(SessionResult result, string id, ErrorCategory category)
    {
        ErrorRecord error = One(result, id, category);
        Assert.NotNull(result.TerminatingError);
        Assert.DoesNotContain(result.Output, item => item is not null);
        return error;
    }

    public static ErrorRecord NonTerminating(SessionResult result, string id, ErrorCategory category)
    {
        ErrorRecord error = One(result, id, category);
        Assert.Null(result.TerminatingError);
        return error;
    }
}
