namespace System.Management.Automation;

public struct SwitchParameter(bool isPresent)
{
    public readonly bool IsPresent => isPresent;
    public static SwitchParameter Present => new(true);
    public override readonly bool Equals(object? obj) => obj is bool b ? isPresent == b : obj is SwitchParameter other && isPresent == other.IsPresent;
    public override readonly int GetHashCode() => isPresent.GetHashCode();
    public override readonly string ToString() => isPresent.ToString();
    public static implicit operator bool(SwitchParameter switchParameter) => switchParameter.IsPresent;
    public static implicit operator SwitchParameter(bool value) => new(value);
    public static bool operator ==(SwitchParameter first, SwitchParameter second) => first.Equals(second);
    public static bool operator !=(SwitchParameter first, SwitchParameter second) => !first.Equals(second);
    public static bool operator ==(SwitchParameter first, bool second) => first.Equals(second);
    public static bool operator !=(SwitchParameter first, bool second) => !first.Equals(second);
    public static bool operator ==(bool first, SwitchParameter second) => first.Equals(second);
    public static bool operator !=(bool first, SwitchParameter second) => !first.Equals(second);
}
