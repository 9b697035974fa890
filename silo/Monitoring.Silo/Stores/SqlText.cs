using System.Globalization;
using System.Text;

namespace Monitoring.Silo.Stores;

/// <summary>
/// A query that is put together, with its arguments beside the text, never in it. Keeps to SQL that SQLite and PostgreSQL share; parameters
/// are written <c>@p1</c>, <c>@p2</c> and so on.
/// </summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly List<object?> _arguments = [];
    private bool _hasCondition;

    public SqlText(string text) => _text.Append(text);

    /// <summary>The arguments in order: long, string, byte[] or null.</summary>
    public IReadOnlyList<object?> Arguments => _arguments;

    /// <summary>Name of an argument.</summary>
    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"p{index + 1}");

    /// <summary>Adds text as it is.</summary>
    public SqlText Add(string text)
    {
        _text.Append(' ').Append(text);
        return this;
    }

    /// <summary>Adds an argument.</summary>
    public SqlText Add(object? argument)
    {
        _text.Append(' ').Append(Parameter(argument));
        return this;
    }

    /// <summary>Adds a condition that all must hold, as <c>column &gt; argument</c>.</summary>
    public SqlText Where(string condition, params ReadOnlySpan<object?> arguments)
    {
        _text.Append(_hasCondition ? " and (" : " where (");
        _hasCondition = true;
        var parts = condition.Split('?');
        if (parts.Length != arguments.Length + 1)
        {
            throw new ArgumentException($"{arguments.Length} arguments for: {condition}", nameof(condition));
        }

        for (var i = 0; i < parts.Length; i++)
        {
            _text.Append(parts[i]);
            if (i < arguments.Length) _text.Append(Parameter(arguments[i]));
        }

        _text.Append(')');
        return this;
    }

    /// <summary>Adds the condition that a column is one of some values; of none, that nothing holds.</summary>
    public SqlText WhereIn<T>(string column, IReadOnlyCollection<T>? values)
    {
        if (values is null) return this;
        if (values.Count == 0) return Where("1 = 0");
        _text.Append(_hasCondition ? " and " : " where ");
        _hasCondition = true;
        _text.Append(column).Append(" in ").Append(List(values));
        return this;
    }

    /// <summary>A list of arguments in brackets.</summary>
    public string List<T>(IReadOnlyCollection<T> values) => "(" + string.Join(", ", values.Select(value => Parameter(Plain(value)))) + ")";

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static object? Plain<T>(T value) => value switch
    {
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        int number => (long)number,
        _ => value,
    };

    private string Parameter(object? argument)
    {
        _arguments.Add(Plain(argument));
        return "@" + NameOf(_arguments.Count - 1);
    }
}
