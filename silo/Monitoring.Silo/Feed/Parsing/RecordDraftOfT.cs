namespace Monitoring.Silo.Feed.Parsing;

/// <summary>A draft that becomes a record.</summary>
internal abstract class RecordDraft<T>(FieldNames names) : RecordDraft(names)
    where T : class
{
    /// <summary>Checks what is missing and what concerns several fields, and makes the record; <c>null</c> when it is at fault.</summary>
    public abstract T? Build();
}
