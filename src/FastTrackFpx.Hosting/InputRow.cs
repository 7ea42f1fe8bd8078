namespace FastTrackFpx.Hosting;

/// <summary>A row of a file, as Import-Csv makes it.</summary>
public static class InputRow
{
    public static PSObject Of(params (string Name, object? Value)[] columns)
    {
        PSObject row = new();
        foreach ((string name, object? value) in columns) row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }
}
