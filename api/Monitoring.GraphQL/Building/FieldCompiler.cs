using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.GraphQL;

/// <summary>Compiles fields: a delegate that calls the C# member, and a writer for what it returns; no reflection is left for run time.</summary>
internal sealed class FieldCompiler(Schema schema)
{
    private static readonly ParameterExpression Parent = Expression.Parameter(typeof(object), "parent");
    private static readonly ParameterExpression X = Expression.Parameter(typeof(Execution), "x");
    private static readonly ParameterExpression Field = Expression.Parameter(typeof(PlannedField), "field");

    private readonly WriterFactory _writers = new(schema);

    public void Compile(FieldDefinition field)
    {
        if (field.Member == MetaFields.TypeNameMember)
        {
            field.Executor = new TypeNameExecutor();
            return;
        }
        var result = ResultOf(field.Member!);
        var isStream = IsGeneric(result, typeof(IAsyncEnumerable<>));
        if (isStream != (schema.Subscription?.Fields.Contains(field) == true))
        {
            throw new GraphQLSchemaException(
                $"{field.Origin}: fields of the subscription type, and only they, return IAsyncEnumerable; this one returns {result}.");
        }
        if (isStream) CompileSubscription(field, result.GetGenericArguments()[0]);
        else if (field.IsBatch) CompileBatch(field, result);
        else CompileField(field, result);
    }

    private void CompileField(FieldDefinition field, Type result)
    {
        var call = Call(field, Parent, null);
        if (IsGeneric(result, typeof(ValueTask<>)))
            (call, result) = (Expression.Call(call, "AsTask", null), typeof(Task<>).MakeGenericType(result.GetGenericArguments()));
        var isTask = IsGeneric(result, typeof(Task<>));
        var value = isTask ? result.GetGenericArguments()[0] : result;
        var resolve = Expression.Lambda(typeof(Resolve<>).MakeGenericType(result), call, Parent, X, Field).Compile();
        field.Executor = Executor(isTask ? typeof(AsyncExecutor<>) : typeof(SyncExecutor<>), [value], field, value, resolve);
    }

    private void CompileSubscription(FieldDefinition field, Type item)
    {
        var isEvent = IsGeneric(item, typeof(SubscriptionEvent<>));
        var value = isEvent ? item.GetGenericArguments()[0] : item;
        // Each event is the parent of an execution of its own, so the field just hands it on.
        var resolve = Expression.Lambda(
            typeof(Resolve<>).MakeGenericType(value), Expression.Convert(Parent, value), Parent, X, Field).Compile();
        field.Executor = Executor(typeof(SyncExecutor<>), [value], field, value, resolve);
        var stream = typeof(IAsyncEnumerable<>).MakeGenericType(item);
        var start = Expression.Lambda(typeof(Resolve<>).MakeGenericType(stream), Call(field, Parent, null), Parent, X, Field).Compile();
        field.Source = (SubscriptionSource)Activator.CreateInstance(
            (isEvent ? typeof(EventSource<>) : typeof(PlainSource<>)).MakeGenericType(value), start)!;
    }

    private void CompileBatch(FieldDefinition field, Type result)
    {
        if (IsGeneric(result, typeof(ValueTask<>))) throw new GraphQLSchemaException($"{field.Origin}: a batch resolver returns a list or a Task of one.");
        var method = (MethodInfo)field.Member!;
        var list = IsGeneric(result, typeof(Task<>)) ? result.GetGenericArguments()[0] : result;
        var item = (list.IsGenericType && list.GetGenericTypeDefinition() == typeof(IEnumerable<>) ? list
            : list.GetInterfaces().First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))).GetGenericArguments()[0];
        var given = method.GetParameters()[field.Parameters.ToList().IndexOf(ParameterKind.Parent)].ParameterType;
        var parents = Expression.Parameter(given, "parents");
        var call = Call(field, null, parents);
        var helper = typeof(BatchResults).GetMethod(result == list ? nameof(BatchResults.FromList) : nameof(BatchResults.FromTask))!;
        var body = Expression.Call(result == list ? helper.MakeGenericMethod(item) : helper.MakeGenericMethod(list, item), call);
        var resolve = Expression.Lambda(body, parents, X, Field).Compile();
        field.Executor = Executor(typeof(BatchExecutor<,>), [given.GetGenericArguments()[0], item], field, item, resolve);
    }

    private FieldExecutor Executor(Type executor, Type[] arguments, FieldDefinition field, Type value, Delegate resolve)
    {
        var writer = _writers.For(value, field.Type, field.Origin);
        return (FieldExecutor)Activator.CreateInstance(executor.MakeGenericType(arguments), resolve, writer, field.Type.IsNonNull)!;
    }

    private static Expression Call(FieldDefinition field, Expression? parent, Expression? parents)
    {
        var member = field.Member!;
        var isStatic = (member as MethodInfo ?? ((PropertyInfo)member).GetMethod!).IsStatic;
        Expression? target = isStatic ? null
            : field.ResolverClass is { } resolvers ? Expression.Call(X, nameof(Execution.Instance), [resolvers])
            : Expression.Convert(parent ?? throw new GraphQLSchemaException($"{field.Origin}: a batch resolver must be static or in a class of resolvers."),
                member.DeclaringType!);
        if (member is PropertyInfo property) return Expression.Property(target, property);
        var method = (MethodInfo)member;
        var arguments = Expression.Variable(typeof(object?[]), "arguments");
        var next = 0;
        var values = method.GetParameters().Select((parameter, i) => field.Parameters[i] == ParameterKind.Argument
            ? Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(next++)), parameter.ParameterType)
            : Given(field.Parameters[i], parameter, parent, parents)).ToList();
        var call = Expression.Call(target, method, values);
        if (next == 0) return call;
        var bind = Expression.Assign(arguments, Expression.Call(X, nameof(Execution.Arguments), null, Field));
        return Expression.Block([arguments], bind, call);
    }

    private static Expression Given(ParameterKind kind, ParameterInfo parameter, Expression? parent, Expression? parents) => kind switch
    {
        ParameterKind.Parent => parents ?? Expression.Convert(parent!, parameter.ParameterType),
        ParameterKind.Cancellation => Expression.Property(X, nameof(Execution.Cancellation)),
        ParameterKind.RequestContext => Expression.Property(X, nameof(Execution.Context)),
        ParameterKind.User => Expression.Property(Expression.Property(X, nameof(Execution.Context)), nameof(GraphQLRequestContext.User)),
        ParameterKind.HttpContext => Expression.Property(Expression.Property(X, nameof(Execution.Context)), nameof(GraphQLRequestContext.HttpContext)),
        ParameterKind.Services => Expression.Property(Expression.Property(X, nameof(Execution.Context)), nameof(GraphQLRequestContext.Services)),
        ParameterKind.Loader => Expression.Call(X, nameof(Execution.Loader), [parameter.ParameterType]),
        ParameterKind.KeyedService => Expression.Call(
            X, nameof(Execution.KeyedService), [parameter.ParameterType],
            Expression.Constant(parameter.GetCustomAttribute<FromKeyedServicesAttribute>()!.Key, typeof(object))),
        _ => Expression.Call(X, nameof(Execution.Service), [parameter.ParameterType]),
    };

    private static Type ResultOf(MemberInfo member) => member is MethodInfo method ? method.ReturnType : ((PropertyInfo)member).PropertyType;

    private static bool IsGeneric(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;
}
