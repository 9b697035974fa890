namespace Monitoring.Silo.Feed.Parsing;

/// <summary>Where one record lies in the reader's buffer.</summary>
/// <param name="Line">Physical line on which it starts.</param>
/// <param name="Start">First byte in the buffer.</param>
/// <param name="Length">Bytes; of a record that is too long, those of its start that are kept.</param>
/// <param name="IsTooLong">Whether the record is longer than allowed; its rest was skipped.</param>
internal readonly record struct Frame(long Line, int Start, int Length, bool IsTooLong);
