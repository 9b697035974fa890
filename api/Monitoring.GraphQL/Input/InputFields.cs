namespace Monitoring.GraphQL;

/// <summary>The fields of an input object while it is read.</summary>
internal sealed class InputFields(InputObjectType type)
{
    private readonly object?[] _values = new object?[type.Fields.Count];
    private readonly bool[] _given = new bool[type.Fields.Count];

    public int GivenCount => _given.Count(given => given);

    public InputValue OnlyGiven => type.Fields[Array.IndexOf(_given, true)];

    public object? this[int index] => _values[index];

    public void Set(int index, object? value)
    {
        _values[index] = value;
        _given[index] = true;
    }

    /// <summary>Makes the C# object; what was not given takes its default, or stays absent.</summary>
    public object Create()
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var field = type.Fields[i];
            _values[i] = _given[i] ? field.ToClr(_values[i]) : field.Default is not null ? field.ToClr(field.DefaultValue) : field.Absent;
        }
        return type.Create(_values);
    }
}
