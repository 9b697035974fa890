using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Monitoring.Models.Simulation;

/// <summary>Follows planted cases while they unfold and hands each out as a label once its last step is done.</summary>
internal sealed class CaseLog(Town town)
{
    private readonly Dictionary<int, OpenCase> _open = [];
    private readonly Queue<SimulatedCase> _done = new();

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"C-{number + 1:D6}");

    public void Begin(OpenCase planted) => _open.Add(planted.Number, planted);

    public void Posted(int number, SimulatedPosting posting)
    {
        if (number >= 0 && _open.TryGetValue(number, out var planted))
        {
            planted.Postings.Add(posting.PostingId);
            planted.From ??= posting.BookedAt;
            planted.To = posting.BookedAt;
        }
    }

    public void StepDone(int number, long atMs)
    {
        if (!_open.TryGetValue(number, out var planted) || --planted.StepsLeft > 0)
        {
            return;
        }

        // A case that is a state and no movement ends when the state could be seen.
        planted.To = planted.Postings.Count == 0 || planted.EndsAtMark ? Instants.ToInstant(atMs, town.Options.Start.Offset) : planted.To;
        Close(planted, false);
    }

    public bool TryTake([MaybeNullWhen(false)] out SimulatedCase planted) => _done.TryDequeue(out planted);

    /// <summary>The run is over: cases still open are handed out as they stand.</summary>
    public void CloseAll()
    {
        foreach (var planted in _open.Values.OrderBy(planted => planted.Number).ToList())
        {
            Close(planted, true);
        }
    }

    private void Close(OpenCase planted, bool truncated)
    {
        _open.Remove(planted.Number);
        foreach (var (account, _) in planted.Accounts)
        {
            town.Accounts[account].Reserve = 0;
        }

        if (planted.SilencesMain)
        {
            town.Accounts[planted.Accounts[0].Account].Traits &= ~AccountTraits.Silent;
        }

        if (truncated && planted.Postings.Count == 0)
        {
            return;
        }

        var begun = Instants.ToInstant(planted.BeginsMs, town.Options.Start.Offset);
        _done.Enqueue(new SimulatedCase
        {
            CaseId = IdOf(planted.Number),
            Pattern = planted.Kind,
            Rule = planted.Rule,
            Clear = planted.Clear && !truncated,
            Strength = planted.Character.Strength,
            Shape = planted.Character.Shape,
            Disguise = planted.Character.Disguise,
            Accounts = [.. planted.Accounts.Select(entry => town.Accounts[entry.Account].Id)],
            Roles = [.. planted.Accounts.Select(entry => entry.Role)],
            Postings = [.. planted.Postings],
            From = planted.From ?? begun,
            To = planted.To ?? begun,
            Truncated = truncated,
        });
    }
}
