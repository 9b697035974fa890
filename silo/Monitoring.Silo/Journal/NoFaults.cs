namespace Monitoring.Silo.Journal;

/// <summary>Lets everything pass.</summary>
internal sealed class NoFaults : IStoreFaults
{
    public static NoFaults Instance { get; } = new();

    public void BeforeWrite(int commits)
    {
    }

    public void BeforeCommit()
    {
    }

    public void AfterCommit()
    {
    }

    public void BeforeVerify()
    {
    }
}
