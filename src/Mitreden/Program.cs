using Mitreden;
using Mitreden.Foundation.Web;

if (ContentCommand.Run(args, Console.Out) is { } code) return code;
var builder = WebApplication.CreateBuilder(CommandLine.Options(args));
builder.AddFoundation(Modules.All);
var app = builder.Build();
app.UseFoundation(Modules.All);
return await app.RunToEndAsync();
