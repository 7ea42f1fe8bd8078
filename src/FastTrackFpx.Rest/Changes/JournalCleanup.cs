namespace FastTrackFpx.Rest.Changes;

/// <summary>Removes expired files, but none with an unsettled change, and none on the first day on which it is found expired: the clock may be wrong.</summary>
internal static class JournalCleanup
{
    internal static void Run(JournalFolder folder, JournalFile file, DateTime today, DateTime firstKept)
    {
        var files = folder.Files();
        if (!files.Any(old => old.Day < firstKept))
        {
            File.Delete(folder.ExpiryPath);
            return;
        }

        if (FirstSeen(folder) is not { } seen || seen > today)
        {
            using FileStream mark = JournalFolder.Open(folder.ExpiryPath);
            mark.SetLength(0);
            byte[] day = Encoding.ASCII.GetBytes(today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            mark.Write(day, 0, day.Length);
            return;
        }

        if (seen == today) return;
        var merge = new JournalMerge();
        foreach (var one in files) merge.Add(one.Path, file.ReadLines(one.Path, null, CancellationToken.None));
        var needed = merge.NeededFiles(path => files.Any(one => one.Path == path && one.Day >= firstKept));
        foreach (var old in files.Where(old => old.Day < firstKept && !needed.Contains(old.Path))) Delete(old.Path);
    }

    private static DateTime? FirstSeen(JournalFolder folder) =>
        File.Exists(folder.ExpiryPath)
        && DateTime.TryParseExact(File.ReadAllText(folder.ExpiryPath).Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // In use, or already removed: the next day's first write tries again.
        }
    }
}
