using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>Entries by position, as one snapshot of the store has them.</summary>
internal interface IEntrySource
{
    /// <summary>The links of an entry.</summary>
    /// <exception cref="JournalArchivedException">It lies in a part of the journal that was archived.</exception>
    /// <exception cref="Stores.StoreException">There is no entry at that position: the chain is broken.</exception>
    EntryLinks LinksAt(long position);

    /// <summary>The links of an entry; <c>null</c> when there is no entry at that position.</summary>
    EntryLinks? TryLinksAt(long position);

    /// <summary>An entry.</summary>
    /// <exception cref="JournalArchivedException">It lies in a part of the journal that was archived.</exception>
    /// <exception cref="Stores.StoreException">There is no entry at that position: the chain is broken.</exception>
    StoredEntry EntryAt(long position);
}
