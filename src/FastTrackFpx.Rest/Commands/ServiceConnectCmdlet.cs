using System.Management.Automation;

namespace FastTrackFpx.Rest.Commands;

/// <summary>Which installation of a service.</summary>
public enum ServiceEnvironment
{
    /// <summary>The production service.</summary>
    Prod,

    /// <summary>A sandbox that runs on this machine.</summary>
    Sandbox,
}

/// <summary>Base of <c>Connect-…Service</c> for services of which the sandbox serves one with made-up data.</summary>
/// <typeparam name="TConnection">The service's connection.</typeparam>
public abstract class ServiceConnectCmdlet<TConnection> : ConnectCmdlet<TConnection>
    where TConnection : RestConnection
{
    /// <summary>Prod (the default), or Sandbox for a sandbox that runs on this machine and brings its own credentials.</summary>
    [Parameter]
    public ServiceEnvironment Environment { get; set; }

    /// <summary>The state folder of a particular sandbox, if several run. Implies <c>-Environment Sandbox</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    public string? SandboxPath { get; set; }

    /// <summary>The service's name in the sandbox's discovery file.</summary>
    private protected abstract string SandboxName { get; }

    /// <summary>The sandbox to connect to; null for the production service.</summary>
    private protected SandboxDiscovery? FindSandbox() => Environment == ServiceEnvironment.Sandbox || SandboxPath is not null
        ? SandboxDiscovery.Find(FullPath(SandboxPath, nameof(SandboxPath)), SandboxName)
        : null;

    /// <summary>The address to connect to: that of the sandbox, that of <c>-BaseUri</c>, or the usual one.</summary>
    private protected static Uri AddressOf(SandboxDiscovery? sandbox, Uri? baseUri, Uri? usual, string root = "")
    {
        if (baseUri is null) return sandbox?.BaseUri ?? Need(usual, "BaseUri");
        if (sandbox is not null)
            throw new InputException(ErrorCode.InvalidInput, "-BaseUri cannot be used together with -Environment Sandbox or -SandboxPath.", "BaseUri", "Specify the service once.");
        Uri address = RequireHttps(baseUri, "BaseUri");
        string path = address.AbsolutePath.Trim('/');
        if ((path.Length > 0 && !path.Equals(root, StringComparison.OrdinalIgnoreCase)) || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new InputException(ErrorCode.InvalidInput, $"-BaseUri: the address of {address.Authority} has more than scheme, host and port.", "BaseUri", "Pass the part before the path of requests.");
        return new Uri(address.GetLeftPart(UriPartial.Authority));
    }

    private protected static T Need<T>(T? value, string parameter)
        where T : class => value ?? throw new InputException(
            ErrorCode.InvalidInput, $"-{parameter} is required.", parameter, $"Add -{parameter}. Only -Environment Sandbox needs no credentials.");

    private protected static Uri RequireHttps(Uri address, string parameter) => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0
        ? address
        : throw new InputException(ErrorCode.InvalidInput, $"-{parameter} must be an https address, not '{address}'.", parameter, "For instance https://service.example.com.");
}
