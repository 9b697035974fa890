using System.Text.Json;

namespace Monitoring.GraphQL;

/// <summary>Reads the JSON value of one variable; what does not fit becomes an error with the place in the value.</summary>
internal sealed class JsonInput(string variable, SourceLocation location, GraphQLLimits limits, bool suggest, List<GraphQLError> errors)
{
    private readonly List<object> _path = [];

    public object? Read(JsonElement json, GType type, int depth)
    {
        if (errors.Count >= limits.ErrorsMax) return null;
        if (depth > limits.VariablesDepthMax)
        {
            if (errors.All(error => error.Code != ErrorCodes.VariablesTooDeep))
                errors.Add(new GraphQLError($"Variable \"${variable}\" is nested too deep.", ErrorCodes.VariablesTooDeep) { Locations = [location] });
            return null;
        }
        if (type is NonNullType nonNull)
        {
            if (json.ValueKind != JsonValueKind.Null) return Read(json, nonNull.Inner, depth);
            Fail(json, $"Expected non-nullable type \"{type}\" not to be null.");
            return null;
        }
        if (json.ValueKind == JsonValueKind.Null) return null;
        return type switch
        {
            ListType list => ReadList(json, list, depth),
            InputObjectType input => ReadObject(json, input, depth),
            EnumType @enum => ReadEnum(json, @enum),
            _ => ReadScalar(json, (ScalarType)type),
        };
    }

    private object?[] ReadList(JsonElement json, ListType list, int depth)
    {
        // A value that is not a list counts as a list of one.
        if (json.ValueKind != JsonValueKind.Array) return [Read(json, list.Item, depth + 1)];
        var items = new object?[json.GetArrayLength()];
        var i = 0;
        foreach (var item in json.EnumerateArray())
        {
            _path.Add(i);
            items[i++] = Read(item, list.Item, depth + 1);
            _path.RemoveAt(_path.Count - 1);
        }
        return items;
    }

    private object? ReadObject(JsonElement json, InputObjectType type, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Fail(json, $"Expected type \"{type.Name}\" to be an object.");
            return null;
        }
        var before = errors.Count;
        var values = new InputFields(type);
        for (var i = 0; i < type.Fields.Count; i++)
        {
            var field = type.Fields[i];
            if (!json.TryGetProperty(field.Name, out var value))
            {
                if (field.IsRequired) Fail(json, $"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.");
                continue;
            }
            _path.Add(field.Name);
            values.Set(i, Read(value, field.Type, depth + 1));
            _path.RemoveAt(_path.Count - 1);
        }
        foreach (var property in json.EnumerateObject())
        {
            if (type.Find(property.Name) is not null) continue;
            var hint = suggest ? Suggestions.DidYouMean(Suggestions.For(property.Name, type.Fields.Select(field => field.Name))) : "";
            Fail(json, $"Field \"{property.Name}\" is not defined by type \"{type.Name}\".{hint}");
        }
        if (type.IsOneOf) CheckOneOf(json, type, values);
        return errors.Count == before ? values.Create() : null;
    }

    private void CheckOneOf(JsonElement json, InputObjectType type, InputFields values)
    {
        if (values.GivenCount != 1)
        {
            Fail(json, $"Exactly one key must be specified for OneOf type \"{type.Name}\".");
            return;
        }
        var key = values.OnlyGiven.Name;
        if (!json.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.Null) return;
        _path.Add(key);
        Fail(value, $"Field \"{key}\" must be non-null.");
        _path.RemoveAt(_path.Count - 1);
    }

    private object? ReadEnum(JsonElement json, EnumType type)
    {
        if (json.ValueKind != JsonValueKind.String)
        {
            var hint = suggest ? EnumMessages.Suggest(type, JsonInspect.Print(json)) : "";
            Fail(json, $"Enum \"{type.Name}\" cannot represent non-string value: {JsonInspect.Print(json)}.{hint}");
            return null;
        }
        var name = json.GetString()!;
        if (type.Find(name) is { } value) return value.Value;
        Fail(json, $"Value \"{name}\" does not exist in \"{type.Name}\" enum.{(suggest ? EnumMessages.Suggest(type, name) : "")}");
        return null;
    }

    private object? ReadScalar(JsonElement json, ScalarType type)
    {
        try
        {
            return type.Scalar.ParseObject(new ScalarInput(json));
        }
        catch (FormatException e)
        {
            Fail(json, type.Scalar.IsSpecified ? e.Message : $"Expected type \"{type.Name}\". {e.Message}");
            return null;
        }
    }

    private void Fail(JsonElement json, string message)
    {
        var steps = string.Concat(_path.Select(step => step is int index ? $"[{index}]" : $".{step}"));
        var place = steps.Length == 0 ? "" : $" at \"{variable}{steps}\"";
        var text = $"Variable \"${variable}\" got invalid value {JsonInspect.Print(json)}{place}; {message}";
        errors.Add(new GraphQLError(text, ErrorCodes.BadUserInput) { Locations = [location] });
    }
}
