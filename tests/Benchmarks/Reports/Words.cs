using System;
using System.Globalization;
using FastTrackFpx.Benchmarks.Contenders;

namespace FastTrackFpx.Benchmarks.Reports;

/// <summary>Names and numbers as tables show them.</summary>
internal static class Words
{
    public static string Of(ContenderKind kind) => kind switch
    {
        ContenderKind.Module => "module",
        ContenderKind.Floor => "C# floor",
        ContenderKind.FloorCmdlets => "C# floor as cmdlets",
        ContenderKind.Script => "plain script",
        _ => "parallel script",
    };

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    public static string Ratio(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    public static string Time(double seconds) => seconds < 60
        ? Seconds(seconds) + " s"
        : TimeSpan.FromSeconds(Math.Round(seconds)).ToString("c", CultureInfo.InvariantCulture);
}
