namespace FastTrackFpx.Rest.Commands;

/// <summary>The HTTP method of a request.</summary>
public enum RestMethod
{
    /// <summary>Reads; changes nothing.</summary>
    Get,

    /// <summary>Creates a record, or does what the path says.</summary>
    Post,

    /// <summary>Changes parts of a record.</summary>
    Patch,

    /// <summary>Sets a record.</summary>
    Put,

    /// <summary>Removes a record.</summary>
    Delete,
}
