using System.Text.RegularExpressions;

namespace Monitoring.GraphQL.Tests.Differential;

/// <summary>Breaks documents: drops, doubles, swaps and replaces tokens and characters.</summary>
internal sealed partial class DocumentBreaker(Schema schema, Random random)
{
    private static readonly string[] Tokens =
    [
        "{", "}", "(", ")", "[", "]", "!", "$", ":", "=", "@", "...", "|", "&", "on", "query", "mutation", "subscription", "fragment", "null", "true",
        "1", "-1", "1.5", "0", "01", "1e", "1.", "\"s\"", "\"", "\"\"\"b\"\"\"", "$v0", "$v1", "$nope", "@skip(if: true)", "@include", "@deprecated", "@nope",
        "type A { a: Int }", "schema { query: Query }", "extend type Query { x: Int }", "directive @d on FIELD", "\"d\"", "scalar S", "__typename", "F0", "F1",
        "\\", "'", "#c", "\uFEFF", "é", "Op", "if", "x", "enum", "input I { a: Int = 1 }", "2147483648", "99999999999999999999", "implements", "repeatable",
    ];

    private readonly string[] _names =
    [
        .. schema.Types.Keys, .. schema.Types.Values.OfType<CompositeType>().SelectMany(type => type.Fields).Select(field => field.Name).Distinct(),
        .. schema.Types.Values.OfType<InputObjectType>().SelectMany(type => type.Fields).Select(field => field.Name),
        .. schema.Types.Values.OfType<EnumType>().SelectMany(type => type.Values).Select(value => value.Name), "first", "id", "name", "nonsense", "nam", "helo",
    ];

    public string Break(string document)
    {
        var tokens = TokenPattern().Matches(document).Select(match => match.Value).ToList();
        for (var left = 1 + random.Next(2); left > 0 && tokens.Count > 0; left--)
        {
            var at = random.Next(tokens.Count);
            switch (random.Next(9))
            {
                case 0: tokens.RemoveAt(at); break;
                case 1: tokens.Insert(at, tokens[at]); break;
                case 2: (tokens[at], tokens[^1]) = (tokens[^1], tokens[at]); break;
                case 3: tokens.Insert(at, Tokens[random.Next(Tokens.Length)]); break;
                case 4 or 5 or 6: ReplaceName(tokens, at); break;
                case 7: tokens[at] = Tokens[random.Next(Tokens.Length)]; break;
                default: tokens[at] = Scramble(tokens[at]); break;
            }
        }
        return string.Join(' ', tokens);
    }

    private void ReplaceName(List<string> tokens, int from)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var at = (from + i) % tokens.Count;
            if (!char.IsAsciiLetter(tokens[at][0])) continue;
            tokens[at] = _names[random.Next(_names.Length)];
            return;
        }
    }

    private string Scramble(string token)
    {
        var at = random.Next(token.Length + 1);
        return token.Insert(at, ((char)random.Next(0x20, 0x7F)).ToString());
    }

    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|\\.\\.\\.|[_A-Za-z][_0-9A-Za-z]*|-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|#[^\\n]*\\n|[^\\s,]")]
    private static partial Regex TokenPattern();
}
