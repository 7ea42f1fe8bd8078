namespace FastTrackFpx.Generator.Output;

/// <summary>Approved verbs that the naming table may use, and the class that declares each.</summary>
internal static class Verbs
{
    public static IReadOnlyDictionary<string, string> Approved { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Add"] = "VerbsCommon", ["Copy"] = "VerbsCommon", ["Get"] = "VerbsCommon", ["New"] = "VerbsCommon", ["Remove"] = "VerbsCommon",
        ["Search"] = "VerbsCommon", ["Set"] = "VerbsCommon",
        ["Send"] = "VerbsCommunications",
        ["Convert"] = "VerbsData", ["Publish"] = "VerbsData", ["Save"] = "VerbsData",
        ["Test"] = "VerbsDiagnostic",
        ["Approve"] = "VerbsLifecycle", ["Complete"] = "VerbsLifecycle", ["Confirm"] = "VerbsLifecycle", ["Enable"] = "VerbsLifecycle",
        ["Invoke"] = "VerbsLifecycle", ["Request"] = "VerbsLifecycle", ["Resume"] = "VerbsLifecycle", ["Start"] = "VerbsLifecycle",
        ["Stop"] = "VerbsLifecycle", ["Submit"] = "VerbsLifecycle", ["Suspend"] = "VerbsLifecycle",
    };
}
