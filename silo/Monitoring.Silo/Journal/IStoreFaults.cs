using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>
/// Where tests make the store fail: each is called on the writer's thread and may throw a <see cref="StoreException"/> or wait. The default
/// does nothing.
/// </summary>
internal interface IStoreFaults
{
    /// <summary>Before anything of a group is written.</summary>
    void BeforeWrite(int commits);

    /// <summary>When all is written and the transaction is about to end; a failure here is one of the commit itself.</summary>
    void BeforeCommit();

    /// <summary>When the transaction is durable; a failure here is an answer that was lost.</summary>
    void AfterCommit();

    /// <summary>When the writer looks whether a commit that failed took place; a failure here leaves that unknown.</summary>
    void BeforeVerify();
}
