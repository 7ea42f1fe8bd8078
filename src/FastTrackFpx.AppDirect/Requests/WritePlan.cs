using FastTrackFpx.AppDirect.Changes;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>What one set of parameters changes: an operation, for each combination of ids one request.</summary>
internal sealed class WritePlan(WriteOperation operation, ReadPlan request)
{
    internal WriteOperation Operation { get; } = operation;

    /// <summary>The request without its body.</summary>
    internal ReadPlan Request { get; } = request;

    internal RequestBody? Body { get; private set; }

    /// <summary>A file that is the body.</summary>
    internal (string Path, string Part)? Upload { get; private set; }

    /// <summary>A PUT replaces the whole record, so that what was not passed has to be sent as it is.</summary>
    internal bool Replaces => Operation.Method == "PUT" && Body is not null && !Operation.IsList;

    /// <summary>True if it sets values of one record, so that nothing has to be sent if the record holds them.</summary>
    internal bool IsUpdate => Replaces || (Operation.Method == "PATCH" && Body is not null && !Operation.IsList);

    internal WritePlan Where(QueryBuilder query)
    {
        Request.Query = query.Pairs;
        return this;
    }

    internal WritePlan Sends(RequestBody body)
    {
        Body = body;
        return this;
    }

    internal WritePlan Uploads(string? path, string part)
    {
        Upload = path is null ? null : (path, part);
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
}
