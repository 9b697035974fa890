using System.Text;

namespace Monitoring.Models.Tests;

/// <summary>A small reader of RFC 4180, independent of the writer.</summary>
internal static class CsvText
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string text)
    {
        var records = Records(text).ToList();
        foreach (var record in records.Skip(1))
        {
            Assert.Equal(records[0].Count, record.Count);
            yield return records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }

    private static IEnumerable<List<string>> Records(string text)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[i++]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && c is ',' or '\n')
            {
                record.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return record;
                    record = [];
                }
            }
            else
            {
                field.Append(c);
            }
        }
    }
}
