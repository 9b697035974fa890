using System.Globalization;

namespace Monitoring.GraphQL;

/// <summary>Writes errors as the specification's section 7.1.2 has them.</summary>
internal static class ErrorWriter
{
    public static void Write(JsonBuffer buffer, IReadOnlyList<GraphQLError> errors)
    {
        buffer.Byte((byte)'[');
        for (var i = 0; i < errors.Count; i++)
        {
            if (i > 0) buffer.Byte((byte)',');
            Write(buffer, errors[i]);
        }
        buffer.Byte((byte)']');
    }

    private static void Write(JsonBuffer buffer, GraphQLError error)
    {
        buffer.Raw("{\"message\":"u8);
        buffer.String(error.Message);
        if (error.Locations.Count > 0) WriteLocations(buffer, error.Locations);
        if (error.Path is not null) WritePath(buffer, error.Path);
        if (error.Code is not null || error.Extensions is not null) WriteExtensions(buffer, error);
        buffer.Byte((byte)'}');
    }

    private static void WriteLocations(JsonBuffer buffer, IReadOnlyList<SourceLocation> locations)
    {
        buffer.Raw(",\"locations\":["u8);
        for (var i = 0; i < locations.Count; i++)
        {
            buffer.Raw(i > 0 ? ",{\"line\":"u8 : "{\"line\":"u8);
            buffer.Number(locations[i].Line);
            buffer.Raw(",\"column\":"u8);
            buffer.Number(locations[i].Column);
            buffer.Byte((byte)'}');
        }
        buffer.Byte((byte)']');
    }

    private static void WritePath(JsonBuffer buffer, IReadOnlyList<object> path)
    {
        buffer.Raw(",\"path\":["u8);
        for (var i = 0; i < path.Count; i++)
        {
            if (i > 0) buffer.Byte((byte)',');
            if (path[i] is int index) buffer.Number(index);
            else buffer.String((string)path[i]);
        }
        buffer.Byte((byte)']');
    }

    private static void WriteExtensions(JsonBuffer buffer, GraphQLError error)
    {
        buffer.Raw(",\"extensions\":{"u8);
        var first = true;
        if (error.Code is not null)
        {
            buffer.Raw("\"code\":"u8);
            buffer.String(error.Code);
            first = false;
        }
        foreach (var (name, value) in error.Extensions ?? new Dictionary<string, object?>())
        {
            if (!first) buffer.Byte((byte)',');
            first = false;
            buffer.String(name);
            buffer.Byte((byte)':');
            WriteValue(buffer, value);
        }
        buffer.Byte((byte)'}');
    }

    private static void WriteValue(JsonBuffer buffer, object? value)
    {
        switch (value)
        {
            case null: buffer.Null(); break;
            case bool boolean: buffer.Boolean(boolean); break;
            case int or long or short or byte: buffer.Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double number when double.IsFinite(number): buffer.Number(number); break;
            case decimal number: buffer.Number(number); break;
            default: buffer.String(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }
}
