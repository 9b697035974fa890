using Monitoring.Contracts.Feed;
using Monitoring.Silo.Feed;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Workload;

namespace Monitoring.Simulation.Audit;

/// <summary>
/// The auditor's own books of postings: kept from what was sent and what was answered, and from nothing else of the platform.
/// </summary>
internal sealed class Books
{
    private readonly SortedDictionary<string, PostingRecord> _postings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _reversals = new(StringComparer.Ordinal);
    private readonly bool _opensUnknown;
    private readonly HashSet<string> _strangers;

    /// <param name="opensUnknown">Whether a posting opens an account.</param>
    /// <param name="strangers">Accounts that nobody declares.</param>
    public Books(bool opensUnknown, IEnumerable<string> strangers)
    {
        _opensUnknown = opensUnknown;
        _strangers = new HashSet<string>(strangers, StringComparer.Ordinal);
    }

    /// <summary>All ids that were sent.</summary>
    public IReadOnlyDictionary<string, PostingRecord> Postings => _postings;

    /// <summary>Number of postings acknowledged.</summary>
    public int Acknowledged => _postings.Values.Count(static record => record.Acknowledged is not null);

    /// <summary>Contents whose fate is not known, to be sent again.</summary>
    public List<SentLine> Unknown() =>
        [.. _postings.Values.Where(static record => record.IsUnknown)
            .SelectMany(static record => record.Variants.Where(line => record.Unknown.Contains(line.Json)))];

    /// <summary>
    /// Whether nothing is under way: until then an attempt that had no answer can still take effect, as a sender who is told to come again
    /// later is not told what became of what is on its way.
    /// </summary>
    public bool IsQuiet { get; set; }

    /// <summary>A body starts.</summary>
    public Body Start(int number, IReadOnlyList<SentLine> lines, int? cutAt)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (!_postings.TryGetValue(line.Id, out var record)) _postings.Add(line.Id, record = new PostingRecord());
            if (!record.Variants.Exists(variant => variant.Json == line.Json))
            {
                record.Variants.Add(line);
                if (line.Target is { } target) _reversals[target] = _reversals.GetValueOrDefault(target) + 1;
            }

            if (record.Acknowledged is not null) known.Add(line.Id);
            if (line.Target is { } reversed && _postings.GetValueOrDefault(reversed)?.Acknowledged is not null) known.Add(reversed);
        }

        return new Body(number, lines, cutAt) { KnownBefore = known };
    }

    /// <summary>A body ended without an answer for its lines.</summary>
    public void Unanswered(Body body)
    {
        foreach (var line in body.Lines) _postings[line.Id].Unknown.Add(line.Json);
    }

    /// <summary>A body was answered.</summary>
    public void Answered(Body body, FeedResult result)
    {
        var rejected = result.Rejections.ToDictionary(static rejection => rejection.Line);
        if (result.Status == FeedStatus.Completed) Count(body, result);
        for (var i = 0; i < body.Lines.Count; i++)
        {
            var line = body.Lines[i];
            if (rejected.TryGetValue(i + 1, out var rejection)) Rejected(body, line, rejection);
            else if (result.Status == FeedStatus.Completed) Taken(line);
            else _postings[line.Id].Unknown.Add(line.Json);
        }
    }

    private static void Count(Body body, FeedResult result)
    {
        Require(
            result.Lines == body.Lines.Count && result.Accepted + result.Duplicates + result.Rejected == result.Lines,
            "every line is answered",
            $"body {body.Number} of {body.Lines.Count} lines: {result.Accepted} + {result.Duplicates} + {result.Rejected} of {result.Lines}");
        var perhapsNew = body.Lines.Select(static line => line.Id).Distinct(StringComparer.Ordinal).Count(id => !body.KnownBefore.Contains(id));
        Require(
            result.Accepted <= perhapsNew, "what is known counts as a duplicate",
            $"body {body.Number}: {result.Accepted} accepted, but only {perhapsNew} ids were not acknowledged before");
    }

    private void Taken(SentLine line)
    {
        Require(line.Kind != LineKind.Bad, "nonsense is rejected", line.Json);
        var record = _postings[line.Id];
        Require(
            record.Acknowledged is null || record.Acknowledged.Json == line.Json, "an id has one content",
            $"{line.Json} was acknowledged, and before it {record.Acknowledged?.Json}");
        record.Acknowledged = line;
        record.Unknown.Clear();
    }

    private void Rejected(Body body, SentLine line, FeedRejection rejection)
    {
        var record = _postings[line.Id];
        Require(
            !(body.KnownBefore.Contains(line.Id) && record.Acknowledged!.Json == line.Json), "what was acknowledged stays so",
            $"{line.Json} was rejected as {rejection.Code} after it was acknowledged");
        Require(MayReject(body, line, record, rejection.Code), "a good posting is taken", $"{line.Json} was rejected: {rejection.Code} {rejection.Message}");
        // Of other contents it says nothing: one of them may be what stands in this one's way.
        if (IsQuiet) record.Unknown.Remove(line.Json);
    }

    private bool MayReject(Body body, SentLine line, PostingRecord record, string code) => line.Kind switch
    {
        LineKind.Bad => true,
        _ when code == FeedCodes.PostingConflict => record.Variants.Count > 1,
        _ when code == FeedCodes.UnknownAccount => !_opensUnknown && _strangers.Contains(line.Account),
        LineKind.Reversal => MayRejectReversal(body, line, code),
        _ => false,
    };

    private bool MayRejectReversal(Body body, SentLine line, string code)
    {
        var target = _postings[line.Target!];
        return code switch
        {
            FeedCodes.ReversalTargetUnknown => !body.KnownBefore.Contains(line.Target!),
            FeedCodes.AlreadyReversed => _reversals[line.Target!] > 1,
            // Of the wrong amount, or of a target with several contents.
            FeedCodes.ReversalMismatch => target.Variants.Count > 1 || target.Variants[0].Signed != -line.Signed,
            _ => false,
        };
    }

    private static void Require(bool holds, string invariant, string details)
    {
        if (!holds) throw new ViolationException(invariant, details);
    }
}
