using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>
/// Where tests make the store fail, or decide what happens when: each is called on the writer's or the reader's thread and may wait, and all
/// but the first of each thread may throw a <see cref="StoreException"/>. The default does nothing.
/// </summary>
internal interface IStoreFaults
{
    /// <summary>On the writer's thread, before it looks for what waits: what comes meanwhile is in its next group.</summary>
    void BeforeTake()
    {
    }

    /// <summary>On the reader's thread, before it looks for what waits.</summary>
    void BeforeReads()
    {
    }

    /// <summary>On the reader's thread, when the moment that its reads see is fixed; a failure here is one of all of them.</summary>
    void BeforeAnswers()
    {
    }

    /// <summary>Before anything of a group is written.</summary>
    void BeforeWrite(int commits);

    /// <summary>When all is written and the transaction is about to end; a failure here is one of the commit itself.</summary>
    void BeforeCommit();

    /// <summary>When the transaction is durable; a failure here is an answer that was lost.</summary>
    void AfterCommit();

    /// <summary>When the writer looks whether a commit that failed took place; a failure here leaves that unknown.</summary>
    void BeforeVerify();
}
