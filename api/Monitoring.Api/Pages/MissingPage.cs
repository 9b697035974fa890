namespace Monitoring.Api.Pages;

/// <summary>The start page when the live pages were not built.</summary>
internal static class MissingPage
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Monitoring</title>
        <h1>Monitoring is running, without its live pages</h1>
        <p>The pages were not built, because Node.js was missing when the server was built.
        Install Node.js 20 or newer and build again: <code>dotnet build api/Monitoring.Api</code>.</p>
        <p>Everything else works: <a href="/graphql">GraphQL</a>, <code>POST /feed/postings</code>, <code>POST /feed/reference</code>,
        <a href="/metrics">metrics</a>, <a href="/health/ready">health</a>.</p>
        </html>
        """;
}
