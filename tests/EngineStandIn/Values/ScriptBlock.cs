using System.Collections.ObjectModel;
using System.Linq;

namespace System.Management.Automation;

/// <summary>There is no script language here: a script block wraps a delegate.</summary>
public class ScriptBlock
{
    private readonly Func<object?[], object?> _body;
    private ScriptBlock(Func<object?[], object?> body) => _body = body;
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>The one way to make a script block on this engine; a real one has no such member.</summary>
    public static ScriptBlock FromDelegate(Func<object?[], object?> body) => new(body);

    public static ScriptBlock Create(string script) =>
        throw new PSNotSupportedException("This engine has no script language.");

    public object? InvokeReturnAsIs(params object?[] args)
    {
        try
        {
            return _body(args);
        }
        catch (Exception e)
        {
            throw new MethodInvocationException($"Exception calling \"Invoke\" with \"1\" argument(s): \"{e.Message}\"", e);
        }
    }

    public Collection<PSObject> Invoke(params object?[] args) => InvokeReturnAsIs(args) switch
    {
        null => [null!],
        { } result when LanguagePrimitives.GetEnumerable(result) is { } many => new(many.Cast<object>().Select(PSObject.AsPSObject).ToList()),
        { } result => [PSObject.AsPSObject(result)],
    };

    public override string ToString() => "{ delegate }";
}

public sealed class PSCredential(string userName, Security.SecureString password)
{
    public string UserName { get; } = userName;
    public Security.SecureString Password { get; } = password;
    public Net.NetworkCredential GetNetworkCredential() => new(UserName, Password);
}
