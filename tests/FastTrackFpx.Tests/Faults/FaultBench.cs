namespace FastTrackFpx.Tests.Faults;

/// <summary>A sandbox that fails, and a session of the engine on a clock on which nobody has to wait.</summary>
public abstract class FaultBench : WriteBench
{
    private readonly TestClock _serviceClock;

    protected FaultBench()
    {
        _serviceClock = Clock.Another();
        _serviceClock.MovesOn = false;
    }

    protected TestClock Clock { get; } = TestClock.WithoutWaits();
    protected TimeProvider RestClock => _serviceClock;

    protected override void Adjust(SandboxOptions options)
    {
        options.TimeProvider = _serviceClock;
        options.RequestsPerMinute = 0;
        // What was written is there after a restart.
        options.InMemory = false;
    }

    /// <summary>A session of the engine, connected by a connection of its own that goes by the test's clock.</summary>
    protected PowerShellSession OpenOnClock(params (string? Name, object? Value)[] further)
    {
        PowerShellSession session = Open();
        object connection = Connect(session, [("PassThru", true), .. further]).Output.Single()!.BaseObject;
        GoBy(connection, Clock.Another());
        // So that a call that breaks off is not taken for a refused certificate.
        session.Run("Get-FpxTimeZone").Succeeded();
        return session;
    }

    /// <summary>Lets calls fail from now on.</summary>
    /// <param name="how">Further properties of the rule, each with a comma behind it.</param>
    protected void Strike(string? fault, string method = "GET", string path = "*", string how = "")
    {
        _serviceClock.MovesOn = fault?.Contains("\"delay\"", StringComparison.Ordinal) == true;
        Service.SetFaults(fault is null ? null : $$"""{"seed":1,"rules":[{"method":"{{method}}","path":"{{path}}",{{how}}"faults":[{{fault}}]}]}""");
    }

    /// <summary>Gives a connection a session like its own that goes by another clock. The client lives in a load context of the module's own, so by reflection.</summary>
    private void GoBy(object connection, TimeProvider clock)
    {
        FieldInfo field = connection.GetType().GetField("_client", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var former = (IDisposable)field.GetValue(connection)!;
        Assembly client = former.GetType().Assembly;
        object options = Activator.CreateInstance(client.GetType("FastTrackFpx.Connection.FpxClientOptions", throwOnError: true)!)!;
        object certificate = options.GetType().GetProperty("Certificate")!.PropertyType
            .GetMethod("FromFile")!.Invoke(null, [Service.Certificates.ClientCertificatePath, null, null, null])!;
        Set("BaseUri", Service.BaseUri);
        Set("Certificate", certificate);
        Set("TrustedAuthorities", new X509Certificate2Collection(X509CertificateLoader.LoadCertificateFromFile(Service.Certificates.AuthorityPath)));
        Set("MaxRetryCount", Get("MaxRetryCount"));
        Set("AttemptTimeout", TimeSpan.FromSeconds((int)Get("TimeoutSec")));
        Set("TimeProvider", clock);
        field.SetValue(connection, Activator.CreateInstance(former.GetType(), BindingFlags.Instance | BindingFlags.NonPublic, null, [options], null));
        former.Dispose();

        object Get(string name) => connection.GetType().GetProperty(name)!.GetValue(connection)!;

        void Set(string name, object value) => options.GetType().GetProperty(name)!.SetValue(options, value);
    }
}
