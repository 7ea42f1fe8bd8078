using System;
using System.Collections.Generic;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>A call that is answered with an error. Thrown by the rules, turned into the documented body in one place.</summary>
internal sealed class Refusal : Exception
{
    public Refusal(
        int status, string message, string? dependencyType = null, string? dependencyOwner = null, string? dependencyErrorCode = null)
        : base(message)
    {
        Status = status;
        DependencyType = dependencyType;
        DependencyOwner = dependencyOwner;
        DependencyErrorCode = dependencyErrorCode;
    }

    public Refusal(FieldErrors errors)
        : this(400, "One or more fields of the request are not valid.", "Internal", "FT_FCU API Team") => Errors = errors;

    public int Status { get; }

    public string? DependencyType { get; }

    public string? DependencyOwner { get; }

    public string? DependencyErrorCode { get; }

    public FieldErrors? Errors { get; }

    /// <summary>A 400 for one field, named in PascalCase.</summary>
    public static Refusal Field(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return new Refusal(errors);
    }

    /// <summary>A 404 for a record. The dependency is what tells it from a 404 for an address that does not exist.</summary>
    public static Refusal NoRecord(string what, string id) =>
        new(404, $"{what} {id} was not found.", "Dynamics", "FT_FCU API Team", "RecordNotFound");

    /// <summary>A 403 for a tenant that is known to the partner by a referral alone.</summary>
    public static Refusal NotClaimed(string tenantId) =>
        new(403, $"Tenant {tenantId} has no workload that this partner has claimed.", "SQL Server", "FTR CPOR Team", "NoClaim");

    /// <summary>A 404 or 405 for the address itself.</summary>
    public static Refusal Address(int status, string message) => new(status, message);
}

/// <summary>Messages by field, in the order in which they were found.</summary>
internal sealed class FieldErrors
{
    private readonly List<KeyValuePair<string, List<string>>> _fields = [];

    public bool Any => _fields.Count > 0;

    public IEnumerable<KeyValuePair<string, List<string>>> Fields => _fields;

    public void Add(string field, string message)
    {
        foreach ((string name, List<string> messages) in _fields)
        {
            if (name != field) continue;
            messages.Add(message);
            return;
        }

        _fields.Add(new(field, [message]));
    }

    public void ThrowIfAny()
    {
        if (Any) throw new Refusal(this);
    }
}
