namespace FastTrackFpx.AppDirect.Requests;

/// <summary>What one set of parameters changes: an operation, for each combination of ids one request.</summary>
internal sealed class WritePlan(ReadPlan request, string method)
{
    /// <summary>The request without its body.</summary>
    internal ReadPlan Request { get; } = request;

    internal string Method { get; } = method;

    internal RequestBody? Body { get; private set; }

    /// <summary>True if the body is a list, of which the parameters describe one element.</summary>
    internal bool IsList { get; private set; }

    /// <summary>The path of the record, to read it before and after the write; null if nothing shows it.</summary>
    internal string? RecordPath { get; private set; }

    /// <summary>A file that is the body.</summary>
    internal (string Path, string Part)? Upload { get; private set; }

    /// <summary>A PUT replaces the whole record, so that what was not passed has to be sent as it is.</summary>
    internal bool Replaces => Method == "PUT" && Body is not null && !IsList;

    internal bool IsIdempotent => Method is "PUT" or "DELETE";

    internal WritePlan Where(QueryBuilder query)
    {
        Request.Query = query.Pairs;
        return this;
    }

    internal WritePlan Sends(RequestBody body, bool isList = false)
    {
        Body = body;
        IsList = isList;
        return this;
    }

    internal WritePlan Seen(string template)
    {
        RecordPath = template;
        return this;
    }

    internal WritePlan Uploads(string? path, string part)
    {
        Upload = path is null ? null : (path, part);
        return this;
    }

    internal WritePlan Limited(RateBucket bucket)
    {
        Request.Limited(bucket);
        return this;
    }

    internal WritePlan ForRoles(params string[] roles)
    {
        Request.ForRoles(roles);
        return this;
    }

    internal WritePlan Deprecated()
    {
        Request.Deprecated();
        return this;
    }

    internal IEnumerable<ReadTarget> Targets() => Request.Targets();

    /// <summary>The request that reads the record.</summary>
    internal ReadTarget? RecordOf(ReadTarget target)
    {
        if (RecordPath is not { } template) return null;
        KeyValuePair<string, string[]>[] ids = [.. target.Ids.Where(id => template.IndexOf("{" + id.Key + "}", StringComparison.Ordinal) >= 0).Select(id => new KeyValuePair<string, string[]>(id.Key, [id.Value]))];
        return ReadPlan.Of<PlainRow>("GET", template, ids).Targets().Single();
    }
}
