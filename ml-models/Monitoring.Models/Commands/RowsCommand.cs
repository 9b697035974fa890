using System.CommandLine;
using System.Globalization;
using Monitoring.Domain.Detection;
using Monitoring.Models.Evaluation;
using Monitoring.Models.Replay;

namespace Monitoring.Models.Commands;

/// <summary>The command <c>rows</c>: a labelled feed to one row of features an account, in folds, for comparing trainers.</summary>
internal sealed class RowsCommand
{
    private readonly Option<FileInfo[]> _reference = Files("--reference", "files of reference records");
    private readonly Option<FileInfo[]> _postings = Files("--postings", "files of postings");
    private readonly Option<FileInfo> _labels = new("--labels") { Description = "CSV with a header: account, 0 or 1", Required = true };
    private readonly Option<int> _folds = new("--folds") { Description = "number of folds", DefaultValueFactory = _ => 5 };
    private readonly Option<FileInfo> _out = new("--out") { Description = "CSV to write: set, label, features", Required = true };

    public Command Build()
    {
        var command = new Command("rows", "Write one row of features an account, in folds over accounts.")
        {
            _reference, _postings, _labels, _folds, _out,
        };
        command.SetAction(Run);
        return command;
    }

    private static Option<FileInfo[]> Files(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true, Required = true };

    private int Run(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            var labels = ReadLabels(parsed.GetValue(_labels)!.FullName);
            var history = new FeedFileHistory(
                PathsOf(parsed, _reference), PathsOf(parsed, _postings), BankRules.Calendar, TimeProvider.System);
            var collector = new AccountRowCollector();
            var banks = LaneReplay.Run(history, BankRules.With(new DetectionParameters()), 1, _ => collector, static () => null);
            var count = Write(parsed.GetValue(_out)!.FullName, banks[0], labels, parsed.GetValue(_folds));
            var (postings, refused) = (banks[0].Accepted, history.Refused);
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{count:N0} accounts, {postings:N0} postings, {refused:N0} records refused"));
            return 0;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            error.WriteLine("rows: " + failed.Message);
            return 1;
        }
    }

    private static string[] PathsOf(ParseResult parsed, Option<FileInfo[]> option) =>
        [.. parsed.GetValue(option)!.Select(static file => file.FullName)];

    private static Dictionary<string, bool> ReadLabels(string path) => File.ReadLines(path).Skip(1)
        .Select(static line => line.Split(',')).Where(static parts => parts.Length == 2)
        .ToDictionary(static parts => parts[0], static parts => parts[1] == "1", StringComparer.Ordinal);

    /// <summary>Folds deal out positives and negatives one by one, in the order of the accounts' ids.</summary>
    private static int Write(string path, ReplayBank bank, Dictionary<string, bool> labels, int folds)
    {
        using var writer = new StreamWriter(path);
        writer.WriteLine("set,label," + string.Join(',', AccountRowCollector.Columns));
        var (positives, negatives, count) = (0, 0, 0);
        foreach (var account in bank.Accounts.OrderBy(static account => account.Id, StringComparer.Ordinal))
        {
            if (!labels.TryGetValue(account.Id, out var positive)) continue;
            var fold = (positive ? positives++ : negatives++) % folds;
            var row = AccountRowCollector.RowOf(account).Select(static value => value.ToString("R", CultureInfo.InvariantCulture));
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fold{fold + 1},{(positive ? 1 : 0)},") + string.Join(',', row));
            count++;
        }

        return count;
    }
}
