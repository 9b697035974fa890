using System.Text.Encodings.Web;
using System.Text.Json;

namespace Monitoring.GraphQL;

internal static class JsonText
{
    /// <summary>Escapes only what JSON demands, as JavaScript does.</summary>
    public static JsonSerializerOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
