namespace Monitoring.Silo.Stores.Archive;

/// <summary>What archiving a part came to.</summary>
/// <param name="Table">Table that holds its entries now, which nothing reads.</param>
/// <param name="Entries">Entries in it.</param>
/// <param name="Kept">Entries that stay in the journal too: what accounts need to be loaded and to go on.</param>
/// <param name="Bytes">Size of that table on disk.</param>
public sealed record ArchivedPart(string Table, long Entries, long Kept, long Bytes);
