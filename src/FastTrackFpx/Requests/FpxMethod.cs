namespace FastTrackFpx;

/// <summary>What a request asks for.</summary>
public enum FpxMethod
{
    /// <summary>Reads.</summary>
    Get,

    /// <summary>Makes a record.</summary>
    Post,

    /// <summary>Changes fields of a record.</summary>
    Patch,

    /// <summary>Replaces a record.</summary>
    Put,

    /// <summary>Removes a record.</summary>
    Delete,
}
