using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation.Binding;

/// <summary>The parameters that cmdlets have without declaring them.</summary>
internal sealed class CommonParameters
{
    public static readonly string[] Optional = ["WhatIf", "Confirm", "UseTransaction"];

    public static readonly string[] Always =
    [
        nameof(Verbose), nameof(Debug), nameof(ErrorAction), nameof(WarningAction), nameof(InformationAction), nameof(ProgressAction), nameof(ErrorVariable),
        nameof(WarningVariable), nameof(OutVariable), nameof(OutBuffer), nameof(PipelineVariable), nameof(InformationVariable),
    ];

    [Parameter, Alias("vb")] public SwitchParameter Verbose { get; set => (field, VerbosePreference) = (value, value ? ActionPreference.Continue : ActionPreference.SilentlyContinue); }
    [Parameter, Alias("db")] public SwitchParameter Debug { get; set => (field, DebugPreference) = (value, value ? ActionPreference.Continue : ActionPreference.SilentlyContinue); }
    [Parameter, Alias("ea")] public ActionPreference ErrorAction { get; set => (field, ErrorPreference) = (value, value); }
    [Parameter, Alias("wa")] public ActionPreference WarningAction { get; set => (field, WarningPreference) = (value, value); }
    [Parameter, Alias("infa")] public ActionPreference InformationAction { get; set => (field, InformationPreference) = (value, value); }
    [Parameter, Alias("proga")] public ActionPreference ProgressAction { get; set => (field, ProgressPreference) = (value, value); }
    [Parameter, Alias("ev")] public string? ErrorVariable { get; set; }
    [Parameter, Alias("wv")] public string? WarningVariable { get; set; }
    [Parameter, Alias("ov")] public string? OutVariable { get; set; }
    [Parameter, Alias("ob")] public int OutBuffer { get; set; }
    [Parameter, Alias("pv")] public string? PipelineVariable { get; set; }
    [Parameter, Alias("iv")] public string? InformationVariable { get; set; }

    public ActionPreference? VerbosePreference { get; private set; }
    public ActionPreference? DebugPreference { get; private set; }
    public ActionPreference? ErrorPreference { get; private set; }
    public ActionPreference? WarningPreference { get; private set; }
    public ActionPreference? InformationPreference { get; private set; }
    public ActionPreference? ProgressPreference { get; private set; }

    public Impact Change { get; } = new();

    public PagingParameters? Paging { get; init; }

    /// <summary>The properties that a cmdlet so declared has, each with the way from the cmdlet to the object that holds it.</summary>
    public static IEnumerable<(PropertyInfo Property, Func<object, object> Holder)> For(CmdletCommonMetadataAttribute cmdlet)
    {
        IEnumerable<(PropertyInfo, Func<object, object>)> all = Of<CommonParameters>(static common => common);
        if (cmdlet.SupportsShouldProcess)
            all = all.Concat(Of<Impact>(static common => common.Change));
        if (cmdlet.SupportsPaging)
            all = all.Concat(Of<PagedProperties>(static common => new PagedProperties(common.Paging!)));
        return all;
    }

    private static IEnumerable<(PropertyInfo, Func<object, object>)> Of<T>(Func<CommonParameters, object> part) =>
        typeof(T).GetProperties().Where(static p => p.IsDefined(typeof(ParameterAttribute)))
            .Select(p => (p, (Func<object, object>)(cmdlet => part(((Cmdlet)cmdlet).Processor!.Common))));

    /// <summary>What a cmdlet with ShouldProcess has more.</summary>
    internal sealed class Impact
    {
        [Parameter, Alias("wi")] public SwitchParameter WhatIf { get; set => (field, IsWhatIf) = (value, value); }
        [Parameter, Alias("cf")] public SwitchParameter Confirm { get; set => (field, IsConfirm) = (value, value); }

        public bool? IsWhatIf { get; private set; }
        public bool? IsConfirm { get; private set; }
    }

    private sealed class PagedProperties(PagingParameters paging)
    {
        [Parameter] public SwitchParameter IncludeTotalCount { get => paging.IncludeTotalCount; set => paging.IncludeTotalCount = value; }
        [Parameter] public ulong Skip { get => paging.Skip; set => paging.Skip = value; }
        [Parameter] public ulong First { get => paging.First; set => paging.First = value; }
    }
}
